//! Every rule of reading and checking is explained in both languages, and nothing else is.

use cartable::diagnostic::{Locale, Rule, explain};
use std::collections::BTreeMap;
use std::path::Path;

fn rules() -> Vec<&'static Rule> {
    let families = [
        cartable::read::rules::RULES,
        cartable::read::overlay::RULES,
        cartable::translate::RULES,
        cartable::compare::RULES,
        cartable::deposit::RULES,
        cartable::documents::RULES,
        cartable::sheet::rules::RULES,
        cartable::statements::RULES,
        cartable::sums::RULES,
    ];
    families.into_iter().flatten().copied().chain(cartable::check::rules()).collect()
}

#[test]
fn every_rule_is_explained_in_every_language() {
    for rule in rules() {
        for locale in Locale::ALL {
            let text = explain(locale, rule.code).unwrap_or_else(|| panic!("{} has no texts in {locale:?}", rule.code));
            assert!(text.title.chars().count() <= 40, "the title of {} is no title: {}", rule.code, text.title);
        }
    }
}

#[test]
fn no_code_stands_for_two_rules() {
    use cartable::{build, import, verify, xapi};
    let others = [build::RULES, import::RULES, verify::RULES, xapi::statement::rules::RULES];
    let others = others.into_iter().flatten().map(|rule| rule.code);
    let mut codes: Vec<&str> = rules().iter().map(|rule| rule.code).chain(others).collect();
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
}

#[test]
fn no_text_belongs_to_a_rule_that_does_not_exist() {
    for locale in Locale::ALL.map(Locale::key) {
        for family in ["read", "check", "overlay", "translate", "compare", "statements", "documents", "sums", "deposit"]
        {
            let path = format!("templates/findings/{locale}/{family}.toml");
            let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).expect("texts");
            let table: toml::Table = toml::from_str(&text).expect("TOML");
            for code in table.keys() {
                assert!(rules().iter().any(|rule| rule.code == code), "{path}: {code} is no rule");
            }
        }
    }
}

#[test]
fn french_has_its_own_apostrophe() {
    for rule in rules() {
        let text = explain(Locale::Fr, rule.code).expect("texts");
        let all = [&text.title, &text.message, &text.help, &text.why];
        assert!(all.into_iter().all(|text| !text.contains('\'')), "{} has a straight apostrophe", rule.code);
    }
}

#[test]
fn no_message_stands_in_two_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/messages");
    for locale in Locale::ALL {
        let mut homes = BTreeMap::new();
        for file in std::fs::read_dir(root.join(locale.key())).expect("messages").flatten() {
            let text = std::fs::read_to_string(file.path()).expect("texts");
            let table: BTreeMap<String, toml::Table> = toml::from_str(&text).expect("TOML");
            for (family, key) in table.iter().flat_map(|(family, keys)| keys.keys().map(move |key| (family, key))) {
                let other = homes.insert(format!("{family}.{key}"), file.path());
                assert_eq!(other, None, "{family}.{key} stands in {} too", file.path().display());
            }
        }
    }
}
