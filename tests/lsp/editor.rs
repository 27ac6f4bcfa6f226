//! An editor that plays a session with the server, in this process: what it sends waits on a channel, what comes back is parsed.

use crate::copy::copy;
use cartable::diagnostic::Locale;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{env, fs};

/// A folder that is removed when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A copy of a deck.
    pub fn of(deck: &str, name: &str) -> Self {
        let path = env::temp_dir().join(format!("cartable lsp é {}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(deck), &path);
        Self(path)
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("a file of the deck")
    }

    /// The address of a file, as editors write it.
    pub fn address(&self, path: &str) -> String {
        let whole = self.0.join(path).display().to_string();
        format!("file://{}", whole.replace(' ', "%20").replace('é', "%C3%A9"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The end of a channel of bytes that is read.
struct Pipe(Receiver<Vec<u8>>, Vec<u8>);

impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.1.is_empty() {
            // Nothing takes so long: what does not come is missing.
            self.1 = self.0.recv_timeout(Duration::from_secs(60)).unwrap_or_default();
        }
        let count = into.len().min(self.1.len());
        into[..count].copy_from_slice(&self.1[..count]);
        self.1.drain(..count);
        Ok(count)
    }
}

/// The end that is written.
struct Spout(Sender<Vec<u8>>);

impl Write for Spout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(bytes.to_vec()).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub struct Editor {
    to: Option<Sender<Vec<u8>>>,
    from: BufReader<Pipe>,
    next: u64,
    server: Option<JoinHandle<io::Result<bool>>>,
    /// What came besides findings and the answers that were waited for.
    pub told: Vec<Value>,
    /// The findings that were last said of each file.
    pub shown: BTreeMap<String, Vec<Value>>,
}

impl Editor {
    /// A session that has begun.
    pub fn begin(params: Value) -> Self {
        let mut editor = Self::new(None);
        editor.ask("initialize", params).expect("it can be initialized");
        editor.tell("initialized", json!({}));
        editor
    }

    pub fn new(named: Option<Locale>) -> Self {
        let (to, input) = channel();
        let (output, from) = channel();
        let server = thread::spawn(move || {
            let input = BufReader::new(Pipe(input, Vec::new()));
            cartable::lsp::serve(input, &mut Spout(output), named, Locale::En)
        });
        let from = BufReader::new(Pipe(from, Vec::new()));
        Self { to: Some(to), from, next: 1, server: Some(server), told: Vec::new(), shown: BTreeMap::new() }
    }

    pub fn raw(&self, bytes: &[u8]) {
        self.to.as_ref().expect("an open session").send(bytes.to_vec()).expect("the server listens");
    }

    pub fn send(&self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn tell(&self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer to a request; what else comes is kept in `told`.
    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive().unwrap_or_else(|| panic!("no answer to {method}"));
            if message["id"] == id {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.keep(message);
        }
    }

    /// The next message; none where the server is gone.
    pub fn receive(&mut self) -> Option<Value> {
        use std::io::BufRead;
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.from.read_line(&mut line).ok()? == 0 {
                return None;
            }
            match line.trim().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().ok()?,
                _ if line.trim().is_empty() => break,
                _ => {}
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps what was not asked for.
    fn keep(&mut self, message: Value) {
        if message["method"] != "textDocument/publishDiagnostics" {
            return self.told.push(message);
        }
        let address = message["params"]["uri"].as_str().expect("an address").to_owned();
        self.shown.insert(address, message["params"]["diagnostics"].as_array().expect("a list").clone());
    }

    pub fn open(&self, address: &str, text: &str) {
        let document = json!({ "uri": address, "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&self, address: &str, text: &str) {
        let document = json!({ "uri": address, "version": 2 });
        let changes = json!([{ "text": text }]);
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// What is wrong in a file, once it is what is wanted.
    pub fn findings(&mut self, address: &str, is_wanted: impl Fn(&[String]) -> bool) -> Vec<Value> {
        loop {
            let now = self.shown.get(address).cloned();
            let codes = now.iter().flatten().map(|one| one["code"].as_str().expect("a code").to_owned());
            let codes: Vec<String> = codes.collect();
            if now.is_some() && is_wanted(&codes) {
                return now.unwrap_or_default();
            }
            let message = self.receive().unwrap_or_else(|| panic!("the findings stay {codes:?}"));
            self.keep(message);
        }
    }

    /// The same where these and no other findings are wanted.
    pub fn codes(&mut self, address: &str, wanted: &[&str]) -> Vec<Value> {
        self.findings(address, |codes| codes == wanted)
    }

    /// The answer to a request about a position in a text: that of `|`, which the file does not have.
    pub fn at(&mut self, method: &str, address: &str, text: &str) -> Value {
        let at = text.find('|').expect("a mark");
        self.change(address, &text.replacen('|', "", 1));
        let place = json!({ "textDocument": { "uri": address }, "position": position(text, at) });
        self.ask(method, place).expect("an answer")
    }

    /// The labels that can be completed there.
    pub fn labels(&mut self, address: &str, text: &str) -> Vec<String> {
        let items = self.at("textDocument/completion", address, text);
        let label = |item: &Value| item["label"].as_str().expect("a label").to_owned();
        items.as_array().expect("a list").iter().map(label).collect()
    }

    /// What can be done about the findings in a text.
    pub fn actions(&mut self, address: &str, text: &str) -> Vec<Value> {
        let range = json!({ "start": position(text, 0), "end": position(text, text.len()) });
        let context = json!({ "diagnostics": [] });
        let params = json!({ "textDocument": { "uri": address }, "range": range, "context": context });
        self.ask("textDocument/codeAction", params).expect("actions").as_array().expect("a list").clone()
    }

    /// Ends the session; whether it ended as it should.
    pub fn end(mut self) -> bool {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        self.server.take().expect("a server").join().expect("no panic").expect("a session")
    }

    /// Goes without a word.
    pub fn vanish(mut self) -> bool {
        self.to = None;
        self.server.take().expect("a server").join().expect("no panic").expect("a session")
    }
}

/// A byte of a text as the protocol counts it: in UTF-16.
pub fn position(text: &str, at: usize) -> Value {
    let line = text[..at].matches('\n').count();
    let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
    json!({ "line": line, "character": text[begin..at].encode_utf16().count() })
}

/// A text after the edits of an action.
pub fn edited(text: &str, action: &Value, address: &str) -> String {
    let byte = |position: &Value| {
        let number = |key: &str| usize::try_from(position[key].as_u64().expect("a number")).expect("small");
        let begin: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
        let mut units = 0;
        let inside = text[begin..].char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > number("character")
        });
        inside.map_or(text.len(), |(at, _)| begin + at)
    };
    let edits = action["edit"]["changes"][address].as_array().expect("edits");
    assert_eq!(edits.len(), 1);
    let (start, end) = (byte(&edits[0]["range"]["start"]), byte(&edits[0]["range"]["end"]));
    let mut text = text.to_owned();
    text.replace_range(start..end, edits[0]["newText"].as_str().expect("a text"));
    text
}
