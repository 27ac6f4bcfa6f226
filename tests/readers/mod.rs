//! Every reader of what strangers write, as a function of bytes, with what must hold whatever the bytes. The tests replay a
//! corpus through them and change it; the targets below `fuzz/` search with them. What does not hold is a panic.

use cartable::compare::{Package, compare, compare_packages};
use cartable::course::Split;
use cartable::deck::Deck;
use cartable::diagnostic::{Findings, Locale, Severity, human, json};
use cartable::documents::{self, Maker};
use cartable::import::{Options, import};
use cartable::package::{SOURCE_FILE, deck_files};
use cartable::record::{Params, multipart};
use cartable::source::Source;
use cartable::statements::{Accounts, Catalogue, MOST_BYTES, Statements, zone};
use cartable::tree::{Tree, unzip};
use cartable::verify::verify;
use cartable::xapi::intake::intake;
use cartable::xapi::statement::{Version, parse, read_actor};
use cartable::{build, check, read, statements, translate};

#[path = "../packages/mod.rs"]
#[allow(dead_code)]
mod packages;

use packages::{Entry, Pack};
use std::sync::LazyLock;

/// A reader by the name of its corpus, and words that mean something to it.
pub struct Reader {
    pub name: &'static str,
    pub read: fn(&[u8]),
    pub words: &'static [&'static str],
}

/// All of them.
pub const READERS: [Reader; 16] = [
    Reader {
        name: "situation",
        read: situation,
        words: &["+++\n", "\n## A {#quiz}\n", "{#q1 kind=fact}", "- [x] ", "  > ", "<b>", "](", "\"", "= ", "|"],
    },
    Reader {
        name: "text",
        read: text,
        words: &["+++\n", "\n## A {#roles}\n", "{#steps}", "{#individual}", "- ", "**", "[a](b.md)", "![", "1. ", "|"],
    },
    Reader {
        name: "deck-toml",
        read: deck_toml,
        words: &["[title]\n", "= ", "\"", "\"\"\"", "[[", "]]", "{", "fr", "\n[", "'''"],
    },
    Reader {
        name: "catalogue",
        read: catalogue,
        words: &["msgid \"\"\n", "msgstr ", "msgctxt ", "#, fuzzy\n", "#~ ", "\\n", "\"", "[0]", "#| "],
    },
    Reader {
        name: "guide",
        read: guide,
        words: &[
            "SITUATION 1\n",
            "\n- > ",
            "Dilemme éthique\n",
            "TITRE\n",
            "•",
            "Partenaires :\n",
            "ÉTAPE 1\n",
            "\u{c}",
        ],
    },
    Reader {
        name: "archive",
        read: archive,
        words: &[
            "PK\u{1}\u{2}",
            "PK\u{3}\u{4}",
            "PK\u{5}\u{6}",
            "PK\u{6}\u{7}",
            "../",
            "\0\0\0\0",
            "imsmanifest.xml",
            "{",
            "}",
            "~",
            "=",
            "->",
            "::",
            "\n\n",
            "%50%",
            "<quiz>",
            "@@PLUGINFILE@@/",
        ],
    },
    Reader {
        name: "manifest",
        read: manifest,
        words: &[
            "<item>",
            "</item>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&#0;",
            "&amp;",
            " a=\"\"",
            "xmlns:x=\"y\" ",
            "<!DOCTYPE",
            "http://",
            "imsss:",
        ],
    },
    Reader {
        name: "page",
        read: page,
        words: &["<script>", "</script", "`${", "}", "/*", "//", "url(", "style=\"", "src=", "&#", "=/[/", "cmi.exit"],
    },
    Reader {
        name: "source",
        read: source,
        words: &["{\"form\":1,", "\"files\":{", "\"..\":", "\"\\u0000\"", "[", "]", "\"media\":[", "/"],
    },
    Reader {
        name: "report",
        read: report,
        words: &[
            "{\"actor\":",
            "\"parent\":[",
            "\"timestamp\":\"2026-11-20T",
            "\"statements\":[",
            "null",
            "-1e30",
            "\n",
            "]",
            "}",
        ],
    },
    Reader {
        name: "statements",
        read: statements_json,
        words: &[
            "{\"id\":",
            "\"actor\":",
            "\"objectType\":\"SubStatement\"",
            "null",
            "\"mbox\":\"mailto:",
            "[",
            "}",
            "1e400",
            "\n",
        ],
    },
    Reader {
        name: "table",
        read: table,
        words: &["account", ";", "\t", "\"", "\"\"", "\n", "2026-11-20", "t1-s01", "PK\u{1}\u{2}", "31/12/2026 24:00"],
    },
    Reader {
        name: "workbook",
        read: workbook,
        words: &[
            "<row r=\"2\">",
            "<c t=\"s\">",
            "<v>1</v>",
            "</c>",
            "<si><t>",
            "<table:table-row>",
            "table:number-columns-repeated=\"9\"",
            "<text:p>",
            "<text:s/>",
            "46000.5",
        ],
    },
    Reader {
        name: "request",
        read: request,
        words: &[
            "\r\n--b\r\n",
            "--b--",
            "\r\n\r\n",
            "Content-Type: ",
            "&agent={\"mbox\":",
            "%7B",
            "statementId=",
            "+",
            "boundary=",
        ],
    },
    Reader { name: "builds", read: builds, words: &["{", "}", "\"inputs\":", "\"a.zip\":", "\"../", "null"] },
    Reader {
        name: "document",
        read: document,
        words: &[
            "<w:p>",
            "</w:p>",
            "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>",
            "<w:numPr><w:numId w:val=\"1\"/></w:numPr>",
            "<w:r><w:t>Quiz</w:t></w:r>",
            "<w:tbl><w:tr><w:tc>",
            "<text:h text:outline-level=\"2\">Questions",
            "<text:list><text:list-item>",
            "\n## Quiz\n\n- [x] ",
            "\n\n",
            "| a | b |\n|---|---|\n",
        ],
    },
];

