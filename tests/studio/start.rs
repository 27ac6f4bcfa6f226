//! What the studio does with a port or a folder that it cannot use: it opens with findings, or says what to do.

use crate::server::{Studio, cartable, folder, root};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};

/// What a studio that cannot start says, and its exit code.
fn refused(deck: &std::path::Path, more: &[&str]) -> (i32, String) {
    // Elsewhere than beside the deck, which may be one of the repository.
    let state = folder();
    let done = cartable(deck).args(more).env("XDG_STATE_HOME", &state).output().unwrap();
    fs::remove_dir_all(state).unwrap();
    assert!(done.stdout.is_empty(), "it says no address: {}", String::from_utf8_lossy(&done.stdout));
    (done.status.code().unwrap(), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_do() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, said) = refused(&root().join("tests/decks/good"), &["--port", &port]);
    assert_eq!(code, 4, "{said}");
    assert!(said.contains(&port) && said.contains("--port") && said.contains("another program"), "{said}");
}

#[test]
fn no_option_opens_the_studio_to_other_machines() {
    for option in ["--listen", "--host", "--bind", "--address", "--origin", "--token"] {
        let (code, said) = refused(&root().join("tests/decks/good"), &[option, "0.0.0.0"]);
        assert_eq!(code, 2, "{option}: {said}");
    }
}

#[test]
fn a_folder_that_cannot_be_listed_is_refused_in_words() {
    let here = folder();
    let file = here.join("deck.toml");
    fs::write(&file, "").unwrap();
    for (path, words) in [(here.join("none"), "there is no such"), (file, "a folder is wanted")] {
        let (code, said) = refused(&path, &[]);
        assert_eq!(code, 3, "{said}");
        assert!(said.contains(words) && !said.contains("os error"), "{said}");
    }
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn a_folder_that_is_no_deck_is_refused_with_the_command_that_makes_one() {
    let empty = folder();
    let other = folder();
    fs::write(other.join("letter.docx"), "PK").unwrap();
    for path in [empty, other] {
        let (code, said) = refused(&path, &[]);
        assert_eq!(code, 3, "{said}");
        assert!(said.contains("deck.toml") && said.contains("cartable new deck"), "{said}");
        fs::remove_dir_all(path).unwrap();
    }
}

#[test]
fn a_place_for_the_journal_that_cannot_be_used_is_named_and_not_the_deck() {
    let here = folder();
    let state = here.join("state");
    fs::write(&state, "a file").unwrap();
    let deck = root().join("tests/decks/good");
    let done = cartable(&deck).env("XDG_STATE_HOME", &state).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(3), "{said}");
    assert!(said.contains(state.to_str().unwrap()) && said.contains("XDG_STATE_HOME"), "{said}");
    assert!(!said.contains(deck.to_str().unwrap()), "{said}");
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn a_deck_that_cannot_be_read_opens_with_findings() {
    let kinds: [fn(&std::path::Path); 2] = [
        |deck| fs::write(deck.join("deck.toml"), b"\xff\xfe\x00").unwrap(),
        |deck| fs::create_dir(deck.join("deck.toml")).unwrap(),
    ];
    for (number, fill) in kinds.iter().enumerate() {
        let deck = folder();
        fill(&deck);
        let studio = Studio::on(deck);
        let told = studio.json("/api/deck");
        assert!(told["errors"].as_u64().unwrap() > 0, "{number}: {told}");
        assert_eq!(studio.get("/").status, 200);
        assert_eq!(studio.json("/api/preview?format=scorm12&language=fr&scope=deck")["is"], false, "{number}");
    }
}

/// The addresses on which a process listens, as the system tells them.
#[cfg(target_os = "linux")]
#[test]
fn it_listens_on_this_machine_alone() {
    let studio = Studio::start();
    let inodes: Vec<String> = fs::read_dir(format!("/proc/{}/fd", studio.process.id()))
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.unwrap().path()).ok())
        .filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.trim_end_matches(']').to_owned()))
        .collect();
    let mut found = 0;
    for (table, loopback) in [("tcp", "0100007F:"), ("tcp6", "00000000000000000000000001000000:")] {
        for line in fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default().lines().skip(1) {
            let cells: Vec<&str> = line.split_whitespace().collect();
            if cells[3] == "0A" && inodes.iter().any(|inode| inode == cells[9]) {
                assert!(cells[1].starts_with(loopback), "it listens on {}", cells[1]);
                found += 1;
            }
        }
    }
    assert!(found >= 2, "the page and the module: {found}");
}
