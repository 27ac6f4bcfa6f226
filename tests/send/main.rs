//! `send`: each statement reaches the store once and none is lost, whatever breaks. `answers` plays the sender against a store that
//! breaks, with a clock of its own; `process` plays the command, which is killed, runs twice at once and finds the disk full.

mod answers;
mod lrs;
mod process;

use cartable::source::Source;
use cartable::xapi::intake::{Ready, intake};
use cartable::xapi::statement::Version;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own, which goes when the test ends well.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("cartable-send-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn outbox(&self) -> PathBuf {
        self.0.join("outbox.sqlite")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            drop(fs::remove_dir_all(&self.0));
        }
    }
}

/// The line of a statement whose object no other has.
fn line(number: usize, verb: &str) -> String {
    format!(
        r#"{{"timestamp":"2026-11-20T09:14:00Z","actor":{{"account":{{"homePage":"https://lms.example.org","name":"7f3a"}}}},"verb":{{"id":"https://a.example.org/{verb}"}},"object":{{"id":"https://a.example.org/o/{number}"}}}}"#
    )
}

fn lines(count: usize) -> String {
    (0..count).map(|number| line(number, "did") + "\n").collect()
}

fn ready(text: &str) -> Vec<Ready> {
    let (ready, findings) = intake(&Source::new("test", text), Version::One, 0);
    assert!(findings.is_empty());
    ready
}
