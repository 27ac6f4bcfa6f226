//! E-books: each fault by its code.

use crate::Case;
use crate::packages::Entry;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

const OPF: &str = "b/book.opf";

pub const CASES: &[Case] = &[
    ("the container first", &["E001"], |p| p.entries.swap(0, 1)),
    ("no mimetype", &["E001"], |p| p.without("mimetype")),
    ("a packed mimetype", &["E002"], |p| {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&p.entries[0].packed).expect("memory");
        p.entries[0].packed = packer.finish().expect("memory");
        p.entries[0].method = 8;
    }),
    ("a mimetype with an extra field", &["E002"], |p| p.entries[0].extra = vec![0xfe, 0xca, 1, 0, 0]),
    ("a mimetype with a line break", &["E003"], |p| p.append("mimetype", "\n")),
    ("another mimetype", &["E003"], |p| p.entries[0] = Entry::stored("mimetype", b"application/zip")),
    ("no container", &["E004"], |p| p.without("META-INF/container.xml")),
    ("a container of another case", &["M003", "Z018"], |p| {
        let container = p.entries[1].packed.clone();
        p.entries[1] = Entry::stored("META-INF/Container.xml", &container);
    }),
    ("a container that leads nowhere", &["E005"], |p| {
        p.change("META-INF/container.xml", "b/book.opf", "b/book2.opf");
    }),
    ("a container without a book", &["E005"], |p| p.change("META-INF/container.xml", "rootfile full", "root full")),
    ("half a container", &["M070"], |p| p.change("META-INF/container.xml", "</container>", "")),
    ("half a package document", &["M070"], |p| p.change(OPF, "</package>", "")),
    ("no identifier", &["E006"], |p| {
        p.change(OPF, "<dc:identifier id=\"id\">urn:uuid:3fc1b1c5-9f0e-5c0e-9d50-3c6a7a0f1b11</dc:identifier>", "");
    }),
    ("an empty title", &["E006"], |p| p.change(OPF, "L’été", " ")),
    ("no language", &["E006"], |p| p.change(OPF, "<dc:language>fr</dc:language>", "")),
    ("no date", &["E006"], |p| p.change(OPF, "property=\"dcterms:modified\"", "property=\"dcterms:created\"")),
    ("a date of something else", &["E006"], |p| {
        p.change(OPF, "property=\"dcterms:modified\"", "refines=\"#id\" property=\"dcterms:modified\"");
    }),
    ("a date with fractions", &["E007"], |p| p.change(OPF, "00:00Z", "00:00.5Z")),
    ("a date of a day", &["E007"], |p| p.change(OPF, "T00:00:00Z", "")),
    ("an identifier that is not unique", &["E008"], |p| {
        p.change(OPF, "unique-identifier=\"id\"", "unique-identifier=\"x\"")
    }),
    ("no contents", &["E009"], |p| p.change(OPF, " properties=\"nav\"", "")),
    ("a listed page that is not there", &["E010"], |p| {
        p.change(OPF, "<manifest>", "<manifest><item id=\"x\" href=\"x.xhtml\" media-type=\"application/xhtml+xml\"/>");
    }),
    ("an item outside of the archive", &["E010"], |p| {
        p.change(OPF, "<manifest>", "<manifest><item id=\"x\" href=\"../../x.png\" media-type=\"image/png\"/>");
    }),
    ("a picture that is not listed", &["E011"], |p| p.unlisted("b/a.png", b"x")),
    ("a chapter of nothing", &["E012"], |p| p.change(OPF, "idref=\"two\"", "idref=\"three\"")),
    ("no order of reading", &["E012"], |p| p.change(OPF, "<itemref idref=\"one\"/><itemref idref=\"two\"/>", "")),
    ("no spine", &["E012"], |p| p.change(OPF, "<spine><itemref idref=\"one\"/><itemref idref=\"two\"/></spine>", "")),
    ("a picture elsewhere", &["E013"], |p| {
        let item = "<manifest><item id=\"x\" href=\"https://www.evil.net/x.png\" media-type=\"image/png\"/>";
        p.change(OPF, "<manifest>", item);
    }),
    ("an open line break", &["E014"], |p| p.change("b/one.xhtml", "<br/>", "<br>")),
    ("an entity of HTML", &["E014"], |p| p.change("b/one.xhtml", "&#160;", "&nbsp;")),
    ("an attribute without quotation marks", &["E014"], |p| p.change("b/one.xhtml", "id=\"q1\"", "id=q1")),
    ("an entity of its own", &["E014"], |p| {
        p.change("b/nav.xhtml", "<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY a \"aaaa\">]>");
    }),
    ("a page that is not UTF-8", &["M007"], |p| {
        p.entries[4] = Entry::stored("b/one.xhtml", b"<?xml version=\"1.0\"?><html lang=\"fr\">\xff</html>");
    }),
    ("a note that is not there", &["E015"], |p| p.change("b/one.xhtml", "two.xhtml#n1", "two.xhtml#n2")),
    ("a place of its own that is not there", &["E015"], |p| p.change("b/one.xhtml", "\"#q1\"", "\"#q2\"")),
    ("a page that is not there", &["W003"], |p| p.change("b/one.xhtml", "two.xhtml#n1", "three.xhtml#n1")),
    ("places that no id says", &[], |p| p.change("b/one.xhtml", "two.xhtml#n1", "two.xhtml#epubcfi(/4/2)")),
    ("two items of one id", &["E016"], |p| p.change(OPF, "id=\"js\"", "id=\"one\"")),
    ("two places of one id", &["E016"], |p| p.change("b/one.xhtml", "<h1>", "<h1 id=\"q1\">")),
    ("a script that is not announced", &["E017"], |p| p.change(OPF, " properties=\"scripted\"", "")),
    ("a script that is announced and not there", &["E017"], |p| {
        p.change("b/two.xhtml", "<script src=\"two.js\"></script>", "");
    }),
    ("a handler that is not announced", &["E017"], |p| p.change("b/one.xhtml", "<h1>", "<h1 onclick=\"a()\">")),
    ("nothing on accessibility", &["E018"], |p| p.change(OPF, "schema:accessibilityHazard", "schema:x")),
    ("an older edition", &["E009", "E019"], |p| p.change(OPF, "version=\"3.0\"", "version=\"2.0\"")),
    ("a whole book of the older edition", &["E019"], |p| {
        p.change(OPF, "version=\"3.0\"", "version=\"2.0\"");
        p.change(OPF, "media-type=\"text/javascript\"", "media-type=\"application/x-dtbncx+xml\"");
        p.change(OPF, "<meta property=\"dcterms:modified\">2020-01-08T00:00:00Z</meta>", "");
        p.change("b/one.xhtml", "&#160;", "&nbsp;");
    }),
    ("a locked page", &[], |p| {
        p.change("b/one.xhtml", "<br/>", "<br>");
        let locked = "<encryption><CipherReference URI=\"b/one.xhtml\"/></encryption>";
        p.unlisted("META-INF/encryption.xml", locked.as_bytes());
    }),
    ("a picture of someone else", &["P001"], |p| {
        p.change("b/one.xhtml", "<br/>", "<img src=\"https://www.evil.net/x.png\" alt=\"\"/>");
    }),
    ("a path out of the archive", &["Z011", "E011"], |p| p.unlisted("../../etc/passwd", b"")),
    ("a damaged page", &["Z010"], |p| p.entries[4].crc ^= 1),
    ("another kind", &["M039"], |p| {
        p.without("META-INF/container.xml");
        p.entries[0] = Entry::stored("mimetype", b"application/vnd.oasis.opendocument.text");
    }),
];