/// The deck that the readers of decks put their bytes into.
const DECK: [(&str, &str); 7] = [
    ("deck.toml", include_str!("../decks/good/deck.toml")),
    ("fr/game.md", include_str!("../decks/good/fr/game.md")),
    ("fr/board.md", include_str!("../decks/good/fr/board.md")),
    ("fr/1-deborder/theme.md", include_str!("../decks/good/fr/1-deborder/theme.md")),
    ("fr/1-deborder/01-appel.md", include_str!("../decks/good/fr/1-deborder/01-appel.md")),
    ("fr/1-deborder/02-message.md", include_str!("../decks/good/fr/1-deborder/02-message.md")),
    ("fr/1-deborder/capsules/pause.md", include_str!("../decks/good/fr/1-deborder/capsules/pause.md")),
];

/// That deck as it is.
static GOOD: LazyLock<(Deck, Findings)> = LazyLock::new(|| read::read_files(DECK.into_iter()));
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::of(&GOOD.0));

/// What must hold of findings: they can be told in both languages, stay inside their text, and are no more than the bytes give
/// reason for.
fn hold(findings: &Findings, bytes: usize) {
    let all = findings.sorted();
    assert!(all.len() <= 100 + 2 * bytes, "{} findings for {bytes} bytes", all.len());
    for finding in all.iter().take(200) {
        assert!(finding.place.end <= finding.place.source.text().len());
        for locale in Locale::ALL {
            assert!(!human(finding, locale, false).is_empty());
        }
    }
    json(findings, Locale::En);
}

