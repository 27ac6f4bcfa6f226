//! The command itself: killed, twice at once, on a full disk, with its keys and its exit codes.

use super::lrs::{Fault, Lrs};
use super::{Folder, line, lines};
use serde_json::Value;
use std::fs;
use std::process::{Command, Output, Stdio};

fn send(folder: &Folder, lrs: &Lrs) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.args(["send", "--format", "json", "--messages", "en", "--to", &lrs.url, "--outbox"]).arg(folder.outbox());
    command.env_remove("CARTABLE_LRS_KEY").env_remove("CARTABLE_LRS_SECRET");
    command
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}: {} {}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    })
}

fn each_once(lrs: &Lrs, count: usize) {
    lrs.state(|state| {
        assert_eq!((state.facts.len(), state.kept.len()), (count, count));
        assert!(state.facts.values().all(|ids| ids.len() == 1));
    });
}

/// The same command is given again after each kill, as a person would. How many is said by STATEMENTS, for the bench.
#[test]
fn each_is_stored_once_though_the_command_is_killed_three_times() {
    let count: usize = std::env::var("STATEMENTS").ok().map_or(10_000, |count| count.parse().unwrap());
    let batches = count / 100;
    let lrs = Lrs::start(|number| match number % 10 {
        3 => Fault::CutAfter,
        7 => Fault::Says("503 Service Unavailable", "Retry-After: 0\r\n", ""),
        _ => Fault::Fine,
    });
    let folder = Folder::new();
    let file = folder.file("a.ndjson", &lines(count));
    let mut command = send(&folder, &lrs);
    command.arg("--wait").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
    let mut seen = 0;
    for _ in 0..3 {
        let mut child = command.spawn().unwrap();
        seen += batches / 5;
        lrs.wait_for_posts(seen);
        child.kill().unwrap();
        child.wait().unwrap();
        seen = lrs.state(|state| state.posts);
    }
    assert!(lrs.state(|state| state.kept.len()) < count, "it was killed on its way");
    let output = send(&folder, &lrs).arg("--wait").arg(&file).output().unwrap();
    assert_eq!((json(&output)["waiting"].as_u64(), json(&output)["end"].as_str()), (Some(0), Some("done")));
    each_once(&lrs, count);
    let again = json(&send(&folder, &lrs).arg(&file).output().unwrap());
    assert_eq!((again["known"].as_u64(), again["sent"].as_u64()), (Some(count as u64), Some(0)));
}

#[test]
fn two_senders_on_one_outbox_send_each_once() {
    let lrs = Lrs::start(|number| if number % 7 == 3 { Fault::CutAfter } else { Fault::Fine });
    let folder = Folder::new();
    let all = lines(3_000);
    let (half, _) = all.split_at(all.len() / 2);
    let cut = half.rfind('\n').unwrap() + 1;
    let files = [folder.file("a.ndjson", &all[..cut]), folder.file("b.ndjson", &all[cut..])];
    let children: Vec<_> = files
        .iter()
        .map(|file| {
            send(&folder, &lrs).arg("--wait").arg(file).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    each_once(&lrs, 3_000);
}

/// The limit on the size of files stands for a disk that is full.
#[cfg(unix)]
#[test]
fn a_full_disk_takes_nothing_and_loses_nothing() {
    let lrs = Lrs::start(|_| Fault::Fine);
    let folder = Folder::new();
    let file = folder.file("a.ndjson", &lines(5_000));
    let few = folder.file("b.ndjson", &lines(10));
    assert!(send(&folder, &lrs).arg(&few).output().unwrap().status.success());
    let plain = send(&folder, &lrs);
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 200; exec \"$@\"", "sh"]).arg(plain.get_program());
    let output = limited.args(plain.get_args()).arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("outbox.sqlite") && !said.contains("panicked"), "{said}");
    each_once(&lrs, 10);
    let output = send(&folder, &lrs).arg(&file).output().unwrap();
    assert_eq!((json(&output)["added"].as_u64(), json(&output)["known"].as_u64()), (Some(4_990), Some(10)));
    each_once(&lrs, 5_000);
}

#[test]
fn bad_statements_keep_the_good_ones_back_unless_they_are_skipped() {
    let lrs = Lrs::start(|_| Fault::Fine);
    let folder = Folder::new();
    let file = folder.file(
        "a.ndjson",
        &format!("{}\n{}\n", line(1, "did"), line(2, "did").replace("https://a.example.org/did", "did")),
    );
    let output = send(&folder, &lrs).arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let finding = &json(&output)["findings"][0];
    assert_eq!((finding["code"].as_str(), finding["line"].as_u64()), (Some("X008"), Some(2)));
    assert!(
        finding["message"].as_str().unwrap().contains("/verb/id")
            && finding["message"].as_str().unwrap().contains("Data 2.2")
    );
    each_once(&lrs, 0);
    let output = send(&folder, &lrs).arg("--skip-bad").arg(&file).output().unwrap();
    assert_eq!((output.status.code(), json(&output)["bad"][0]["line"].as_u64()), (Some(1), Some(2)));
    each_once(&lrs, 1);
}

