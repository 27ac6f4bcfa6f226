//! Writing XML manifests. Text is raw UTF-8 with the named entities only: Moodle destroys numeric character references
//! (`mod/scorm/datamodels/scormlib.php`).

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Cursor};

/// The writer of a manifest.
pub type Xml = Writer<Cursor<Vec<u8>>>;

/// A document with its declaration, its content written by `write`.
pub fn document(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 1);
    let declared = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    declared.and_then(|()| write(&mut xml)).expect("writing to memory cannot fail");
    let mut bytes = xml.into_inner().into_inner();
    bytes.push(b'\n');
    bytes
}

/// An element that holds only text. Line breaks become spaces: an LMS would keep them in its table of contents. No-break spaces stay.
pub fn text(xml: &mut Xml, name: &'static str, content: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&line(content)))?;
    Ok(())
}

/// The same, with the language in which it is told (BCP 47).
pub fn text_in(xml: &mut Xml, name: &'static str, language: &str, content: &str) -> io::Result<()> {
    let element = xml.create_element(name).with_attribute(("lang", language));
    element.write_text_content(BytesText::new(&line(content)))?;
    Ok(())
}

fn line(content: &str) -> String {
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    content.split(breaks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
