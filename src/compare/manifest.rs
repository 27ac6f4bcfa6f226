//! Which identifiers a package's manifest gives to what an LMS launches: whoever made it. Judges nothing: that is `verify`'s.

use crate::markup;
use crate::tree::Tree;
use roxmltree::{Document, Node, ParsingOptions};
use std::borrow::Cow;

/// More nodes and attributes than the manifest of any course that was seen.
const MOST_NODES: u32 = 2_000_000;
const MOST_ATTRIBUTES: usize = 1_000_000;

/// What a manifest says.
pub(super) struct Manifest {
    /// The format, by the name that the build command has for it.
    pub format: &'static str,
    /// The manifest's own identifier; none in formats that have none.
    pub identifier: Option<String>,
    /// The identifiers under which an LMS keeps progress, in the manifest's order.
    pub units: Vec<String>,
}

/// What name spaces of Common Cartridge have in them.
const CARTRIDGE: &str = "imsglobal.org/xsd/imscc";

type Reader = fn(&Document<'_>) -> Manifest;

/// The manifests that are known, in the order in which LMSs look for them.
const MANIFESTS: [(&str, Reader); 3] =
    [("imsmanifest.xml", content_package), ("cmi5.xml", cmi5), ("tincan.xml", tincan)];

impl Manifest {
    /// The manifest at the root of a package; none where there is none, or none that can be read.
    pub fn of(members: &Tree) -> Option<Self> {
        let (bytes, read) = MANIFESTS.iter().find_map(|(name, read)| Some((members.get(name)?, read)))?;
        let text = decode(bytes);
        if markup::absurd(&text, MOST_ATTRIBUTES).is_some() {
            return None;
        }
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        Document::parse_with_options(text.trim_start_matches('\u{feff}'), options).ok().map(|document| read(&document))
    }
}

/// The text of a manifest: UTF-8, UTF-16 with its mark, else Latin-1.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    match bytes {
        [0xff, 0xfe, ..] => Cow::Owned(wide(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Cow::Owned(wide(u16::from_be_bytes)),
        _ => std::str::from_utf8(bytes)
            .map_or_else(|_| Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()), Cow::Borrowed),
    }
}

fn elements<'a, 'd>(root: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
    root.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

/// An attribute by its name in any namespace and any case: 1.2 writes `scormtype`, 2004 `scormType`.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name().eq_ignore_ascii_case(name)).map(|attribute| attribute.value())
}

/// A Common Cartridge or SCORM, which share a manifest's name.
fn content_package(document: &Document<'_>) -> Manifest {
    let root = document.root_element();
    if root.tag_name().namespace().is_some_and(|own| own.contains(CARTRIDGE)) {
        // An import makes activities of the platform's own, which no later one finds again.
        let identifier = root.attribute("identifier").map(str::to_owned);
        return Manifest { format: "common-cartridge", identifier, units: Vec::new() };
    }
    scorm(document)
}

/// SCORM 1.2 and 2004. Moodle takes up attempts by the `identifier` of an item whose resource is a SCO, and where there is no
/// item by that of the resource. Source: `scorm_parse_scorm` in `mod/scorm/datamodels/scormlib.php`, Moodle 4.5.
fn scorm(document: &Document<'_>) -> Manifest {
    let root = document.root_element();
    let version = elements(root, "schemaversion").next().and_then(|node| node.text()).unwrap_or_default().trim();
    let is_2004 = version.contains("2004") || version.contains("1.3");
    let scos: Vec<&str> = elements(root, "resource")
        .filter(|resource| attribute(*resource, "scormtype").is_some_and(|kind| kind.eq_ignore_ascii_case("sco")))
        .filter_map(|resource| resource.attribute("identifier"))
        .collect();
    let launches = |item: &Node<'_, '_>| item.attribute("identifierref").is_some_and(|target| scos.contains(&target));
    let items = elements(root, "item").filter(launches).filter_map(|item| item.attribute("identifier"));
    let mut units: Vec<String> = items.map(str::to_owned).collect();
    if units.is_empty() {
        units = scos.iter().map(|sco| (*sco).to_owned()).collect();
    }
    let identifier = root.attribute("identifier").map(str::to_owned);
    Manifest { format: if is_2004 { "scorm2004" } else { "scorm12" }, identifier, units }
}

/// cmi5: a unit is known by the id of its `au` (cmi5, 13.1.4).
fn cmi5(document: &Document<'_>) -> Manifest {
    let root = document.root_element();
    let id = |node: Node<'_, '_>| node.attribute("id").map(str::to_owned);
    let identifier = elements(root, "course").next().and_then(id);
    Manifest { format: "cmi5", identifier, units: elements(root, "au").filter_map(id).collect() }
}

/// `tincan.xml`: an activity is known by its id.
fn tincan(document: &Document<'_>) -> Manifest {
    let launched = |node: &Node<'_, '_>| elements(*node, "launch").next().is_some();
    let activities = elements(document.root_element(), "activity").filter(launched);
    let units = activities.filter_map(|node| node.attribute("id").map(str::to_owned)).collect();
    Manifest { format: "xapi", identifier: None, units }
}
