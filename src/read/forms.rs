//! The fields of every file of a deck. The reader and the schema for editors both come from these lists.

use super::kinds::{Field, Kind};
use super::overlay::rules::BAD_SUM;
use super::rules;
use crate::deck::{Published, Registered};
use crate::form;

const ID: Kind = Kind::Form(form::is_id, &rules::BAD_ID, "^[a-z][a-z0-9-]{0,23}$");
const IDS: Kind = Kind::List(&ID);
const LANGUAGE: Kind = Kind::Form(form::is_language, &rules::BAD_LANGUAGE, "^[a-z]{2,3}(-[A-Za-z0-9]{2,4})*$");
const VERSION: Kind = Kind::Form(form::is_version, &rules::BAD_VERSION, "^[0-9]+\\.[0-9]+\\.[0-9]+$");
const DIGESTS: Kind = Kind::Form(is_digests, &rules::BAD_ENTRY, "^[0-9a-f]{6}( [0-9a-f]{6})*$");
/// Empty until somebody signs.
const REVIEWER: Kind = Kind::Form(is_clean, &rules::INVISIBLE, "");
const IRI: Kind = Kind::Form(form::is_base_iri, &rules::BAD_IRI, "^https?://.+[^/]$");
const NAMES: Kind = Kind::Form(is_names, &rules::BAD_ENTRY, "^[a-z0-9 -]+$");
const ENTRY: Kind = Kind::Form(is_item, &rules::BAD_ENTRY, "^[a-z0-9-]+ [a-z]+ [a-z0-9/ -]+$");
const PUBLISHED: Kind = Kind::Form(is_published, &rules::BAD_ENTRY, "^[0-9.]+ [0-9]{4}-[0-9]{2} [^ /]+ [0-9a-f]{64}$");
const PATH: Kind = Kind::Form(is_path, &rules::BAD_ENTRY, "^[a-z0-9/-]+$");
const TAKEN_TEXT: Kind = Kind::Form(is_taken_text, &rules::BAD_ENTRY, "^[a-z0-9/-]+( [A-Za-z0-9-]+:[0-9a-f]{6})+$");
const MONTH: Kind = Kind::Form(form::is_month, &rules::BAD_MONTH, "^[0-9]{4}-(0[1-9]|1[0-2])$");
const ORCID: Kind = Kind::Form(form::is_orcid, &rules::BAD_ORCID, "^([0-9]{4}-){3}[0-9]{3}[0-9X]$");
const COUNTRY_ID: Kind = Kind::Form(form::is_country, &rules::BAD_COUNTRY, "^([a-z]{2}|other)$");
const TEXTS: Kind = Kind::ByLanguage(&Kind::Text);
const URL: Kind = Kind::Form(form::is_url, &rules::BAD_IRI, "^https?://");

/// `deck.toml`.
pub const DECK: &[Field] = &[
    Field::must("id", ID),
    Field::must("iri", IRI),
    Field::must("version", VERSION),
    Field::must("languages", Kind::List(&LANGUAGE)),
    Field::must("themes", IDS),
    Field::may("countries", Kind::List(&COUNTRY_ID)),
    Field::may("tracking", Kind::OneOf(&["essential", "standard", "reflective"])),
    Field::may("journal", Kind::OneOf(&["device", "none"])),
    Field::may("address", IRI),
    Field::may("contact", Kind::Text),
    Field::must("title", TEXTS),
    Field::may("description", TEXTS),
    Field::may("keywords", Kind::ByLanguage(&Kind::List(&Kind::Text))),
    Field::may("completion", Kind::Table(&[Field::must("situations", Kind::Whole(1, 10_000, Some("all")))])),
    Field::may("success", Kind::Table(&[Field::must("threshold", Kind::Whole(1, 100, None))])),
    Field::must("licence", Kind::Table(LICENCE)),
    Field::must("credits", Kind::Tables(CREDIT)),
    Field::may("funding", Kind::Table(FUNDING)),
    Field::may("accessibility", Kind::Table(ACCESSIBILITY)),
    Field::may("taken", Kind::Tables(TAKEN)),
    Field::may("source-digest", Kind::ByLanguage(&DIGESTS)),
    Field::may("origin", Kind::Table(ORIGIN)),
];

/// What `deck.toml` of an overlay says besides.
const OVER: [Field; 3] = [
    Field::must("base", Kind::Text),
    Field::may("base-sha256", Kind::Form(is_sha256, &BAD_SUM, "^[0-9a-f]{64}$")),
    Field::may("hide", IDS),
];

/// `deck.toml` of an overlay: what it says besides, then what any deck says, of which most may come from its base.
pub const OVERLAY: &[Field] = &overlay();

/// Without `source-digest` and `origin`, the last fields of a deck, which cartable writes.
const fn overlay() -> [Field; OVER.len() + DECK.len() - 2] {
    let mut all = [OVER[0]; OVER.len() + DECK.len() - 2];
    let mut at = 1;
    while at < all.len() {
        all[at] = if at < OVER.len() {
            OVER[at]
        } else {
            let field = DECK[at - OVER.len()];
            Field { required: matches!(field.name.as_bytes(), b"iri" | b"version" | b"credits"), ..field }
        };
        at += 1;
    }
    all
}

/// The deck below an overlay, as a package of the overlay remembers it. cartable writes it.
const ORIGIN: &[Field] = &[
    Field::must("id", ID),
    Field::must("iri", IRI),
    Field::must("version", VERSION),
    Field::must("ids", IDS),
    Field::must("title", TEXTS),
    Field::must("licence", Kind::Table(LICENCE)),
];

