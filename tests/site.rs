//! The web site of a deck, looked at from outside: that its links lead somewhere, that each page says what it is and where it is,
//! that machines are told what people are, and that the same deck gives the same site.

use cartable::build::{Languages, Options, build};
use cartable::course::{Metadata, Split, modules};
use cartable::deck::{Deck, Tracking};
use cartable::diagnostic::Severity;
use cartable::package::{CITATION, Format, citation};
use cartable::read::{read, read_files};
use cartable::tree::{Tree, unzip};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::iter;
use std::path::Path;

fn deck(folder: &str) -> Deck {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the deck").0
}

/// A deck with other words in `deck.toml`.
fn changed(folder: &str, from: &str, to: &str) -> Deck {
    let deck = deck(folder);
    let mut files = vec![("deck.toml".to_owned(), deck.source.text().replacen(from, to, 1))];
    assert_ne!(files[0].1, deck.source.text());
    for edition in &deck.editions {
        files.extend(edition.sources().map(|source| (source.path().to_owned(), source.text().to_owned())));
    }
    let scenes = deck.scenes.values().map(|scene| &scene.source);
    files.extend(scenes.map(|source| (source.path().to_owned(), source.text().to_owned())));
    read_files(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).0
}

fn archive(deck: &Deck, languages: Languages) -> (String, Vec<u8>) {
    let options = Options {
        formats: vec![Format::from_key("web").expect("the format")],
        languages,
        split: Split::Theme,
        tracking: Tracking::Reflective,
        forums: Default::default(),
        with_source: true,
        release: true,
        schemas: Default::default(),
    };
    let (mut artefacts, findings) = build(deck, &options, &|_, _| ()).expect("a site");
    // Notes say that it is a site, and what it stores; a word of the deck that is on no page, or a dead link, would be more.
    let wrong = findings.sorted().into_iter().filter(|finding| finding.rule.severity != Severity::Note);
    let said: Vec<String> = wrong.map(|f| format!("{} {:?}", f.rule.code, f.args)).collect();
    assert_eq!(said, Vec::<String>::new());
    let only = artefacts.pop().expect("an archive");
    assert!(artefacts.is_empty(), "one site, however the deck is cut");
    (only.name, only.bytes)
}

fn site(deck: &Deck, languages: Languages) -> Tree {
    unzip(&archive(deck, languages).1).expect("an archive")
}

fn text<'a>(site: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("no {path}"))).expect("UTF-8")
}

/// The pages of the site; the tutor's sheet beside them is none.
fn pages(site: &Tree) -> Vec<(&str, &str)> {
    let pages = site.files().filter(|(path, _)| path.ends_with(".html") && *path != "tutor.html");
    pages.map(|(path, content)| (path, std::str::from_utf8(content).expect("UTF-8"))).collect()
}

/// What stands between two texts, each time.
fn between<'a>(html: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    html.split(before).skip(1).map(|rest| rest.split(after).next().unwrap_or_default()).collect()
}

fn one<'a>(html: &'a str, before: &str, after: &str) -> &'a str {
    let found = between(html, before, after);
    assert_eq!(found.len(), 1, "{before}");
    found[0]
}

/// The path that a relative address leads to from a page, and the part of it.
fn resolve(page: &str, address: &str) -> (String, Option<String>) {
    let (path, part) = address.split_once('#').map_or((address, None), |(path, part)| (path, Some(part.to_owned())));
    if path.is_empty() {
        return (page.to_owned(), part);
    }
    let mut folder: Vec<&str> = page.split('/').collect();
    folder.pop();
    for name in path.split('/') {
        match name {
            ".." => assert!(folder.pop().is_some(), "not above the site"),
            _ => folder.push(name),
        }
    }
    (folder.join("/"), part)
}

