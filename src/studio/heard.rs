//! The requests of a launched module as the studio tells them: what each was about, and what of it left the browser. The names are those of
//! the module's own inventory (`package`'s tables of elements). Sources: xAPI 1.0.3, part 3; cmi5, 8.2 and 10.

use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, VecDeque};

/// How many requests are remembered, the latest.
const MOST: usize = 400;
/// The parts of a result that the inventory names.
const RESULTS: [&str; 2] = ["duration", "score"];

/// A request.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Request {
    /// Counts them, from 1.
    pub(super) number: u64,
    /// Milliseconds since 1970.
    pub(super) at: i64,
    pub(super) method: String,
    /// The path of the resource below the endpoint, or `fetch`.
    pub(super) resource: String,
    /// The verbs with what they are about, or the document.
    pub(super) about: Vec<String>,
    /// The status of the answer; 0 where there was none.
    pub(super) status: u16,
}

/// What arrived, all in all.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Left {
    requests: u64,
    bytes: u64,
    elements: BTreeSet<String>,
    /// What each element last said, in short.
    values: Map<String, Value>,
}

/// What was heard.
#[derive(Default)]
pub(super) struct Heard {
    requests: VecDeque<Request>,
    count: u64,
    left: Left,
}

impl Heard {
    /// Notes a request with its body and the status that answers it, and gives its number.
    pub(super) fn note(&mut self, at: i64, method: &str, path: &str, query: &str, body: &[u8], status: u16) -> u64 {
        let resource = path.trim_start_matches('/').strip_prefix("xapi/").unwrap_or("fetch").to_owned();
        let told = told(&resource, query, body);
        self.count += 1;
        if self.requests.len() >= MOST {
            self.requests.pop_front();
        }
        if (200..300).contains(&status) && method != "GET" && resource != "fetch" {
            self.left.requests += 1;
            self.left.bytes += body.len() as u64;
            for (element, value) in told.elements {
                self.left.values.insert(element.clone(), value.into());
                self.left.elements.insert(element);
            }
        }
        let number = self.count;
        self.requests.push_back(Request { number, at, method: method.to_owned(), resource, about: told.about, status });
        number
    }

    /// The requests after one of a number.
    pub(super) fn since(&self, number: u64) -> Vec<Request> {
        self.requests.iter().filter(|request| request.number > number).cloned().collect()
    }

    /// What arrived so far.
    pub(super) fn left(&self) -> &Left {
        &self.left
    }
}

/// What a request is about, and what of the inventory it carries, with what it says.
#[derive(Default)]
struct Told {
    about: Vec<String>,
    elements: Vec<(String, String)>,
}

fn told(resource: &str, query: &str, body: &[u8]) -> Told {
    let asked = |wanted: &str| form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted);
    let document = asked("stateId").or_else(|| asked("profileId")).map(|(_, name)| end(&name).to_owned());
    if let Some(name) = document {
        let element = format!("{resource}: {name}");
        return Told { about: vec![name], elements: vec![(element, String::from_utf8_lossy(body).into_owned())] };
    }
    if resource != "statements" {
        return Told::default();
    }
    let all = match serde_json::from_slice(body) {
        Ok(Value::Array(all)) => all,
        Ok(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    };
    let mut told = Told::default();
    for statement in &all {
        let verb = end(statement["verb"]["id"].as_str().unwrap_or_default());
        let about = end(statement["object"]["id"].as_str().unwrap_or_default());
        let answer = statement["result"]["response"].as_str().map(|answer| format!(" = {answer}")).unwrap_or_default();
        told.about.push(format!("{verb} {about}{answer}"));
        told.elements.push((verb.to_owned(), format!("{about}{answer}")));
        for part in RESULTS.into_iter().filter(|part| statement["result"].get(part).is_some()) {
            told.elements.push((format!("result.{part}"), text(&statement["result"][part])));
        }
        if let Some(moment) = statement["timestamp"].as_str() {
            told.elements.push(("timestamp".to_owned(), moment.to_owned()));
        }
    }
    told
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The last part of an IRI, or the whole of what is none.
pub(super) fn end(iri: &str) -> &str {
    if iri.contains(':') { iri.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or(iri) } else { iri }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answered() -> Value {
        json!({
            "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}, "object": {"id": "https://d.example.org/t1-s01/q1"},
            "result": {"response": "no", "duration": "PT1S"}, "timestamp": "2026-11-29T20:00:00Z",
        })
    }

    #[test]
    fn only_what_arrived_has_left() {
        let body = json!([answered()]).to_string();
        for (status, left) in [(200, 4), (204, 4), (0, 0), (400, 0), (503, 0)] {
            let mut heard = Heard::default();
            heard.note(1, "POST", "/xapi/statements", "", body.as_bytes(), status);
            assert_eq!(heard.left().elements.len(), left.min(3), "{status}");
            assert_eq!(heard.since(0)[0].about, ["answered q1 = no"], "{status}");
        }
    }

    #[test]
    fn documents_are_called_by_their_names_and_reading_sends_nothing() {
        let mut heard = Heard::default();
        let query = "stateId=https%3A%2F%2Fa.example.org%2Fresources%2Fresume&activityId=a";
        heard.note(1, "GET", "/xapi/activities/state", query, b"", 200);
        assert_eq!((heard.since(0)[0].about.as_slice(), heard.left().requests), (&["resume".to_owned()][..], 0));
        heard.note(2, "PUT", "/xapi/activities/state", query, b"{}", 204);
        assert!(heard.left().elements.contains("activities/state: resume"), "{:?}", heard.left());
        heard.note(3, "POST", "/fetch/1", "", b"", 200);
        assert_eq!((heard.since(2)[0].resource.as_str(), heard.left().requests), ("fetch", 1));
    }

    #[test]
    fn what_is_no_statement_is_told_all_the_same_and_few_requests_are_kept() {
        let mut heard = Heard::default();
        for body in [&b"\xff"[..], b"[", b"{}", b"[1]", b"null"] {
            heard.note(1, "POST", "/xapi/statements", "", body, 400);
        }
        for _ in 0..MOST {
            heard.note(1, "GET", "/xapi/about", "", b"", 200);
        }
        assert_eq!((heard.since(0).len(), heard.since(u64::MAX).len()), (MOST, 0));
    }
}
