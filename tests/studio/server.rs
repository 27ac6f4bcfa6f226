//! A studio in a process of its own, on a copy of a deck, and a plain client that sends what a browser would not.

use crate::copy::copy;
use crate::http::{Answer, answer};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A running studio. It and its folder go when this goes.
pub struct Studio {
    pub process: Child,
    pub deck: PathBuf,
    /// Of the page.
    pub port: u16,
    /// In the address that is opened.
    pub token: String,
    /// What the browser then has: name and value.
    pub cookie: String,
}

impl Studio {
    /// A studio on a copy of the good deck.
    pub fn start() -> Self {
        let deck = folder();
        copy(&root().join("tests/decks/good"), &deck);
        Self::on(deck)
    }

    /// A studio on a folder that goes with it.
    pub fn on(deck: PathBuf) -> Self {
        let mut command = cartable(&deck);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        process.stdout = Some(said.into_inner());
        let (port, token) = line.trim().split_once("127.0.0.1:").and_then(|(_, rest)| rest.split_once("/?t=")).unwrap();
        let (port, token) = (port.parse().unwrap(), token.to_owned());
        let mut studio = Self { process, deck, port, token, cookie: String::new() };
        let entered =
            studio.send(&format!("GET /?t={} HTTP/1.1\r\nHost: {}\r\n", studio.token, studio.host())).unwrap();
        studio.cookie = entered.headers["set-cookie"].split(';').next().unwrap().to_owned();
        studio
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What the page itself asks.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[("Sec-Fetch-Site", "same-origin")])
    }

    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// A request with the right host and cookie.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n", self.host(), self.cookie);
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        self.send(&head).unwrap_or_else(|| panic!("no answer to {method} {path}"))
    }

    /// Sends JSON, as the page does.
    pub fn tell(&self, path: &str, value: &Value) -> Answer {
        let (host, cookie, body) = (self.host(), &self.cookie, value.to_string());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: http://{host}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let mut stream = connect(self.port);
        stream.write_all(head.as_bytes()).unwrap();
        answer(stream, false).unwrap_or_else(|| panic!("no answer to POST {path}"))
    }

    /// Sends a head as it is, and hears the answer; none where the studio hangs up without a word.
    pub fn send(&self, head: &str) -> Option<Answer> {
        send(self.port, head.as_bytes())
    }

    /// Where addresses of modules begin: the port and the ticket.
    pub fn modules(&self) -> (u16, String) {
        let base = self.json("/api/deck")["modules"].as_str().unwrap().to_owned();
        let (port, ticket) = base.strip_prefix("http://localhost:").unwrap().split_once('/').unwrap();
        (port.parse().unwrap(), ticket.to_owned())
    }

    /// Asks the module's origin, with the right host.
    pub fn module(&self, path: &str) -> Answer {
        let (port, _) = self.modules();
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n");
        send(port, head.as_bytes()).unwrap_or_else(|| panic!("no answer to {path}"))
    }

    /// The path of a module of the first theme, which is made at the moment.
    pub fn made(&self) -> String {
        let deck = self.json("/api/deck");
        let theme = deck["editions"][0]["themes"][0]["id"].as_str().unwrap();
        let made = self.json(&format!("/api/preview?format=scorm12&language=fr&scope={theme}"));
        let address = made["address"].as_str().unwrap_or_else(|| panic!("no module: {made}"));
        format!("/{}", address.splitn(4, '/').nth(3).unwrap())
    }

    /// The state of the deck, as soon as `wanted` holds of it; fails after `limit`.
    pub fn until(&self, limit: Duration, wanted: impl Fn(&Value) -> bool) -> (Value, Duration) {
        let begun = Instant::now();
        loop {
            let deck = self.json("/api/deck");
            if wanted(&deck) {
                return (deck, begun.elapsed());
            }
            assert!(begun.elapsed() < limit, "nothing of the kind within {limit:?}: {}", deck["findings"]);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.deck);
        let _ = fs::remove_dir_all(state(&self.deck));
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `cartable studio` on a folder; `CARTABLE` names another program.
pub fn cartable(deck: &Path) -> Command {
    let program = std::env::var("CARTABLE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_cartable").to_owned());
    let mut command = Command::new(program);
    command.args(["studio", "--no-open", "--messages", "en"]).arg(deck).env("XDG_STATE_HOME", state(deck));
    command
}

/// Where the studio of a deck remembers what was changed.
fn state(deck: &Path) -> PathBuf {
    deck.with_extension("state")
}

/// A new empty folder.
pub fn folder() -> PathBuf {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("cartable-studio-{}-{number}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Sends a head on a connection of its own. The end of the head is added.
pub fn send(port: u16, head: &[u8]) -> Option<Answer> {
    let mut stream = connect(port);
    let _ = stream.write_all(head);
    let _ = stream.write_all(b"Connection: close\r\n\r\n");
    answer(stream, head.starts_with(b"HEAD"))
}

pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    stream
}