#[test]
fn every_link_inside_the_site_leads_to_something() {
    for (folder, least) in [("content", 4000), ("tests/browser/deck", 200)] {
        let site = site(&deck(folder), Languages::Joined);
        let mut links = 0;
        for (page, html) in pages(&site) {
            let addresses = between(html, " href=\"", "\"").into_iter().chain(between(html, " src=\"", "\""));
            for address in addresses.filter(|address| !address.contains(':')) {
                let (path, part) = resolve(page, address);
                let target = site.get(&path).unwrap_or_else(|| panic!("{page}: {address}"));
                let id = part.map(|part| format!(" id=\"{part}\""));
                let is_there = id.is_none_or(|id| std::str::from_utf8(target).expect("text").contains(&id));
                assert!(is_there, "{page}: {address}");
                assert!(!path.ends_with('/'), "a folder cannot be opened from a disk: {address}");
                links += 1;
            }
        }
        assert!(links > least, "{folder}: {links}");
    }
}

#[test]
fn every_entry_of_the_search_leads_to_something() {
    let site = site(&deck("content"), Languages::Joined);
    for folder in ["", "en/", "ro/", "el/"] {
        let index = text(&site, &format!("{folder}search-index.js"));
        let index = index.strip_prefix("window.cartableIndex=").and_then(|rest| rest.trim_end().strip_suffix(';'));
        let entries: Value = serde_json::from_str(index.expect("the index")).expect("JSON");
        let entries = entries.as_array().expect("a list");
        let register = text(&site, &format!("{folder}search.html"));
        for entry in entries {
            let href = entry["href"].as_str().expect("an address");
            let (path, part) = resolve(&format!("{folder}search.html"), href);
            let page = text(&site, &path);
            assert!(part.is_none_or(|part| page.contains(&format!(" id=\"{part}\""))), "{href}");
            assert!(register.contains(&format!("href=\"{href}\"")), "{href} is in the list from A to Z");
        }
        let kinds: BTreeSet<&str> = entries.iter().filter_map(|entry| entry["kind"].as_str()).collect();
        assert!(entries.len() > 60 && kinds.len() == 4, "{folder}: {} of {kinds:?}", entries.len());
    }
}

#[test]
fn every_page_says_its_language_its_title_and_the_same_page_elsewhere() {
    let deck = deck("content");
    let site = site(&deck, Languages::Joined);
    let mut titles = BTreeSet::new();
    for (path, html) in pages(&site) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let language = if folder.is_empty() { "fr" } else { folder };
        assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{language}\" dir=\"ltr\">")), "{path}");
        assert!(titles.insert((language, one(html, "<title>", "</title>").to_owned())), "{path}: a title of its own");
        assert!(html.contains("<meta name=\"description\" content=\"") && !html.contains("content=\"\""), "{path}");
        assert!(!html.contains("rel=\"canonical\""), "{path}: the deck does not say where it is published");
        let alternates = between(html, "<link rel=\"alternate\" hreflang=\"", "\">");
        let found: BTreeSet<(String, String)> = alternates
            .iter()
            .map(|one| one.split_once("\" href=\"").expect("an address"))
            .map(|(language, href)| (language.to_owned(), resolve(path, href).0))
            .collect();
        let wanted = [("fr", ""), ("en", "en/"), ("ro", "ro/"), ("el", "el/"), ("x-default", "")];
        let wanted = wanted.map(|(language, folder)| (language.to_owned(), format!("{folder}{name}")));
        assert_eq!(found, BTreeSet::from(wanted), "{path}");
        let policy = one(html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        assert!(policy.starts_with("default-src 'none'"), "{path}");
    }
    let own = deck.themes.len() + deck.editions[0].capsules.len();
    assert_eq!(titles.len(), 4 * (12 + own + 2), "pages around, themes, capsules, handouts");
}

