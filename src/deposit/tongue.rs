//! Languages as archives name them. Source: ISO 639-1 and 639-3.

/// The languages of Europe that decks may be written in; others go without a code.
const CODES: [(&str, &str); 36] = [
    ("ar", "ara"),
    ("bg", "bul"),
    ("bs", "bos"),
    ("ca", "cat"),
    ("cs", "ces"),
    ("da", "dan"),
    ("de", "deu"),
    ("el", "ell"),
    ("en", "eng"),
    ("es", "spa"),
    ("et", "est"),
    ("eu", "eus"),
    ("fi", "fin"),
    ("fr", "fra"),
    ("ga", "gle"),
    ("hr", "hrv"),
    ("hu", "hun"),
    ("is", "isl"),
    ("it", "ita"),
    ("lb", "ltz"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("mk", "mkd"),
    ("mt", "mlt"),
    ("nl", "nld"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "ron"),
    ("ru", "rus"),
    ("sk", "slk"),
    ("sl", "slv"),
    ("sq", "sqi"),
    ("sr", "srp"),
    ("sv", "swe"),
    ("tr", "tur"),
    ("uk", "ukr"),
];

/// The code of three letters for a language tag; nothing where it is not known.
pub fn three_letters(language: &str) -> Option<&'static str> {
    let primary = language.split('-').next().unwrap_or_default();
    CODES.iter().find(|(two, three)| *two == primary || *three == primary).map(|(_, three)| *three)
}