#[test]
fn what_was_refused_is_printed_mended_and_sent() {
    let lrs = Lrs::start(|_| Fault::Fine);
    let folder = Folder::new();
    let file = folder.file("a.json", &format!("[{},{}]", line(1, "did"), line(2, "bad")));
    let output = send(&folder, &lrs).arg(&file).output().unwrap();
    assert_eq!((output.status.code(), json(&output)["rejected"].as_u64()), (Some(1), Some(1)));
    let status = json(&send(&folder, &lrs).arg("--status").output().unwrap());
    assert_eq!((status["sent"].as_u64(), status["rejected"].as_u64()), (Some(1), Some(1)));
    let mut human = Command::new(env!("CARGO_BIN_EXE_cartable"));
    let printed = human.args(["send", "--rejected", "--outbox"]).arg(folder.outbox()).output().unwrap();
    let mended = folder.file("b.ndjson", &String::from_utf8(printed.stdout).unwrap().replace("/bad", "/did"));
    assert!(String::from_utf8_lossy(&printed.stderr).contains("is not liked"));
    let output = send(&folder, &lrs).arg(&mended).output().unwrap();
    assert_eq!((output.status.code(), json(&output)["rejected"].as_u64()), (Some(0), Some(0)));
    each_once(&lrs, 2);
}

#[test]
fn keys_come_from_a_file_a_command_or_the_environment_and_are_shown_nowhere() {
    let lrs = Lrs::start(|_| Fault::Says("401 Unauthorized", "", "who are you?"));
    let folder = Folder::new();
    let file = folder.file("a.json", &line(1, "did"));
    let keys = folder.file("keys", "key:s3cret\n");
    let basic = "Basic a2V5OnMzY3JldA==";
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&keys, fs::Permissions::from_mode(0o640)).unwrap();
        let output = send(&folder, &lrs).arg("--key-file").arg(&keys).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        fs::set_permissions(&keys, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let mut outputs = vec![send(&folder, &lrs).arg("--key-file").arg(&keys).arg(&file).output().unwrap()];
    assert_eq!(lrs.state(|state| std::mem::take(&mut state.keys)), [basic.to_owned()].into());
    outputs.push(
        send(&folder, &lrs).env("CARTABLE_LRS_KEY", "key").env("CARTABLE_LRS_SECRET", "s3cret").output().unwrap(),
    );
    assert_eq!(lrs.state(|state| std::mem::take(&mut state.keys)), [basic.to_owned()].into());
    #[cfg(unix)]
    {
        outputs.push(send(&folder, &lrs).args(["--key-command", "printf 'key\\ns3cret\\n'"]).output().unwrap());
        assert_eq!(lrs.state(|state| std::mem::take(&mut state.keys)), [basic.to_owned()].into());
    }
    for output in outputs {
        assert_eq!((output.status.code(), json(&output)["end"].as_str()), (Some(4), Some("never")));
        let said = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&said).contains("s3cret"));
    }
    for entry in fs::read_dir(&folder.0).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        assert!(path == keys || !bytes.windows(6).any(|part| part == b"s3cret"), "{}", path.display());
    }
}

#[test]
fn wrong_use_is_told_before_anything_is_touched() {
    let folder = Folder::new();
    for to in ["http://lrs.example.org", "https://a:b@lrs.example.org", "lrs"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        let output = command.args(["send", "--to", to, "--outbox"]).arg(folder.outbox()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{to}");
        assert!(!folder.outbox().exists());
    }
    let output = Command::new(env!("CARGO_BIN_EXE_cartable")).args(["send", "a.json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_waits_is_sent_at_once_elsewhere_or_not_at_all() {
    let busy = Lrs::start(|number| match number {
        1 => Fault::Says("503 Service Unavailable", "Retry-After: 86400\r\n", ""),
        _ => Fault::Fine,
    });
    let (folder, other) = (Folder::new(), Lrs::start(|_| Fault::Fine));
    let file = folder.file("a.ndjson", &lines(3));
    assert_eq!(send(&folder, &busy).arg(&file).output().unwrap().status.code(), Some(4));
    assert_eq!(json(&send(&folder, &busy).output().unwrap())["waiting"], 3, "it is left alone for a day");
    assert_eq!(json(&send(&folder, &busy).arg("--now").output().unwrap())["sent"], 3);
    each_once(&busy, 3);
    // An address that was wrong.
    let mut wrong = other.clone();
    wrong.url = "http://127.0.0.1:9/xapi".to_owned();
    let waits = |store: &Lrs| json(&send(&folder, store).arg("--status").output().unwrap())["waiting"].clone();
    assert_eq!(send(&folder, &wrong).arg(&file).output().unwrap().status.code(), Some(4));
    assert_eq!(waits(&wrong), 3);
    let moved = json(&send(&folder, &other).args(["--instead-of", &wrong.url]).output().unwrap());
    assert_eq!((&moved["sent"], &moved["waiting"]), (&3.into(), &0.into()));
    each_once(&other, 3);
    assert_eq!(waits(&wrong), 0);
    assert_eq!(send(&folder, &wrong).arg(&file).output().unwrap().status.code(), Some(4));
    assert_eq!(json(&send(&folder, &wrong).arg("--drop").output().unwrap())["dropped"], 3);
    assert_eq!(waits(&wrong), 0);
}

#[test]
fn a_command_that_looks_for_an_outbox_makes_none_and_spoils_none() {
    let (folder, lrs) = (Folder::new(), Lrs::start(|_| Fault::Fine));
    for option in ["--status", "--rejected", "--drop"] {
        let output = send(&folder, &lrs).arg(option).output().unwrap();
        assert_eq!((output.status.code(), folder.outbox().exists()), (Some(3), false), "{option}");
    }
    rusqlite::Connection::open(folder.outbox()).unwrap().execute_batch("CREATE TABLE mine (a)").unwrap();
    let before = fs::read(folder.outbox()).unwrap();
    let file = folder.file("a.ndjson", &lines(1));
    assert_eq!(send(&folder, &lrs).arg(&file).output().unwrap().status.code(), Some(3));
    assert!(fs::read(folder.outbox()).unwrap() == before, "the data base of another program stays as it is");
}
