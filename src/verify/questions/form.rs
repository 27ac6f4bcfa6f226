//! What a file of questions is: Moodle XML or GIFT, seen from its beginning, because there is no manifest that says so.

/// The names of files that came without an archive.
const XML_ALONE: &str = "questions.xml";
const GIFT_ALONE: &str = "questions.txt";
/// How much of a file is looked at to see what it is.
const HEAD: usize = 4096;

/// What may stand in front of the first element.
const ASIDE: [(&str, &str); 3] = [("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")];

/// The form of a question file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Xml,
    Gift,
}

/// The name by which a file of this name without an archive is judged; none where it holds no questions. Of `.txt` and `.gift` nothing
/// else is known that anybody would verify.
pub(in crate::verify) fn alone(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let head = head(bytes);
    if is_quiz(&head) {
        return Some(XML_ALONE);
    }
    let is_named = [".txt", ".gift"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let is_binary = bytes.iter().take(HEAD).any(|byte| *byte < 9) && !bytes.starts_with(&[0xff, 0xfe]);
    (is_named && !is_binary || is_gift(&head)).then_some(GIFT_ALONE)
}

/// The form of a file of this name in small letters; none where it holds no questions.
pub(super) fn form(name: &str, bytes: &[u8], is_alone: bool) -> Option<Form> {
    let head = head(bytes);
    match name.ends_with(".xml") {
        true => is_quiz(&head).then_some(Form::Xml),
        false => (is_alone || name.ends_with(".gift") || is_gift(&head)).then_some(Form::Gift),
    }
}

/// The beginning of a file as text; what is UTF-16 loses every other byte.
fn head(bytes: &[u8]) -> String {
    let head: Vec<u8> = bytes.iter().take(HEAD).copied().filter(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&head).into_owned()
}

/// Whether the first element is `quiz`, behind a declaration and comments.
fn is_quiz(head: &str) -> bool {
    let mut rest = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    while let Some((_, end)) = ASIDE.iter().find(|(begin, _)| rest.starts_with(begin)) {
        rest = rest.split_once(end).map_or("", |(_, rest)| rest).trim_start();
    }
    rest.strip_prefix("<quiz").is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
}

/// A line that begins as a question or a category does, and answers in braces.
fn is_gift(head: &str) -> bool {
    let begins = |line: &str| line.starts_with("::") || line.starts_with("$CATEGORY:");
    head.lines().any(|line| begins(line.trim_start_matches('\u{feff}').trim_start()))
        && (head.contains('{') || head.contains("$CATEGORY:"))
}
