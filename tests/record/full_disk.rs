//! What happens where the disk is full: nothing counts as done that is not, and all goes on once there is room. A limit on the size of
//! files stands for the disk, but for one test, which limits the pages of the data base.
#![cfg(target_os = "linux")]

use crate::server::{Server, statement};
use cartable::record::{Scope, Store, keys};
use std::path::Path;
use std::process::{Command, Output};

/// The arguments of a shell that runs what follows them with files of at most so many blocks.
fn limited(blocks: usize) -> [String; 3] {
    ["-c".to_owned(), format!("trap '' XFSZ; ulimit -S -f {blocks}; exec \"$@\""), "sh".to_owned()]
}

/// A command on a server's data with such a limit.
fn command(server: &Server, blocks: usize, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(limited(blocks)).arg(env!("CARGO_BIN_EXE_cartable")).arg("record").args(arguments);
    command.args(["--messages", "en", "--data"]).arg(server.folder.join("record.sqlite")).output().unwrap()
}

/// The names in a folder that are none of the store's own.
fn others(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with("record.sqlite")).collect()
}

#[test]
fn what_is_not_on_the_disk_is_not_acknowledged_and_the_store_lives_on() {
    let mut server = Server::start(&["--rate", "1000000"]);
    let limit = |server: &Server, size: &str| {
        let of = ["--pid", &server.process.id().to_string(), &format!("--fsize={size}:")];
        assert!(Command::new("prlimit").args(of).status().unwrap().success());
    };
    let mut kept = Vec::new();
    for round in ["a", "b"] {
        limit(&server, "300000");
        let refused = loop {
            let body = statement("ann", "did", &format!("{round}{}", kept.len())).to_string();
            let answer = server.ask("POST", "statements", &body);
            match answer.status {
                200 => kept.push(answer.json()[0].as_str().unwrap().to_owned()),
                _ => break answer,
            }
            assert!(kept.len() < 5_000, "the disk is never full");
        };
        let words = (refused.status, refused.text(), refused.headers["retry-after"].as_str());
        assert_eq!(words, (503, "the disk takes no more\n".to_owned(), "60"));
        assert_eq!(server.found("ascending=true&limit=1000"), kept, "it answers whoever reads");
        limit(&server, "unlimited");
        kept.push(server.keep(&statement("ann", "did", &format!("{round}-room"))));
        server.kill_and_restart(&["--rate", "1000000"]);
        assert_eq!(server.found("ascending=true&limit=1000"), kept, "all that was acknowledged, and nothing else");
    }
}

#[test]
fn a_transaction_that_is_undone_half_way_is_refused_whole_and_the_next_is_kept() {
    let server = Server::start(&[]);
    let store = Store::make(&server.folder.join("other.sqlite")).unwrap();
    let name = "n".repeat(200_000);
    let add = |name: &str| {
        let name = name.to_owned();
        store.write(move |batch| keys::add(batch, &name, Scope::Read, None, None))
    };
    let limit = |pages: i64| {
        let limit = format!("PRAGMA max_page_count = {pages}");
        store.write(move |batch| batch.connection.number(&limit, &[])).unwrap();
    };
    add("before").unwrap();
    limit(60);
    let refusal = add(&name).unwrap_err();
    assert_eq!((refusal.status, refusal.reason.as_str()), (503, "the disk is full"));
    add("small").unwrap();
    limit(6_000);
    add(&name).unwrap();
    let names: Vec<_> = store.read(keys::list).unwrap().into_iter().map(|listed| listed.key.name).collect();
    assert_eq!(names, ["before", "small", &name]);
}

#[test]
fn a_backup_and_an_export_that_fail_say_so_and_leave_nothing() {
    let server = Server::start(&[]);
    let long = "a".repeat(100_000);
    for n in 0..4 {
        server.keep(&statement("ann", "did", &format!("{n}{long}")));
    }
    for (deed, name) in [("backup", "copy.sqlite"), ("export", "all.ndjson")] {
        let (old, new) = (server.folder.join(name), server.folder.join("new"));
        std::fs::write(&old, "old").unwrap();
        for to in [&old, &new] {
            let out = command(&server, 400, &[deed, "--force", "--to", to.to_str().unwrap()]);
            let said = String::from_utf8(out.stderr).unwrap();
            assert_eq!(out.status.code(), Some(3), "{deed}: {said}");
            assert!(said.contains(to.to_str().unwrap()) && !said.contains("panicked"), "{said}");
        }
        assert_eq!(others(&server.folder), [name], "no half file");
        assert_eq!(std::fs::read_to_string(&old).unwrap(), "old", "what was there before is there still");
        assert_eq!(server.command(&[deed, "--force", "--to", old.to_str().unwrap()]).status.code(), Some(0));
        assert_eq!(others(&server.folder), [name]);
        std::fs::remove_file(old).unwrap();
    }
}

#[test]
fn a_result_that_is_cut_is_no_success() {
    let server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut export = Command::new(env!("CARGO_BIN_EXE_cartable"));
    export.args(["record", "export", "--messages", "en", "--data"]).arg(server.folder.join("record.sqlite"));
    let out = export.stdout(full).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(3), "{said}");
    assert!(said.contains("could not be written whole"), "{said}");
}
