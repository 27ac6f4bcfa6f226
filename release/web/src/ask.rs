//! What a page may ask, one row each, and who answers.

use super::message::{Message, Why};
use super::{compare, deck, package, remix};
use cartable::diagnostic::Locale;
use cartable::edit::Change;
use cartable::templates;
use serde::Deserialize;
use serde_json::json;

/// What is asked. The files that it is about come with the message.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "lowercase")]
pub enum Ask {
    /// Nothing: the files are the words of a language, by their paths below `templates/`. The program has none of its own, and
    /// speaks the language that it was given first.
    Words,
    /// The texts of the page.
    Texts,
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
    /// The cards of the deck in an archive.
    Cards,
    /// A new deck of cards of the archives.
    Remix(remix::Order),
}

/// The answer.
///
/// # Errors
/// Why there is none.
pub fn answer(message: Message) -> Result<Message, Why> {
    let language = message.head["language"].as_str().unwrap_or_default();
    let locale = Locale::from_key(language).ok_or("message")?;
    match serde_json::from_value(message.head.clone()).map_err(|_| "message")? {
        Ask::Words => words(message),
        Ask::Texts => texts(locale),
        Ask::Open => package::open(&message),
        Ask::Verify => package::verify(&message, locale),
        Ask::Compare => compare::compare(&message, locale),
        Ask::Read => Ok(deck::read(&message, locale)),
        Ask::Form { languages } => deck::form(&message, &languages, locale),
        Ask::Change { change } => deck::change(&message, &change, locale),
        Ask::Build(order) => deck::build(&message, &order, locale),
        Ask::Pack => deck::pack(&message),
        Ask::Cards => remix::cards(&message),
        Ask::Remix(order) => remix::remix(&message, &order, locale),
    }
}

fn words(message: Message) -> Result<Message, Why> {
    let text = |(path, content)| Ok((path, String::from_utf8(content).map_err(|_| "message")?));
    templates::give(message.files.into_iter().map(text).collect::<Result<Vec<_>, Why>>()?);
    Ok(Message::new(json!({}), Vec::new()))
}

fn texts(locale: Locale) -> Result<Message, Why> {
    let text = templates::find(&format!("web/{}.toml", locale.key())).ok_or("message")?;
    Ok(Message::new(toml::from_str(text).map_err(|_| "message")?, Vec::new()))
}
