//! Statements out of a stream: one a line, an array, one object, or a page of a record store. Lines are read one at a
//! time, so that a gigabyte takes no memory; the other forms are held at once, up to a limit.

use super::events::{Events, NoEvent};
use super::rules;
use crate::diagnostic::{Findings, Rule};
use crate::source::{Place, Source};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::{self, BufRead, Read};

/// The most bytes of a file that is not one statement a line, and of one line.
pub const MOST_BYTES: usize = 64 << 20;

/// How much of a line is shown where it is wrong.
const SHOWN: usize = 200;

/// A page of a record store's answer.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    statements: Vec<&'a RawValue>,
}

/// Reads all statements of a stream into events, and says how many there were.
///
/// # Errors
/// Where the stream cannot be read.
pub fn read(name: &str, mut stream: impl BufRead, events: &mut Events, findings: &mut Findings) -> io::Result<usize> {
    let mut reading = Reading { name, number: 0, count: 0, events, findings };
    let mut line = Vec::new();
    while limited(&mut stream, &mut line)? {
        reading.number += 1;
        let is_first = reading.count == 0;
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
        if text.is_empty() {
            continue;
        }
        if line.len() > MOST_BYTES {
            reading.fault(&rules::TOO_LARGE, "");
            return Ok(reading.count);
        }
        // A statement is whole on its line; anything else that begins so is a file of another form.
        if is_first && matches!(text[0], b'[' | b'{') && !is_statement(text) {
            let mut all = line.clone();
            (&mut stream).take(MOST_BYTES as u64 + 1).read_to_end(&mut all)?;
            reading.whole(&all);
            break;
        }
        reading.piece(text);
    }
    if reading.count == 0 {
        reading.findings.add(&rules::NOTHING, &Place::file(name));
    }
    Ok(reading.count)
}

/// The next line, or as much of it as shows that it is too long.
fn limited(stream: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    Ok(stream.take(MOST_BYTES as u64 + 1).read_until(b'\n', line)? > 0)
}

/// Whether a line is one object, and not a whole page of a record store.
fn is_statement(text: &[u8]) -> bool {
    let is_whole = text.ends_with(b"}") && serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
    is_whole && serde_json::from_slice::<Page<'_>>(text).is_err()
}

struct Reading<'a> {
    name: &'a str,
    number: usize,
    count: usize,
    events: &'a mut Events,
    findings: &'a mut Findings,
}

impl Reading<'_> {
    /// A file in one piece: an array, an object, or a page.
    fn whole(&mut self, bytes: &[u8]) {
        if bytes.len() > MOST_BYTES {
            return self.fault(&rules::TOO_LARGE, "");
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else { return self.fault(&rules::NOT_A_STATEMENT, "") };
        let all = match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(all) => all,
            Err(_) => match serde_json::from_str::<Page<'_>>(text) {
                Ok(page) => page.statements,
                Err(_) => return self.piece(text.trim().as_bytes()),
            },
        };
        for (number, one) in (1..).zip(all) {
            self.number = number;
            self.piece(one.get().as_bytes());
        }
    }

    fn piece(&mut self, bytes: &[u8]) {
        let Ok(text) = std::str::from_utf8(bytes) else { return self.fault(&rules::NOT_A_STATEMENT, "") };
        match self.events.take(text) {
            Ok(()) => self.count += 1,
            Err(reason) => self.fault(rule(reason), text),
        }
    }

    fn fault(&mut self, rule: &'static Rule, text: &str) {
        // The line as it stands would be a record of somebody on the screen of whoever runs the command: its beginning
        // is enough to find it.
        let shown: String = text.chars().take(SHOWN).filter(|c| !c.is_control()).collect();
        let source = Source::from_line(self.number.max(1), self.name, shown);
        self.findings.add(rule, &source.whole()).with("line", self.number).with("bytes", MOST_BYTES >> 20);
    }
}

fn rule(reason: NoEvent) -> &'static Rule {
    match reason {
        NoEvent::NotAStatement => &rules::NOT_A_STATEMENT,
        NoEvent::NoTime => &rules::NO_TIME,
        NoEvent::Nobody => &rules::NOBODY,
    }
}
