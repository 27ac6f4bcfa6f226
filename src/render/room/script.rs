//! The script and the style of the room: the files of `templates/table/`, after what they share with the learner's page.

use crate::script::enclosed;
use crate::templates;
use crate::tree::File;
use std::sync::{Arc, LazyLock};

/// The files of the style, in the order of the cascade.
pub const STYLE: [&str; 14] = [
    "module/style/colours.css",
    "module/style/suit-1.css",
    "module/style/suit-2.css",
    "module/style/suit-3.css",
    "module/style/suit-4.css",
    "module/style/suit-5.css",
    "module/style/suit-6.css",
    "module/style/ground.css",
    "module/style/controls.css",
    "table/style/ground.css",
    "table/style/console.css",
    "table/style/phases.css",
    "table/style/screen.css",
    "table/style/paper.css",
];

/// The files of the script, in the order in which they are read.
const FILES: [&str; 28] = [
    "runtime/few.js",
    "runtime/dom.js",
    "runtime/places.js",
    "table/deck.js",
    "table/session.js",
    "table/shows.js",
    "table/hands.js",
    "table/clock.js",
    "table/draw.js",
    "table/line.js",
    "table/views.js",
    "table/wire.js",
    "table/awake.js",
    "table/screen.js",
    "table/kept.js",
    "table/hold.js",
    "table/desk.js",
    "table/console.js",
    "table/phases/before.js",
    "table/phases/read.js",
    "table/phases/say.js",
    "table/phases/light.js",
    "table/phases/act.js",
    "table/phases/end.js",
    "table/phases/finish.js",
    "table/sheet.js",
    "table/keys.js",
    "table/main.js",
];

/// The script, made small.
pub static SCRIPT: LazyLock<Arc<File>> =
    LazyLock::new(|| File::new(enclosed(&FILES.map(templates::text).concat()).into_bytes()));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::sheet;

    #[test]
    fn every_file_is_in_a_table() {
        let mut folders = vec![templates::TEMPLATES.get_dir("table").expect("the room")];
        while let Some(folder) = folders.pop() {
            for file in folder.files() {
                let name = file.path().to_str().expect("ASCII");
                assert!(name.ends_with(".html") || FILES.contains(&name) || STYLE.contains(&name), "{name}");
            }
            folders.extend(folder.dirs());
        }
    }

    #[test]
    fn no_two_files_define_the_same_name() {
        let begins = |line: &'static str| line.strip_prefix("function ").or_else(|| line.strip_prefix("const "));
        let name = |line| begins(line)?.split([' ', '(']).next();
        let mut names: Vec<&str> =
            FILES.iter().flat_map(|file| templates::text(file).lines()).filter_map(name).collect();
        names.sort_unstable();
        assert_eq!(names.windows(2).find(|pair| pair[0] == pair[1]), None);
    }

    #[test]
    fn nothing_is_asked_for_and_the_style_calls_nobody() {
        let script = std::str::from_utf8(SCRIPT.content()).expect("UTF-8").to_owned();
        for word in
            ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "import(", "eval(", "cookie", "sessionStorage"]
        {
            assert!(!script.contains(word), "{word}");
        }
        for word in ["url(", "@import", "http"] {
            assert!(!sheet(&STYLE).contains(word), "{word}");
        }
    }
}
