//! The page's script: the files of `templates/runtime/` in one function, so that nothing of it is seen from outside. Knows no
//! format: the one that needs an adapter puts it in front and defines `createAdapter`.

use crate::templates;

/// The files, in the order in which they are read. An item kind or a step is one file and one line here.
const FILES: [&str; 32] = [
    "state.js",
    "tracker.js",
    "none.js",
    "dom.js",
    "memory.js",
    "display.js",
    "items/choices.js",
    "items/fact.js",
    "items/facts.js",
    "items/position.js",
    "items/perspectives.js",
    "items/order.js",
    "items/placing.js",
    "items/match.js",
    "items/sort.js",
    "items/note.js",
    "items.js",
    "steps/read.js",
    "steps/reaction.js",
    "steps/prompts.js",
    "steps/dilemma.js",
    "steps/capsules.js",
    "steps/quiz.js",
    "steps/actions.js",
    "steps/position.js",
    "steps/synthesis.js",
    "keepsake.js",
    "situation.js",
    "overview.js",
    "route.js",
    "consent.js",
    "main.js",
];

/// The whole script.
pub fn script() -> String {
    let mut out = String::from("(function () {\n'use strict';\n");
    for name in FILES {
        strip(&mut out, templates::text(&format!("runtime/{name}")));
    }
    out.push_str("}());\n");
    out
}

/// Copies a file without the lines that only comment, without indentation and empty lines. A comment behind code stays: where
/// it begins is not for a line reader to say. No file has a text that runs over a line's end, so that indentation is never part
/// of one.
fn strip(out: &mut String, text: &str) {
    for line in text.lines().map(str::trim) {
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::TEMPLATES;

    #[test]
    fn every_file_is_in_the_table_or_is_an_adapter() {
        let mut folders = vec![TEMPLATES.get_dir("runtime").expect("the runtime")];
        while let Some(folder) = folders.pop() {
            for file in folder.files() {
                let name = file.path().strip_prefix("runtime").expect("inside").to_str().expect("ASCII");
                assert!(FILES.contains(&name) || ["scorm12.js"].contains(&name), "{name} is in no table");
            }
            folders.extend(folder.dirs());
        }
    }

    #[test]
    fn no_two_files_define_the_same_function() {
        let script = script();
        let mut names: Vec<&str> =
            script.lines().filter_map(|line| line.strip_prefix("function ")?.split('(').next()).collect();
        names.sort_unstable();
        let double = names.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(double, None, "the second would silently take the place of the first");
    }

    #[test]
    fn a_script_has_no_request_and_no_template_over_lines() {
        let script = script();
        for word in
            ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "import(", "eval(", "innerHTML +=", "unload"]
        {
            assert!(!script.contains(word), "{word}");
        }
        assert!(script.lines().all(|line| line.matches('`').count() % 2 == 0));
    }
}