#[test]
fn a_deck_that_says_where_it_is_published_has_whole_addresses() {
    let deck = changed("content", "[title]", "address = \"https://www.example.org/jeu\"\n\n[title]");
    let site = site(&deck, Languages::Joined);
    for (path, html) in pages(&site).into_iter().filter(|(path, _)| *path != "404.html") {
        let place = path.strip_suffix("index.html").unwrap_or(path);
        let wanted = format!("https://www.example.org/jeu/{place}");
        assert_eq!(one(html, "<link rel=\"canonical\" href=\"", "\""), wanted);
        assert!(between(html, "hreflang=\"", "<").iter().filter(|l| l.contains("rel=\"alternate\"")).count() == 0);
        let links = between(html, "<link rel=\"alternate\" ", ">");
        assert!(links.len() == 5 && links.iter().all(|link| link.contains("href=\"https://www.example.org/jeu/")));
        for json in between(html, "<script type=\"application/ld+json\">", "</script>") {
            let work: Value = serde_json::from_str(json).expect("JSON");
            assert_eq!(work["url"].as_str(), Some(wanted.as_str()));
        }
    }
    let lost = text(&site, "404.html");
    let addresses = between(lost, " href=\"", "\"");
    let is_whole = |address: &&str| address.starts_with('#') || address.starts_with("https://");
    assert!(addresses.iter().all(is_whole) && addresses.len() > 3, "{addresses:?}");
    assert!(!lost.contains(" src=\"") && !lost.contains("<link"), "it asks for nothing");
    assert!(text(&site, CITATION).contains("\nurl: \"https://www.example.org/jeu\"\n"));
}

#[test]
fn the_accessibility_statement_names_whom_the_deck_names() {
    let said = |deck: &Deck| text(&site(deck, Languages::Joined), "accessibility.html").to_owned();
    let plain = said(&deck("content"));
    assert!(plain.contains("axe-core") && plain.contains("href=\"credits.html\">"), "without a contact, the authors");
    for (contact, link) in [
        ("aide@example.org", "<a href=\"mailto:aide@example.org\">aide@example.org</a>"),
        ("https://example.org/aide", "<a href=\"https://example.org/aide\">https://example.org/aide</a>"),
        ("javascript:alert(1)", "javascript:alert(1)</p>"),
        ("Bureau <b>", "Bureau &lt;b&gt;</p>"),
    ] {
        let html = said(&changed("content", "[title]", &format!("contact = \"{contact}\"\n\n[title]")));
        assert!(html.contains(link), "{contact}");
    }
}

#[test]
fn machines_are_told_what_the_deck_says() {
    let deck = deck("content");
    let site = site(&deck, Languages::Joined);
    for (language, folder) in [("fr", ""), ("en", "en/"), ("ro", "ro/"), ("el", "el/")] {
        let whole = modules(&deck, language, Split::Deck, Tracking::Essential);
        let themes = modules(&deck, language, Split::Theme, Tracking::Essential);
        let names: Vec<_> = deck.themes.iter().map(|theme| format!("theme-{}", theme.value)).collect();
        assert_eq!(themes.len(), names.len());
        for (module, name) in whole.iter().chain(&themes).zip(iter::once("index".to_owned()).chain(names)) {
            let facts = Metadata::of(module);
            let html = text(&site, &format!("{folder}{name}.html"));
            let json = one(html, "<script type=\"application/ld+json\">", "</script>");
            let work: Value = serde_json::from_str(json).expect("JSON");
            assert_eq!(
                (work["@context"].as_str(), work["@type"].as_str()),
                (Some("https://schema.org"), Some("LearningResource"))
            );
            assert_eq!(work["@id"].as_str(), Some(facts.iri));
            assert_eq!(work["name"].as_str(), Some(facts.title[0].text.as_str()));
            assert_eq!(work["description"].as_str(), Some(facts.description[0].text.as_str()));
            assert_eq!(work["inLanguage"], serde_json::json!([language]));
            assert_eq!(work["license"].as_str(), facts.licence.url.as_ref().map(|url| url.as_str()));
            assert_eq!(work["timeRequired"].as_str(), Some(facts.time.typical().as_str()));
            assert_eq!(work["keywords"].as_array().map(Vec::len), Some(facts.keywords.len()));
            let hands =
                work["author"].as_array().map_or(0, Vec::len) + work["contributor"].as_array().map_or(0, Vec::len);
            assert_eq!(hands, facts.contributors.len());
            assert_eq!(work["isBasedOn"][0]["name"].as_str(), Some(facts.sources[0].name.as_str()));
            assert_eq!(work["isPartOf"]["@id"].as_str(), facts.part_of);
            assert_eq!(work["funding"]["identifier"].as_str(), facts.funding.map(|funding| funding.project.as_str()));
            // RDFa says the same of the same work.
            let rights = one(html, "<p class=\"fine\" vocab=\"https://schema.org/\"", "</p>");
            assert_eq!(one(rights, " resource=\"", "\""), facts.iri);
            assert!(
                rights.contains(&format!("property=\"name\" lang=\"{language}\">{}<", facts.title[0].text)),
                "{rights}"
            );
            assert_eq!(one(rights, "property=\"author\">", "<"), facts.contributors[0].name);
            let licence = one(rights, "<a property=\"license\"", "</a>");
            assert_eq!(Some(one(licence, "href=\"", "\"")), facts.licence.url.as_ref().map(|url| url.as_str()));
            assert_eq!(one(rights, "property=\"version\">", "<"), facts.version);
        }
        let home: Value = serde_json::from_str(one(
            text(&site, &format!("{folder}index.html")),
            "<script type=\"application/ld+json\">",
            "</script>",
        ))
        .expect("JSON");
        let parts: Vec<&str> =
            home["hasPart"].as_array().expect("parts").iter().filter_map(|p| p["@id"].as_str()).collect();
        assert_eq!(parts, themes.iter().map(|theme| theme.iri.as_str()).collect::<Vec<_>>());
    }
}

