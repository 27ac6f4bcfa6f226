//! Every example in docs/deck.md is read as what it is, and is right.

use cartable::diagnostic::Severity;
use cartable::read::read_files;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where an example goes in a deck that is otherwise right.
const CARD: &str = "fr/1-deborder/01-appel.md";

/// The fenced examples with their language, in order.
fn examples() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/deck.md");
    let text = fs::read_to_string(path).expect("docs/deck.md");
    let mut parts = text.split("```").skip(1).step_by(2);
    let split = |part: &str| part.split_once('\n').map(|(language, body)| (language.to_owned(), body.to_owned()));
    parts.by_ref().filter_map(split).collect()
}

fn good() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good");
    let files = [
        "deck.toml",
        CARD,
        "fr/1-deborder/02-message.md",
        "fr/1-deborder/theme.md",
        "fr/1-deborder/capsules/pause.md",
        "fr/game.md",
        "fr/board.md",
    ];
    files.map(|path| (path.to_owned(), fs::read_to_string(root.join(path)).expect("the good deck"))).into()
}

/// The path at which an example is read, and the file that it makes.
fn placed(language: &str, body: &str) -> Option<(&'static str, String)> {
    let items = || {
        format!(
            "+++\nid = \"t2-s01\"\ntitle = \"Une carte\"\n+++\n\nUne histoire.\n\n## Q {{#prompts}}\n\n- Quoi ?\n\n## Quiz {{#quiz}}\n\n{body}"
        )
    };
    match language {
        "toml" if body.contains("retired = ") => Some(("register.toml", body.to_owned())),
        "toml" => Some(("deck.toml", body.to_owned())),
        "markdown" if body.contains("{#objectives}") => Some(("fr/1-deborder/teaching.md", body.to_owned())),
        "markdown" if body.contains("{#prompts}") => Some((CARD, body.to_owned())),
        "markdown" if body.contains("kind=") => Some((CARD, items())),
        "markdown" if body.contains("{#keep}") => Some(("fr/1-deborder/capsules/pause.md", body.to_owned())),
        "markdown" if body.contains("checked=no") => Some(("fr/countries/be.md", body.to_owned())),
        "markdown" if body.starts_with("+++") => Some(("fr/1-deborder/theme.md", body.to_owned())),
        "markdown" => Some(("fr/glossary.md", format!("+++\ntitle = \"Mots\"\n+++\n\n{body}"))),
        _ => None,
    }
}

#[test]
fn every_example_of_the_documentation_is_right() {
    let (mut read, mut wrong) = (0, Vec::new());
    for (language, body) in examples() {
        let Some((path, text)) = placed(&language, &body) else {
            assert_eq!(language, "", "an example in a language that is not read");
            continue;
        };
        read += 1;
        let mut files = good();
        files.insert(path.to_owned(), text);
        let (_, findings) = read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        // An example has an id of its own, which the rest of the deck does not know.
        let about = |code: &str| ["R073", "R074"].contains(&code);
        for finding in
            findings.sorted().into_iter().filter(|f| f.rule.severity == Severity::Error && !about(f.rule.code))
        {
            let (line, _) = finding.place.line_column();
            wrong.push(format!("{} {path}:{line} {:?}\n{body}", finding.rule.code, finding.args));
        }
    }
    assert!(read >= 6, "{read} examples were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
