//! A publication: packages with records, sheets and checksums. The same bytes each time, as each format asks, and nothing that the deck does not say.

mod copy;

use cartable::course::written;
use cartable::deck::{Deck, Tracking};
use cartable::deposit::{Package, deposit};
use cartable::package::FORMATS;
use cartable::read::read;
use cartable::tree::Tree;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DAY: &str = "2026-11-29";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn deck(folder: &str) -> Deck {
    read(&root().join(folder)).expect("the deck").0
}

/// A package of each format in each language, none of them real.
fn packages(deck: &Deck) -> Vec<Package> {
    let all = FORMATS.iter().flat_map(|format| deck.languages.iter().map(move |language| (format, language)));
    all.map(|(format, language)| Package {
        name: format.file(&format!("x-{}", language.value)),
        format: format.key.to_owned(),
        languages: vec![language.value.clone()],
        bytes: format!("{} {}", format.key, language.value).into_bytes(),
    })
    .collect()
}

fn made(folder: &str) -> Tree {
    let deck = deck(folder);
    let (tree, findings) = deposit(&deck, &packages(&deck), Some(DAY), Some(("CHANGES.md", "# Changes\n".to_owned())));
    assert!(!findings.has_errors() && tree.files().count() > 10);
    tree
}

fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    str::from_utf8(tree.get(path).unwrap_or_else(|| panic!("{path}"))).expect("UTF-8")
}

fn json(tree: &Tree, path: &str) -> Value {
    serde_json::from_str(text(tree, path)).expect("JSON")
}

#[test]
fn the_same_publication_has_the_same_bytes_and_every_file_in_its_list() {
    let (one, other) = (made("content"), made("content"));
    assert!(one.files().eq(other.files()));
    let listed: Vec<&str> = text(&one, "SHA256SUMS").lines().map(|line| &line[66..]).collect();
    let files: Vec<&str> = one.files().map(|(path, _)| path).filter(|path| *path != "SHA256SUMS").collect();
    assert_eq!(listed, files);
}

