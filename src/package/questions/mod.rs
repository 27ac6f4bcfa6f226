//! The facts of a deck as files for a question bank: Moodle XML with everything, and GIFT, the small text form that older sites and other
//! programs read. What the questions say is rendered (`render::questions`); how they are written is here.

mod bank;
mod gift;
mod moodle_xml;

use crate::course::Module;
use crate::tree::Tree;
use bank::{Bank, Said};
use std::collections::BTreeMap;

/// What was rendered for the two files, which is none of the package.
const RENDERED: &str = "bank.json";
/// The files, as the sheet names them.
const MOODLE_XML: &str = "questions-moodle.xml";
const GIFT: &str = "questions-gift.txt";

/// The files of a question bank.
pub fn package(module: &Module<'_>, files: Tree) -> Tree {
    let rendered = files.get(RENDERED).and_then(|json| serde_json::from_slice::<BTreeMap<String, Said>>(json).ok());
    let bank = Bank::of(module, rendered.unwrap_or_default());
    let mut package = Tree::default();
    package.put(MOODLE_XML, moodle_xml::write(&bank));
    package.put(GIFT, gift::write(&bank));
    let kept = files.files().map(|(path, _)| path).filter(|path| *path != RENDERED);
    kept.for_each(|path| files.file(path).into_iter().for_each(|file| package.share(path, file.clone())));
    package
}
