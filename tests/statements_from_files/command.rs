//! The command: statements on standard output, words on standard error, the right exit codes.

use super::*;
use std::fs;
use std::process::{Command, Output};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-statements-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn cartable(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    let where_and_when =
        ["--home-page", "https://moodle.example.org", "--timezone", "Europe/Paris", "--messages", "en"];
    command.current_dir(root()).arg("statements").args(where_and_when).args(arguments).output().unwrap()
}

const SHEET: &str = "account,situation,date,done\nada,t1-s01,2026-11-20,yes\nbob,t1-s01,2026-11-20,no\n";

#[test]
fn statements_go_out_one_a_line() {
    let folder = Folder::new("lines");
    let output = cartable(&[&folder.file("a.csv", SHEET)]);
    assert_eq!(output.status.code(), Some(0));
    let lines = String::from_utf8(output.stdout).unwrap();
    let statements: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(statements.len(), 2);
    statements.iter().for_each(keeps_its_template);
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("session around the table, 2 row(s), 2 statement(s)."), "{words}");
}

#[test]
fn a_bad_row_is_left_out_and_the_exit_code_says_so() {
    let folder = Folder::new("bad");
    let output = cartable(&["--format", "json", &folder.file("a.csv", &SHEET.replace(",no", ",maybe"))]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["statements"].as_array().unwrap().len(), 1);
    assert_eq!((&report["errors"], &report["findings"][0]["code"]), (&1.into(), &"F016".into()));
    assert_eq!((&report["findings"][0]["line"], &report["findings"][0]["column"]), (&3.into(), &23.into()));
    assert_eq!((&report["files"][0]["source"], &report["files"][0]["statements"]), (&"session".into(), &1.into()));
}

#[test]
fn a_file_that_cannot_be_read_keeps_none_of_the_others_back() {
    let folder = Folder::new("others");
    let output = cartable(&["no-such-file.csv", &folder.file("a.csv", &SHEET.replace(",no", ",maybe"))]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("no-such-file.csv") && words.contains("F016"), "{words}");
}

#[test]
fn wrong_use_is_told_apart_from_wrong_files() {
    let folder = Folder::new("use");
    let sheet = folder.file("a.csv", SHEET);
    let short = folder.file("short.key", "short\n");
    restrict(&short);
    for (arguments, code) in [
        (vec!["--module", "dlis-t9", &sheet], 2),
        (vec!["--timezone", "Paris", &sheet], 2),
        (vec!["--account", "name", &sheet], 2),
        (vec!["--pseudonyms", &short, &sheet], 3),
        (vec!["no-such-file.csv"], 3),
        (vec!["--deck", "tests", &sheet], 1),
    ] {
        let output = cartable(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[cfg(unix)]
fn restrict(path: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn restrict(_: &str) {}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_refused() {
    let folder = Folder::new("key");
    let (sheet, key) = (folder.file("a.csv", SHEET), folder.file("a.key", &"k".repeat(40)));
    let run = || cartable(&["--pseudonyms", &key, &sheet]);
    assert_eq!(run().status.code(), Some(3));
    restrict(&key);
    let output = run();
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("\"ada\"") && text.lines().count() == 2, "{text}");
}
