//! What cannot be read is a finding, and costs neither much time nor much memory.

use super::{docx, made, p};
use cartable::tree::{Packing, Tree, zip};
use std::io::{Cursor, Write as _};
use std::time::Instant;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut tree = Tree::default();
    members.iter().for_each(|(path, text)| tree.put(*path, *text));
    zip(&tree, Packing::Quick).expect("small")
}

/// A member that unpacks to many megabytes of one letter.
fn bomb() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).expect("a member");
    let megabyte = vec![b' '; 1 << 20];
    (0..64).for_each(|_| archive.write_all(&megabyte).expect("room"));
    archive.finish().expect("an archive").into_inner()
}

fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain([0; 600]).chain(name).collect()
}

#[test]
fn each_bad_file_has_its_finding() {
    let good = docx(&p("T1", "Le message"));
    let dtd = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><w:document xmlns:w=\"w\"><w:body>&c;</w:body></w:document>";
    let deep = format!(
        "<w:document xmlns:w=\"w\"><w:body>{}{}</w:body></w:document>",
        "<w:sdt>".repeat(100_000),
        "</w:sdt>".repeat(100_000)
    );
    let wide = docx(&p("", "a").repeat(150_000));
    let long = docx(&p("T1", &"mot ".repeat(2_000_000)));
    let no_body = "<w:document xmlns:w=\"w\"/>";
    let odt = "<office:document-content xmlns:office=\"o\"><office:body><office:text/></office:body></office:document-content>";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "U006"),
        ("no zip behind the mark", b"PK\x03\x04 and no more".to_vec(), "U002"),
        ("cut off", good[..good.len() / 2].to_vec(), "U002"),
        ("another archive", archive(&[("a.txt", "a")]), "U005"),
        ("zip bomb", bomb(), "U001"),
        ("document type", archive(&[("word/document.xml", dtd)]), "U002"),
        ("deep", archive(&[("word/document.xml", &deep)]), "U001"),
        ("too many paragraphs", wide, "U001"),
        ("too many letters", long, "U001"),
        ("no body", archive(&[("word/document.xml", no_body)]), "U002"),
        ("no XML", archive(&[("word/document.xml", "text")]), "U002"),
        ("old Word", compound("WordDocument"), "U004"),
        ("password in Word", compound("EncryptedPackage"), "U003"),
        (
            "password in Writer",
            archive(&[("META-INF/manifest.xml", "<m:encryption-data/>"), ("content.xml", "x")]),
            "U003",
        ),
        ("empty Writer", archive(&[("content.xml", odt)]), "U006"),
        ("PDF", b"%PDF-1.7".to_vec(), "U005"),
        ("RTF", b"{\\rtf1 a}".to_vec(), "U005"),
        ("web page", b"<!DOCTYPE html><p>a".to_vec(), "U005"),
        ("web page without a type", b"<!-- a -->\n<HEAD><title>a</title></HEAD>".to_vec(), "U005"),
        ("XML", b"\xef\xbb\xbf<?xml version=\"1.0\"?><a>b</a>".to_vec(), "U005"),
        ("flat Writer", b"<office:document xmlns:office=\"o\">a</office:document>".to_vec(), "U005"),
        ("binary", b"a\0b\xff".to_vec(), "U005"),
        ("another table", archive(&[("xl/workbook.xml", "<w/>")]), "U002"),
        ("no words", docx(&p("T1", " ")), "U006"),
        ("no card", docx(&(p("T1", "Un") + &p("T2", "Deux") + &p("T0", "Trois"))), "U017"),
    ];
    for (name, bytes, code) in cases {
        let start = Instant::now();
        let (_, codes) = made(name, &bytes);
        assert!(codes.contains(&code), "{name}: {codes:?}");
        assert!(start.elapsed().as_secs() < 20, "{name} took {:?}", start.elapsed());
    }
}

#[test]
fn no_part_of_a_good_document_makes_it_stumble() {
    let good = docx(&(p("T1", "Le message") + &p("", "Elle lit.")));
    for at in (0..good.len()).step_by(3) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        made("a.docx", &bytes);
        made("a.docx", &good[..at]);
    }
}
