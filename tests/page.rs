//! The page of a small deck, looked at from outside: what must be there, and what never may.

use cartable::course::{Split, modules, together, tracked};
use cartable::deck::{Deck, Tracking};
use cartable::read::read_files;
use cartable::render::{render, speaking};
use cartable::templates::interface;
use cartable::tree::Tree;

const DECK: &str = r#"
id = "d"
iri = "https://example.org/d"
version = "1.0.0"
languages = ["fr"]
themes = ["t1"]
[title]
fr = "Le jeu"
[licence]
id = "CC-BY-4.0"
name = "CC BY 4.0"
url = "https://creativecommons.org/licenses/by/4.0/"
[[credits]]
role = "author"
name = "Une <équipe>"
"#;

const CARD: &str = r#"+++
id = "t1-s01"
title = "Un appel ?"
capsules = ["repos"]
+++

Une histoire & son </script> tout simple.

## Questions {#prompts}

- Que faire ?

## Quiz {#quiz}

### Combien ? {#q1 kind=fact source=repos}

- [ ] Huit
- [x] Onze
  > C’est la règle.

### Où ? {#q2 kind=position steps=5}

- Ici
- Là

### Quel ordre ? {#q3 kind=order}

1. Lire
2. Dire
3. Faire
"#;

const GLOSSARY: &str = "+++\ntitle = \"Les mots\"\n+++\n\n## Repos {#repos}\n\nDu temps : à soi.\n";

fn deck() -> Deck {
    deck_with(&[])
}

fn deck_with(more: &[(&'static str, &'static str)]) -> Deck {
    let files = [
        ("deck.toml", DECK),
        ("fr/1-t/theme.md", "+++\nid = \"t1\"\ntitle = \"Thème\"\n+++\n\nDe quoi il s’agit.\n"),
        ("fr/1-t/01-a.md", CARD),
        ("fr/1-t/capsules/repos.md", "+++\nid = \"repos\"\ntitle = \"Le repos\"\n+++\n\nOnze heures.\n"),
    ];
    read_files(files.into_iter().chain(more.iter().copied())).0
}

fn page(tracking: Tracking) -> String {
    page_of(&deck(), tracking)
}

fn page_of(deck: &Deck, tracking: Tracking) -> String {
    let modules = modules(deck, "fr", Split::Theme, tracking);
    let tree = render(&modules[0], false).expect("the templates are sound");
    String::from_utf8(tree.get("index.html").expect("a page").to_vec()).expect("UTF-8")
}

fn course(page: &str) -> serde_json::Value {
    let data = page.split("id=\"_course\">").nth(1).and_then(|rest| rest.split("</script>").next());
    serde_json::from_str(data.expect("a data block")).expect("JSON")
}

