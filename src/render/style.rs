//! The style sheet as it is delivered: without comments and without the spaces that are there for its authors. Knows no page.

use crate::templates;

/// Pairs of what is written for readers and what means the same to a browser. None of them stands inside a text of the sheet
/// (`content: "…"`), which a test watches.
const SHORTER: [(&str, &str); 8] =
    [(" {", "{"), ("{ ", "{"), (" }", "}"), ("} ", "}"), ("; ", ";"), (": ", ":"), (";}", "}"), (", ", ",")];

/// The sheet of a module.
pub fn style() -> String {
    sheet(&["module/module.css"])
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

    #[test]
    fn texts_of_the_sheet_stay_as_they_are() {
        let whole: String =
            ["module/module.css", "site/site.css"].map(|file| uncommented(templates::text(file))).concat();
        for text in whole.split('"').skip(1).step_by(2) {
            assert!(SHORTER.iter().all(|(long, _)| !text.contains(long)), "{text:?}");
        }
        let style = sheet(&["module/module.css", "site/site.css"]);
        assert_eq!(style.matches('{').count(), whole.matches('{').count());
        assert_eq!(style.matches('{').count(), style.matches('}').count());
    }

    #[test]
    fn the_sheet_calls_nobody() {
        for word in ["url(", "@import", "http"] {
            assert!(!sheet(&["module/module.css", "site/site.css"]).contains(word), "{word}");
        }
    }
}
