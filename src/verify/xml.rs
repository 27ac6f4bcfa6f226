//! The text of a manifest made into a tree: guards against absurd documents, and well-formedness. Knows nothing of any
//! standard. Positions in the tree are positions in `Manifest::source`.

use super::report::Report;
use super::rules;
use crate::diagnostic::Rule;
use crate::markup;
use crate::source::{Place, Source};
use roxmltree::{Attribute, Document, Error, Node, ParsingOptions};

/// The largest manifest that is read.
pub(super) const LARGEST: u64 = 4 << 20;
/// More tags and more attributes than any honest manifest has.
const MOST_TAGS: usize = 100_000;
const MOST_ATTRIBUTES: usize = 200_000;

/// No name that a standard knows is longer, with any prefix that people write.
const LONGEST_NAME: usize = 250;

/// A manifest as text with its places.
pub(super) struct Manifest<'a> {
    pub tree: &'a Document<'a>,
    pub source: &'a Source,
}

impl Manifest<'_> {
    /// The start tag of an element.
    pub(super) fn place(&self, node: Node) -> Place {
        self.source.place(markup::start_tag(self.tree.input_text(), node.range()))
    }

    /// The value of an attribute.
    pub(super) fn value(&self, attribute: &Attribute) -> Place {
        self.source.place(attribute.range_value())
    }

    /// The content of an element, or the element where it has none.
    pub(super) fn content(&self, node: Node) -> Place {
        match (node.first_child(), node.last_child()) {
            (Some(first), Some(last)) => self.source.place(first.range().start..last.range().end),
            _ => self.place(node),
        }
    }

    /// The name of an element as it was written, prefix and all; only its beginning where it is absurdly long, because it is
    /// looked at once for each child.
    pub(super) fn literal(&self, node: Node) -> &str {
        let text = &self.tree.input_text()[node.range()][1..];
        let is_end = |c: char| c.is_whitespace() || c == '>' || c == '/';
        let end = text.char_indices().take(LONGEST_NAME).find(|(_, c)| is_end(*c)).map(|(at, _)| at);
        let most = || text.char_indices().nth(LONGEST_NAME).map_or(text.len(), |(at, _)| at);
        &text[..end.unwrap_or_else(most)]
    }

    /// What an element says, trimmed. Only its own text counts.
    pub(super) fn text(node: Node) -> String {
        let own = node.children().filter(Node::is_text).filter_map(|child| child.text());
        own.collect::<String>().trim().to_owned()
    }
}

/// The tree of a manifest; none where there is none. Doctypes are refused, and with them all entities.
pub(super) fn parse<'a>(source: &'a Source, report: &mut Report) -> Option<Document<'a>> {
    parse_within(source, MOST_TAGS, report)
}

/// The same for a document that may have so many tags: a list of files is longer than a manifest.
pub(super) fn parse_within<'a>(source: &'a Source, most_tags: usize, report: &mut Report) -> Option<Document<'a>> {
    let text = source.text();
    if let Some((rule, count)) = absurd(text, most_tags) {
        report.add(rule, &Place::file(source.path()), [("count", count.to_string())]);
        return None;
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 4 * most_tags as u32, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options) {
        Ok(tree) => Some(tree),
        Err(fault) => {
            malformed(source, &fault, report);
            None
        }
    }
}

/// What there is too much of, as the rule against it, and how many there are.
fn absurd(text: &str, most_tags: usize) -> Option<(&'static Rule, usize)> {
    let tags = text.matches('<').count();
    let too_many = (tags > most_tags).then_some((&rules::TOO_MANY_ELEMENTS, tags));
    // The others are attributes and name spaces, which are written as attributes.
    too_many.or_else(|| markup::absurd(text, MOST_ATTRIBUTES).map(|(_, count)| (&rules::MANIFEST_ABSURD, count)))
}

/// Says why a document is not XML. What people get wrong has a rule that says how to put it right.
fn malformed(source: &Source, fault: &Error, report: &mut Report) {
    let text = source.text();
    let at = markup::offset(text, fault.pos().row, fault.pos().col);
    let place = |at: usize, length: usize| source.place(at..at + length);
    let said = |name: &str| [("found", name.to_owned())];
    match fault {
        Error::DtdDetected => {
            report.add(&rules::DOCTYPE, &place(text.find("<!DOCTYPE").unwrap_or(0), 9), []);
        }
        Error::NoRootNode if text.trim().is_empty() => {
            report.add(&rules::EMPTY_MANIFEST, &Place::file(source.path()), []);
        }
        _ if !text.starts_with("<?xml") && text.trim_start().starts_with("<?xml") => {
            report.add(&rules::BEFORE_XML, &place(0, 1), []);
        }
        Error::UnknownEntityReference(name, _) => report.add(&rules::UNKNOWN_ENTITY, &place(at, 1), said(name)),
        Error::MalformedEntityReference(_) => report.add(&rules::BARE_AMPERSAND, &place(at, 1), []),
        Error::UnknownNamespace(prefix, _) => report.add(&rules::PREFIX_UNDECLARED, &place(at, 1), said(prefix)),
        Error::UnexpectedCloseTag(open, close, _) => {
            let args = [("found", close.clone()), ("wanted", open.clone())];
            report.add(&rules::TAGS_UNMATCHED, &place(at, 1), args);
        }
        Error::UnclosedRootNode => report.add(&rules::NEVER_CLOSED, &Place::file(source.path()), []),
        fault => report.add(&rules::NOT_XML, &place(at, 1), [("fault", fault.to_string())]),
    }
}
