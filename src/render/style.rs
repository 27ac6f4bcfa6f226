//! The style sheet as it is delivered: without comments and without the spaces that are there for its authors. Knows no page.

use crate::templates;

/// Pairs of what is written for readers and what means the same to a browser. None of them stands inside a text of the sheet
/// (`content: "…"`), which a test watches.
const SHORTER: [(&str, &str); 8] =
    [(" {", "{"), ("{ ", "{"), (" }", "}"), ("} ", "}"), ("; ", ";"), (": ", ":"), (";}", "}"), (", ", ",")];

/// The whole sheet.
pub fn style() -> String {
    let whole = uncommented(templates::text("module/module.css"));
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
        let whole = uncommented(templates::text("module/module.css"));
        for text in whole.split('"').skip(1).step_by(2) {
            assert!(SHORTER.iter().all(|(long, _)| !text.contains(long)), "{text:?}");
        }
        assert_eq!(style().matches('{').count(), whole.matches('{').count());
        assert_eq!(style().matches('{').count(), style().matches('}').count());
    }

    #[test]
    fn the_sheet_calls_nobody() {
        for word in ["url(", "@import", "http"] {
            assert!(!style().contains(word), "{word}");
        }
    }
}
