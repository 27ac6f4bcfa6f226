//! Prints the figures of the record store in docs/figures.md: `cargo bench --bench record [-- STATEMENTS]`, a million by default.
//! A server of its own, on a data base of its own in the folder for temporary files; it ends by itself.

mod alone;

use alone::Alone;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const BATCH: usize = 100;
const SINGLE: usize = 8_000;
const CONNECTIONS: usize = 16;
const LEARNERS: usize = 5_000;
const SITUATIONS: usize = 24;
/// The type of an activity that counts as a situation, and of one that says nothing about progress.
const KINDS: [&str; 2] = ["lesson", "assessment"];

/// A server with a key, stopped when it goes.
struct Server {
    process: Child,
    address: String,
    authorization: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let data = folder.join("record.sqlite");
        let command = || Command::new(env!("CARGO_BIN_EXE_cartable"));
        let mut key = command();
        key.args(["record", "key", "add", "--name", "bench", "--scope", "all", "--format", "json", "--data"]);
        let key = key.arg(&data).output().expect("a key is made").stdout;
        let key: serde_json::Value = serde_json::from_slice(&key).expect("the key is JSON");
        let basic = format!("{}:{}", key["id"].as_str().unwrap(), key["secret"].as_str().unwrap());
        let mut process = command()
            .args(["record", "serve", "--listen", "127.0.0.1:0", "--rate", "1000000", "--messages", "en", "--data"])
            .arg(&data)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).expect("it says where it listens");
        let address =
            line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();
        let authorization = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, basic);
        Self { process, address, authorization }
    }

    fn connect(&self) -> Connection<'_> {
        let stream = TcpStream::connect(&self.address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket");
        Connection { server: self, stream: BufReader::new(stream) }
    }

    /// The greatest memory that the server has had, in MiB.
    fn peak(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Connection<'a> {
    server: &'a Server,
    stream: BufReader<TcpStream>,
}

impl Connection<'_> {
    /// The body of the answer.
    fn ask(&mut self, method: &str, path: &str, body: &str) -> Vec<u8> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {}\r\nX-Experience-API-Version: 1.0.3\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.server.authorization,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).expect("the request goes out");
        let (mut line, mut length, mut status) = (String::new(), 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("the answer comes");
            if status.is_empty() {
                status.clone_from(&line);
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().expect("a number");
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("the body comes");
        assert!(status.contains(" 200 "), "{status}{}", String::from_utf8_lossy(&body));
        body
    }
}

/// A statement as a module sends it, of about 1,100 bytes.
fn statement(number: usize, kind: &str) -> String {
    let learner = number * 7919 % LEARNERS;
    let verb = ["experienced", "experienced", "answered", "answered", "progressed", "completed"][number % 6];
    let activity = (number / LEARNERS + learner) % SITUATIONS;
    format!(
        r#"{{"actor":{{"objectType":"Agent","account":{{"homePage":"https://moodle.example.org","name":"learner-{learner}"}}}},
"verb":{{"id":"http://adlnet.gov/expapi/verbs/{verb}","display":{{"fr":"{verb}","en":"{verb}"}}}},
"object":{{"objectType":"Activity","id":"https://deck.example.org/t1/s{activity}","definition":{{"type":"http://adlnet.gov/expapi/activities/{kind}","name":{{"fr":"Une situation de travail"}}}}}},
"result":{{"completion":true,"duration":"PT{}S","extensions":{{"https://w3id.org/xapi/cmi5/result/extensions/progress":{}}}}},
"context":{{"registration":"00000000-0000-4000-8000-{learner:012}","platform":"Moodle","language":"fr",
"contextActivities":{{"parent":[{{"id":"https://deck.example.org/t1"}}],"grouping":[{{"id":"https://deck.example.org"}}],
"category":[{{"id":"https://w3id.org/xapi/cmi5/context/categories/cmi5"}},{{"id":"https://deck.example.org/profile/v{}"}}]}},
"extensions":{{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"s-{learner}-{}"}}}},
"timestamp":"2026-01-01T00:00:00.000Z"}}"#,
        number % 600,
        number % 100,
        number % 3,
        number / LEARNERS
    )
}

/// Does pieces of work on several connections, and gives how long all of them took.
fn share(server: &Server, connections: usize, pieces: usize, work: impl Fn(&mut Connection, usize) + Sync) -> Duration {
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| {
                let mut connection = server.connect();
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces {
                        break;
                    }
                    work(&mut connection, piece);
                }
            });
        }
    });
    began.elapsed()
}

fn batches(server: &Server, connections: usize, from: usize, statements: usize, kind: &str) -> f64 {
    let took = share(server, connections, statements / BATCH, |connection, piece| {
        let all: Vec<String> = (0..BATCH).map(|n| statement(from + piece * BATCH + n, kind)).collect();
        connection.ask("POST", "/xapi/statements", &format!("[{}]", all.join(",")));
    });
    statements as f64 / took.as_secs_f64()
}

