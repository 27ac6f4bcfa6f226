//! The page's script: the files of `templates/runtime/` in one function, so that nothing of it is seen from outside. Knows no
//! format: the one that needs an adapter puts it in front and defines `createAdapter`.

use super::parts::Part::{
    self, Consent, Dilemma, Few, Hand, Handout, Many, Match, Order, Position, Quiz, Single, Sort, Switch,
};
use crate::script::enclosed;
use crate::templates;

/// The files, in the order in which they are read, and the parts of a module that need them. What stands in a file that a module
/// lacks is called for those parts alone. An item kind or a step is one file and one line here.
pub const FILES: [(&str, &[Part]); 54] = [
    ("course.js", &[]),
    ("answers.js", &[Quiz, Position, Consent]),
    ("state.js", &[]),
    ("answering.js", &[Quiz, Position, Consent]),
    ("standing.js", &[]),
    ("saving.js", &[]),
    ("tracker.js", &[]),
    ("handover.js", &[Switch]),
    ("none.js", &[]),
    ("dom.js", &[]),
    ("few.js", &[Few]),
    ("many.js", &[Many]),
    ("memory.js", &[]),
    ("handout.js", &[Handout]),
    ("display.js", &[]),
    ("scale.js", &[Position, Dilemma]),
    ("places.js", &[Position, Dilemma]),
    ("items.js", &[Quiz, Position]),
    ("items/choices.js", &[Quiz]),
    ("items/fact.js", &[Quiz]),
    ("items/facts.js", &[Quiz]),
    ("items/position.js", &[Position]),
    ("items/perspectives.js", &[Quiz]),
    ("items/order.js", &[Order]),
    ("items/placing.js", &[Match, Sort]),
    ("items/match.js", &[Match]),
    ("items/sort.js", &[Sort]),
    ("items/note.js", &[Quiz]),
    ("arcs.js", &[]),
    ("table.js", &[]),
    ("turns.js", &[]),
    ("situation.js", &[]),
    ("steps/read.js", &[]),
    ("steps/reaction.js", &[]),
    ("steps/prompts.js", &[]),
    ("steps/dilemma.js", &[Dilemma]),
    ("steps/capsules.js", &[]),
    ("steps/quiz.js", &[Quiz]),
    ("steps/actions.js", &[]),
    ("steps/position.js", &[Position]),
    ("steps/synthesis.js", &[]),
    ("keepsake.js", &[]),
    ("words.js", &[Hand]),
    ("settle.js", &[Hand]),
    ("shelf.js", &[Hand]),
    ("keeping.js", &[Hand]),
    ("notebook.js", &[Hand]),
    ("overview.js", &[Hand]),
    ("bar.js", &[]),
    ("end.js", &[Single]),
    ("route.js", &[]),
    ("consent.js", &[Consent]),
    ("switch.js", &[Switch]),
    ("main.js", &[]),
];

/// The script of these files, made small.
pub fn script(files: &[&str]) -> String {
    let files: String = files.iter().map(|name| templates::text(&format!("runtime/{name}"))).collect();
    enclosed(&files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::TEMPLATES;

    /// The files that formats put in front.
    const ADAPTERS: [&str; 13] = [
        "nearby.js",
        "scorm.js",
        "scorm12.js",
        "scorm2004.js",
        "api.js",
        "commit.js",
        "journal.js",
        "alone.js",
        "xapi.js",
        "statements.js",
        "launch.js",
        "cmi5.js",
        "tincan.js",
    ];

    #[test]
    fn every_file_is_in_the_table_or_is_an_adapter() {
        let mut folders = vec![TEMPLATES.get_dir("runtime").expect("the runtime")];
        while let Some(folder) = folders.pop() {
            for file in folder.files() {
                let name = file.path().strip_prefix("runtime").expect("inside").to_str().expect("ASCII");
                assert!(
                    FILES.iter().any(|(file, _)| *file == name) || ADAPTERS.contains(&name),
                    "{name} is in no table"
                );
            }
            folders.extend(folder.dirs());
        }
    }

    #[test]
    fn no_two_files_define_the_same_function() {
        let written: String = FILES.iter().map(|(name, _)| templates::text(&format!("runtime/{name}"))).collect();
        let mut names: Vec<&str> =
            written.lines().filter_map(|line| line.strip_prefix("function ")?.split('(').next()).collect();
        names.sort_unstable();
        let double = names.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(double, None, "the second would silently take the place of the first");
    }

    #[test]
    fn the_script_makes_no_request() {
        // A page asks before it leaves only while words stand on it, see `memory.js`.
        let script = script(&FILES.map(|(name, _)| name)).replace("'beforeunload'", "");
        for word in
            ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "import(", "eval(", "innerHTML +=", "unload"]
        {
            assert!(!script.contains(word), "{word}");
        }
    }
}