fn deck(path: &str, bytes: &[u8]) -> (Deck, Findings) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let files = || DECK.iter().map(|(name, good)| (*name, if *name == path { text.as_str() } else { *good }));
    let (deck, mut findings) = read::read_files(files());
    findings.extend(check::check(&deck));
    hold(&findings, bytes.len());
    let (_, again) = read::read_files(files());
    let count = |findings: &Findings| findings.count(Severity::Error);
    assert!(count(&again) <= count(&findings), "the same files read twice give other findings");
    if !findings.has_errors() {
        sound(&deck);
    }
    (deck, findings)
}

/// What must hold of a deck without errors: it can be held against another, and a module can be made of it that `verify` takes.
fn sound(deck: &Deck) {
    let good = &GOOD.0;
    for (old, new) in [(good, deck), (deck, good), (deck, deck)] {
        compare(old, new, Split::Theme);
    }
    let formats = ["scorm12", "web"].iter().filter_map(|key| cartable::package::Format::from_key(key)).collect();
    let options = build::Options {
        formats,
        languages: build::Languages::Joined,
        split: Split::Theme,
        tracking: deck.tracking,
        forums: Default::default(),
        with_source: true,
        release: false,
        schemas: Default::default(),
    };
    let (artefacts, _) = build::build(deck, &options, &|_, _| {}).expect("a template is at fault");
    for artefact in artefacts {
        let findings = verify(&artefact.name, &artefact.bytes);
        assert!(!findings.has_errors(), "{}: {}", artefact.name, json(&findings, Locale::En));
    }
}

fn situation(bytes: &[u8]) {
    let (deck, findings) = deck("fr/1-deborder/01-appel.md", bytes);
    // What is read without error can be given to translators.
    if !findings.has_errors() {
        assert!(translate::export(&deck, "en").contains("msgid"));
    }
}

fn text(bytes: &[u8]) {
    for path in ["fr/game.md", "fr/board.md", "fr/1-deborder/theme.md", "fr/1-deborder/capsules/pause.md"] {
        deck(path, bytes);
    }
}

fn deck_toml(bytes: &[u8]) {
    let (deck, findings) = deck("deck.toml", bytes);
    assert!(findings.has_errors() || !deck.languages.is_empty(), "a deck without a language is no deck");
}

fn catalogue(bytes: &[u8]) {
    let (imported, findings) =
        translate::import((&GOOD.0, &GOOD.1), ("en.po", bytes), Some("en"), cartable::check::check);
    hold(&findings, bytes.len());
    let Some(imported) = imported else {
        assert!(findings.has_errors(), "nothing came out and nobody says why");
        return;
    };
    assert_eq!(imported.language, "en");
    for (path, _) in imported.files.files() {
        assert!(path == "deck.toml" || path.starts_with("en/"), "{path} is not the translation's");
    }
}

fn guide(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (tree, findings) = import(&Source::new("guide.txt", text), &Options::default());
    hold(&findings, bytes.len());
    assert_eq!(tree.is_none(), findings.has_errors());
    let Some(tree) = tree else { return };
    let files: Vec<(&str, &str)> =
        tree.files().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))).collect();
    assert!(files.iter().all(|(path, _)| is_plain(path)), "a path leads outside");
    hold(&read::read_files(files.into_iter()).1, bytes.len());
}

fn archive(bytes: &[u8]) {
    let findings = verify("package.zip", bytes);
    // Fifty of each rule and one line on the rest, whatever comes in.
    assert!(findings.sorted().len() <= 51 * cartable::verify::RULES.len());
    hold(&findings, bytes.len() + 5_000);
}

fn manifest(bytes: &[u8]) {
    for good in [Pack::good, Pack::scorm2004, Pack::cmi5, Pack::tincan] {
        let mut pack = good();
        pack.manifest = bytes.to_vec();
        archive(&pack.bytes());
    }
    // What `compare` reads of a package, whoever made it.
    for name in ["imsmanifest.xml", "cmi5.xml", "tincan.xml", "donnees.json"] {
        let mut members = Tree::default();
        members.put(name, bytes.to_vec());
        if let Some(package) = Package::read("package.zip", &members, None) {
            let (_, findings) = compare_packages(&package, &package, None);
            assert!(findings.is_empty(), "a package differs from itself");
        }
    }
}

