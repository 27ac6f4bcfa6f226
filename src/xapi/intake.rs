//! Statements that come in as text: one object, an array, or one object a line. Each is checked; one without an id or a time is
//! given both, once. Knows no outbox.

use super::statement::{Attachment, Fault, Object, Statement, Version, parse, read, rules};
use crate::clock;
use crate::diagnostic::Findings;
use crate::source::{Place, Source};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A statement that is fit to be sent.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its id.
    pub id: Uuid,
    /// What is sent.
    pub body: String,
    /// The SHA-256 of what is sent, by which the same statement is known again.
    pub sum: Vec<u8>,
    /// Where it was read.
    pub place: Place,
}

/// In a longer statement a fault has no place of its own, only its pointer.
const LONGEST_SEARCHED: usize = 1 << 20;

/// Reads statements and says what is wrong with them. Those without faults are fit to be sent, in their order.
pub fn intake(source: &Source, version: Version, now: i64) -> (Vec<Ready>, Findings) {
    let (mut ready, mut findings) = (Vec::<Ready>::new(), Findings::default());
    let mut met: BTreeMap<Uuid, usize> = BTreeMap::new();
    for piece in pieces(source.text()) {
        let start = piece.as_ptr() as usize - source.text().as_ptr() as usize;
        let place = |pointer: &str| {
            // To find a part, the piece is read again for each fault.
            let part = (piece.len() <= LONGEST_SEARCHED).then(|| locate(piece, pointer)).flatten().unwrap_or(piece);
            let at = start + (part.as_ptr() as usize - piece.as_ptr() as usize);
            source.place(at..at + part.len())
        };
        let checked = parse(piece.as_bytes(), version)
            .map_err(|fault| vec![fault])
            .and_then(|value| complete(value, version, now));
        match checked {
            Ok((id, body)) => {
                let sum = Sha256::digest(&body).to_vec();
                let one = Ready { id, body, sum, place: place("") };
                match met.get(&id).map(|at| &ready[*at]) {
                    Some(first) if first.sum == one.sum => {}
                    Some(_) => drop(findings.add(&rules::SAME_ID, &one.place).with("id", id)),
                    None => {
                        met.insert(id, ready.len());
                        ready.push(one);
                    }
                }
            }
            Err(faults) if findings.is_full() => {
                for fault in faults {
                    findings.add(fault.rule, &source.whole());
                }
            }
            Err(faults) => faults
                .iter()
                .for_each(|fault| findings.push(fault.finding(broken(source, piece, start, fault, &place)))),
        }
    }
    (ready, findings)
}

/// Where a fault is: that of JSON itself has a line and a column in its piece.
fn broken(source: &Source, piece: &str, start: usize, fault: &Fault, place: &impl Fn(&str) -> Place) -> Place {
    let numbers =
        fault.value.split_once(':').and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    match numbers.filter(|_| [rules::NOT_JSON.code, rules::BEYOND.code].contains(&fault.rule.code)) {
        Some((line, column)) => {
            let before: usize = piece.split_inclusive('\n').take(usize::saturating_sub(line, 1)).map(str::len).sum();
            let at = start + before + usize::saturating_sub(column, 1);
            source.place(at..at + 1)
        }
        None => place(&fault.pointer),
    }
}

/// The texts of the statements in a text.
fn pieces(text: &str) -> Vec<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    if text.starts_with('[') {
        let all: Option<Vec<&RawValue>> = serde_json::from_str(text).ok();
        return all.map_or_else(|| vec![text], |all| all.into_iter().map(RawValue::get).collect());
    }
    if serde_json::from_str::<&RawValue>(text).is_ok() {
        return vec![text];
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let all: Vec<&str> = lines.collect();
    // One object over several lines that is broken is no list of statements.
    if all.iter().any(|line| line.starts_with('{') && line.ends_with('}')) { all } else { vec![text] }
}

/// The part of a JSON text that a pointer names.
fn locate<'t>(text: &'t str, pointer: &str) -> Option<&'t str> {
    let Some((key, rest)) = pointer.strip_prefix('/').map(|pointer| pointer.split_once('/').unwrap_or((pointer, "")))
    else {
        return Some(text);
    };
    let rest = &pointer[pointer.len() - rest.len() - usize::from(!rest.is_empty())..];
    let part = if text.trim_start().starts_with('[') {
        let members: Vec<&RawValue> = serde_json::from_str(text).ok()?;
        members.get(key.parse::<usize>().ok()?)?.get()
    } else {
        let key = key.replace("~1", "/").replace("~0", "~");
        let members: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(text).ok()?;
        members.get(key.as_str())?.get()
    };
    locate(part, rest)
}

/// Checks a statement and gives it what is missing. What has a time but no id gets its id from its content, so that a file that
/// is read twice counts once; what has neither is a new event each time.
fn complete(mut value: Value, version: Version, now: i64) -> Result<(Uuid, String), Vec<Fault>> {
    let statement = read(&value, version)?;
    let (id, timestamp) = (statement.id(), statement.timestamp());
    let faults = missing_files(&statement, version);
    if !faults.is_empty() {
        return Err(faults);
    }
    let id = id.unwrap_or_else(|| match timestamp {
        Some(_) => Uuid::new_v5(&Uuid::NAMESPACE_URL, value.to_string().as_bytes()),
        None => clock::uuid(),
    });
    value["id"] = json!(id);
    if timestamp.is_none() {
        value["timestamp"] = clock::rfc3339(now).into();
    }
    Ok((id, value.to_string()))
}

