//! Files made to stop whoever reads them, for every reader but `verify`: each ends in a finding, soon, in little memory. A
//! program of its own, so that its memory is its own.

#![allow(missing_docs)]

mod measured;

use cartable::diagnostic::Findings;
use cartable::import::{Options as Import, import};
use cartable::source::Source;
use cartable::statements::{Accounts, Catalogue, Options, Statements, zone};
use cartable::xapi::intake::intake;
use cartable::xapi::statement::Version;
use cartable::{check, read, translate};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How a file is read, and how it is called on the disk.
type Reader = (&'static str, fn(&[u8]) -> Findings);

const TABLE: Reader = ("table", table);
const STATEMENTS: Reader = ("json", statements);
const CATALOGUE: Reader = ("po", catalogue);
const GUIDE: Reader = ("txt", guide);
const CARD: Reader = ("md", card);

/// What each attack is, who reads it, what it must give at least, and how it is made.
type Attack = (&'static str, Reader, &'static str, fn() -> Vec<u8>);

const ATTACKS: &[Attack] = &[
    ("a workbook with a million attributes on one element", TABLE, "F001", || {
        let all: String = (0..900_000).map(|n| format!(" a{n:x}=''")).collect();
        workbook(&format!("<row{all}/>"), "", "")
    }),
    ("a workbook of 500 000 cells", TABLE, "F001", || workbook(&"<row><c><v>1</v></c></row>".repeat(500_000), "", "")),
    ("a workbook of 16 MB of names", TABLE, "F001", || workbook(&"<a a=''/>".repeat(1_500_000), "", "")),
    ("a shared text of 15 MB of blanks in 300 000 cells", TABLE, "F008", || {
        let cells = "<c t='s'><v>0</v></c>".repeat(300_000);
        workbook(&format!("<row>{cells}</row>"), &format!("<si><t>{}</t></si>", " ".repeat(15 << 20)), "")
    }),
    ("runs in runs", TABLE, "F001", || {
        let deep = format!("{}{}{}", "<r>".repeat(900), "<t/>".repeat(900_000), "</r>".repeat(900));
        workbook("<row/>", &format!("<si>{deep}</si>"), "")
    }),
    ("300 000 formats of 100 000 numbers", TABLE, "F008", || {
        let formats: String = (0..100_000).map(|n| format!("<numFmt numFmtId='{n}' formatCode='d'/>")).collect();
        let cells = "<xf numFmtId='999999'/>".repeat(300_000);
        workbook("<row/>", "", &format!("<numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs>"))
    }),
    ("a cell of 10 MB in 16 000 columns", TABLE, "F001", || {
        let text = "x".repeat(10 << 20);
        opendocument(&format!(
            "<table:table-row><table:table-cell table:number-columns-repeated='16000'><text:p>{text}</text:p></table:table-cell></table:table-row>"
        ))
    }),
    ("600 000 runs of a thousand blanks", TABLE, "F008", || {
        let blanks = "<text:s text:c='999'/>".repeat(600_000);
        opendocument(&format!(
            "<table:table-row><table:table-cell><text:p>{blanks}</text:p></table:table-cell></table:table-row>"
        ))
    }),
    ("an archive of 60 000 members", TABLE, "F002", || {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for n in 0..60_000 {
            archive.start_file(format!("{n}"), SimpleFileOptions::default()).expect("in memory");
        }
        archive.finish().expect("in memory").into_inner()
    }),
    ("30 MB of commas", TABLE, "F001", || vec![b','; 30 << 20]),
    ("30 MB of quotation marks", TABLE, "F009", || vec![b'"'; 30 << 20]),
    ("30 MB of open quotation marks", TABLE, "F001", || "\"\n".repeat(15 << 20).into_bytes()),
    ("30 MB of UTF-16", TABLE, "F009", || [0xff, 0xfe].into_iter().chain(b"a\0".repeat(15 << 20)).collect()),
    ("20 MB of empty statements", STATEMENTS, "X006", || "{}\n".repeat(7 << 20).into_bytes()),
    ("an array of empty statements", STATEMENTS, "X006", || format!("[{}0]", "{},".repeat(7 << 20)).into_bytes()),
    ("a statement with a million keys", STATEMENTS, "X002", || {
        let keys: String = (0..1_000_000).map(|n| format!("\"{n:x}\":1,")).collect();
        format!("{{{keys}\"a\":1}}").into_bytes()
    }),
    ("a statement with 100 000 bad attachments", STATEMENTS, "X006", || {
        format!("{{\"attachments\":[{}{{}}]}}", "{},".repeat(100_000)).into_bytes()
    }),
    ("lists in lists", STATEMENTS, "X027", || "[".repeat(10 << 20).into_bytes()),
    ("objects in objects", STATEMENTS, "X027", || "{\"a\":".repeat(2 << 20).into_bytes()),
    ("lines of deep objects", STATEMENTS, "X027", || {
        format!("{}{}\n", "{\"a\":".repeat(200), "}".repeat(200)).repeat(5_000).into_bytes()
    }),
    ("a text of 20 MB", STATEMENTS, "X006", || format!("{{\"id\":\"{}\"}}", "x".repeat(20 << 20)).into_bytes()),
    ("a catalogue of 19 MB of keywords", CATALOGUE, "T003", || "msgid\n".repeat(3 << 20).into_bytes()),
    ("a catalogue of 19 MB of quotation marks", CATALOGUE, "T003", || vec![b'"'; 19_000_000]),
    ("a catalogue of a million entries", CATALOGUE, "T006", || {
        "msgctxt \"a\"\nmsgid \"\"\nmsgstr \"\"\n".repeat(450_000).into_bytes()
    }),
    ("a catalogue of 19 MB of escapes", CATALOGUE, "T005", || {
        format!("msgid \"{}\"", "\\x".repeat(9 << 20)).into_bytes()
    }),
    ("a catalogue that is too large", CATALOGUE, "T022", || vec![b' '; 21_000_000]),
    ("a guide of 80 000 cards", GUIDE, "I006", || "SITUATION 1\n".repeat(80_000).into_bytes()),
    ("a guide of bullets", GUIDE, "I004", || "\u{2022} a\n- > b\n".repeat(80_000).into_bytes()),
    ("a guide in one line", GUIDE, "I025", || "a ".repeat(10 << 20).into_bytes()),
    ("quotations in quotations", CARD, "R043", || "> ".repeat(400_000).into_bytes()),
    ("brackets", CARD, "R021", || "[".repeat(900_000).into_bytes()),
    ("emphasis", CARD, "C060", || "*a _b ".repeat(150_000).into_bytes()),
    ("lists in lists of a card", CARD, "R043", || {
        (0..1_300).map(|n| format!("{}- a\n", " ".repeat(n))).collect::<String>().into_bytes()
    }),
    ("tags", CARD, "C060", || "<a ".repeat(300_000).into_bytes()),
    ("headings", CARD, "R054", || "# {#quiz}\n".repeat(90_000).into_bytes()),
    ("items", CARD, "R050", || {
        format!("+++\nid = \"a\"\n+++\n## Q {{#quiz}}\n{}", "### a {#q kind=fact}\n- [x] a\n".repeat(28_000))
            .into_bytes()
    }),
    ("tables in front", CARD, "R020", || format!("+++\n{}\n+++\n", "[a]\n".repeat(240_000)).into_bytes()),
    ("lists in front", CARD, "R020", || format!("+++\na = {}\n+++\n", "[".repeat(900_000)).into_bytes()),
    ("keys in front", CARD, "R020", || format!("+++\na{} = 1\n+++\n", ".a".repeat(400_000)).into_bytes()),
];

fn table(bytes: &[u8]) -> Findings {
    let catalogue = Catalogue::of(&deck().0);
    let accounts = Accounts { home_page: "https://moodle.example.org".to_owned(), field: None, key: None };
    let options = Options { accounts, zone: zone("Europe/Paris").expect("a zone"), modules: Vec::new() };
    let mut findings = Findings::default();
    Statements::new(&catalogue, &options).tell("table", bytes, &mut |_| {}, &mut findings);
    findings
}

fn statements(bytes: &[u8]) -> Findings {
    intake(&Source::new("a.json", String::from_utf8_lossy(bytes)), Version::One, 0).1
}

fn catalogue(bytes: &[u8]) -> Findings {
    let (deck, read) = deck();
    translate::import((&deck, &read), ("en.po", bytes), Some("en"), cartable::check::check).1
}

fn guide(bytes: &[u8]) -> Findings {
    import(&Source::new("guide.txt", String::from_utf8_lossy(bytes)), &Import::default()).1
}

fn card(bytes: &[u8]) -> Findings {
    let text = String::from_utf8_lossy(bytes);
    let (deck, mut findings) = read::read_files([("deck.toml", DECK), ("fr/1-a/01-a.md", &text)].into_iter());
    findings.extend(check::check(&deck));
    findings
}

const DECK: &str = include_str!("decks/good/deck.toml");

fn deck() -> (cartable::deck::Deck, Findings) {
    read::read_files([("deck.toml", DECK)].into_iter())
}

fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).expect("in memory");
        archive.write_all(content.as_bytes()).expect("in memory");
    }
    archive.finish().expect("in memory").into_inner()
}

fn workbook(rows: &str, shared: &str, styles: &str) -> Vec<u8> {
    archive(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet id='a'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='a' Target='s.xml'/></Relationships>"),
        ("xl/styles.xml", &format!("<styleSheet>{styles}</styleSheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{shared}</sst>")),
        ("xl/s.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

fn opendocument(rows: &str) -> Vec<u8> {
    let spaces =
        ["office", "table", "text"].map(|n| format!(" xmlns:{n}='urn:oasis:names:tc:opendocument:xmlns:{n}:1.0'"));
    let (open, close) = ("office:document", "</table:table></office:document>");
    archive(&[("content.xml", &format!("<{open}{}><table:table>{rows}{close}", spaces.concat()))])
}

#[test]
fn hostile_files_end_in_a_finding_soon_and_in_little_memory() {
    let wrong: Vec<String> = ATTACKS
        .iter()
        .filter_map(|(name, (ending, read), code, make)| measured::play(name, ending, &make(), code, read))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
