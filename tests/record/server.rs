//! A record store in a process of its own, on a data base of its own, and a plain client for it.

use crate::base::data;
use crate::http::{Answer, answer};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A running store. It and its folder go when this goes.
pub struct Server {
    pub process: Child,
    pub address: String,
    pub folder: PathBuf,
    /// A key that may do all.
    pub all: String,
}

impl Server {
    pub fn start(flags: &[&str]) -> Self {
        let folder = folder();
        let all = key(&folder, "all");
        let (process, address) = serve(&folder, flags);
        Self { process, address, folder, all }
    }

    /// Kills the process, as a power cut would, and starts another on the same data.
    pub fn kill_and_restart(&mut self, flags: &[&str]) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        (self.process, self.address) = serve(&self.folder, flags);
    }

    pub fn key(&self, scope: &str) -> String {
        key(&self.folder, scope)
    }

    /// Runs another command on the same data.
    pub fn command(&self, arguments: &[&str]) -> Output {
        let mut command = cartable();
        command.args(["record"]).args(arguments).args(["--messages", "en", "--data"]).arg(data(&self.folder));
        command.output().unwrap()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Asks with the key that may do all, in version 1.0.3.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        self.ask_with(&self.all, "1.0.3", method, path, &[("Content-Type", "application/json")], body.as_bytes())
    }

    pub fn ask_with(
        &self,
        key: &str,
        version: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let mut head = format!("{method} /xapi/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        for (name, value) in [("Authorization", key), ("X-Experience-API-Version", version)].iter().chain(headers) {
            if !value.is_empty() {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"\r\n").unwrap();
        // A server that refuses early may not read the rest.
        let _ = stream.write_all(body);
        answer(stream, method == "HEAD").unwrap_or_else(|| panic!("no answer to {method} {path}"))
    }

    /// Sends bytes as they are; none where the server hangs up without a word.
    pub fn send(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        answer(stream, false)
    }

    /// Keeps a statement, and gives its id.
    pub fn keep(&self, statement: &Value) -> String {
        let answer = self.ask("POST", "statements", &statement.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()[0].as_str().unwrap().to_owned()
    }

    /// Keeps a statement with texts attached, and gives its id.
    pub fn attach(&self, statement: &Value, contents: &[&[u8]]) -> String {
        let mut statement = statement.clone();
        let (mut all, mut parts) = (Vec::new(), Vec::new());
        for content in contents {
            let sha2: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
            all.push(serde_json::json!({"usageType": "http://example.org/drawing", "display": {"en": "d"},
                "contentType": "text/plain", "length": content.len(), "sha2": sha2}));
            let head = format!(
                "\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {sha2}\r\n\r\n"
            );
            parts.extend([head.as_bytes(), content].concat());
        }
        statement["attachments"] = all.into();
        let json = format!("--b\r\nContent-Type: application/json\r\n\r\n{statement}");
        let body = [json.as_bytes(), &parts, b"\r\n--b--\r\n"].concat();
        let kind = [("Content-Type", "multipart/mixed; boundary=b")];
        let answer = self.ask_with(&self.all, "1.0.3", "POST", "statements", &kind, &body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()[0].as_str().unwrap().to_owned()
    }

    /// The ids of the statements that a query finds.
    pub fn found(&self, query: &str) -> Vec<String> {
        let answer = self.ask("GET", &format!("statements?{query}"), "");
        assert_eq!(answer.status, 200, "{}", answer.text());
        let page = answer.json();
        page["statements"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A new empty folder.
pub fn folder() -> PathBuf {
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("cartable-record-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A store that launches a package, and the address that opens it.
pub fn launch(package: impl FnOnce(&Path) -> PathBuf, flags: &[&str]) -> (Server, String) {
    launch_in(package, flags, &[])
}

/// As [`launch`], with more in the environment.
pub fn launch_in(
    package: impl FnOnce(&Path) -> PathBuf,
    flags: &[&str],
    environment: &[(&str, &str)],
) -> (Server, String) {
    let folder = folder();
    let (all, package) = (key(&folder, "all"), package(&folder));
    let mut command = cartable();
    command.args(["record", "launch", "--listen", "127.0.0.1:0", "--messages", "en"]).args(flags);
    command.envs(environment.iter().copied());
    command.arg("--data").arg(data(&folder)).arg(package);
    let (process, lines) = listen(command, 2);
    let url = lines[1].split_once("http://").unwrap().1;
    (Server { process, address: address(&lines[0]), folder, all }, format!("http://{}", url.trim()))
}

fn cartable() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cartable"))
}

/// Makes a key, and gives the header that carries it.
fn key(folder: &Path, scope: &str) -> String {
    key_in(&data(folder), scope)
}

/// Makes a key in a data base.
pub fn key_in(data: &OsStr, scope: &str) -> String {
    let mut add = cartable();
    add.args(["record", "key", "add", "--name", "test", "--scope", scope, "--format", "json", "--data"]);
    let made = add.arg(data).output().unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let key: Value = serde_json::from_slice(&made.stdout).unwrap();
    let pair = format!("{}:{}", key["id"].as_str().unwrap(), key["secret"].as_str().unwrap());
    format!("Basic {}", STANDARD.encode(pair))
}

/// The id and the secret of a key, with a colon between them, as it was given for a header.
pub fn pair(key: &str) -> String {
    String::from_utf8(STANDARD.decode(key.strip_prefix("Basic ").unwrap()).unwrap()).unwrap()
}

pub fn serve(folder: &Path, flags: &[&str]) -> (Child, String) {
    serve_in(&data(folder), folder, flags, &[])
}

/// Serves a data base from a folder, with more in the environment.
pub fn serve_in(data: &OsStr, folder: &Path, flags: &[&str], environment: &[(String, String)]) -> (Child, String) {
    // A file that is larger than a limit is an error to it, as a full disk is, and not its end.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_cartable")]);
    command.args(["record", "serve", "--listen", "127.0.0.1:0", "--messages", "en"]).args(flags);
    command.arg("--data").arg(data).current_dir(folder).envs(environment.iter().cloned());
    let (process, lines) = listen(command, 1);
    (process, address(&lines[0]))
}

/// Starts a server, and waits for what it says first.
fn listen(mut command: Command, lines: usize) -> (Child, Vec<String>) {
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut reader = BufReader::new(process.stdout.take().unwrap());
    let mut said = Vec::new();
    for _ in 0..lines {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        said.push(line);
    }
    process.stdout = Some(reader.into_inner());
    (process, said)
}

fn address(line: &str) -> String {
    line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned()
}

/// A key of pseudonyms in a file.
pub fn key_file(name: &str, byte: u8) -> PathBuf {
    let path = std::env::temp_dir().join(format!("cartable-key-{name}-{}", std::process::id()));
    std::fs::write(&path, [byte; 32]).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    path
}

/// All that a command said.
pub fn said(out: &Output) -> String {
    String::from_utf8_lossy(&[out.stdout.as_slice(), &out.stderr].concat()).into_owned()
}

/// Waits for something that comes by itself.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::yield_now();
    }
}

/// A statement of a learner about an activity.
pub fn statement(learner: &str, verb: &str, activity: &str) -> Value {
    serde_json::json!({
        "actor": {"objectType": "Agent", "name": learner, "mbox": format!("mailto:{learner}@example.org")},
        "verb": {"id": format!("http://example.org/verbs/{verb}"), "display": {"en": verb, "fr": format!("{verb} (fr)")}},
        "object": {"objectType": "Activity", "id": format!("http://example.org/{activity}"),
                   "definition": {"name": {"en": activity, "fr": format!("{activity} (fr)")}}},
    })
}

/// The query that asks for an agent.
pub fn agent(learner: &str) -> String {
    form_urlencoded::byte_serialize(format!("{{\"mbox\":\"mailto:{learner}@example.org\"}}").as_bytes()).collect()
}

/// A text as it stands in a query.
pub fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
