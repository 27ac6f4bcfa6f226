//! Bad decks that files in git cannot hold.

use crate::{assert_texts, runner};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A name, how to spoil the deck, and the findings.
type Case = (&'static str, fn(&Path), &'static [&'static str]);

/// How long a deck of this size may take, on a slow machine.
const LONGEST: Duration = Duration::from_secs(20);

const CARD: &str = "fr/1-deborder/02-message.md";
const NEXT: &str = "fr/1-deborder/03-autre.md";

/// A situation with a story of its own.
pub fn card(id: &str, story: &str) -> String {
    let front = format!("+++\nid = \"{id}\"\ntitle = \"Une autre carte\"\ncapsules = [\"pause\"]\n+++\n");
    format!("{front}\n{story}\n\n## Questions {{#prompts}}\n\n- Que faire ?\n")
}

fn write(deck: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    fs::write(deck.join(path), bytes).expect("a file can be written");
}

fn append(deck: &Path, path: &str, bytes: &[u8]) {
    let old = fs::read(deck.join(path)).expect("a file of the good deck");
    write(deck, path, [&old, bytes].concat());
}

fn sparse(deck: &Path, path: &str, size: u64) {
    let file = fs::File::create(deck.join(path)).expect("a file can be made");
    file.set_len(size).expect("a file can be long");
}

const CASES: &[Case] = &[
    ("large text", |deck| sparse(deck, NEXT, 50_000_000), &["R005 fr/1-deborder/03-autre.md"]),
    (
        "large medium",
        |deck| sparse(deck, "media/telephone.png", 50_000_000),
        &["C039 fr/1-deborder/01-appel.md:10", "R005 media/telephone.png"],
    ),
    ("heavy picture", |deck| append(deck, "media/telephone.png", &[0; 300_000]), &["C048 media/telephone.png"]),
    ("binary", |deck| append(deck, CARD, &[b'\n', 0].repeat(30)), &["R003 fr/1-deborder/02-message.md:13"]),
    (
        "control characters",
        |deck| append(deck, CARD, b"\n- Un mot\x0bet un autre ?\n- Rien\0 de plus ?\n"),
        &["R019 fr/1-deborder/02-message.md:13", "R019 fr/1-deborder/02-message.md:14"],
    ),
    (
        "unreadable cards and capsules",
        |deck| {
            for path in ["fr/1-deborder/01-appel.md", CARD, "fr/1-deborder/capsules/pause.md", "fr/board.md"] {
                append(deck, path, b"\ncaf\xe9\n");
            }
        },
        &[
            "R003 fr/1-deborder/01-appel.md:104",
            "R003 fr/1-deborder/02-message.md:13",
            "R003 fr/1-deborder/capsules/pause.md:20",
            "R003 fr/board.md:31",
        ],
    ),
    (
        "unreadable theme",
        |deck| append(deck, "fr/1-deborder/theme.md", b"\ncaf\xe9\n"),
        &["R003 fr/1-deborder/theme.md:8"],
    ),
    (
        "packages in the deck",
        |deck| {
            fs::create_dir(deck.join("packages")).expect("a folder can be made");
            write(deck, "packages/SHA256SUMS", "");
            write(deck, "packages/essai-t1-fr-scorm12.zip", "");
        },
        &[],
    ),
    ("not utf-8", |deck| append(deck, CARD, b"\ncaf\xe9\n"), &["R003 fr/1-deborder/02-message.md:13"]),
    (
        "byte order mark",
        |deck| {
            let text = fs::read(deck.join(CARD)).expect("the card");
            write(deck, CARD, [b"\xef\xbb\xbf", text.as_slice()].concat());
        },
        &["R004 fr/1-deborder/02-message.md:1"],
    ),
    (
        "windows line ends",
        |deck| {
            for path in ["deck.toml", CARD, "fr/game.md", "fr/1-deborder/01-appel.md"] {
                let text = fs::read_to_string(deck.join(path)).expect("a text");
                write(deck, path, text.replace('\n', "\r\n"));
            }
        },
        &[],
    ),
    (
        "deep folders",
        |deck| {
            fs::create_dir_all(deck.join("fr/a/b/c/d/e/f/g/h/i/j")).expect("folders can be made");
        },
        &["R009 fr/a/b/c/d/e/f/g"],
    ),
    (
        "names of windows",
        |deck| {
            write(deck, "fr/1-deborder/con.md", card("t1-s03", "Une histoire."));
            write(deck, "fr/1-deborder/note.md.", "");
            write(deck, "fr/1-deborder/note.md ", "");
            write(deck, "fr/1-deborder/a:b.md", card("t1-s04", "Une histoire."));
            fs::create_dir(deck.join("fr/1-deborder/aux")).expect("a folder can be made");
            write(deck, "fr/1-deborder/aux/x.docx", "");
        },
        &[
            "R006 fr/1-deborder/a:b.md",
            "R007 fr/1-deborder/aux",
            "R007 fr/1-deborder/con.md",
            "R007 fr/1-deborder/note.md ",
            "R007 fr/1-deborder/note.md.",
            "R010 fr/1-deborder/aux/x.docx",
        ],
    ),
    (
        "names by case",
        |deck| write(deck, "fr/1-deborder/02-Message.md", card("t1-s03", "Une histoire.")),
        &["R006 fr/1-deborder/02-Message.md", "R011 fr/1-deborder/02-message.md"],
    ),
    (
        "deep toml",
        |deck| {
            let text = fs::read_to_string(deck.join(CARD)).expect("the card");
            let deep = format!("keywords = {}{}\n+++", "[".repeat(10_000), "]".repeat(10_000));
            write(deck, CARD, text.replacen("\n+++", &format!("\n{deep}"), 1));
        },
        &["R020 fr/1-deborder/02-message.md:5"],
    ),
    (
        "deep keys",
        |deck| append(deck, "deck.toml", format!("\n{}x = 1\n", "a.".repeat(10_000)).as_bytes()),
        &["R020 deck.toml:1"],
    ),
    (
        "nested lists",
        |deck| {
            let lists: String = (0..900).map(|depth| format!("{}- a\n", " ".repeat(2 * depth))).collect();
            write(deck, NEXT, card("t1-s03", &lists));
        },
        &["R043 fr/1-deborder/03-autre.md:13"],
    ),
    (
        "nested quotes",
        |deck| write(deck, NEXT, card("t1-s03", &format!("{} a", ">".repeat(1000)))),
        &["R043 fr/1-deborder/03-autre.md:7"],
    ),
    (
        "nested emphasis",
        |deck| write(deck, NEXT, card("t1-s03", &format!("a {0}a{0}", "*".repeat(100)))),
        &["R043 fr/1-deborder/03-autre.md:7"],
    ),
    (
        "many situations",
        |deck| {
            for number in 0..400 {
                let text = card(&format!("t1-n{number}"), "Une histoire.");
                write(deck, &format!("fr/1-deborder/n{number}.md"), text);
            }
        },
        &["C008 fr/1-deborder/theme.md:3"],
    ),
];

#[cfg(unix)]
const UNIX_CASES: &[Case] = &[
    (
        "link in a loop",
        |deck| std::os::unix::fs::symlink("..", deck.join("fr/loop")).expect("a link"),
        &["R008 fr/loop"],
    ),
    (
        "dangling link",
        |deck| std::os::unix::fs::symlink("none", deck.join(NEXT)).expect("a link"),
        &["R008 fr/1-deborder/03-autre.md"],
    ),
    (
        "socket",
        |deck| drop(std::os::unix::net::UnixListener::bind(deck.join(NEXT)).expect("a socket")),
        &["R002 fr/1-deborder/03-autre.md"],
    ),
    (
        "pipe",
        |deck| {
            let made = std::process::Command::new("mkfifo").arg(deck.join(NEXT)).status();
            assert!(made.expect("mkfifo is there").success());
        },
        &["R002 fr/1-deborder/03-autre.md"],
    ),
];
#[cfg(not(unix))]
const UNIX_CASES: &[Case] = &[];

/// A name that is no UTF-8 exists on Linux only.
#[cfg(target_os = "linux")]
const LINUX_CASES: &[Case] = &[(
    "name that is not utf-8",
    |deck| {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
        fs::write(deck.join("fr").join(name), "").expect("a file can be written");
    },
    &["R006 fr/caf\u{fffd}.md"],
)];
#[cfg(not(target_os = "linux"))]
const LINUX_CASES: &[Case] = &[];

fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.iter().chain(UNIX_CASES).chain(LINUX_CASES)
}

/// What all cases are expected to say.
pub fn expected() -> Vec<String> {
    cases().flat_map(|(_, _, expected)| expected.iter().map(|line| (*line).to_owned())).collect()
}

#[test]
fn each_made_deck_gives_its_findings_in_time() {
    let mut differ = Vec::new();
    for (name, spoil, expected) in cases() {
        let start = Instant::now();
        // Whoever opens a pipe waits for ever: the test does not.
        let (say, said) = std::sync::mpsc::channel();
        std::thread::spawn(move || say.send(runner::with_deck(spoil).0));
        let findings = said.recv_timeout(LONGEST).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_texts(&findings);
        let found = runner::listed(&findings);
        if found != *expected {
            differ.push(format!("{name}: {found:#?}"));
        }
        assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
