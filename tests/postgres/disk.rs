//! The disk of the server is full: what is not on it is not acknowledged, and all goes on once there is room. The disk is a small one
//! in memory, which only root may make; without it these tests say so and do nothing.
#![cfg(target_os = "linux")]

use crate::cluster::{Cluster, as_root, give};
use crate::http::Answer;
use crate::nodes::{Nodes, follow, id};
use crate::server::{statement, until};
use sha2::Digest;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::AtomicBool;

/// A disk of a size that can be changed, in a server's folder.
struct Disk {
    path: PathBuf,
    /// Takes the disk away once this process is gone, however it goes: it reads what nobody writes.
    _guard: Child,
}

impl Disk {
    fn make(folder: &Path, size: &str) -> Self {
        let path = folder.join("disk");
        std::fs::create_dir(&path).unwrap();
        let options = format!("size={size},mode=0777");
        let mount = as_root("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&path).status().unwrap();
        assert!(mount.success(), "mount");
        // The server may have it in use still.
        let mut unmount = as_root("sh");
        unmount.args(["-c", "read line; umount -l \"$0\""]).arg(&path).stdin(Stdio::piped());
        Self { path, _guard: unmount.spawn().unwrap() }
    }

    /// A folder on it that is the server's.
    fn folder(&self) -> PathBuf {
        let folder = self.path.join("of-the-server");
        std::fs::create_dir(&folder).unwrap();
        give(&folder);
        folder
    }

    fn resize(&self, size: &str) {
        let options = format!("remount,size={size}");
        assert!(as_root("mount").args(["-o", &options]).arg(&self.path).status().unwrap().success(), "remount");
    }

    /// Whether this user may make one.
    fn may_be() -> bool {
        let may = as_root("true").status().is_ok_and(|status| status.success());
        if !may {
            eprintln!("not tested: a small disk needs root, or sudo without a password");
        }
        may
    }
}

/// Sends statements until one is refused, and gives those that were acknowledged, the one that was not, and what was said.
fn fill(nodes: &Nodes, kept: &mut Vec<String>) -> (String, Answer) {
    loop {
        let id = id(kept.len());
        let answer = send(nodes, &id).expect("an answer");
        if answer.status != 200 {
            return (id, answer);
        }
        kept.push(id);
        assert!(kept.len() < 5_000, "the disk is never full");
    }
}

/// Sends a statement with so much noise that a few thousand fill the disk.
fn send(nodes: &Nodes, id: &str) -> Option<Answer> {
    let noise: String =
        (0..200u8).flat_map(|n| sha2::Sha256::digest(format!("{id}{n}"))).map(|byte| format!("{byte:02x}")).collect();
    let mut one = statement("ann", "did", "a");
    one["id"] = id.into();
    one["result"] = serde_json::json!({ "response": noise });
    nodes.try_ask("POST", "statements", &[], &one.to_string())
}

/// The ids of all that is there, in the order of `stored`.
fn all(nodes: &Nodes) -> Vec<String> {
    follow(nodes, &AtomicBool::new(true)).into_iter().map(|(_, id)| id).collect()
}

#[test]
fn tables_without_room_refuse_and_take_again() {
    if !Disk::may_be() {
        return;
    }
    let cluster = Cluster::start();
    let disk = Disk::make(&cluster.folder, "16m");
    let mut client = cluster.client("postgres");
    client.batch_execute(&format!("CREATE TABLESPACE small LOCATION '{}'", disk.folder().display())).unwrap();
    client.batch_execute("CREATE DATABASE records TABLESPACE small").unwrap();
    let nodes = Nodes::start(cluster.url("records").into(), &[]);
    let mut kept = Vec::new();
    for room in ["24m", "64m"] {
        let (refused, answer) = fill(&nodes, &mut kept);
        let words = (answer.status, answer.text(), answer.headers["retry-after"].as_str());
        assert_eq!(words, (503, "the disk is full\n".to_owned(), "60"));
        assert_eq!(all(&nodes), kept, "it answers whoever reads");
        disk.resize(room);
        assert_eq!(send(&nodes, &refused).unwrap().status, 200);
        kept.push(refused);
    }
    cluster.kill();
    cluster.run();
    assert_eq!(all(&nodes), kept, "all that was acknowledged, and nothing else");
}

/// A standby that is gone makes the server keep its log, until it cannot write it any more and ends.
#[test]
fn a_server_that_ends_for_want_of_room_loses_nothing() {
    if !Disk::may_be() {
        return;
    }
    let cluster = Cluster::within(None);
    let disk = Disk::make(&cluster.folder, "32m");
    cluster.make_data(&["--wal-segsize", "1", "-X", disk.folder().to_str().unwrap()]);
    cluster.run();
    cluster.client("postgres").batch_execute("SELECT pg_create_physical_replication_slot('gone', true)").unwrap();
    cluster.make("records");
    let nodes = Nodes::start(cluster.url("records").into(), &[]);
    let mut kept = Vec::new();
    let (refused, answer) = fill(&nodes, &mut kept);
    assert_eq!(answer.status, 503, "{}", answer.text());
    until("the server has ended", || !cluster.is_running());
    assert_eq!(send(&nodes, &refused).unwrap().status, 503, "nobody is there");
    disk.resize("128m");
    cluster.run();
    until("a statement is taken", || send(&nodes, &refused).is_some_and(|answer| answer.status == 200));
    kept.push(refused);
    assert_eq!(all(&nodes), kept, "all that was acknowledged, and nothing else");
}