#[test]
fn zenodo_gets_what_it_asks_for_in_its_own_words() {
    let record = json(&made("content"), ".zenodo.json");
    for key in ["title", "description", "upload_type", "access_right", "license", "version", "language"] {
        assert!(record[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert_eq!((&record["publication_date"], &record["language"]), (&DAY.into(), &"fra".into()));
    assert_eq!(record["license"], "cc-by-sa-4.0");
    assert_eq!(record["creators"][0]["name"], "Le projet cartable");
    let partners = record["contributors"].as_array().expect("contributors");
    assert!(partners.len() == 6 && partners.iter().all(|one| one["type"] == "ProjectMember"));
    // Zenodo refuses DataCite's `isAlternateIdentifier`.
    let relations: Vec<&Value> =
        record["related_identifiers"].as_array().expect("a list").iter().map(|row| &row["relation"]).collect();
    assert_eq!(relations, ["isIdenticalTo", "isDerivedFrom"]);
    let notes = record["notes"].as_str().expect("notes");
    assert!(notes.contains("2021-1-FR01-KA220-HED-000027512") && notes.contains("fr, en, ro, el"), "{notes}");
    assert!(["fr", "en", "ro", "el"].iter().all(|language| {
        record["description"].as_str().expect("HTML").contains(&format!("<p lang=\"{language}\">"))
    }));
}

#[test]
fn a_person_a_funder_and_a_source_are_told_everywhere() {
    let folder = std::env::temp_dir().join(format!("cartable-deposit-{}-person", std::process::id()));
    copy::copy(&root().join("tests/decks/good"), &folder);
    let toml = fs::read_to_string(folder.join("deck.toml")).expect("deck.toml");
    let toml = toml
        .replace("note = \"pour les contrôles\"", "orcid = \"0000-0002-1825-0097\"\n\n[[credits]]\nrole = \"source\"\nname = \"Un & guide\"\nauthors = [\"Anne < Autrice\"]")
        .replace("project = \"2024-1\"", "project = \"2024-1\"\nfunder = \"Un bailleur\"");
    fs::write(folder.join("deck.toml"), toml).expect("written");
    let (deck, findings) = read(&folder).expect("the deck");
    assert!(!findings.has_errors());
    let (tree, _) = deposit(&deck, &packages(&deck), Some(DAY), None);
    fs::remove_dir_all(folder).expect("removed");
    assert_eq!(json(&tree, ".zenodo.json")["creators"][0]["orcid"], "0000-0002-1825-0097");
    assert!(
        json(&tree, ".zenodo.json")["notes"].as_str().expect("notes").contains("Un bailleur, Un programme, 2024-1")
    );
    let work = json(&tree, "schema.jsonld");
    assert_eq!(work["author"][0]["@id"], "https://orcid.org/0000-0002-1825-0097");
    assert_eq!(work["funding"]["funder"]["name"], "Un bailleur");
    assert_eq!(work["isBasedOn"][0]["author"][0]["name"], "Anne < Autrice");
    let citation = text(&tree, "CITATION.cff");
    assert!(citation.contains("    orcid: \"https://orcid.org/0000-0002-1825-0097\"\n"), "{citation}");
    assert!(citation.contains("title: \"Un & guide\"\n    authors:\n      - name: \"Anne < Autrice\"\n"), "{citation}");
    assert!(citation.contains("date-released: \"2026-11-29\"\n"), "{citation}");
    assert!(text(&tree, "dcat.rdf").contains("rdf:about=\"https://orcid.org/0000-0002-1825-0097\""));
    assert!(text(&tree, "oai_dc.xml").contains("<dc:source>Un &amp; guide</dc:source>"));
    assert!(text(&tree, "index.html").contains("Un &amp; guide (Anne &lt; Autrice)"));
}

#[test]
fn records_for_catalogues_are_whole_documents() {
    let deck = deck("content");
    let tree = made("content");
    for path in ["lom.xml", "dcat.rdf", "oai_dc.xml", "oai_lom.xml"] {
        roxmltree::Document::parse(text(&tree, path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    }
    let packages = packages(&deck);
    for (path, element) in [("dcat.rdf", "Distribution"), ("oai_lom.xml", "lom"), ("oai_dc.xml", "dc")] {
        let document = roxmltree::Document::parse(text(&tree, path)).expect("XML");
        let found = document.descendants().filter(|node| node.tag_name().name() == element).count();
        assert_eq!(found, if element == "Distribution" { packages.len() } else { 1 }, "{path}");
    }
    for path in ["oai_dc.xml", "oai_lom.xml"] {
        assert!(text(&tree, path).contains("<identifier>oai:www.social-project.fr:dlis</identifier>"));
    }
    let files = json(&tree, "schema.jsonld")["encoding"].as_array().expect("files").clone();
    assert!(files.len() == packages.len() && files[0]["sha256"] == packages[0].sha256());
}

#[test]
fn the_landing_page_lists_each_package_in_its_language_and_runs_nothing() {
    let deck = deck("content");
    let page = text(&made("content"), "index.html").to_owned();
    assert!(page.matches("<script").count() == 1 && page.contains("<script type=\"application/ld+json\">"));
    assert!(!page.contains("src=") && !page.contains("{{") && !page.contains("url("));
    for package in packages(&deck) {
        let section =
            page.split("<section ").find(|part| part.starts_with(&format!("id=\"{}\"", package.languages[0])));
        let section = section.expect("a section");
        assert!(section.contains(&package.sha256()) && section.contains(&format!("href=\"{}\"", package.name)));
        assert_eq!(page.matches(&format!("href=\"{}\"", package.name)).count(), 1);
    }
}

#[test]
fn without_a_day_nothing_is_dated() {
    let deck = deck("content");
    let (tree, findings) = deposit(&deck, &packages(&deck), None, None);
    assert!(findings.sorted().iter().any(|finding| finding.rule.code == "H023"));
    assert!(tree.get("oai_dc.xml").is_none() && tree.get("oai_lom.xml").is_none());
    assert!(json(&tree, ".zenodo.json").get("publication_date").is_none());
    assert!(!text(&tree, "index.html").contains("oai_dc") && !text(&tree, "CITATION.cff").contains("date-released"));
}

#[test]
fn the_sheets_say_what_the_code_tracks() {
    let tree = made("content");
    let inventory = json(&tree, "processing.json");
    let rows = inventory["formats"].as_array().expect("formats");
    assert_eq!(rows.len(), FORMATS.len());
    for (format, row) in FORMATS.iter().zip(rows) {
        assert_eq!(row["format"], format.key);
        let levels = row["levels"].as_array().expect("levels");
        assert_eq!(levels.len(), if format.elements.is_empty() { 0 } else { Tracking::ALL.len() }, "{}", format.key);
        for (level, told) in Tracking::ALL.iter().zip(levels) {
            let expected: Vec<&str> = written(*level, format.speaks).map(|own| own.key).collect();
            let data = told["data"].as_array().expect("data");
            assert!(data.iter().map(|one| &one["datum"]).eq(expected.iter()), "{} {}", format.key, level.key());
            for one in data {
                let (_, elements) = format.elements.iter().find(|(key, _)| one["datum"] == *key).expect("elements");
                assert_eq!(one["where"], serde_json::json!(elements));
            }
        }
        assert_eq!(row.get("on_device").is_some(), format.journal, "{}", format.key);
    }
    for sheet in ["processing.fr.html", "processing.en.html"] {
        let html = text(&tree, sheet);
        assert!(!html.contains("{days}") && !html.contains("<script") && !html.contains("<td></td>"), "{sheet}");
        assert!(FORMATS.iter().all(|format| html.contains(&format!("<code>{}</code>", format.key))));
        assert!(
            html.contains("cartable record forget")
                && html.contains("cartable record export --account")
                && html.contains("mine.html")
        );
        // No basis is asserted: each is a box to tick.
        let bases = html.split("<ul>").find(|list| list.contains('☐')).expect("bases");
        let bases = bases.split("</ul>").next().expect("an end");
        assert_eq!(bases.matches("<li>").count(), bases.matches('☐').count());
    }
}

#[test]
fn the_sheets_of_a_deck_without_a_journal_do_not_speak_of_it() {
    let mut deck = deck("tests/decks/good");
    deck.journal = false;
    let (tree, _) = deposit(&deck, &packages(&deck), None, None);
    assert!(!text(&tree, "processing.json").contains("on_device\""));
}

/// A folder of one test, removed in the end.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("cartable-deposit-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy::copy(&root().join("tests/decks/good"), &folder.join("deck"));
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.current_dir(&self.0).args(arguments).env("LC_ALL", "C").env_remove("CARTABLE_MESSAGES");
        command.output().unwrap()
    }

    /// A run that must fail with a finding of this code, and write nothing.
    fn refused(&self, code: &str, arguments: &[&str]) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && said.contains(code), "{code}: {said}");
        assert!(!self.0.join("deposit").exists(), "{code}");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_is_built_is_published_and_verifies() {
    let desk = Desk::new("whole");
    assert!(desk.run(&["build", "deck", "--to", "scorm12,epub"]).status.success());
    let output = desk.run(&["deposit", "deck", "--date", DAY]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(desk.run(&["verify", "deposit"]).status.success());
    let sums = fs::read_to_string(desk.0.join("deposit/SHA256SUMS")).unwrap();
    assert!(sums.contains("  essai-t1-fr-scorm12.zip\n") && sums.contains("  essai-fr.epub\n"), "{sums}");
    // Once more, elsewhere: the same to the byte.
    assert!(desk.run(&["deposit", "deck", "--date", DAY, "--out", "again"]).status.success());
    assert_eq!(sums, fs::read_to_string(desk.0.join("again/SHA256SUMS")).unwrap());
    // A folder that holds something is left alone.
    let taken = desk.run(&["deposit", "deck", "--date", DAY]);
    assert!(!taken.status.success() && sums == fs::read_to_string(desk.0.join("deposit/SHA256SUMS")).unwrap());
    fs::write(desk.0.join("deposit/more.zip"), "x").unwrap();
    assert_eq!(desk.run(&["verify", "deposit"]).status.code(), Some(1));
    assert_eq!(desk.run(&["deposit", "deck", "--date", "2026-13-01"]).status.code(), Some(2));
}

#[test]
fn what_is_not_fit_for_publication_is_refused() {
    let desk = Desk::new("bad");
    desk.refused("H020", &["deposit", "deck"]);
    assert!(desk.run(&["build", "deck"]).status.success());
    let package = desk.0.join("packages/essai-t1-fr-scorm12.zip");
    let whole = fs::read(&package).unwrap();
    fs::write(&package, [whole.as_slice(), b"x"].concat()).unwrap();
    desk.refused("packages/essai-t1-fr-scorm12.zip", &["deposit", "deck"]);
    let told = desk.run(&["deposit", "deck"]);
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(told.contains("H021") && !told.contains("deck/packages"), "a path that is there: {told}");
    fs::write(&package, whole).unwrap();
    let toml = fs::read_to_string(desk.0.join("deck/deck.toml")).unwrap();
    for (key, from, to) in [
        ("description", "[description]\nfr = \"Une carte pour les contrôles.\"", ""),
        ("keywords", "[keywords]\nfr = [\"essai\", \"contrôle\"]", ""),
        ("licence", "id = \"CC-BY-SA-4.0\"", "id = \"LicenseRef-interne\""),
        ("credits", "role = \"author\"", "role = \"source\""),
    ] {
        assert!(toml.contains(from), "{key}");
        fs::write(desk.0.join("deck/deck.toml"), toml.replacen(from, to, 1)).unwrap();
        desk.refused("H022", &["deposit", "deck"]);
    }
}

#[test]
fn packages_of_another_state_of_the_deck_are_not_published_under_its_name() {
    let desk = Desk::new("state");
    assert!(desk.run(&["build", "deck", "--to", "scorm12,web,print"]).status.success());
    assert!(desk.run(&["build", "deck", "--to", "epub", "--no-source", "--out", "bare"]).status.success());
    let toml = fs::read_to_string(desk.0.join("deck/deck.toml")).unwrap();
    let card = desk.0.join("deck/fr/1-deborder/01-appel.md");
    let text = fs::read_to_string(&card).unwrap();
    fs::write(desk.0.join("deck/deck.toml"), toml.replace("\"1.2.0\"", "\"1.2.1\"")).unwrap();
    desk.refused("H024", &["deposit", "deck"]);
    desk.refused("H024", &["deposit", "deck", "--from", "bare"]);
    fs::write(desk.0.join("deck/deck.toml"), toml.replace("Une équipe", "Une autre équipe")).unwrap();
    desk.refused("credits", &["deposit", "deck"]);
    fs::write(desk.0.join("deck/deck.toml"), &toml).unwrap();
    fs::write(&card, text.replace("Dimanche soir", "Samedi soir")).unwrap();
    desk.refused("t1-s01", &["deposit", "deck"]);
    fs::write(&card, text).unwrap();
    // A list of changes of another version stays behind, in so many words.
    fs::write(desk.0.join("packages/CHANGES.md"), "# Un jeu d’essai 1.1.0\n").unwrap();
    let output = desk.run(&["deposit", "deck"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("H026"), "{said}");
    assert!(!desk.0.join("deposit/CHANGES.md").exists());
}

#[test]
fn packages_of_every_kind_in_every_language_are_those_of_their_deck() {
    let desk = Desk::new("kinds");
    let content = root().join("content");
    let content = content.to_str().unwrap();
    for build in [&["--split", "situation", "--theme", "t2"][..], &["--to", "moodle,epub,web"], &["--lang", "all"]] {
        assert!(desk.run(&[&["build", content], build].concat()).status.success(), "{build:?}");
    }
    let output = desk.run(&["deposit", content]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
