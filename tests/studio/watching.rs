//! Files that others write while the studio is open: an editor, a program that syncs, git.

use crate::copy::copy;
use crate::server::{Studio, folder, root};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// What is promised, and what a busy machine is given.
const LIMIT: Duration = Duration::from_secs(10);
const PROMISED: Duration = Duration::from_millis(1000);

/// The first card of the deck, and its text.
fn card(studio: &Studio) -> (PathBuf, String) {
    let deck = studio.json("/api/deck");
    let file = studio.deck.join(deck["editions"][0]["themes"][0]["cards"][0]["file"].as_str().unwrap());
    let text = fs::read_to_string(&file).unwrap();
    (file, text)
}

fn title(deck: &Value) -> &str {
    deck["editions"][0]["themes"][0]["cards"][0]["title"].as_str().unwrap_or_default()
}

/// The text with another title.
fn titled(text: &str, title: &str) -> String {
    let line = text.lines().find(|line| line.starts_with("title")).expect("a title");
    text.replacen(line, &format!("title = \"{title}\""), 1)
}

/// Whether the module that is shown now has these words.
fn shows(studio: &Studio, words: &str) -> bool {
    let page = studio.made().replace("/play", "/index.html");
    studio.module(&page).text().contains(words)
}

#[test]
fn every_way_to_save_shows_within_a_second() {
    let studio = Studio::start();
    let (file, text) = card(&studio);
    let beside = file.with_extension("md~");
    type Save<'a> = (&'a str, Box<dyn Fn(&str) + 'a>);
    let ways: [Save; 4] = [
        ("truncate and write", Box::new(|new: &str| fs::write(&file, new).unwrap())),
        (
            "a new file and a rename",
            Box::new(|new: &str| {
                fs::write(&beside, new).unwrap();
                fs::rename(&beside, &file).unwrap();
            }),
        ),
        (
            "the old one away, then a new one",
            Box::new(|new: &str| {
                fs::rename(&file, &beside).unwrap();
                fs::write(&file, new).unwrap();
                fs::remove_file(&beside).unwrap();
            }),
        ),
        (
            "another time than now",
            Box::new(|new: &str| {
                fs::write(&beside, new).unwrap();
                let old = fs::metadata(&file).unwrap().modified().unwrap();
                fs::File::options().write(true).open(&beside).unwrap().set_modified(old).unwrap();
                fs::rename(&beside, &file).unwrap();
            }),
        ),
    ];
    let mut slow = Vec::new();
    for (number, (way, save)) in ways.iter().enumerate() {
        // As long as before, so that the size tells nothing.
        let new = format!("Titre du moment {number}");
        save(&titled(&text, &new));
        let (_, took) = studio.until(LIMIT, |deck| title(deck) == new);
        assert!(shows(&studio, &new), "{way}: the module is the old one");
        if took > PROMISED {
            slow.push((way, took));
        }
    }
    assert!(slow.len() < 2, "more than a moment of a busy machine: {slow:?}");
}

#[test]
fn a_mistake_keeps_the_last_good_module_and_has_a_place() {
    let studio = Studio::start();
    let (file, text) = card(&studio);
    let page = studio.made();
    let path = file.strip_prefix(&studio.deck).unwrap().to_str().unwrap().to_owned();
    let is_told = |deck: &Value| {
        let findings = deck["findings"].as_array().unwrap();
        findings.iter().any(|finding| finding["severity"] == "error" && finding["file"] == path.as_str())
    };
    fs::write(&file, text.replacen("+++", "++", 1)).unwrap();
    studio.until(LIMIT, is_told);
    let theme = studio.made();
    assert_eq!(theme, page, "the last good one");
    assert_eq!(studio.module(&page).status, 200);
    fs::write(&file, titled(&text, "Tout va bien")).unwrap();
    studio.until(LIMIT, |deck| !is_told(deck));
    assert!(shows(&studio, "Tout va bien"));
    assert_ne!(studio.made(), page, "another address, so that the browser takes it");
}

#[test]
fn a_file_that_is_half_written_is_not_taken_for_the_whole() {
    let studio = Studio::start();
    let (file, text) = card(&studio);
    let new = titled(&text, "À moitié écrit");
    let begun = studio.json("/api/deck")["number"].as_u64().unwrap();
    // A slow writer, piece by piece.
    let bytes = new.as_bytes();
    for end in (0..=bytes.len()).step_by(bytes.len().div_ceil(12)) {
        fs::write(&file, &bytes[..end]).unwrap();
        std::thread::sleep(Duration::from_millis(40));
    }
    fs::write(&file, bytes).unwrap();
    let (deck, _) = studio.until(LIMIT, |deck| title(deck) == "À moitié écrit");
    assert_eq!(deck["errors"], 0, "{}", deck["findings"]);
    assert!(deck["number"].as_u64().unwrap() <= begun + 2, "no state for each piece: {}", deck["number"]);
}

#[test]
fn the_same_content_again_is_no_change() {
    let studio = Studio::start();
    let (file, text) = card(&studio);
    let number = studio.json("/api/deck")["number"].clone();
    for _ in 0..3 {
        fs::write(&file, &text).unwrap();
        let (away, beside) = (file.with_extension("away"), studio.deck.join(".hidden"));
        fs::rename(&file, &away).unwrap();
        fs::rename(&away, &file).unwrap();
        fs::write(beside, "a file of an editor").unwrap();
        std::thread::sleep(Duration::from_millis(700));
    }
    assert_eq!(studio.json("/api/deck")["number"], number);
    fs::write(&file, titled(&text, "Autre")).unwrap();
    studio.until(LIMIT, |deck| title(deck) == "Autre" && deck["number"] != number);
}

