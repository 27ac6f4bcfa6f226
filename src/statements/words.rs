//! The words of headers and cells, in the languages in which Moodle and people write them. A word is compared in small
//! letters, with one kind of apostrophe and one of blank.

/// A text as words are compared. Romanian is often written with a cedilla where a comma belongs.
pub(super) fn plain(text: &str) -> String {
    let same = |c: char| match c {
        '’' | '‘' | '"' => '\'',
        'ş' => 'ș',
        'ţ' => 'ț',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let text: String = text.chars().flat_map(char::to_lowercase).map(same).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// No word is longer, in bytes and with the blanks around it. A cell may have megabytes, and is held against every list.
const LONGEST: usize = 500;

/// Whether a text is one of these words, which are written as [`plain`] gives them.
pub fn is(text: &str, words: &[&str]) -> bool {
    text.len() <= LONGEST && words.contains(&plain(text).as_str())
}

/// Months by their number from 1, in French, English, Romanian, Greek (as in a date), German and Dutch.
pub(super) fn month(text: &str) -> Option<i8> {
    const MONTHS: [&[&str]; 12] = [
        &["janvier", "january", "ianuarie", "ιανουαρίου", "januar", "jänner", "januari"],
        &["février", "february", "februarie", "φεβρουαρίου", "februar", "februari"],
        &["mars", "march", "martie", "μαρτίου", "märz", "maart"],
        &["avril", "april", "aprilie", "απριλίου"],
        &["mai", "may", "μαΐου", "mei"],
        &["juin", "june", "iunie", "ιουνίου", "juni"],
        &["juillet", "july", "iulie", "ιουλίου", "juli"],
        &["août", "august", "αυγούστου", "augustus"],
        &["septembre", "september", "septembrie", "σεπτεμβρίου"],
        &["octobre", "october", "octombrie", "οκτωβρίου", "oktober"],
        &["novembre", "november", "noiembrie", "νοεμβρίου"],
        &["décembre", "december", "decembrie", "δεκεμβρίου", "dezember"],
    ];
    (1..).zip(MONTHS).find(|(_, names)| is(text, names)).map(|(number, _)| number)
}

/// Days of the week, which Moodle puts in front of dates, in the same languages.
pub(super) fn is_weekday(text: &str) -> bool {
    const DAYS: [&[&str]; 7] = [
        &["lundi", "monday", "luni", "δευτέρα", "montag", "maandag"],
        &["mardi", "tuesday", "marți", "τρίτη", "dienstag", "dinsdag"],
        &["mercredi", "wednesday", "miercuri", "τετάρτη", "mittwoch", "woensdag"],
        &["jeudi", "thursday", "joi", "πέμπτη", "donnerstag", "donderdag"],
        &["vendredi", "friday", "vineri", "παρασκευή", "freitag", "vrijdag"],
        &["samedi", "saturday", "sâmbătă", "σάββατο", "samstag", "zaterdag"],
        &["dimanche", "sunday", "duminică", "κυριακή", "sonntag", "zondag"],
    ];
    DAYS.iter().any(|names| names.contains(&text))
}

/// What people write for yes and for no.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    const YES: &[&str] = &["oui", "o", "yes", "y", "da", "ναι", "ja", "x", "1", "vrai", "true", "✓", "✔"];
    const NO: &[&str] = &["non", "n", "no", "nu", "όχι", "nein", "nee", "0", "faux", "false"];
    (is(text, YES).then_some(true)).or_else(|| is(text, NO).then_some(false))
}

/// The headers of a facilitated session.
pub(super) mod session {
    pub const ACCOUNT: &[&str] = &["compte", "account", "cont", "λογαριασμός", "konto"];
    pub const SITUATION: &[&str] = &["situation", "situație", "περιστατικό", "situatie"];
    pub const DATE: &[&str] = &["date", "data", "ημερομηνία", "datum"];
    pub const DONE: &[&str] = &["fait", "done", "făcut", "έγινε", "erledigt", "gedaan"];
    /// An English header does not tell whether the day comes first.
    pub const ENGLISH: &[&str] = &["account", "situation", "date", "done"];
}
