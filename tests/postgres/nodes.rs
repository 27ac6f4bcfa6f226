//! Several processes on one data base: whichever is asked, the answer is that of one store.

use crate::between::{Deed, between};
use crate::cluster::{Cluster, cluster};
use crate::http::{Answer, answer};
use crate::server::{Server, agent, encode, folder, key_in, said, serve_in, statement, until};
use crate::transfer;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Child;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const NODES: usize = 2;
const FLAGS: [&str; 2] = ["--rate", "1000000"];

/// Processes on one data base, each request to the next one, as a balancer does it.
struct Nodes {
    data: OsString,
    /// A folder for each, as on a machine of its own.
    folders: Vec<PathBuf>,
    flags: Vec<String>,
    all: Mutex<Vec<(Child, String)>>,
    next: AtomicUsize,
    key: String,
}

impl Nodes {
    fn start(data: OsString, flags: &[&str]) -> Self {
        let key = key_in(&data, "all");
        let flags: Vec<String> = [&FLAGS, flags].concat().into_iter().map(str::to_owned).collect();
        let folders = (0..NODES).map(|_| folder()).collect();
        let nodes = Self { all: Mutex::default(), data, folders, flags, next: AtomicUsize::new(0), key };
        *nodes.all.lock().unwrap() = (0..NODES).map(|at| nodes.serve(at)).collect();
        nodes
    }

    fn serve(&self, at: usize) -> (Child, String) {
        serve_in(&self.data, &self.folders[at], &self.flags.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// In a data base of its own on the server that tests share.
    fn of(name: &str, flags: &[&str]) -> Self {
        let name = format!("{name}-{}", std::process::id());
        cluster().make(&name);
        Self::start(cluster().url(&name).into(), flags)
    }

    /// Asks the next one; none where it is gone.
    fn try_ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        self.ask_with(&self.key, method, path, headers, body)
    }

    fn ask_with(&self, key: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        let at = self.next.fetch_add(1, Ordering::Relaxed) % NODES;
        let address = self.all.lock().unwrap()[at].1.clone();
        let mut head =
            format!("{method} /xapi/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {key}\r\n");
        head.push_str(&format!("X-Experience-API-Version: 1.0.3\r\nContent-Length: {}\r\n", body.len()));
        for (name, value) in headers.iter().chain(&[("Content-Type", "application/json")]) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).ok()?;
        answer(stream, false)
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        self.try_ask(method, path, &[], body).unwrap()
    }

    /// Asks for a list until somebody gives it.
    fn page(&self, path: &str) -> Value {
        loop {
            let answer = self.try_ask("GET", path, &[], "").filter(|answer| answer.status == 200);
            if let Some(page) = answer.and_then(|answer| serde_json::from_slice(&answer.body).ok()) {
                return page;
            }
        }
    }

