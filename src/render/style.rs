//! A style sheet as it is delivered: without comments and without the spaces that are there for its authors. Knows no page.

use super::parts::Part::{
    self, Countries, Dilemma, Hand, Handout, Many, Match, Order, Position, Quiz, Sort, Suit, Switch,
};
use crate::templates;

/// The files of a module's sheet, one after another as the cascade wants them, and the parts of a module that need them.
pub const FILES: [(&str, &[Part]); 34] = [
    ("module/style/colours.css", &[]),
    ("module/style/suit-1.css", &[Suit(1)]),
    ("module/style/suit-2.css", &[Suit(2)]),
    ("module/style/suit-3.css", &[Suit(3)]),
    ("module/style/suit-4.css", &[Suit(4)]),
    ("module/style/suit-5.css", &[Suit(5)]),
    ("module/style/suit-6.css", &[Suit(6)]),
    ("module/style/ground.css", &[]),
    ("module/style/controls.css", &[]),
    ("module/style/flap.css", &[]),
    ("module/style/switch.css", &[Switch]),
    ("module/style/page.css", &[]),
    ("module/style/card.css", &[]),
    ("module/style/hand.css", &[Hand]),
    ("module/style/situation.css", &[]),
    ("module/style/table.css", &[]),
    ("module/style/steps.css", &[]),
    ("module/style/items.css", &[Quiz, Position, Dilemma]),
    ("module/style/quiz.css", &[Quiz]),
    ("module/style/order.css", &[Order]),
    ("module/style/placing.css", &[Match, Sort]),
    ("module/style/scale.css", &[Position, Dilemma]),
    ("module/style/position.css", &[Position]),
    ("module/style/dilemma.css", &[Dilemma]),
    ("module/style/capsules.css", &[]),
    ("module/style/countries.css", &[Countries]),
    ("module/style/levels.css", &[]),
    ("module/style/synthesis.css", &[]),
    ("module/style/foot.css", &[]),
    ("module/style/devices.css", &[]),
    ("module/style/paper.css", &[]),
    ("module/style/hand-devices.css", &[Hand]),
    ("module/style/many.css", &[Many]),
    ("module/style/handout.css", &[Handout]),
];

/// Pairs of what is written for readers and what means the same to a browser. None of them stands inside a text of the sheet
/// (`content: "…"`), which a test watches.
const SHORTER: [(&str, &str); 9] = [
    (" {", "{"),
    ("{ ", "{"),
    (" }", "}"),
    ("} ", "}"),
    ("; ", ";"),
    (": ", ":"),
    (";}", "}"),
    (", ", ","),
    (" > ", ">"),
];

/// The files with the suits, in their order.
pub fn suits() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter(|(_, parts)| matches!(parts, [Suit(_)])).map(|(file, _)| *file)
}

/// A sheet of several files of `templates/`, one after another.
pub fn sheet(files: &[&str]) -> String {
    let whole: String = files.iter().map(|file| uncommented(templates::text(file))).collect();
    let joined = whole.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    SHORTER.iter().fold(joined, |css, (long, short)| css.replace(long, short))
}

fn uncommented(mut rest: &str) -> String {
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets() -> Vec<&'static str> {
        let own = |folder: &str| templates::TEMPLATES.get_dir(folder).expect("a folder").files();
        let paths = own("print").chain(own("site")).map(|file| file.path().to_str().expect("ASCII"));
        FILES.iter().map(|(file, _)| *file).chain(paths.filter(|path| path.ends_with(".css"))).collect()
    }

    #[test]
    fn every_file_is_in_the_table() {
        let folder = templates::TEMPLATES.get_dir("module/style").expect("the styles");
        for file in folder.files() {
            let name = file.path().to_str().expect("ASCII");
            assert!(FILES.iter().any(|(file, _)| *file == name), "{name} is not in the table");
        }
    }

    #[test]
    fn texts_of_the_sheet_stay_as_they_are() {
        for file in sheets() {
            let whole = uncommented(templates::text(file));
            for text in whole.split('"').skip(1).step_by(2) {
                assert!(SHORTER.iter().all(|(long, _)| !text.contains(long)), "{text:?}");
            }
            assert_eq!(sheet(&[file]).matches('{').count(), whole.matches('{').count());
            assert_eq!(sheet(&[file]).matches('{').count(), sheet(&[file]).matches('}').count());
        }
    }

    #[test]
    fn the_sheet_calls_nobody() {
        for word in ["url(", "@import", "http"] {
            assert!(!sheet(&sheets()).contains(word), "{word}");
        }
    }
}
