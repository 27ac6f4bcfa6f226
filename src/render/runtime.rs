//! The page's script: the files of `templates/runtime/` in one function, so that nothing of it is seen from outside. Knows no
//! format: the one that needs an adapter puts it in front and defines `createAdapter`.

use crate::script::shrink;
use crate::templates;

/// The files, in the order in which they are read. An item kind or a step is one file and one line here.
const FILES: [&str; 33] = [
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
    SWITCH,
    "main.js",
];

/// What only a module in several languages needs.
const SWITCH: &str = "switch.js";

/// The whole script, made small; with the way from one language to another where a module has several.
pub fn script(several: bool) -> String {
    let needed = FILES.iter().filter(|name| several || **name != SWITCH);
    let files: String = needed.map(|name| templates::text(&format!("runtime/{name}"))).collect();
    shrink(&format!("(function () {{\n'use strict';\n{files}}}());\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::TEMPLATES;

    /// The files that formats put in front.
    const ADAPTERS: [&str; 8] =
        ["scorm.js", "scorm12.js", "scorm2004.js", "xapi.js", "statements.js", "launch.js", "cmi5.js", "tincan.js"];

    #[test]
    fn every_file_is_in_the_table_or_is_an_adapter() {
        let mut folders = vec![TEMPLATES.get_dir("runtime").expect("the runtime")];
        while let Some(folder) = folders.pop() {
            for file in folder.files() {
                let name = file.path().strip_prefix("runtime").expect("inside").to_str().expect("ASCII");
                assert!(FILES.contains(&name) || ADAPTERS.contains(&name), "{name} is in no table");
            }
            folders.extend(folder.dirs());
        }
    }

    #[test]
    fn no_two_files_define_the_same_function() {
        let written: String = FILES.iter().map(|name| templates::text(&format!("runtime/{name}"))).collect();
        let mut names: Vec<&str> =
            written.lines().filter_map(|line| line.strip_prefix("function ")?.split('(').next()).collect();
        names.sort_unstable();
        let double = names.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(double, None, "the second would silently take the place of the first");
    }

    #[test]
    fn the_script_makes_no_request() {
        let script = script(true);
        for word in
            ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "import(", "eval(", "innerHTML +=", "unload"]
        {
            assert!(!script.contains(word), "{word}");
        }
    }
}