#[test]
fn the_citation_has_what_its_format_asks_for() {
    let deck = deck("content");
    let whole = modules(&deck, "fr", Split::Deck, Tracking::Essential);
    let file = citation(&Metadata::of(&whole[0]), None);
    for line in [
        "cff-version: 1.2.0",
        "type: dataset",
        "title: \"Réfléchir ensemble au numérique en travail social\"",
        "version: \"1.0.0\"",
        "license: \"CC-BY-SA-4.0\"",
        "authors:\n  - name: \"Le projet cartable\"",
        "references:\n  - type: generic\n    title: \"Réflex’tics",
        "\n    authors:\n      - name: \"A.R.T.S Hauts-de-France (IRTS Hauts-de-France, Loos)\"\n      - name: \"Agence pour la Coopération Scientifique Afrique Luxembourg (ACSEA)\"\n",
    ] {
        assert!(file.contains(line), "{line} in\n{file}");
    }
    assert!(!file.contains("- name: \"Réflex’tics"), "a title is no author");
    assert_eq!(text(&site(&deck, Languages::Each(vec!["fr".into()])), CITATION), file);
    // The deck that ships carries its own, so that a forge shows it.
    let shipped = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(CITATION));
    assert_eq!(shipped.expect("content/CITATION.cff"), file);
    // A licence that is only described is no SPDX name, and the format wants an author whatever the deck says.
    let closed = changed("tests/decks/good", "id = \"CC-BY-SA-4.0\"", "id = \"LicenseRef-interne\"");
    let whole = modules(&closed, "fr", Split::Deck, Tracking::Essential);
    let file = citation(&Metadata::of(&whole[0]), None);
    assert!(!file.contains("\nlicense:") && file.contains("\nlicense-url: \"https://"), "{file}");
    let helped = changed("tests/decks/good", "role = \"author\"", "role = \"partner\"");
    let whole = modules(&helped, "fr", Split::Deck, Tracking::Essential);
    assert!(citation(&Metadata::of(&whole[0]), None).contains("authors:\n  - name: \"Une équipe d’essai\""));
}

/// The list of files that the worker of a folder keeps, with their checksums.
fn kept(site: &Tree, folder: &str) -> Vec<(String, String)> {
    let worker = text(site, &format!("{folder}sw.js"));
    let list: Value = serde_json::from_str(one(worker, "const FILES=", ";\n")).expect("JSON");
    let list = list.as_object().expect("a table").clone();
    list.into_iter().map(|(path, sum)| (path, sum.as_str().expect("a checksum").to_owned())).collect()
}

