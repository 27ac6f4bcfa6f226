//! A publication against its list of checksums and the signature of that list: whatever has changed is found, by its own rule.
//! `tests/signed/` has the signatures of the list below by two keys, whose secret halves are gone.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FILES: [(&str, &str); 4] =
    [(".zenodo.json", "{}"), ("a.zip", "one"), ("b.zip", "two"), ("records/r.xml", "<r/>")];

/// A publication of one test, signed, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Self(std::env::temp_dir().join(format!("cartable-signed-{}-{name}", std::process::id())));
        let _ = fs::remove_dir_all(&folder.0);
        let mut sums = String::new();
        for (path, text) in FILES {
            folder.write(path, text);
            let sum: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
            sums += &format!("{sum}  {path}\n");
        }
        folder.write("SHA256SUMS", &sums);
        folder.write("SHA256SUMS.minisig", &here("own.minisig"));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn sums(&self) -> String {
        fs::read_to_string(self.path("SHA256SUMS")).unwrap()
    }

    /// What `verify` finds: its code of exit, and each rule with its file, sorted.
    fn found(&self, key: Option<&str>) -> (Option<i32>, Vec<String>) {
        let folder = self.0.to_str().unwrap();
        let mut arguments = vec!["verify", folder, "--format", "json"];
        arguments.extend(key.iter().flat_map(|key| ["--key", key]));
        let output = cartable(&arguments);
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().trim_start_matches(folder).to_owned();
        let told = |one: &serde_json::Value| format!("{} {}", text(&one["code"]), text(&one["file"]));
        let mut found: Vec<String> = said["findings"].as_array().unwrap().iter().map(told).collect();
        found.sort();
        (output.status.code(), found)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn here(name: &str) -> String {
    fs::read_to_string(fixture(name)).unwrap()
}

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/signed").join(name).to_str().unwrap().to_owned()
}

fn cartable(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.args(arguments).env("LC_ALL", "C").env_remove("CARTABLE_MESSAGES").output().unwrap()
}

#[test]
fn an_untouched_publication_is_as_it_was_signed() {
    let folder = Folder::new("good");
    let key = fixture("own.pub");
    assert_eq!(folder.found(Some(&key)), (Some(0), vec![]));
    let line = here("own.pub").lines().nth(1).unwrap().to_owned();
    assert_eq!(folder.found(Some(&line)), (Some(0), vec![]), "the key itself");
    folder.write("SHA256SUMS.minisig", &here("legacy.minisig"));
    assert_eq!(folder.found(Some(&key)), (Some(0), vec![]), "an earlier form of signature");
    assert_eq!(folder.found(None), (Some(0), vec!["H009 /SHA256SUMS.minisig".to_owned()]));
    folder.write(".cartable-builds.json", "{}");
    fs::remove_file(folder.path("SHA256SUMS.minisig")).unwrap();
    assert_eq!(folder.found(None), (Some(0), vec![]), "what a build remembers is no part of it");
}

