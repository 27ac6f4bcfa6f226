//! A number that can be 1 stands where no word depends on it: "Situations: 1 of 8", never "all 1 situations". The rule is the same
//! in every language: no noun follows a number of things, and none stands before it with an article.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

type Table = BTreeMap<String, BTreeMap<String, toml::Value>>;

/// Gaps that hold how many of something there are.
const COUNTS: [&str; 13] = [
    "{n}",
    "{all}",
    "{count}",
    "{total}",
    "{required}",
    "{found}",
    "{rows}",
    "{statements}",
    "{documents}",
    "{errors}",
    "{warnings}",
    "{notes}",
    "{themes}",
];
/// Findings in which such a gap holds what was found, which is no number.
const VALUES: [&str; 4] = ["D001", "M010", "M011", "S022"];
/// Words that may follow a number: they do not change with it.
const AFTER: [&str; 16] =
    ["fois", "right", "of", "sur", "din", "από", "von", "van", "more", "de", "ou", "or", "sau", "ή", "in", "dans"];
/// Words and beginnings that may not stand before it.
const BEFORE: [&str; 8] = ["all", "les", "toutes les", "tous les", "toate cele", "cele", "τα", "και τα"];
/// What is said only of several or of none, or of numbers beyond a limit.
const SEVERAL: [&str; 17] = [
    "A002", "C003", "C008", "C062", "F001", "F024", "L002", "L020", "M036", "M041", "M045", "M052", "M053", "S004",
    "Z031", "Z032", "Z036",
];

fn texts(folder: &str) -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(folder);
    let mut all = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let table: Table = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for (section, words) in table {
            for (key, text) in words {
                let text = text.as_str().unwrap_or_default().to_owned();
                all.push((path.display().to_string(), format!("{section}.{key}"), text));
            }
        }
    }
    assert!(!all.is_empty());
    all
}

/// What is wrong with a text when the number in the gap is 1.
fn fault(text: &str, gap: &str) -> Option<String> {
    for (at, _) in text.match_indices(gap) {
        let (before, after) = (text[..at].trim_end(), &text[at + gap.len()..]);
        let word: String = after.strip_prefix(' ').unwrap_or("").chars().take_while(|c| !c.is_whitespace()).collect();
        let bare = word.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let is_word = bare.chars().next().is_some_and(char::is_alphabetic);
        if is_word && !AFTER.contains(&bare) && !bare.ends_with("(s)") {
            return Some(format!("{gap} {word}"));
        }
        let is_article = |word: &&&str| {
            before.to_lowercase().strip_suffix(**word).is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
        };
        if let Some(word) = BEFORE.iter().find(is_article) {
            return Some(format!("{word} {gap}"));
        }
    }
    None
}

#[test]
fn no_word_depends_on_a_number_that_can_be_one() {
    let mut faults = Vec::new();
    for folder in ["texts", "messages/fr", "messages/en", "findings/fr", "findings/en"] {
        for (path, key, text) in texts(folder) {
            if SEVERAL.iter().chain(&VALUES).any(|code| key.starts_with(code)) {
                continue;
            }
            faults.extend(
                COUNTS.iter().filter_map(|gap| fault(&text, gap)).map(|found| format!("{path} {key}: {found}")),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_rule_finds_what_it_is_for() {
    for bad in
        ["all {n} situations", "Begun: {n} steps of {all}", "les {n}", "τα {n} περιστατικά", "{n} étapes sur {all}"]
    {
        assert!(fault(bad, "{n}").is_some(), "{bad}");
    }
    for good in ["Situations: {n} of {all}.", "{n} statement(s).", "({n})", "Étapes : {n} sur {all}", "{n} din {all}"]
    {
        assert!(fault(good, "{n}").is_none(), "{good}");
    }
}