#[test]
fn a_page_that_has_lived_through_a_restart_is_told_of_the_state_at_once() {
    let (before, studio) = (Studio::start(), Studio::start());
    let number = |studio: &Studio| studio.json("/api/deck")["number"].as_u64().unwrap();
    // As many states as the program before, or more.
    for known in [number(&before), number(&studio) + 7] {
        let asked = Instant::now();
        let told = studio.json(&format!("/api/changes?since={known}"));
        assert_eq!(told["number"], number(&studio));
        assert!(asked.elapsed() < LIMIT, "{:?}", asked.elapsed());
    }
}

#[test]
fn a_file_that_changes_all_the_time_does_not_hold_back_the_others() {
    let studio = Studio::start();
    let (file, text) = card(&studio);
    fs::write(&file, titled(&text, "Quand même")).unwrap();
    let written = std::cell::Cell::new(0);
    studio.until(LIMIT, |deck| {
        written.set(written.get() + 1);
        fs::write(studio.deck.join("sync.log"), "x".repeat(written.get())).unwrap();
        title(deck) == "Quand même"
    });
}

#[test]
fn a_folder_that_goes_and_comes_back_is_read_again() {
    let studio = Studio::start();
    let (file, text) = card(&studio);
    let away = folder();
    fs::remove_dir(&away).unwrap();
    fs::rename(&studio.deck, &away).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(!title(&studio.json("/api/deck")).is_empty(), "the last state stays");
    fs::rename(&away, &studio.deck).unwrap();
    fs::write(&file, titled(&text, "De retour")).unwrap();
    studio.until(LIMIT, |deck| title(deck) == "De retour");
    // A theme's folder alone.
    let theme = file.parent().unwrap();
    fs::rename(theme, &away).unwrap();
    studio.until(LIMIT, |deck| title(deck).is_empty());
    fs::rename(&away, theme).unwrap();
    studio.until(LIMIT, |deck| title(deck) == "De retour" && deck["errors"] == 0);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_a_finding_and_holds_nothing_up() {
    let studio = Studio::start();
    let (file, text) = card(&studio);
    let path = file.strip_prefix(&studio.deck).unwrap().to_str().unwrap().to_owned();
    let before = title(&studio.json("/api/deck")).to_owned();
    let is_told =
        |deck: &Value| deck["findings"].as_array().unwrap().iter().any(|finding| finding["file"] == path.as_str());
    let kinds: [&dyn Fn(); 4] = [
        &|| fs::create_dir(&file).unwrap(),
        &|| std::os::unix::fs::symlink("/etc/passwd", &file).unwrap(),
        // Whoever opens a pipe waits for ever.
        &|| assert!(Command::new("mkfifo").arg(&file).status().unwrap().success()),
        &|| fs::write(&file, b"\xff\xfe\xfd").unwrap(),
    ];
    for (number, make) in kinds.iter().enumerate() {
        fs::remove_file(&file).unwrap();
        make();
        let (deck, _) = studio.until(LIMIT, |deck| title(deck) != before);
        // A folder of this name may be there; everything else has its finding.
        assert!(number == 0 || is_told(&deck), "{number}: {}", deck["findings"]);
        assert!(!deck.to_string().contains("root:"), "{number}");
        let _ = fs::remove_file(&file);
        let _ = fs::remove_dir(&file);
        fs::write(&file, &text).unwrap();
        studio.until(LIMIT, |deck| title(deck) == before);
    }
}

#[test]
fn another_branch_is_taken_up_whole() {
    let here = folder();
    copy(&root().join("tests/decks/good"), &here);
    let studio = Studio::on(here);
    let git = |words: &[&str]| {
        let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        let done = Command::new("git").arg("-C").arg(&studio.deck).args(who).args(words).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let (file, text) = card(&studio);
    git(&["init", "-q", "-b", "one"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    git(&["checkout", "-qb", "two"]);
    fs::write(&file, titled(&text, "Deuxième branche")).unwrap();
    git(&["commit", "-qam", "two"]);
    studio.until(LIMIT, |deck| title(deck) == "Deuxième branche");
    git(&["checkout", "-q", "one"]);
    studio.until(LIMIT, |deck| title(deck) != "Deuxième branche" && deck["errors"] == 0);
    git(&["checkout", "-q", "two"]);
    studio.until(LIMIT, |deck| title(deck) == "Deuxième branche");
}

#[test]
fn the_base_of_an_overlay_is_watched_too() {
    let (base, over) = (folder(), folder());
    copy(&root().join("tests/decks/good"), &base);
    let name = base.file_name().unwrap().to_str().unwrap();
    let head = format!(
        "base = \"../{name}\"\nid = \"local\"\niri = \"https://www.social-project.fr/local\"\nversion = \"1.0.0\"\n\n\
         [title]\nfr = \"Un jeu local\"\n\n[[credits]]\nrole = \"author\"\nname = \"Une équipe locale\"\n"
    );
    fs::write(over.join("deck.toml"), head).unwrap();
    let studio = Studio::on(over);
    assert!(!title(&studio.json("/api/deck")).is_empty(), "the cards of the base");
    let file = base.join("fr/1-deborder/01-appel.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, titled(&text, "Dans la base")).unwrap();
    studio.until(LIMIT, |deck| title(deck) == "Dans la base");
    fs::remove_dir_all(base).unwrap();
}
