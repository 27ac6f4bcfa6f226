//! The words of headers and cells, in the languages in which Moodle and people write them. A word is compared in small
//! letters, with one kind of apostrophe and one of blank.

/// A text as words are compared.
pub(super) fn plain(text: &str) -> String {
    let same = |c: char| match c {
        '’' | '‘' | '"' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let text: String = text.chars().map(same).flat_map(char::to_lowercase).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// No word is longer, in bytes and with the blanks around it. A cell may have megabytes, and is held against every list.
const LONGEST: usize = 500;

/// Whether a text is one of these words, which are written as [`plain`] gives them.
pub fn is(text: &str, words: &[&str]) -> bool {
    text.len() <= LONGEST && words.contains(&plain(text).as_str())
}

/// Months, French and English, by their number from 1.
pub(super) fn month(text: &str) -> Option<i8> {
    const MONTHS: [[&str; 2]; 12] = [
        ["janvier", "january"],
        ["février", "february"],
        ["mars", "march"],
        ["avril", "april"],
        ["mai", "may"],
        ["juin", "june"],
        ["juillet", "july"],
        ["août", "august"],
        ["septembre", "september"],
        ["octobre", "october"],
        ["novembre", "november"],
        ["décembre", "december"],
    ];
    (1..).zip(MONTHS).find(|(_, names)| is(text, names)).map(|(number, _)| number)
}

/// Days of the week, which Moodle puts in front of dates.
pub(super) const DAYS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// What people write for yes and for no.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    const YES: &[&str] = &["oui", "o", "yes", "y", "x", "1", "vrai", "true", "✓", "✔"];
    const NO: &[&str] = &["non", "n", "no", "0", "faux", "false"];
    (is(text, YES).then_some(true)).or_else(|| is(text, NO).then_some(false))
}

/// The header of the column of groups, in any kind of file.
pub(super) const GROUP: &[&str] = &["groupe", "groupes", "group", "groups"];

/// The headers of a facilitated session.
pub(super) mod session {
    pub const ACCOUNT: &[&str] = &["compte", "account"];
    pub const SITUATION: &[&str] = &["situation"];
    pub const DATE: &[&str] = &["date"];
    pub const DONE: &[&str] = &["fait", "done"];
    /// Words that only a French header has.
    pub const FRENCH: &[&str] = &["compte", "fait"];
}

/// The headers of Moodle's SCORM reports and of the fields by which it tells people apart. Source: its exports, 4.1 and
/// 4.5.
pub(super) mod moodle {
    pub const USERNAME: &[&str] = &["nom d'utilisateur", "username"];
    pub const ID_NUMBER: &[&str] = &["numéro d'identification", "id number"];
    pub const EMAIL: &[&str] = &["adresse de courriel", "email address"];
    pub const ATTEMPT: &[&str] = &["tentative", "attempt"];
    pub const STARTED: &[&str] = &["démarré le", "started on"];
    pub const ACCESSED: &[&str] = &["dernier accès le", "last accessed on"];
    pub const SCORE: &[&str] = &["résultat", "score"];
    /// The columns of a question, of which a tutor chooses some; a number follows.
    pub const QUESTION: &[&str] =
        &["question", "response", "réponse", "right answer", "réponse correcte", "result", "résultat"];
    /// The last column of course completion.
    pub const COURSE: &[&str] = &["course complete", "cours terminé"];
    /// The ends of the two columns of an objective.
    pub const OBJECTIVE: [&[&str]; 2] = [&[" statut", " status"], &[" score"]];
}
