//! A style sheet as it is delivered: without comments and without the spaces that are there for its authors. Knows no page.

use crate::templates;

/// Pairs of what is written for readers and what means the same to a browser. None of them stands inside a text of the sheet
/// (`content: "…"`), which a test watches.
const SHORTER: [(&str, &str); 8] =
    [(" {", "{"), ("{ ", "{"), (" }", "}"), ("} ", "}"), ("; ", ";"), (": ", ":"), (";}", "}"), (", ", ",")];

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

    const SHEETS: [&str; 3] = ["module/module.css", "site/site.css", "print/print.css"];

    #[test]
    fn texts_of_the_sheet_stay_as_they_are() {
        for file in SHEETS {
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
            assert!(!sheet(&SHEETS).contains(word), "{word}");
        }
    }
}
