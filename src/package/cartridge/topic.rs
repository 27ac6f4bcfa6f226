//! A discussion topic. Source: `ccv1p1_imsdt_v1p1.xsd`.

use super::xml::{element, text};
use crate::package::manifest::document;

/// The file of a topic; `html` is what opens the discussion.
pub fn topic(title: &str, html: &str) -> Vec<u8> {
    let namespace = [("xmlns", "http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1")];
    document(|xml| {
        element(xml, "topic", &namespace, |xml| {
            text(xml, "title", &[], title)?;
            text(xml, "text", &[("texttype", "text/html")], html)
        })
    })
}