/// What is done to a publication, and the rules that it breaks with their files.
type Case = (&'static str, fn(&Folder), &'static [&'static str]);

#[test]
fn whatever_has_changed_is_found() {
    let cases: [Case; 13] = [
        ("file gone", |f| fs::remove_file(f.path("b.zip")).unwrap(), &["H002 /SHA256SUMS"]),
        ("file added", |f| f.write("c.zip", "three"), &["H003 /c.zip"]),
        ("file added below", |f| f.write("records/.hidden", ""), &["H003 /records/.hidden"]),
        (
            "file renamed",
            |f| fs::rename(f.path("a.zip"), f.path("A2.zip")).unwrap(),
            &["H002 /SHA256SUMS", "H003 /A2.zip"],
        ),
        (
            "two files exchanged",
            |f| (f.write("a.zip", "two"), f.write("b.zip", "one")).1,
            &["H001 /a.zip", "H001 /b.zip"],
        ),
        (
            "folder in the place of a file",
            |f| (fs::remove_file(f.path("a.zip")).unwrap(), fs::create_dir(f.path("a.zip")).unwrap()).1,
            &["H002 /SHA256SUMS"],
        ),
        (
            "list and file changed together",
            |f| {
                f.write("a.zip", "evil");
                let sum = |text: &str| Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect::<String>();
                f.write("SHA256SUMS", &f.sums().replace(&sum("one"), &sum("evil")));
            },
            &["H005 /SHA256SUMS.minisig"],
        ),
        (
            "file and its line gone",
            |f| {
                fs::remove_file(f.path("b.zip")).unwrap();
                let kept: String = f.sums().split_inclusive('\n').filter(|l| !l.contains("b.zip")).collect();
                f.write("SHA256SUMS", &kept);
            },
            &["H005 /SHA256SUMS.minisig"],
        ),
        (
            "line twice, with another sum",
            |f| f.write("SHA256SUMS", &format!("{}{}  a.zip\n", f.sums(), "0".repeat(64))),
            &["H004 /SHA256SUMS", "H005 /SHA256SUMS.minisig"],
        ),
        (
            "line that leads out of the folder",
            |f| f.write("SHA256SUMS", &format!("{}{}  ../a.zip\n", f.sums(), "0".repeat(64))),
            &["H004 /SHA256SUMS", "H005 /SHA256SUMS.minisig"],
        ),
        (
            "signature by another key",
            |f| f.write("SHA256SUMS.minisig", &here("other.minisig")),
            &["H006 /SHA256SUMS.minisig"],
        ),
        ("signature gone", |f| fs::remove_file(f.path("SHA256SUMS.minisig")).unwrap(), &["H007 /SHA256SUMS"]),
        ("signature that is none", |f| f.write("SHA256SUMS.minisig", "signed\n"), &["H005 /SHA256SUMS.minisig"]),
    ];
    for (name, change, expected) in cases {
        let folder = Folder::new("bad");
        change(&folder);
        let (code, found) = folder.found(Some(&fixture("own.pub")));
        assert_eq!(
            (code, found.iter().map(String::as_str).collect::<Vec<_>>()),
            (Some(1), expected.to_vec()),
            "{name}"
        );
    }
}

#[test]
fn one_changed_byte_in_any_file_is_found() {
    let folder = Folder::new("byte");
    let (key, listed) = (fixture("own.pub"), FILES.map(|(path, _)| path));
    for path in listed.into_iter().chain(["SHA256SUMS", "SHA256SUMS.minisig"]) {
        let whole = fs::read(folder.path(path)).unwrap();
        // The first line of a signature is a comment that nobody signs.
        let first =
            if path == "SHA256SUMS.minisig" { whole.iter().position(|byte| *byte == b'\n').unwrap() + 1 } else { 0 };
        // The line at the end of a signature is not part of it.
        let last = whole.len() - usize::from(path == "SHA256SUMS.minisig");
        for at in (first..last).step_by(7) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(folder.path(path), changed).unwrap();
            let (code, found) = folder.found(Some(&key));
            assert_eq!(code, Some(1), "{path}, byte {at}: {found:?}");
        }
        fs::write(folder.path(path), whole).unwrap();
    }
    assert_eq!(folder.found(Some(&key)), (Some(0), vec![]));
}

#[cfg(unix)]
#[test]
fn a_link_is_not_the_file_that_was_listed() {
    let folder = Folder::new("link");
    fs::rename(folder.path("a.zip"), folder.path("SHA256SUMS.minisig.bak")).unwrap();
    std::os::unix::fs::symlink("SHA256SUMS.minisig.bak", folder.path("a.zip")).unwrap();
    let (code, found) = folder.found(Some(&fixture("own.pub")));
    assert_eq!((code, found), (Some(1), vec!["H001 /a.zip".into(), "H003 /SHA256SUMS.minisig.bak".into()]));
}

#[test]
fn a_key_that_cannot_be_used_is_said() {
    let folder = Folder::new("key");
    assert_eq!(folder.found(Some("RWnonsense")), (Some(1), vec!["H008 /SHA256SUMS.minisig".to_owned()]));
    assert_eq!(folder.found(Some(&fixture("other.pub"))), (Some(1), vec!["H006 /SHA256SUMS.minisig".to_owned()]));
    let file = folder.path("a.zip");
    let output = cartable(&["verify", file.to_str().unwrap(), "--key", &fixture("own.pub")]);
    assert!(output.status.code() == Some(1) && String::from_utf8_lossy(&output.stderr).contains("H010"));
}

#[test]
fn words_say_no_more_than_was_looked_at() {
    let folder = Folder::new("words");
    let said = |arguments: &[&str]| String::from_utf8_lossy(&cartable(arguments).stderr).into_owned();
    let path = folder.0.to_str().unwrap();
    let signed = said(&["verify", path, "--key", &fixture("own.pub")]);
    assert!(signed.contains("files that match SHA256SUMS, which was signed with this key: 4,"), "{signed}");
    let listed = said(&["verify", path]);
    assert!(listed.contains("files that match SHA256SUMS: 4,") && !listed.contains("was signed"), "{listed}");
    folder.write("a.zip", "evil");
    assert!(!said(&["verify", path]).contains("match"));
}