/// A deck that cards were taken from. `cartable new deck --with` writes it.
const TAKEN: &[Field] = &[
    Field::must("id", ID),
    Field::must("iri", IRI),
    Field::must("version", VERSION),
    Field::may("cards", IDS),
    Field::may("renamed", IDS),
    Field::may("address", IRI),
    Field::must("title", TEXTS),
    Field::must("licence", Kind::Table(LICENCE)),
    Field::must("credits", Kind::Tables(CREDIT)),
    Field::may("funding", Kind::Table(FUNDING)),
    Field::may("texts", Kind::List(&TAKEN_TEXT)),
];

const LICENCE: &[Field] = &[Field::must("id", Kind::Text), Field::must("name", Kind::Text), Field::may("url", URL)];

const CREDIT: &[Field] = &[
    Field::must("role", Kind::OneOf(&["author", "translator", "source", "partner", "correction"])),
    Field::must("name", Kind::Text),
    Field::may("url", URL),
    Field::may("note", Kind::Text),
    Field::may("orcid", ORCID),
    Field::may("authors", Kind::List(&Kind::Text)),
];

const FUNDING: &[Field] = &[
    Field::must("programme", Kind::Text),
    Field::must("project", Kind::Text),
    Field::may("funder", Kind::Text),
    Field::must("statement", TEXTS),
];

const ACCESSIBILITY: &[Field] = &[Field::must("statement", URL), Field::must("checked", MONTH)];

/// `terms.toml`.
pub const TERMS: &[Field] = &[Field::must("term", Kind::Tables(TERM))];

const TERM: &[Field] = &[
    Field::must("id", ID),
    Field::must("words", TEXTS),
    Field::may("never", Kind::ByLanguage(&Kind::List(&Kind::Text))),
    Field::may("note", Kind::Text),
];

/// `register.toml`, which cartable writes.
pub const REGISTER: &[Field] = &[
    Field::may("themes", IDS),
    Field::may("situations", Kind::List(&NAMES)),
    Field::may("capsules", IDS),
    Field::may("items", Kind::List(&ENTRY)),
    Field::may("retired", Kind::List(&PATH)),
    Field::may("published", Kind::List(&PUBLISHED)),
];

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Digests of six hexadecimal digits, a space between two.
fn is_digests(text: &str) -> bool {
    let is_digest = |digest: &str| digest.len() == 6 && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    text.split(' ').all(is_digest)
}

/// The path of a card or a capsule, then `LANGUAGE:DIGEST` at least once.
fn is_taken_text(text: &str) -> bool {
    let is_digest = |own: &str| own.split_once(':').is_some_and(|(tag, sum)| form::is_language(tag) && is_digests(sum));
    text.split_once(' ').is_some_and(|(path, digests)| is_path(path) && digests.split(' ').all(is_digest))
}

fn is_clean(text: &str) -> bool {
    !text.contains(form::is_invisible)
}

fn is_names(text: &str) -> bool {
    !text.is_empty() && text.split(' ').all(form::is_id)
}

fn is_published(text: &str) -> bool {
    Published::parse(text).is_some_and(|own| form::is_version(&own.version) && form::month(&own.month).is_some())
}

fn is_item(text: &str) -> bool {
    Registered::parse(text).is_some_and(|item| form::is_id(&item.theme) && item.names.iter().all(|name| is_path(name)))
}

fn is_path(text: &str) -> bool {
    text.split('/').count() < 3 && text.split('/').all(form::is_id)
}

/// A capsule.
pub const CAPSULE: &[Field] = &[
    Field::must("id", ID),
    Field::must("title", Kind::Text),
    Field::may("checked", MONTH),
    Field::may("reviewer", REVIEWER),
    Field::may("source-version", VERSION),
    Field::may("source-digest", DIGESTS),
];

/// The sheet of a country.
pub const COUNTRY: &[Field] = &[
    Field::must("id", COUNTRY_ID),
    Field::must("title", Kind::Text),
    Field::may("languages", Kind::List(&LANGUAGE)),
    Field::may("checked", MONTH),
    Field::may("reviewer", REVIEWER),
    Field::may("source-version", VERSION),
    Field::may("source-digest", DIGESTS),
];

/// `theme.md`.
pub const NAMED: &[Field] = &[
    Field::must("id", ID),
    Field::must("title", Kind::Text),
    Field::may("reviewer", REVIEWER),
    Field::may("source-version", VERSION),
    Field::may("source-digest", DIGESTS),
];

/// `game.md`, `board.md` and `glossary.md`.
pub const TITLED: &[Field] = &[
    Field::must("title", Kind::Text),
    Field::may("reviewer", REVIEWER),
    Field::may("source-version", VERSION),
    Field::may("source-digest", DIGESTS),
];

/// `teaching.md`. A reviewer may be empty: nobody has signed yet.
pub const TEACHING: &[Field] = &[
    Field::must("title", Kind::Text),
    Field::may("reviewer", REVIEWER),
    Field::may("source-version", VERSION),
    Field::may("source-digest", DIGESTS),
];

/// A situation.
pub const SITUATION: &[Field] = &[
    Field::must("id", ID),
    Field::must("title", Kind::Text),
    Field::may("was", IDS),
    Field::may("scene", ID),
    Field::may("capsules", IDS),
    Field::may("keywords", Kind::List(&Kind::Text)),
    Field::may("reviewer", REVIEWER),
    Field::may("source-version", VERSION),
    Field::may("source-digest", DIGESTS),
];