    fn kill(&self, at: usize) {
        let mut all = self.all.lock().unwrap();
        all[at].0.kill().unwrap();
        all[at].0.wait().unwrap();
        all[at] = self.serve(at);
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        for (process, _) in self.all.lock().unwrap().iter_mut() {
            let _ = process.kill();
            let _ = process.wait();
        }
        for folder in &self.folders {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn ids(page: &Value) -> Vec<String> {
    page["statements"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// Reads a list from its beginning, going on after what was seen whenever there may be more, until told that all is there.
fn follow(nodes: &Nodes, is_over: &AtomicBool) -> Vec<(String, String)> {
    let mut seen: Vec<(String, String)> = Vec::new();
    loop {
        // Asked before the page is: what comes after that is on a page of the next round.
        let was_over = is_over.load(Ordering::SeqCst);
        let since = seen.last().map_or(String::new(), |(stored, _)| format!("&since={}", encode(stored)));
        let page = nodes.page(&format!("statements?ascending=true&limit=50{since}"));
        let all = page["statements"].as_array().unwrap();
        seen.extend(
            all.iter().map(|one| (one["stored"].as_str().unwrap().to_owned(), one["id"].as_str().unwrap().to_owned())),
        );
        if was_over && all.is_empty() {
            return seen;
        }
    }
}

#[test]
fn nothing_is_lost_or_doubled_whatever_is_killed_and_a_reader_sees_each_once() {
    let wanted: usize = std::env::var("CARTABLE_STATEMENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let cluster = Cluster::start();
    cluster.make("records");
    let nodes = Nodes::start(cluster.url("records").into(), &[]);
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (batch, writers) = (20, 3);
    let pieces = wanted / batch;
    let seen = std::thread::scope(|scope| {
        let reader = scope.spawn(|| follow(&nodes, &is_over));
        let write = || {
            loop {
                let piece = next.fetch_add(1, Ordering::SeqCst);
                if piece >= pieces {
                    return;
                }
                let all: Vec<Value> = (0..batch)
                    .map(|n| {
                        let mut one = statement(&format!("u{}", n % 7), "did", &format!("a{}", piece % 11));
                        one["id"] = json!(id(piece * batch + n));
                        one
                    })
                    .collect();
                let body = json!(all).to_string();
                while nodes.try_ask("POST", "statements", &[], &body).is_none_or(|answer| {
                    assert!(matches!(answer.status, 200 | 503), "{} {}", answer.status, answer.text());
                    answer.status != 200
                }) {}
            }
        };
        let all: Vec<_> = (0..writers).map(|_| scope.spawn(write)).collect();
        for eighth in 1..8 {
            while next.load(Ordering::SeqCst) < pieces * eighth / 8 {
                std::thread::yield_now();
            }
            if eighth % 3 == 0 {
                cluster.kill();
                cluster.run();
            } else {
                nodes.kill(eighth % NODES);
            }
        }
        all.into_iter().for_each(|writer| writer.join().unwrap());
        is_over.store(true, Ordering::SeqCst);
        reader.join().unwrap()
    });
    assert!(seen.is_sorted_by(|(one, _), (other, _)| one < other), "in the order of `stored`");
    let found: BTreeSet<&String> = seen.iter().map(|(_, id)| id).collect();
    assert_eq!((seen.len(), found.len()), (pieces * batch, pieces * batch), "each once");
    let checked = record(&nodes, &["progress", "--check"]);
    assert!(checked.0, "{}", checked.1);
}

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn record(nodes: &Nodes, arguments: &[&str]) -> (bool, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cartable"));
    let out =
        command.arg("record").args(arguments).args(["--messages", "en", "--data"]).arg(&nodes.data).output().unwrap();
    (out.status.success(), String::from_utf8_lossy(&[out.stdout.as_slice(), &out.stderr].concat()).into_owned())
}

#[test]
fn what_one_was_told_all_know() {
    let nodes = Nodes::of("known", &[]);
    for n in 0..12 {
        let answer = nodes.ask("POST", "statements", &statement("ann", "did", &format!("a{n}")).to_string());
        let id = answer.json()[0].as_str().unwrap().to_owned();
        let page = nodes.ask("GET", "statements?limit=1", "");
        assert_eq!(ids(&page.json()), [id], "the other one has it at once");
        let newest = page.json()["statements"][0]["stored"].as_str().unwrap().to_owned();
        assert!(page.headers["x-experience-api-consistent-through"] >= newest, "and says so");
    }
    // A document is changed by whoever knows it as it is.
    let path =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    let put = |matches: &str, body: &str| nodes.try_ask("PUT", &path, &[("If-Match", matches)], body).unwrap();
    assert_eq!(nodes.ask("PUT", &path, "{\"a\":1}").status, 204);
    let etag = nodes.ask("GET", &path, "").headers["etag"].clone();
    let statuses: Vec<u16> = (0..4).map(|n| put(&etag, &format!("{{\"a\":1{n}}}")).status).collect();
    assert_eq!(statuses, [204, 412, 412, 412], "one of them was first");
    // A key that ends has ended everywhere.
    let other = key_in(&nodes.data, "read");
    assert!(record(&nodes, &["key", "list"]).0);
    let pair = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &other[6..]).unwrap();
    let pair = String::from_utf8(pair).unwrap();
    assert!(record(&nodes, &["key", "revoke", pair.split_once(':').unwrap().0]).0);
    for _ in 0..NODES {
        assert_eq!(nodes.ask_with(&other, "GET", "statements", &[], "").unwrap().status, 401);
    }
}

#[test]
fn whoever_is_forgotten_is_nowhere_although_others_write() {
    let nodes = Nodes::of("forgotten", &[]);
    let is_over = AtomicBool::new(false);
    let kept = std::thread::scope(|scope| {
        let write = || {
            let mut kept = 0;
            while !is_over.load(Ordering::SeqCst) {
                let all = [statement("ann", "did", "a"), statement("bob", "did", "a"), statement("bob", "did", "b")];
                assert_eq!(nodes.ask("POST", "statements", &json!(all).to_string()).status, 200);
                kept += 2;
            }
            kept
        };
        let writers = [scope.spawn(write), scope.spawn(write)];
        for _ in 0..3 {
            while ids(&nodes.page(&format!("statements?agent={}&limit=20", agent("ann")))).len() < 20 {}
            let (done, said) = record(&nodes, &["forget", "--mbox", "mailto:ann@example.org"]);
            assert!(done && said.contains("Removed"), "{said}");
        }
        is_over.store(true, Ordering::SeqCst);
        writers.map(|writer| writer.join().unwrap()).iter().sum::<usize>()
    });
    record(&nodes, &["forget", "--mbox", "mailto:ann@example.org"]);
    assert_eq!(ids(&nodes.page(&format!("statements?agent={}", agent("ann")))), Vec::<String>::new());
    let seen = follow(&nodes, &AtomicBool::new(true));
    assert_eq!(seen.len(), kept, "and nobody else is missing");
    let (right, said) = record(&nodes, &["progress", "--check"]);
    assert!(right, "{said}");
}

#[test]
fn one_hands_on_and_where_it_is_gone_another_does() {
    let other = Server::start(&["--rate", "1000000"]);
    let pair = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &other.all[6..]).unwrap();
    let command = format!("echo {}", String::from_utf8(pair).unwrap());
    let url = format!("http://{}/xapi", other.address);
    let nodes = Nodes::of("forwarding", &["--forward", &url, "--key-command", &command]);
    let mut kept = Vec::new();
    let mut keep = |n: usize| {
        let answer = nodes.ask("POST", "statements", &statement("ann", "did", &format!("a{n}")).to_string());
        kept.push(answer.json()[0].as_str().unwrap().to_owned());
        kept.clone()
    };
    let does = |at: usize| {
        let address = nodes.all.lock().unwrap()[at].1.clone();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        answer(stream, false).unwrap().text().contains("forwarding: works")
    };
    (0..4).for_each(|n| drop(keep(n)));
    until("one of them works", || (0..NODES).any(does));
    let first = (0..NODES).find(|at| does(*at)).unwrap();
    assert!(!does(1 - first), "the other one waits");
    {
        let mut all = nodes.all.lock().unwrap();
        all[first].0.kill().unwrap();
        all[first].0.wait().unwrap();
    }
    let gone = Instant::now();
    until("the other one works", || does(1 - first));
    assert!(gone.elapsed() < Duration::from_secs(10), "{:?}", gone.elapsed());
    {
        let again = nodes.serve(first);
        nodes.all.lock().unwrap()[first] = again;
    }
    let mut all = Vec::new();
    (4..8).for_each(|n| all = keep(n));
    until("all are there", || other.found("ascending=true").len() >= all.len());
    assert_eq!(other.found("ascending=true"), all, "each once, in order");
}

/// Whatever is read back comes from the node that did not take it.
#[test]
fn a_store_moves_through_a_balancer_to_all_nodes() {
    let (server, nodes) = (Server::start(&FLAGS), Nodes::of("balanced", &[]));
    for n in 0..250 {
        server.keep(&statement("ann", "did", &format!("a{n}")));
    }
    server.attach(&statement("cy", "drew", "d"), &[b"what was drawn"]);
    let path =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    assert_eq!(server.ask("PUT", &path, "{\"a\":1}").status, 204);
    let addresses: Vec<String> = nodes.all.lock().unwrap().iter().map(|(_, address)| address.clone()).collect();
    let balancer = between(&[&addresses[0], &addresses[1]], |_| Deed::Pass);
    let out = transfer::command(&server, &balancer, &nodes.key).output().unwrap();
    let words = "251 statement(s), 0 of them voided, 1 attachment(s), 1 document(s)";
    assert!(out.status.success() && said(&out).contains(words), "{}", said(&out));
}
