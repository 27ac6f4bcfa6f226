//! What standards ask and no reader of a package can judge, from `templates/unjudged.toml`.

use crate::diagnostic::Locale;
use crate::templates;

/// One requirement that is not judged.
#[derive(Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// The specification and clause.
    pub clause: String,
    /// What it asks.
    pub text: String,
    /// Why it cannot be judged.
    pub reason: String,
}

/// All of them, in the order of the file.
pub fn unjudged(locale: Locale) -> Vec<Unjudged> {
    let text = templates::text("unjudged.toml");
    let table: toml::Table = toml::from_str(text).unwrap_or_else(|e| panic!("built-in unjudged.toml is not TOML: {e}"));
    let rows = table.get("rule").and_then(toml::Value::as_array).into_iter().flatten();
    let words = |value: Option<&toml::Value>, key: &str| {
        value.and_then(|value| value.get(key)).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    rows.map(|row| {
        let reason = table.get("reasons").and_then(|reasons| reasons.get(words(Some(row), "reason")));
        Unjudged {
            clause: words(Some(row), "clause"),
            text: words(Some(row), locale.key()),
            reason: words(reason, locale.key()),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_clause_its_text_and_its_reason() {
        for locale in Locale::ALL {
            let all = unjudged(locale);
            assert!(all.len() > 10);
            for row in all {
                assert!(!row.clause.is_empty() && !row.text.is_empty() && !row.reason.is_empty(), "{row:?}");
                assert!(locale == Locale::En || !row.text.contains('\''), "{row:?}");
            }
        }
    }
}
