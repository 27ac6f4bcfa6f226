//! Elements of the files of a cartridge, all in the one name space that their roots declare.

use crate::package::manifest::Xml;
use quick_xml::events::BytesText;
use std::io;

/// An element, its attributes and what is written inside it.
pub fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_inner_content(inside)?;
    Ok(())
}

/// An element without content.
pub fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty()?;
    Ok(())
}

/// An element that holds only text.
pub fn text(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], content: &str) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_text_content(BytesText::new(content))?;
    Ok(())
}
