//! A record store for tests, on a port of this machine, that breaks as it is told. It keeps what it was sent and how often.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// What goes wrong with a request.
#[derive(Clone)]
pub enum Fault {
    /// Nothing.
    Fine,
    /// It answers this and stores nothing.
    Says(&'static str, &'static str, &'static str),
    /// The line is cut before anything is stored.
    CutBefore,
    /// The line is cut when all is stored: what a time-out looks like.
    CutAfter,
    /// It stores all, and a proxy answers with a page.
    PageAfter,
    /// It stores all, and names other ids.
    OtherIds,
}

/// What it knows.
#[derive(Default)]
pub struct State {
    /// The statements by id.
    pub kept: BTreeMap<String, Value>,
    /// By the object of a statement, under which ids it came.
    pub facts: BTreeMap<String, BTreeSet<String>>,
    /// How many statements were posted, those refused too.
    pub posts: usize,
    /// The keys that came, as the header says them.
    pub keys: BTreeSet<String>,
    /// How many statements were asked for, and after how many of these the line is cut; never where that is 0.
    pub gets: usize,
    pub cut_gets: usize,
    /// Whether it says 409 even to the same statement.
    pub is_strict: bool,
}

/// The store.
#[derive(Clone)]
pub struct Lrs {
    pub url: String,
    state: Arc<(Mutex<State>, Condvar)>,
}

impl Lrs {
    /// Starts a store. The function says for each POST, by its number, what goes wrong.
    pub fn start(fault: impl Fn(usize) -> Fault + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/xapi", listener.local_addr().unwrap());
        let lrs = Self { url, state: Arc::default() };
        let (served, fault) = (lrs.clone(), Arc::new(fault));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (served, fault) = (served.clone(), Arc::clone(&fault));
                thread::spawn(move || served.serve(stream, &*fault));
            }
        });
        lrs
    }

    pub fn state<T>(&self, with: impl FnOnce(&mut State) -> T) -> T {
        with(&mut self.state.0.lock().unwrap())
    }

    /// Waits until so many POSTs have come.
    pub fn wait_for_posts(&self, number: usize) {
        let state = self.state.0.lock().unwrap();
        drop(self.state.1.wait_while(state, |state| state.posts < number).unwrap());
    }

    /// A line that is cut ends the connection.
    fn serve(&self, stream: TcpStream, fault: &impl Fn(usize) -> Fault) {
        let mut reader = BufReader::new(stream);
        while let Some((line, keys, body)) = request(&mut reader) {
            let answer = if line.starts_with("GET") { self.get(&line) } else { self.post(&keys, &body, fault) };
            let Some((status, head, text)) = answer else { return };
            let answer = format!("HTTP/1.1 {status}\r\n{head}Content-Length: {}\r\n\r\n{text}", text.len());
            if reader.get_mut().write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }

    fn get(&self, line: &str) -> Option<(String, String, String)> {
        let id = line.split_once("/statements?statementId=").and_then(|(_, rest)| rest.get(..36)).unwrap_or_default();
        let is_cut = self.state(|state| {
            state.gets += 1;
            state.cut_gets > 0 && state.gets % state.cut_gets == 0
        });
        if is_cut {
            return None;
        }
        let found = self.state(|state| state.kept.get(id).map(ToString::to_string));
        let (status, text) = found.map_or(("404 Not Found", "none".to_owned()), |text| ("200 OK", text));
        Some((status.to_owned(), "Content-Type: application/json\r\n".to_owned(), text))
    }

    fn post(&self, keys: &str, body: &[u8], fault: &impl Fn(usize) -> Fault) -> Option<(String, String, String)> {
        let number = self.state(|state| {
            state.keys.insert(keys.to_owned());
            state.posts += 1;
            state.posts
        });
        self.state.1.notify_all();
        let fault = fault(number);
        match fault {
            Fault::CutBefore => return None,
            Fault::Says(status, head, text) => return Some((status.to_owned(), head.to_owned(), text.to_owned())),
            _ => {}
        }
        let sent: Vec<Value> = serde_json::from_slice(body).unwrap();
        let (status, text) = self.state(|state| store(state, &sent));
        match fault {
            Fault::CutAfter => None,
            Fault::PageAfter => {
                Some(("200 OK".into(), "Content-Type: text/html\r\n".into(), "<html>proxy</html>".into()))
            }
            Fault::OtherIds if status.starts_with("200") => {
                Some((status, String::new(), json!(["00000000-0000-4000-8000-000000000000"]).to_string()))
            }
            _ => Some((status, "Content-Type: application/json\r\n".into(), text)),
        }
    }
}

/// All or none, as the standard asks. A verb that ends in `bad` is refused, and one that ends in `poison`
/// breaks the store.
fn store(state: &mut State, sent: &[Value]) -> (String, String) {
    let id = |statement: &Value| statement["id"].as_str().unwrap().to_owned();
    if let Some(bad) = sent.iter().find(|one| one["verb"]["id"].as_str().unwrap().ends_with("bad")) {
        return ("400 Bad Request".into(), format!("the verb of {} is not liked\u{1b}[2J", id(bad)));
    }
    if sent.iter().any(|one| one["verb"]["id"].as_str().unwrap().ends_with("poison")) {
        return ("500 Internal Server Error".into(), String::new());
    }
    let clash = sent.iter().any(|one| state.kept.get(&id(one)).is_some_and(|kept| state.is_strict || kept != one));
    if clash {
        return ("409 Conflict".into(), String::new());
    }
    for one in sent {
        let fact = one["object"]["id"].as_str().unwrap().to_owned();
        state.facts.entry(fact).or_default().insert(id(one));
        state.kept.insert(id(one), one.clone());
    }
    ("200 OK".into(), json!(sent.iter().map(id).collect::<Vec<_>>()).to_string())
}

/// The first line, the keys and the body of a request; none where the line is closed.
fn request(reader: &mut BufReader<TcpStream>) -> Option<(String, String, Vec<u8>)> {
    let (mut first, mut keys, mut length) = (String::new(), String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        match name.to_ascii_lowercase().as_str() {
            _ if first.is_empty() => first = line.to_owned(),
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => keys = value.trim().to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((first, keys, body))
}