fn page(bytes: &[u8]) {
    let mut pack = Pack::site();
    pack.entries[1] = Entry::stored("index.html", bytes);
    pack.entries[0] = Entry::stored("app.js", bytes);
    pack.entries[2] = Entry::stored("style.css", bytes);
    archive(&pack.bytes());
}

fn source(bytes: &[u8]) {
    let mut members = Tree::default();
    members.put(SOURCE_FILE, bytes.to_vec());
    members.put("a.png", "x");
    archive_of(&members);
    let Ok(tree) = deck_files(&members) else { return };
    let files: Vec<(&str, &str)> =
        tree.files().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))).collect();
    assert!(files.iter().all(|(path, _)| is_plain(path)), "a path leads outside");
    hold(&read::read_files(files.into_iter()).1, bytes.len());
}

/// What `open` does before: an archive is read as it was made.
fn archive_of(members: &Tree) {
    let bytes = cartable::tree::zip(members, cartable::tree::Packing::Quick).expect("small");
    assert!(unzip(&bytes).is_ok_and(|again| again == *members));
}

fn statements_json(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    for version in [Version::One, Version::Two] {
        let source = Source::new("statements.json", text.as_str());
        let (ready, findings) = intake(&source, version, 0);
        hold(&findings, 20 * bytes.len());
        for one in ready {
            let value = parse(one.body.as_bytes(), version).expect("what is sent is JSON");
            assert!(cartable::xapi::statement::read(&value, version).is_ok(), "what is sent is a statement");
        }
    }
}

/// Whatever statements say, the page of each report is whole.
fn report(bytes: &[u8]) {
    use cartable::report::{Ask, Events, Outline, Output, Roster, Thresholds, read, report};
    let (mut events, mut findings) = (Events::default(), Findings::default());
    read("week.ndjson", bytes, &mut events, &mut findings).expect("bytes can be read");
    hold(&findings, 20 * bytes.len());
    for output in [Output::Group, Output::Accompany, Output::Mine("a".to_owned())] {
        let ask = Ask {
            output,
            language: "fr".to_owned(),
            zone: zone("Europe/Athens").expect("the zones are built in"),
            zone_name: "Europe/Athens".to_owned(),
            today: "2026-12-01".parse().expect("a day"),
            thresholds: Thresholds::default(),
            home_page: None,
            sources: Vec::new(),
        };
        let made = report(&ask, &mut events, &Roster::default(), Outline::default(), &mut findings);
        let page = made.map(|made| made.page().expect("the templates are right"));
        assert!(page.is_none_or(|page| page.ends_with("</html>\n")));
    }
}

fn table(bytes: &[u8]) {
    let accounts = Accounts { home_page: "https://moodle.example.org".to_owned(), field: None, key: None };
    let options = statements::Options { accounts, zone: zone("Europe/Paris").expect("a zone"), modules: Vec::new() };
    let (mut findings, mut told) = (Findings::default(), 0);
    let mut sink = |_: &serde_json::Value| told += 1;
    let summary = Statements::new(&CATALOGUE, &options).tell("table", bytes, &mut sink, &mut findings);
    assert!(summary.is_some() || findings.has_errors(), "nothing is told and nobody says why");
    assert_eq!(summary.map_or(0, |summary| summary.statements), told);
    assert!(bytes.len() <= MOST_BYTES);
    hold(&findings, 100 * bytes.len());
}

