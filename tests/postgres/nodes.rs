//! Several processes on one data base, and a plain client that asks one after the other, as a balancer does it.

use crate::cluster::cluster;
use crate::http::{Answer, answer};
use crate::server::{encode, folder, key_in, serve_in};
use serde_json::Value;
use std::ffi::OsString;
use std::io::Write;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Child;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

pub const NODES: usize = 2;
const FLAGS: [&str; 2] = ["--rate", "1000000"];

/// Names and values.
pub type Environment = Vec<(String, String)>;

/// The processes. They and their folders go when this goes.
pub struct Nodes {
    pub data: OsString,
    /// A folder for each, as on a machine of its own.
    folders: Vec<PathBuf>,
    flags: Vec<String>,
    environments: [Environment; NODES],
    pub all: Mutex<Vec<(Child, String)>>,
    next: AtomicUsize,
    pub key: String,
}

impl Nodes {
    pub fn start(data: OsString, flags: &[&str]) -> Self {
        Self::start_in(data, flags, Default::default())
    }

    /// As [`Self::start`], each with more in its environment.
    pub fn start_in(data: OsString, flags: &[&str], environments: [Environment; NODES]) -> Self {
        let key = key_in(&data, "all");
        let flags: Vec<String> = [&FLAGS, flags].concat().into_iter().map(str::to_owned).collect();
        let folders = (0..NODES).map(|_| folder()).collect();
        let nodes = Self { all: Mutex::default(), data, folders, flags, environments, next: AtomicUsize::new(0), key };
        *nodes.all.lock().unwrap() = (0..NODES).map(|at| nodes.serve(at)).collect();
        nodes
    }

    pub fn serve(&self, at: usize) -> (Child, String) {
        serve_in(
            &self.data,
            &self.folders[at],
            &self.flags.iter().map(String::as_str).collect::<Vec<_>>(),
            &self.environments[at],
        )
    }

    /// In a data base of its own on the server that tests share.
    pub fn of(name: &str, flags: &[&str]) -> Self {
        let name = format!("{name}-{}", std::process::id());
        cluster().make(&name);
        Self::start(cluster().url(&name).into(), flags)
    }

    /// Asks the next one; none where it is gone.
    pub fn try_ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        self.ask_with(&self.key, method, path, headers, body)
    }

    pub fn ask_with(
        &self,
        key: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<Answer> {
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

    pub fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        self.try_ask(method, path, &[], body).unwrap()
    }

    /// Asks for a list until somebody gives it.
    pub fn page(&self, path: &str) -> Value {
        loop {
            let answer = self.try_ask("GET", path, &[], "").filter(|answer| answer.status == 200);
            if let Some(page) = answer.and_then(|answer| serde_json::from_slice(&answer.body).ok()) {
                return page;
            }
        }
    }

    pub fn kill(&self, at: usize) {
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

/// The ids of a list of statements.
pub fn ids(page: &Value) -> Vec<String> {
    page["statements"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// Runs another command on the same data: whether it was done, and what it said.
pub fn record(nodes: &Nodes, arguments: &[&str]) -> (bool, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cartable"));
    let out =
        command.arg("record").args(arguments).args(["--messages", "en", "--data"]).arg(&nodes.data).output().unwrap();
    (out.status.success(), String::from_utf8_lossy(&[out.stdout.as_slice(), &out.stderr].concat()).into_owned())
}

/// The id of a statement that the test numbers.
pub fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// Reads a list from its beginning, going on after what was seen whenever there may be more, until told that all is there.
pub fn follow(nodes: &Nodes, is_over: &AtomicBool) -> Vec<(String, String)> {
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