#[test]
fn the_page_has_everything_to_read_and_no_script_of_its_own() {
    let page = page(Tracking::Essential);
    for text in [
        "Une histoire &amp; son",
        "Que faire\u{a0}?",
        "C’est la règle.",
        "Onze heures.",
        "Une &lt;équipe&gt;",
        "CC BY 4.0",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert_eq!(page.matches("<script").count(), 2, "the runtime and the data");
    assert_eq!(page.matches("<h1").count(), 1);
    for word in [" style=", " onclick", "<style", "javascript:"] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'; script-src 'self'; style-src 'self'"));
}

#[test]
fn a_page_that_speaks_with_a_record_store_says_what_statements_tell() {
    let deck = deck();
    let module = &modules(&deck, "fr", Split::Theme, Tracking::Reflective)[0];
    let [silent, spoken] = [false, true].map(|speaks| render(module, speaks).expect("the templates are sound"));
    let page = |tree: &Tree| String::from_utf8(tree.get("index.html").expect("a page").to_vec()).expect("UTF-8");
    let told =
        [("person_what", "never_name"), ("never_time_launched", "never_time"), ("never_third_launched", "never_third")];
    let told = told
        .into_iter()
        .chain([("reflections_who_launched", "reflections_who"), ("privacy_who_text_launched", "privacy_who_text")]);
    let texts = interface("fr");
    let words = |key: &str| texts["page"].get(key).or_else(|| texts["tracked"].get(key)).expect("a text").clone();
    let plain = |tree: &Tree| page(tree).replace(['\u{a0}', '\u{202f}'], " ");
    for (own, other) in told {
        assert!(plain(&spoken).contains(&words(own)) && !plain(&silent).contains(&words(own)), "{own}");
        assert!(plain(&silent).contains(&words(other)) && !plain(&spoken).contains(&words(other)), "{other}");
    }
    assert!(page(&spoken).contains("connect-src *;") && !page(&silent).contains("connect-src"));
    assert!(plain(&silent).contains(&words("never_journal")) && !plain(&spoken).contains(&words("never_journal")));
    let again = speaking(module, &silent).expect("the templates are sound");
    assert!(again == spoken, "made from the other's files");
}

#[test]
fn the_data_block_says_what_is_tracked_and_what_is_right() {
    for level in Tracking::ALL {
        let course = course(&page(level));
        assert_eq!(course["tracked"].as_array().expect("a list").len(), tracked(level).len());
        let items = &course["situations"][0]["items"];
        assert_eq!(items[0]["right"], serde_json::json!([1]));
        assert_eq!(items[1]["steps"], 5);
        assert_eq!(items[2]["right"], serde_json::json!([0, 1, 2]));
        assert_eq!(items[0]["label"].is_string(), level >= Tracking::Standard, "{level:?}");
        assert_eq!(items[0]["options"].as_array().map(Vec::len), Some(2));
    }
}

#[test]
fn the_glossary_is_a_page_of_its_own_where_there_is_one() {
    assert!(!page(Tracking::Essential).contains("_glossary"));
    let page = page_of(&deck_with(&[("fr/glossary.md", GLOSSARY)]), Tracking::Essential);
    assert!(page.contains("<a href=\"#_glossary\">Les mots</a>"));
    assert!(page.contains("<section class=\"view page\" id=\"_glossary\""));
    assert!(page.contains("<dt>Repos</dt><dd><p>Du temps\u{a0}: à soi.</p></dd>"));
}

#[test]
fn options_of_a_fact_are_shown_in_an_order_that_ids_alone_decide_and_keep_their_places() {
    let card = |first: &str| CARD.replace("- [ ] Huit", &format!("- [ ] {first}\n- [ ] Neuf\n- [ ] Dix")).leak();
    let page = |first: &str| page_of(&deck_with(&[("fr/1-t/01-a.md", card(first))]), Tracking::Standard);
    let order = |first: &str| -> Vec<String> {
        let page = page(first);
        let list = page.split_once("<ol class=\"options\">").expect("a list").1.split_once("</ol>").expect("its end").0;
        list.split("data-at=\"").skip(1).map(|rest| rest[..1].to_owned()).collect()
    };
    let mut sorted = order("Huit");
    assert_ne!(sorted, ["0", "1", "2", "3"]);
    assert_eq!(sorted, order("Zwölf"), "no word decides");
    sorted.sort_unstable();
    assert_eq!(sorted, ["0", "1", "2", "3"]);
    let course = course(&page("Huit"));
    let item = &course["situations"][0]["items"][0];
    assert_eq!(item["right"], serde_json::json!([3]));
    assert_eq!(item["options"][3], "d-onze");
}

#[test]
fn consent_is_asked_only_where_it_changes_something() {
    assert!(page(Tracking::Reflective).contains("id=\"_consent\""));
    assert!(!page(Tracking::Standard).contains("id=\"_consent\""));
}

#[test]
fn the_same_module_gives_the_same_page() {
    assert_eq!(page(Tracking::Standard), page(Tracking::Standard));
}

/// The deck with an English and a Greek edition, made of the French one.
fn deck_in_three() -> Deck {
    let toml = DECK.replace("[\"fr\"]", "[\"fr\", \"en\", \"el-CY\"]");
    let translated = |text: &str| text.replace("[x]", "").replace("[ ]", "").replace(" source=repos", "");
    let card = translated(CARD).replace("Combien ?", "How many?").replace("Huit", "Eight").replace("Onze", "Eleven");
    let mut files = vec![("deck.toml".to_owned(), toml)];
    for (language, card) in [("fr", CARD.to_owned()), ("en", card.clone()), ("el-CY", card)] {
        let theme = format!("+++\nid = \"t1\"\ntitle = \"Thème {language}\"\n+++\n\nDe quoi il s’agit.\n");
        let capsule = "+++\nid = \"repos\"\ntitle = \"Le repos\"\n+++\n\nOnze heures.\n";
        files.push((format!("{language}/1-t/theme.md"), theme));
        files.push((format!("{language}/1-t/01-a.md"), card));
        files.push((format!("{language}/1-t/capsules/repos.md"), capsule.to_owned()));
    }
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0
}

#[test]
fn a_module_in_several_languages_has_a_page_for_each_that_leads_to_the_others() {
    let deck = deck_in_three();
    let joined = together(&deck, &["fr", "en", "el-CY"], "all", Split::Theme, Tracking::Standard);
    let [module] = &joined[..] else { panic!("one module") };
    assert_eq!((module.id.as_str(), module.name.as_str()), ("d-t1", "d-t1-all"));
    let tree = render(module, true).expect("the templates are sound");
    let page = |name: &str| String::from_utf8(tree.get(name).expect(name).to_vec()).expect("UTF-8");
    let link =
        |page: &str, tag: &str, name: &str| format!("<a href=\"{page}\" hreflang=\"{tag}\" lang=\"{tag}\">{name}</a>");
    let (french, english) = (link("index.html", "fr", "Français"), link("en.html", "en", "English"));
    let greek = link("el-cy.html", "el-CY", "Ελληνικά (el-CY)");
    for (name, language, own, others, key) in [
        ("index.html", "fr", &french, [&english, &greek], "clé"),
        ("en.html", "en", &english, [&french, &greek], "that key"),
        ("el-cy.html", "el-CY", &greek, [&french, &english], "κλειδί"),
    ] {
        let page = page(name);
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{name}");
        assert!(others.iter().all(|link| page.contains(*link)) && !page.contains(own.as_str()), "{name}");
        assert!(page.contains(&format!("Thème {language}")), "{name}");
        // The key of a launch waits in the tab while the language changes, and the page says so.
        let privacy = page.split("id=\"_privacy\"").nth(1).expect("a part on privacy");
        assert!(privacy.contains(key), "{name}");
    }
    // What is tracked is the same on every page, to the last label: a tutor reads one language.
    let tracked = |name: &str| {
        let mut course = course(&page(name));
        for own in ["language", "title", "texts"] {
            course.as_object_mut().expect("an object").remove(own);
        }
        course
    };
    assert!(tracked("index.html").to_string().contains("b-onze"));
    assert_eq!(tracked("index.html"), tracked("en.html"));
    assert_eq!(tracked("index.html"), tracked("el-cy.html"));
}

#[test]
fn a_module_in_one_language_leads_to_no_other() {
    let page = page(Tracking::Standard);
    assert!(!page.contains("hreflang") && !page.contains("avec une clé"));
}
