//! A store in a file: copied, exported, opened by a later version, or not there at all.

use crate::server::{Server, key_file, said, statement};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn a_backup_and_an_export_have_everything() {
    let server = Server::start(&[]);
    let ids: Vec<String> = (0..30).map(|n| server.keep(&statement("ann", "did", &format!("a{n}")))).collect();
    let copy = server.folder.join("copy.sqlite");
    let made = server.command(&["backup", "--to", copy.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    server.keep(&statement("ann", "did", "later"));
    let exported = |data: &std::path::Path| -> Vec<String> {
        let mut export = Command::new(env!("CARGO_BIN_EXE_cartable"));
        let out = export.args(["record", "export", "--data"]).arg(data).output().unwrap();
        let lines = String::from_utf8(out.stdout).unwrap();
        let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
        lines.lines().map(id).collect()
    };
    assert_eq!(exported(&copy), ids, "the copy is of its moment, in the order in which they came");
    assert_eq!(exported(&server.folder.join("record.sqlite")).len(), 31);
    let file = server.folder.join("all.ndjson");
    assert_eq!(server.command(&["export", "--to", file.to_str().unwrap()]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(file).unwrap().lines().count(), 31);
}

/// Runs a command on a data base, which there need not be.
fn on(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.arg("record").args(arguments).args(["--messages", "en", "--data"]).arg(data).output().unwrap()
}

#[test]
fn a_backup_replaces_an_earlier_one_of_the_same_store_and_nothing_else() {
    let (a, b) = (Server::start(&[]), Server::start(&[]));
    a.keep(&statement("ann", "did", "a"));
    let kept = b.keep(&statement("bob", "did", "b"));
    let path = |name: &str| a.folder.join(name).to_str().unwrap().to_owned();
    let served = b.folder.join("record.sqlite").to_str().unwrap().to_owned();
    let (copy, theirs, text) = (path("copy.sqlite"), path("theirs.sqlite"), path("text"));
    std::fs::write(&text, "mine").unwrap();
    let backup = |server: &Server, to: &str, more: &[&str]| {
        let out = server.command(&[&["backup", "--to", to], more].concat());
        (out.status.code(), said(&out))
    };
    assert_eq!(backup(&b, &theirs, &[]).0, Some(0));
    assert_eq!(
        (backup(&a, &copy, &[]).0, backup(&a, &copy, &[]).0),
        (Some(0), Some(0)),
        "an earlier backup of the same store"
    );
    let before: Vec<_> = [&theirs, &text].map(|path| std::fs::read(path).unwrap()).into();
    for to in [&theirs, &text] {
        let (code, said) = backup(&a, to, &[]);
        assert!(
            code == Some(3) && said.contains("no backup of this store") && said.contains("--force"),
            "{to}: {said}"
        );
    }
    assert_eq!(before, [&theirs, &text].map(|path| std::fs::read(path).unwrap()), "nothing was written");
    let own = a.folder.join("record.sqlite").to_str().unwrap().to_owned();
    for (to, more) in [(&served, [].as_slice()), (&served, &["--force"]), (&own, &["--force"])] {
        let (code, said) = backup(&a, to, more);
        assert!(code == Some(3), "{to}: {said}");
    }
    b.keep(&statement("bob", "did", "c"));
    assert!(b.found("").contains(&kept) && b.found("").len() == 2, "the store that is served has all of its own");
    // A backup that somebody begins to serve is a store of its own from then on.
    let restored = on(Path::new(&copy), &["key", "add", "--name", "x", "--scope", "all"]);
    assert_eq!(restored.status.code(), Some(0));
    assert_eq!(backup(&a, &copy, &[]).0, Some(3), "a store is no backup any more");
    for to in [&copy, &theirs, &text] {
        assert_eq!(backup(&a, to, &["--force"]).0, Some(0), "{to}");
    }
    let names = std::fs::read_dir(&a.folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.contains(".part")).count(), 0);
}

#[test]
fn an_export_replaces_nothing_unless_it_is_told_to_and_is_its_owners_alone() {
    let server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    let other = Server::start(&[]);
    let served = other.folder.join("record.sqlite");
    let file = server.folder.join("all.ndjson");
    let export = |to: &Path, more: &[&str]| {
        let out = server.command(&[&["export", "--to", to.to_str().unwrap()], more].concat());
        (out.status.code(), said(&out))
    };
    assert_eq!(export(&file, &[]).0, Some(0));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&file, "mine").unwrap();
    let (code, said) = export(&file, &[]);
    assert!(code == Some(3) && said.contains("exists"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(export(&served, &["--force"]).0, Some(3), "never a store that is served");
    assert_eq!(other.ask("GET", "statements", "").status, 200);
    assert_eq!((export(&file, &["--force"]).0, export(&server.folder, &["--force"]).0), (Some(0), Some(3)));
}

#[test]
fn an_export_by_day_has_each_statement_once_and_follows_what_is_removed() {
    let server = Server::start(&[]);
    let folder = server.folder.join("days");
    let export = |more: &[&str]| {
        let out = server.command(&[&["export", "--by-day", folder.to_str().unwrap()], more].concat());
        (out.status.code(), said(&out))
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(export(&[]).0, Some(0));
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        std::fs::remove_dir(&folder).unwrap();
    }
    let ids: Vec<String> = ["a", "b", "c", "d"].map(|verb| server.keep(&statement("ann", verb, "a"))).to_vec();
    // A minute before midnight, midnight, and the last moment of that day, in the zone of the store.
    const MIDNIGHT: i64 = 1_767_222_000_000_000;
    let data = rusqlite::Connection::open(server.folder.join("record.sqlite")).unwrap();
    data.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('timezone', 'Europe/Paris')", []).unwrap();
    let moments = [MIDNIGHT - 60_000_000, MIDNIGHT, MIDNIGHT + 86_400_000_000 - 1];
    let stored: Vec<i64> = {
        let mut all = data.prepare("SELECT stored FROM statement ORDER BY stored").unwrap();
        all.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    for (moment, old) in moments.iter().zip(&stored) {
        data.execute("UPDATE statement SET stored = ?1 WHERE stored = ?2", [*moment, *old]).unwrap();
    }
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("statements-mine.ndjson"), "mine").unwrap();
    std::fs::write(folder.join("statements-2020-01-01.ndjson"), "of a person who was forgotten").unwrap();
    assert_eq!(export(&[]), (Some(0), "4 statement(s) in 3 file(s).\n".to_owned()));
    let read = |day: &str| -> Vec<String> {
        let text = std::fs::read_to_string(folder.join(format!("statements-{day}.ndjson"))).unwrap_or_default();
        text.lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!((read("2025-12-31"), read("2026-01-01")), (ids[..1].to_vec(), ids[1..3].to_vec()));
    let names = || {
        let all = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        all.collect::<std::collections::BTreeSet<_>>()
    };
    assert!(names().len() == 4 && names().contains("statements-mine.ndjson"), "{:?}", names());
    data.execute("DELETE FROM statement WHERE stored < ?", [MIDNIGHT + 1]).unwrap();
    assert_eq!(export(&[]).0, Some(0));
    assert!(names().len() == 3 && !names().contains("statements-2025-12-31.ndjson"), "{:?}", names());
    assert_eq!(read("2026-01-01"), ids[2..3]);
    // Neither a file nor both ways at once.
    let file = server.folder.join("days/statements-mine.ndjson");
    assert_eq!(server.command(&["export", "--by-day", file.to_str().unwrap()]).status.code(), Some(3));
    assert_eq!(export(&["--to", "-"]).0, Some(2));
}

#[test]
fn a_command_that_looks_for_a_store_makes_none() {
    let folder = std::env::temp_dir().join(format!("cartable-none-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (data, to) = (folder.join("nope.sqlite"), folder.join("to"));
    let (to, account) = (to.to_str().unwrap(), "https://lms.example.org|1");
    let commands: &[&[&str]] = &[
        &["backup", "--to", to],
        &["export"],
        &["export", "--to", to],
        &["export", "--to", to, "--account", account],
        &["forget", "--account", account],
        &["purge", "--older-than", "1d"],
        &["purge"],
        &["keep", "1y"],
        &["key", "list"],
        &["key", "revoke", "0000000000000000"],
        &["status"],
    ];
    for command in commands {
        let out = on(&data, command);
        assert_eq!(out.status.code(), Some(3), "{command:?}: {}", said(&out));
        assert!(said(&out).contains("no record store here"), "{command:?}: {}", said(&out));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "{command:?}");
    }
    // An empty file is no store either, and a data base of something else stays as it is.
    std::fs::write(&data, "").unwrap();
    for command in commands {
        assert_eq!(
            (on(&data, command).status.code(), std::fs::metadata(&data).unwrap().len()),
            (Some(3), 0),
            "{command:?}"
        );
    }
    std::fs::remove_file(&data).unwrap();
    rusqlite::Connection::open(&data).unwrap().execute_batch("CREATE TABLE mine (a)").unwrap();
    let before = std::fs::read(&data).unwrap();
    for command in commands.iter().chain([&["key", "add", "--name", "x", "--scope", "all"].as_slice()]) {
        assert_eq!(
            (on(&data, command).status.code(), std::fs::read(&data).unwrap() == before),
            (Some(3), true),
            "{command:?}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_store_of_the_first_version_is_read_and_says_what_it_is() {
    let right = key_file("old", b'k');
    let flags = ["--pseudonyms", right.to_str().unwrap()];
    for (flags, without) in [([].as_slice(), Some(0)), (&flags, Some(2))] {
        let mut server = Server::start(flags);
        let id = server.keep(&statement("ann", "did", "a"));
        server.process.kill().unwrap();
        server.process.wait().unwrap();
        // As the first version made it.
        let data = rusqlite::Connection::open(server.folder.join("record.sqlite")).unwrap();
        data.execute_batch(
            "DROP TABLE setting; DROP TABLE progress; ALTER TABLE key DROP COLUMN used; PRAGMA user_version = 1",
        )
        .unwrap();
        drop(data);
        let lines = server.command(&["export"]);
        assert!(String::from_utf8(lines.stdout).unwrap().contains(&id));
        let forget = server.command(&["forget", "--mbox", "mailto:cy@example.org"]);
        assert_eq!(forget.status.code(), without.map(|code| code.max(1)), "nobody is there, or the key is missing");
        server.kill_and_restart(flags);
        assert_eq!(server.found(""), [id]);
        let status: Value = serde_json::from_slice(&server.command(&["status", "--format", "json"]).stdout).unwrap();
        assert_eq!(status["pseudonyms"], json!(!flags.is_empty()));
    }
    let _ = std::fs::remove_file(right);
    // What comes from later is left alone.
    let server = Server::start(&[]);
    let copy = server.folder.join("copy.sqlite");
    assert!(server.command(&["backup", "--to", copy.to_str().unwrap()]).status.success());
    rusqlite::Connection::open(&copy).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert_eq!(on(&copy, &["export"]).status.code(), Some(3));
}

#[test]
fn status_says_what_is_stored_and_when_keys_and_backups_were_last_used() {
    let server = Server::start(&[]);
    let unused = server.key("read");
    server.keep(&statement("ann", "did", "a"));
    let status =
        || -> Value { serde_json::from_slice(&server.command(&["status", "--format", "json"]).stdout).unwrap() };
    let before = status();
    assert_eq!((&before["statements"], &before["documents"], &before["backup"]), (&json!(1), &json!(0), &json!(null)));
    let used: Vec<bool> = before["keys"].as_array().unwrap().iter().map(|key| key["used"].is_string()).collect();
    assert_eq!((used, unused.is_empty()), (vec![true, false], false));
    let copy = server.folder.join("copy.sqlite");
    assert!(server.command(&["backup", "--to", copy.to_str().unwrap()]).status.success());
    assert!(status()["backup"].is_string() && status()["bytes"].as_u64() > Some(10_000));
    let human = said(&server.command(&["status"]));
    assert!(human.contains("1 statement(s)") && human.contains("under their names"), "{human}");
}

#[test]
fn a_clock_that_was_wrong_is_told_and_does_not_make_time_stamps_wrong() {
    let mut server = Server::start(&[]);
    let old = server.keep(&statement("ann", "did", "a"));
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let data = rusqlite::Connection::open(server.folder.join("record.sqlite")).unwrap();
    // Four years ahead.
    data.execute_batch(
        "UPDATE mention SET stored = stored + 126230400000000; UPDATE statement SET stored = stored + 126230400000000",
    )
    .unwrap();
    drop(data);
    let out = Command::new("timeout")
        .args(["-s", "TERM", "2", env!("CARGO_BIN_EXE_cartable"), "record", "serve", "--listen", "127.0.0.1:0"])
        .args(["--messages", "en", "--data"])
        .arg(server.folder.join("record.sqlite"))
        .output()
        .unwrap();
    assert!(said(&out).contains("Check the clock"), "{}", said(&out));
    server.kill_and_restart(&[]);
    let new = server.keep(&statement("ann", "did", "b"));
    let stored = server.ask("GET", &format!("statements?statementId={new}"), "").json();
    let (timestamp, stored) = (stored["timestamp"].as_str().unwrap(), stored["stored"].as_str().unwrap());
    assert!(timestamp[..4] < stored[..4], "{timestamp} {stored}");
    assert_eq!(server.found("ascending=true"), [old, new], "the order is that of arrival");
}

/// The log of a running store is a part of it: nothing is written over it.
#[test]
fn nothing_is_written_over_what_belongs_to_a_store() {
    let server = Server::start(&[]);
    let id = server.keep(&statement("ann", "did", "a"));
    for end in ["-wal", "-shm", "-journal", ".outbox"] {
        let path = server.folder.join(format!("record.sqlite{end}"));
        for deed in ["export", "backup"] {
            let done = server.command(&[deed, "--to", path.to_str().unwrap(), "--force"]);
            assert_eq!(done.status.code(), Some(3), "{deed} {end}: {done:?}");
            let there = std::fs::read(&path).unwrap_or_default();
            assert!(!there.starts_with(b"{") && !there.starts_with(b"SQLite format"), "{deed} {end}");
        }
    }
    assert_eq!(server.found(""), [id]);
}
