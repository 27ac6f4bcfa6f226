//! The mark at the end of a heading (`{#prompts}`): what was meant where it is not written as it should be. Knows no section.

/// A mark as its author meant it.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// The id.
    pub id: String,
    /// `key=value`.
    pub attributes: Vec<(String, String)>,
    /// The words of the heading before it.
    pub title: String,
}

/// The mark that a heading's line ends with, where it has one that Markdown does not understand: with a space behind `#`, without
/// `#`, or without the bracket that closes it.
pub fn meant(line: &str) -> Option<Mark> {
    let at = line.rfind('{')?;
    let inside = line[at..].trim_matches(|c: char| "{}# ".contains(c));
    let mut words = inside.split_whitespace().map(|word| word.trim_matches(|c| "{}#".contains(c)));
    let id = words.next().filter(|word| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-'))?;
    let attributes = words.filter_map(|word| word.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    let title = line[..at].trim_start_matches('#').trim().to_owned();
    Some(Mark { id: id.to_owned(), attributes, title })
}

/// How a mark is written.
pub fn written(id: &str, attributes: &[(String, String)]) -> String {
    let attributes: String = attributes.iter().map(|(key, value)| format!(" {key}={value}")).collect();
    format!("{{#{id}{attributes}}}")
}

/// Beginnings of words in headings, in the languages of the partners, and the mark that they suggest.
const WORDS: [(&str, &[&str]); 18] = [
    ("prompts", &["question", "débat", "discu", "întreb", "dezbat", "ερωτ", "συζητ"]),
    ("quiz", &["quiz", "chestionar", "κουίζ"]),
    ("actions", &["action", "agir", "piste", "acțiun", "δράσ"]),
    ("dilemma", &["dilem", "δίλημμα"]),
    ("content-note", &["avant", "avertiss", "before", "warning", "înainte", "πριν"]),
    ("keep", &["retenir", "keep", "reținut", "θυμ"]),
    ("sources", &["source", "surse", "πηγ"]),
    ("roles", &["rôle", "role", "rol", "ρόλ"]),
    ("narrator", &["narrat", "narat", "αφηγ"]),
    ("player", &["joueu", "player", "jucăt", "παίκτ"]),
    ("steps", &["étape", "déroul", "step", "etap", "βήμ"]),
    ("questions", &["question", "relanc", "întreb", "ερωτ"]),
    ("material", &["matéri", "materi", "υλικ"]),
    ("aim", &["but", "objecti", "aim", "scop", "στόχ"]),
    ("individual", &["échelle", "seul", "own", "individu", "ατομ"]),
    ("team", &["équipe", "team", "echip", "ομάδ"]),
    ("organisation", &["institution", "organis", "instituț", "οργαν"]),
    ("policy", &["politi", "policy", "public", "πολιτικ"]),
];

/// The mark among those that a heading's words suggest.
pub fn guess<'a>(title: &str, among: &[&'a str]) -> Option<&'a str> {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
    let suggests = |mark: &str| {
        let stems = WORDS.iter().filter(|(known, _)| *known == mark).flat_map(|(_, stems)| stems.iter());
        stems.into_iter().any(|stem| words.iter().any(|word| word.starts_with(stem)))
    };
    among.iter().find(|mark| suggests(mark)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_mark_is_understood() {
        for (line, wanted) in [
            ("## Quiz {# quiz}", Some("{#quiz}")),
            ("## Quiz {quiz}", Some("{#quiz}")),
            ("## Questions {#prompts", Some("{#prompts}")),
            ("## Questions { prompts }", Some("{#prompts}")),
            ("### Qui ? {# q1 kind=fact source=a}", Some("{#q1 kind=fact source=a}")),
            ("### Qui ? {q1 kind=fact", Some("{#q1 kind=fact}")),
            ("## Questions", None),
            ("### Qui ? {kind=fact}", None),
        ] {
            let found = meant(line).map(|mark| written(&mark.id, &mark.attributes));
            assert_eq!(found.as_deref(), wanted, "{line}");
        }
        assert_eq!(meant("## Le quiz {# quiz}").map(|mark| mark.title).as_deref(), Some("Le quiz"));
    }

    #[test]
    fn the_words_of_a_heading_suggest_its_mark() {
        let card = ["content-note", "dilemma", "prompts", "quiz", "actions"];
        for (title, mark) in [
            ("Questions pour le débat", Some("prompts")),
            ("Întrebări pentru dezbatere", Some("prompts")),
            ("Ιδέες για δράση", Some("actions")),
            ("Le dilemme", Some("dilemma")),
            ("Autre chose", None),
        ] {
            assert_eq!(guess(title, &card), mark, "{title}");
        }
        assert_eq!(guess("Questions", &["roles", "questions"]), Some("questions"));
    }
}
