//! A catalogue that comes in, whoever wrote it: its header, and its entries by what names them. A fault is a finding with its place.
//! Knows nothing of decks.

use super::message_reader::messages;
use super::po::Message;
use super::rules;
use crate::diagnostic::Findings;
use crate::source::{Place, Source};
use std::collections::BTreeMap;

/// The largest catalogue, in bytes.
pub const LARGEST: usize = 20_000_000;

/// The field of the header by which a catalogue of interface texts is known.
pub(super) const TEXTS_FIELD: &str = "X-Cartable-Texts";

/// A catalogue as it was read.
pub struct Catalogue {
    /// The text it was read from.
    pub source: Source,
    /// The header's fields by name, in lower case.
    pub header: BTreeMap<String, String>,
    /// Where the header's fields stand.
    pub header_place: Place,
    /// The entries in their order, without the header, obsolete ones and those that stand twice.
    pub messages: Vec<Message>,
}

impl Catalogue {
    /// Where a field of the header stands, or the header.
    pub fn field(&self, name: &str) -> Place {
        field(&self.header_place, name)
    }
}

/// The line of a field in the header, by its name in lower case; the header's first line where there is no such line.
fn field(header: &Place, name: &str) -> Place {
    let mut start = header.start;
    for line in header.source.text()[start..].split_inclusive('\n') {
        let Some(said) = line.trim_start().strip_prefix('"') else { break };
        if said.split_once(':').is_some_and(|(key, _)| key.trim().to_lowercase() == name) {
            return header.source.place(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    header.clone()
}

/// Reads a catalogue; none where it is no text at all.
pub fn parse(path: &str, bytes: &[u8], findings: &mut Findings) -> Option<Catalogue> {
    if bytes.len() > LARGEST {
        findings.add(&rules::TOO_LARGE, &Place::file(path)).with("most", LARGEST / 1_000_000);
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let (at, text) = (error.valid_up_to(), String::from_utf8_lossy(bytes));
            findings.add(&rules::NOT_UTF8, &Source::new(path, text).place(at..at + 1));
            return None;
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let source = Source::new(path, text);
    let all = messages(&source, findings);
    Some(arrange(&source, all, findings))
}

/// Takes the header out, and entries whose context has been seen before.
fn arrange(source: &Source, all: Vec<Message>, findings: &mut Findings) -> Catalogue {
    let mut header = None;
    let (mut seen, mut messages) = (BTreeMap::<String, usize>::new(), Vec::new());
    for message in all {
        match &message.context {
            None if message.id.is_empty() && header.is_none() => header = Some(message),
            None => {
                findings.add(&rules::NO_CONTEXT, &message.place);
            }
            Some(context) => {
                let line = message.place.line_column().0;
                if let Some(first) = seen.get(context) {
                    let finding = findings.add(&rules::DOUBLE_CONTEXT, &message.place);
                    finding.with("context", context).with("first", first);
                    continue;
                }
                seen.insert(context.clone(), line);
                messages.push(message);
            }
        }
    }
    let header_place = header.as_ref().map_or_else(|| source.whole(), |message| message.text_place.clone());
    let lines = header.as_ref().map_or("", |message| message.text.as_str()).lines();
    let fields = lines.filter_map(|line| line.split_once(':'));
    let header: BTreeMap<_, _> = fields.map(|(k, v)| (k.trim().to_lowercase(), v.trim().to_owned())).collect();
    charset(&header, &header_place, findings);
    Catalogue { source: source.clone(), header, header_place, messages }
}

/// What can be read as UTF-8 and says that it is something else was damaged on its way, or will be.
fn charset(header: &BTreeMap<String, String>, place: &Place, findings: &mut Findings) {
    let named = header.get("content-type").and_then(|value| value.split_once("charset="));
    if let Some((_, charset)) = named.filter(|(_, charset)| !["utf-8", "utf8"].contains(&&*charset.to_lowercase())) {
        findings.add(&rules::CHARSET, &field(place, "content-type")).with("charset", charset);
    }
}