/// The median and the worst time of twenty, in milliseconds.
fn times(connection: &mut Connection, path: &str) -> (f64, f64) {
    let mut all: Vec<f64> = (0..20)
        .map(|_| {
            let began = Instant::now();
            connection.ask("GET", path, "");
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    (all[10], all[19])
}

fn queries(server: &Server, total: usize) {
    let mut connection = server.connect();
    let agent = "%7B%22account%22%3A%7B%22homePage%22%3A%22https%3A%2F%2Fmoodle.example.org%22%2C%22name%22%3A%22learner-7%22%7D%7D";
    let filters = [
        ("no filter", String::new()),
        ("agent", format!("agent={agent}&")),
        ("agent and verb", format!("agent={agent}&verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fcompleted&")),
        ("verb and activity", "verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fcompleted&activity=https%3A%2F%2Fdeck.example.org%2Ft1%2Fs5&".to_owned()),
        ("related activity", "activity=https%3A%2F%2Fdeck.example.org%2Ft1&related_activities=true&".to_owned()),
        ("registration", "registration=00000000-0000-4000-8000-000000000007&".to_owned()),
    ];
    for (name, filter) in filters {
        let (median, worst) = times(&mut connection, &format!("/xapi/statements?{filter}limit=50"));
        // The middle of the list by time: the moment at which half of the statements were there.
        let middle = format!("/xapi/statements?{filter}limit=50&cursor={}", middle(&mut connection));
        let (deep, deep_worst) = times(&mut connection, &middle);
        println!(
            "{name:<20} first page {median:6.1} ms (worst {worst:6.1})  in the middle of {total} {deep:6.1} ms (worst {deep_worst:6.1})"
        );
    }
}

/// The place of the statement in the middle between the first and the last.
fn middle(connection: &mut Connection) -> i64 {
    let mut moment = |order: &str| {
        let page = connection.ask("GET", &format!("/xapi/statements?limit=1{order}"), "");
        let page: serde_json::Value = serde_json::from_slice(&page).expect("JSON");
        let stored: jiff::Timestamp = page["statements"][0]["stored"].as_str().unwrap().parse().expect("a moment");
        stored.as_microsecond()
    };
    (moment("") + moment("&ascending=true")) / 2
}

/// How long the report pages take, once signed in.
fn pages(server: &Server) {
    let basic = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &server.authorization);
    let basic = String::from_utf8(basic.expect("a header")).expect("a header");
    let (id, secret) = basic.split_once(':').expect("a header");
    let form = format!("id={id}&secret={secret}");
    let head = "POST /report/sign-in HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded";
    let signed_in = plain(server, &format!("{head}\r\nContent-Length: {}\r\n\r\n{form}", form.len()));
    let cookie = signed_in.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next()).expect("a cookie");
    for path in ["/report", "/report/latest"] {
        let get = format!("GET {path}?lang=en HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
        let mut all: Vec<f64> = (0..20)
            .map(|_| {
                let began = Instant::now();
                let page = plain(server, &get);
                assert!(page.starts_with("HTTP/1.1 200") && page.contains("</html>"), "{page}");
                began.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        all.sort_by(f64::total_cmp);
        println!("{path:<20} {:6.1} ms (best {:6.1}, worst {:6.1})", all[10], all[0], all[19]);
    }
}

/// A request as it is, and all of the answer.
fn plain(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(&server.address).expect("the server listens");
    stream.write_all(request.as_bytes()).expect("the request goes out");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the answer comes");
    answer
}

/// What it costs to keep where everybody stands: the same statements with a type that counts and with one that does not, in turns.
fn cost(server: &Server, from: usize) {
    let mut seconds = [0.0; 2];
    for turn in 0..6 {
        for (kind, sum) in KINDS.iter().zip(&mut seconds) {
            *sum += 1.0 / batches(server, 1, from + turn * 5_000, 5_000, kind);
        }
    }
    let [counting, other] = seconds.map(|sum| sum / 6.0 * 1e6);
    println!("a statement, batches of {BATCH}: {counting:.1} µs where it counts, {other:.1} µs where it does not");
}

/// How much of what SQLite does alone the store does, batch by batch: the median of pairs, the least and the most.
fn beside_sqlite(server: &Server, file: &Path, from: usize) {
    let mut alone = Alone::beside(file);
    // What there is so far, and the first of the pairs, warm both up.
    alone.follow(BATCH);
    let mut ratios: Vec<f64> = (0..10)
        .map(|turn| {
            let statements = 5_000;
            let ours = statements as f64 / batches(server, 1, from + turn * statements, statements, KINDS[0]);
            alone.follow(BATCH).as_secs_f64() / ours
        })
        .skip(1)
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "batches of {BATCH}, beside SQLite alone with the same rows: {:.2} ({:.2} to {:.2})",
        ratios[4], ratios[0], ratios[8]
    );
}

fn main() {
    let wanted = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000_000);
    let folder = std::env::temp_dir().join(format!("cartable-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let server = Server::start(&folder);
    cost(&server, 0);
    println!("batches of {BATCH}, 1 connection:   {:8.0} statements/s", batches(&server, 1, 0, 20_000, KINDS[0]));
    println!("batches of {BATCH}, 2 connections:  {:8.0} statements/s", batches(&server, 2, 20_000, 20_000, KINDS[0]));
    beside_sqlite(&server, &folder.join("record.sqlite"), 5_000_000);
    let took = share(&server, CONNECTIONS, SINGLE, |connection, piece| {
        connection.ask("POST", "/xapi/statements", &statement(40_000 + piece, KINDS[0]));
    });
    println!("one by one, {CONNECTIONS} connections:  {:8.0} statements/s", SINGLE as f64 / took.as_secs_f64());
    let left = wanted.max(50_000) - 40_000 - SINGLE;
    println!("filling up to {wanted}:        {:8.0} statements/s", batches(&server, 4, 50_000, left, KINDS[0]));
    println!("memory at its peak:          {:8.1} MiB", server.peak());
    queries(&server, wanted);
    pages(&server);
    println!("memory at its peak:          {:8.1} MiB", server.peak());
    cost(&server, wanted);
    println!("memory at its peak:          {:8.1} MiB", server.peak());
    drop(server);
    let _ = std::fs::remove_dir_all(&folder);
}