/// Attachments whose file would have to be sent along, in a statement and in the one inside it. A store refuses a statement without
/// them (xAPI 1.0.3, Communication 1.5.1), so it is not sent.
fn missing_files(statement: &Statement<'_>, version: Version) -> Vec<Fault> {
    let inner = match statement.object() {
        Object::SubStatement(event) => event.attachments(),
        _ => &[],
    };
    let all = [("/attachments", statement.attachments()), ("/object/attachments", inner)];
    let each = all.into_iter().flat_map(|(list, some)| some.iter().enumerate().map(move |(at, one)| (list, at, one)));
    let missing = each.filter(|(.., attachment)| attachment.file_url.is_none());
    let fault = |(list, at, attachment): (&str, usize, &Attachment<'_>)| Fault {
        pointer: format!("{list}/{at}"),
        rule: &rules::NO_FILE,
        version,
        value: attachment.usage.to_owned(),
        expected: "fileUrl".to_owned(),
    };
    missing.map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(more: &str) -> String {
        let actor = r#"{"account":{"homePage":"https://a.example.org","name":"x"}}"#;
        format!(
            r#"{{{more}"actor":{actor},"verb":{{"id":"https://a.example.org/v"}},"object":{{"id":"https://a.example.org/o"}}}}"#
        )
    }

    type Said = Vec<(&'static str, (usize, usize))>;

    fn taken(text: &str) -> (Vec<Ready>, Said) {
        let (ready, findings) = intake(&Source::new("a.json", text), Version::One, 0);
        let found = findings.sorted().iter().map(|f| (f.rule.code, f.place.line_column())).collect();
        (ready, found)
    }

    #[test]
    fn an_object_an_array_and_lines_are_taken() {
        let one = statement(r#""id":"706fdbfd-d9b5-533f-9c81-46a5b0646f2a","#);
        let two = statement(r#""timestamp":"2026-11-20T09:14:00Z","#);
        for text in [
            format!("[{one},\n {two}]"),
            format!("{one}\r\n\n{two}\n"),
            format!("\u{feff}{one}\n{two}"),
            format!("[{one},{two},{one},{two}]"),
        ] {
            let (ready, found) = taken(&text);
            assert_eq!((ready.len(), found.len()), (2, 0), "{text}");
            assert_eq!(ready[0].id.to_string(), "706fdbfd-d9b5-533f-9c81-46a5b0646f2a");
            let body: Value = serde_json::from_str(&ready[1].body).unwrap();
            assert_eq!(body["id"], ready[1].id.to_string());
        }
        assert_eq!(taken(&one).0.len(), 1);
        let spread = one.replace(',', ",\n");
        assert_eq!(taken(&spread).0.len(), 1);
        assert!(taken("").1.len() == 1 && taken("[]").1.is_empty());
    }

    #[test]
    fn an_id_follows_from_the_content_where_that_has_a_time() {
        let timed = statement(r#""timestamp":"2026-11-20T09:14:00Z","#);
        assert_eq!(taken(&timed).0[0].id, taken(&timed).0[0].id);
        let timeless = statement("");
        let (first, again) = (taken(&timeless).0, taken(&timeless).0);
        assert_ne!(first[0].id, again[0].id);
        let body: Value = serde_json::from_str(&first[0].body).unwrap();
        assert_eq!(body["timestamp"], "1970-01-01T00:00:00.000000Z");
    }

    #[test]
    fn every_fault_has_its_line_and_the_others_are_taken() {
        let good = statement("");
        let same = r#""id":"706fdbfd-d9b5-533f-9c81-46a5b0646f2a","#;
        let bad = statement("").replace("https://a.example.org/v", "v");
        let file = r#""attachments":[{"usageType":"https://a.example.org/u","display":{},"contentType":"a/b","length":0,"sha2":"d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"}],"#.to_owned();
        let inner = statement(&format!("\"objectType\":\"SubStatement\",{file}"));
        let inside = good.replace(r#"{"id":"https://a.example.org/o"}"#, &inner);
        let verb = good.find("\"verb\":{\"id\":").unwrap() + 1 + "\"verb\":{\"id\":".len();
        for (text, ready, found) in [
            (format!("{good}\n{bad}\n{good}"), 2, vec![("X008", (2, verb))]),
            (format!("[{good},\n{bad}]"), 1, vec![("X008", (2, verb))]),
            (format!("{good}\n{{\"actor\":}}"), 1, vec![("X001", (2, 10))]),
            (format!("[{good},\n{good}"), 0, vec![("X001", (2, good.len()))]),
            (format!("{good}\n{}", statement(r#""id":"a","id":"b","#)), 1, vec![("X002", (2, 1))]),
            (
                format!("{}\n{}", statement(same), statement(&format!("{same}\"result\":{{}},"))),
                1,
                vec![("X025", (2, 1))],
            ),
            (statement(&file), 0, vec![("X026", (1, 17))]),
            (inside.clone(), 0, vec![("X026", (1, inside.find("{\"usageType").unwrap() + 1))]),
            ("{\n\"actor\": 1,\n".to_owned(), 0, vec![("X001", (2, 11))]),
            ("<html>".to_owned(), 0, vec![("X001", (1, 1))]),
        ] {
            let (got, said) = taken(&text);
            let said: Vec<_> = said.into_iter().filter(|fault| fault.0 != "X006").collect();
            assert_eq!((got.len(), said), (ready, found), "{text}");
        }
    }
}
