//! The entries of a catalogue, line by line. After a fault, reading goes on with the next line. Knows nothing of decks.

use super::po::Message;
use super::rules;
use crate::diagnostic::{Findings, Rule};
use crate::source::Source;
use std::ops::Range;

/// The entries of a text in their order, with what is wrong with it.
pub fn messages(source: &Source, findings: &mut Findings) -> Vec<Message> {
    let mut reader = MessageReader { source, findings, done: Vec::new(), open: Open::default(), at: None };
    let mut start = 0;
    for raw in source.text().split_inclusive('\n') {
        let begin = start + (raw.len() - raw.trim_start().len());
        start += raw.len();
        reader.line(raw.trim(), begin);
    }
    reader.close();
    reader.done
}

/// Which text of an entry a line continues.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Context,
    Id,
    Text,
    /// A text that means nothing here, such as a plural form.
    Nothing,
}

/// The entry that is being read.
#[derive(Default)]
struct Open {
    fuzzy: bool,
    context: Option<(String, Range<usize>)>,
    id: Option<(String, Range<usize>)>,
    text: Option<(String, Range<usize>)>,
}

struct MessageReader<'a, 'f> {
    source: &'a Source,
    findings: &'f mut Findings,
    done: Vec<Message>,
    open: Open,
    at: Option<Part>,
}

impl MessageReader<'_, '_> {
    fn line(&mut self, line: &str, begin: usize) {
        if line.is_empty() {
            return;
        }
        if line.starts_with('#') {
            // A comment stands before its entry, so it ends the one that is open.
            self.close();
            let flags = line.strip_prefix("#,").unwrap_or_default();
            self.open.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
            return;
        }
        if line.starts_with('"') {
            match self.at {
                Some(part) => self.take(part, line, begin),
                None => self.fault(&rules::SYNTAX, begin..begin + line.len()),
            }
            return;
        }
        let word = line.find(|c: char| c.is_whitespace() || c == '"').map_or(line, |end| &line[..end]);
        let rest = line[word.len()..].trim_start();
        let part = match word {
            "msgctxt" => Part::Context,
            "msgid" => Part::Id,
            "msgstr" => Part::Text,
            _ if word == "msgid_plural" || word.starts_with("msgstr[") => {
                self.fault(&rules::PLURAL, begin..begin + word.len());
                Part::Nothing
            }
            _ => {
                self.fault(&rules::SYNTAX, begin..begin + line.len());
                self.at = None;
                return;
            }
        };
        self.begin(part, begin..begin + word.len());
        self.take(part, rest, begin + line.len() - rest.len());
    }

    /// Opens a text of an entry, and a new entry where the one that is open has that text already or is past it.
    fn begin(&mut self, part: Part, word: Range<usize>) {
        let open = &self.open;
        let is_next = match part {
            Part::Context => open.context.is_some() || open.id.is_some() || open.text.is_some(),
            Part::Id => open.id.is_some() || open.text.is_some(),
            Part::Text | Part::Nothing => false,
        };
        if is_next {
            self.close();
        }
        let is_misplaced = part == Part::Text && (self.open.id.is_none() || self.open.text.is_some());
        if is_misplaced {
            self.fault(&rules::SYNTAX, word.clone());
        }
        self.at = Some(part);
        if let Some(text) = self.part(part) {
            text.get_or_insert((String::new(), word));
        }
    }

    fn part(&mut self, part: Part) -> Option<&mut Option<(String, Range<usize>)>> {
        match part {
            Part::Context => Some(&mut self.open.context),
            Part::Id => Some(&mut self.open.id),
            Part::Text => Some(&mut self.open.text),
            Part::Nothing => None,
        }
    }

    /// Adds a text in quotation marks to a part of the entry.
    fn take(&mut self, part: Part, quoted: &str, begin: usize) {
        let text = self.unquote(quoted, begin);
        if let Some(Some((all, place))) = self.part(part) {
            // The place is that of the first line that says something.
            if all.is_empty() {
                *place = begin..begin + quoted.len();
            }
            all.push_str(&text);
        }
    }

    fn unquote(&mut self, quoted: &str, begin: usize) -> String {
        let mut out = String::new();
        let mut chars = quoted.char_indices().skip(1);
        let is_open = quoted.starts_with('"');
        while let Some((at, c)) = chars.next().filter(|_| is_open) {
            match c {
                '"' if quoted[at + 1..].is_empty() => return out,
                '"' => break,
                '\\' => match chars.next() {
                    Some((_, 'n')) => out.push('\n'),
                    Some((_, 't')) => out.push('\t'),
                    // What another system put at the end of lines is no part of the text.
                    Some((_, 'r')) => {}
                    Some((_, c @ ('"' | '\\'))) => out.push(c),
                    Some((end, c)) => self.fault(&rules::BAD_ESCAPE, begin + at..begin + end + c.len_utf8()),
                    None => break,
                },
                c => out.push(c),
            }
        }
        self.fault(&rules::OPEN_TEXT, begin..begin + quoted.len());
        out
    }

    /// Ends the entry that is open.
    fn close(&mut self) {
        self.at = None;
        // A flag stands on lines of its own before the entry, between other comments.
        if self.open.context.is_none() && self.open.id.is_none() && self.open.text.is_none() {
            return;
        }
        let open = std::mem::take(&mut self.open);
        let ranges = [&open.context, &open.id, &open.text].map(|part| part.as_ref().map(|(_, place)| place.clone()));
        let first = ranges.iter().flatten().next().cloned().unwrap_or_default();
        let Some(((id, _), (text, text_place))) = open.id.zip(open.text) else {
            self.fault(&rules::SYNTAX, first);
            return;
        };
        self.done.push(Message {
            context: open.context.map(|(context, _)| context),
            id,
            text,
            fuzzy: open.fuzzy,
            place: self.source.place(first),
            text_place: self.source.place(text_place),
        });
    }

    fn fault(&mut self, rule: &'static Rule, range: Range<usize>) {
        self.findings.add(rule, &self.source.place(range));
    }
}