/// The bytes as the rows of a sheet, as the texts that its cells share, as its formats, and as an OpenDocument table.
fn workbook(bytes: &[u8]) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let part = |root: &str, inside: &[u8]| {
        [format!("<{root} xmlns=\"{MAIN}\">").as_bytes(), inside, format!("</{root}>").as_bytes()].concat()
    };
    let row = b"<sheetData><row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>46000.5</v></c></row></sheetData>";
    let book = "<workbook><sheets><sheet id=\"a\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"a\" Target=\"s.xml\"/></Relationships>";
    for (sheet, shared, styles) in [(bytes, &b""[..], &b""[..]), (row, bytes, b""), (row, b"", bytes)] {
        table(&packages::archive(&[
            Entry::stored("xl/workbook.xml", book.as_bytes()),
            Entry::stored("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            Entry::stored("xl/s.xml", &part("worksheet", sheet)),
            Entry::stored("xl/sharedStrings.xml", &part("sst", shared)),
            Entry::stored("xl/styles.xml", &part("styleSheet", styles)),
        ]));
    }
    let spaces =
        ["office", "table", "text"].map(|n| format!(" xmlns:{n}=\"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0\""));
    let open = format!("<office:document{}><table:table>", spaces.concat());
    let content = [open.as_bytes(), bytes, b"</table:table></office:document>"].concat();
    table(&packages::archive(&[Entry::stored("content.xml", &content)]));
}

/// The bytes as a text, and as the body of a document of Word and of Writer. No word may be missed on the way into a deck.
fn document(bytes: &[u8]) {
    let all = |name: &str, bytes: &[u8]| {
        let mut findings = Findings::default();
        let Some(document) = documents::read(name, bytes, &mut findings) else {
            assert!(findings.has_errors(), "nothing is read and nobody says why");
            return;
        };
        let mut maker = Maker::deck("fr", Locale::En);
        maker.add(&document, name, &mut findings);
        let made = maker.done();
        assert_eq!((made.words, made.missed), (made.in_deck + made.left, 0));
        hold(&findings, 100 * bytes.len());
    };
    all("a.md", bytes);
    let open = "<w:document xmlns:w=\"w\"><w:body>";
    let word = [open.as_bytes(), bytes, b"</w:body></w:document>"].concat();
    all("a.docx", &packages::archive(&[Entry::stored("word/document.xml", &word)]));
    let open = "<office:document xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"a\"><office:body><office:text>";
    let writer = [open.as_bytes(), bytes, b"</office:text></office:body></office:document>"].concat();
    all("a.odt", &packages::archive(&[Entry::stored("content.xml", &writer)]));
}

/// The first line as the content type, all behind it as the body, as a query and as an actor.
fn request(bytes: &[u8]) {
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (kind, body) = (String::from_utf8_lossy(&bytes[..line]), bytes.get(line + 1..).unwrap_or_default());
    if let Ok(parts) = multipart::read(body, &kind) {
        assert!(parts.iter().all(|part| part.content.len() < body.len()));
    }
    if let Ok(params) = Params::read(body, 8192) {
        let query = params.encode_without(&[]).finish();
        assert!(Params::read(query.as_bytes(), 8192).is_ok(), "what was read is not written as it can be read");
        for name in ["agent", "since", "statementId", "verb", "attachments"] {
            let _ =
                (params.iri(name), params.uuid(name), params.flag(name), params.moment(name), params.required(name));
        }
    }
    for version in [Version::One, Version::Two] {
        if let Ok(value) = parse(body, version) {
            let _ = read_actor(&value, version);
        }
    }
}

/// The memory of a folder of packages: whatever it says, a build that was never made was not made.
fn builds(bytes: &[u8]) {
    let folder = std::env::temp_dir().join(format!("cartable-builds-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(".cartable-builds.json"), bytes).expect("a file");
    for (made, _) in build::earlier(&folder, "inputs").unwrap_or_default() {
        assert!(folder.join(&made.name).exists(), "{} is not there", made.name);
    }
    std::fs::remove_dir_all(&folder).expect("a folder");
}

/// Whether a path stays below the folder that it is put into.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !["", ".", ".."].contains(&part))
}
