//! What a page may ask, one row each, and who answers.

use super::message::{Message, Why};
use super::{compare, deck, package};
use cartable::diagnostic::Locale;
use cartable::edit::Change;
use cartable::templates::text;
use serde::Deserialize;
use serde_json::Value;

/// What is asked. The files that it is about come with the message.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "lowercase")]
pub enum Ask {
    /// The texts of the page, in a language that it speaks.
    Texts {
        /// `fr`, `en`, `ro` or `el`.
        language: String,
    },
    /// What an archive holds: its files, or the deck in it.
    Open,
    /// What is wrong with a package.
    Verify,
    /// What an update changes: two archives, the older one first.
    Compare,
    /// The deck in the files: what it has, and what is wrong with it.
    Read,
    /// A file of a deck as a form.
    Form {
        /// The languages of the deck.
        languages: Vec<String>,
    },
    /// The file with one change.
    Change {
        /// The change.
        change: Change,
    },
    /// Packages of the deck in the files.
    Build(deck::Order),
    /// The files as an archive.
    Pack,
}

/// The answer.
///
/// # Errors
/// Why there is none.
pub fn answer(message: Message) -> Result<Message, Why> {
    // Findings exist in two languages; whoever reads another one gets them in English.
    let locale = Locale::from_environment(message.head["locale"].as_str().unwrap_or_default());
    match serde_json::from_value(message.head.clone()).map_err(|_| "message")? {
        Ask::Texts { language } => texts(&language),
        Ask::Open => package::open(&message),
        Ask::Verify => package::verify(&message, locale),
        Ask::Compare => compare::compare(&message, locale),
        Ask::Read => Ok(deck::read(&message, locale)),
        Ask::Form { languages } => deck::form(&message, &languages, locale),
        Ask::Change { change } => deck::change(&message, &change, locale),
        Ask::Build(order) => deck::build(&message, &order, locale),
        Ask::Pack => deck::pack(&message),
    }
}

/// The languages that the page speaks.
pub const LANGUAGES: [&str; 4] = ["fr", "en", "ro", "el"];

fn texts(language: &str) -> Result<Message, Why> {
    let language = LANGUAGES.into_iter().find(|known| *known == language).ok_or("message")?;
    let read: Value = toml::from_str(text(&format!("web/{language}.toml"))).map_err(|_| "message")?;
    Ok(Message::new(read, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(value: &Value, before: &str, all: &mut BTreeSet<String>) {
        match value.as_object() {
            Some(table) => table.iter().for_each(|(key, value)| keys(value, &format!("{before}/{key}"), all)),
            None => {
                all.extend([format!("{before} {:?}", cartable::templates::gaps(value.as_str().unwrap_or_default()))])
            }
        }
    }

    #[test]
    fn every_language_has_the_same_texts_with_the_same_gaps() {
        let all = LANGUAGES.map(|language| {
            let mut all = BTreeSet::new();
            keys(&texts(language).unwrap_or_else(|why| panic!("{language}: {why}")).head, "", &mut all);
            all
        });
        for (language, own) in LANGUAGES.iter().zip(&all) {
            let unlike: Vec<_> = own.symmetric_difference(&all[0]).collect();
            assert!(unlike.is_empty(), "{language}: {unlike:?}");
        }
    }
}