#[test]
fn the_worker_keeps_what_its_pages_need_and_knows_each_by_its_content() {
    let deck = deck("tests/browser/deck");
    let site = site(&deck, Languages::Joined);
    let first = deck.languages[0].value.clone();
    for language in deck.languages.iter().map(|language| language.value.as_str()) {
        let folder = if language == first { String::new() } else { format!("{language}/") };
        let kept = kept(&site, &folder);
        let mut there = BTreeSet::new();
        for (path, sum) in &kept {
            let (path, _) = resolve(&format!("{folder}sw.js"), path);
            let content = site.get(&path).unwrap_or_else(|| panic!("{path}"));
            let digest = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
            assert_eq!(*sum, digest, "{path}");
            there.insert(path);
        }
        for (page, html) in pages(&site)
            .into_iter()
            .filter(|(path, _)| path.rsplit_once('/').map_or("", |(f, _)| f) == folder.trim_end_matches('/'))
        {
            assert!(there.contains(page), "{page}");
            for address in
                between(html, " src=\"", "\"").into_iter().chain(between(html, "rel=\"stylesheet\" href=\"", "\""))
            {
                assert!(there.contains(&resolve(page, address).0), "{page} needs {address}");
            }
        }
        assert!(there.contains("media/telephone.png"), "{language}: {there:?}");
        let foreign = there.iter().filter(|path| path.ends_with(".html") && !path.starts_with(&folder)).count();
        assert_eq!(foreign, 0, "nobody loads a language that she does not read");
    }
}

#[test]
fn a_new_word_changes_the_worker_of_its_language_and_no_other() {
    let before = site(&deck("content"), Languages::Joined);
    let after = site(&changed("content", "fr = \"Réfléchir ensemble", "fr = \"Penser ensemble"), Languages::Joined);
    assert!(text(&before, "sw.js") != text(&after, "sw.js"));
    assert!(text(&before, "en/sw.js") == text(&after, "en/sw.js"));
}

#[test]
fn the_same_deck_gives_the_same_site_with_names_for_every_disk() {
    let deck = deck("content");
    let (name, bytes) = archive(&deck, Languages::Joined);
    assert_eq!(name, "dlis-all-web.zip");
    assert!(bytes == archive(&deck, Languages::Joined).1);
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-/".contains(c);
    let site = unzip(&bytes).expect("an archive");
    for (path, _) in site.files().filter(|(path, _)| *path != CITATION) {
        assert!(path.chars().all(is_plain), "{path}");
    }
    let (name, bytes) = archive(&deck, Languages::Each(vec!["ro".into()]));
    assert_eq!(name, "dlis-ro-web.zip");
    let alone = unzip(&bytes).expect("an archive");
    assert!(
        text(&alone, "index.html").contains("<html lang=\"ro\"") && !text(&alone, "index.html").contains("hreflang")
    );
}

#[test]
fn nothing_is_tracked_whatever_the_deck_asks_for() {
    let site = site(&deck("content"), Languages::Each(vec!["fr".into()]));
    let page = text(&site, "theme-t1.html");
    let course: Value = serde_json::from_str(one(page, "id=\"_course\">", "</script>")).expect("JSON");
    assert_eq!(course["level"], "essential");
    assert!(!page.contains("id=\"_consent\"") && page.contains("Ce site ne suit personne"));
    for script in ["site.js", "offline.js", "module.js", "sw.js"] {
        assert!(!text(&site, script).contains("var createAdapter"), "{script}");
        for word in
            ["cookie", "sessionStorage", "indexedDB", "sendBeacon", "XMLHttpRequest", "WebSocket", "http:", "https:"]
        {
            // The copy of the learner's own notes, where the learner asks for it.
            let is_notes = (script, word) == ("module.js", "indexedDB");
            let found = text(&site, script).replace("https?:", "").contains(word);
            assert!(!found || is_notes, "{script}: {word}");
        }
    }
}
