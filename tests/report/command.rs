//! The command: what it writes, and what it never leaves half written.

use super::*;
use std::path::{Path, PathBuf};
use std::process::{Command, Output as Done};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cartable-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, content: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    fn run(&self, args: &[&str]) -> Done {
        Command::new(env!("CARGO_BIN_EXE_cartable"))
            .arg("report")
            .args(args)
            .args(["--today", "2026-12-01"])
            .current_dir(&self.0)
            .env("LC_ALL", "C")
            .output()
            .unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn week() -> String {
    (0..8).map(|n| format!("{}\n", statement(&format!("u{n}"), "completed", "t1-s01", "2026-11-20"))).collect()
}

#[test]
fn a_week_becomes_a_page_and_tables() {
    let folder = Folder::new("report-week");
    let source = folder.put("week.ndjson", &week());
    let done = folder.run(&[
        &source,
        "--out",
        "a.html",
        "--table",
        "a.csv",
        "--table",
        "a.ods",
        "--table",
        "a.xlsx",
        "--separator",
        "comma",
    ]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let page = std::fs::read_to_string(folder.0.join("a.html")).unwrap();
    assert!(page.contains("<html lang=\"en\"") && page.contains("week.ndjson") && !page.contains(&source));
    for name in ["a.csv", "a.ods", "a.xlsx"] {
        assert!(folder.0.join(name).is_file(), "{name}");
    }
    for language in ["fr", "ro", "el"] {
        assert_eq!(folder.run(&[&source, "--out", "b.html", "--lang", language]).status.code(), Some(0));
        let page = std::fs::read_to_string(folder.0.join("b.html")).unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\"")));
    }
}

#[test]
fn wrong_use_and_bad_sources_say_so_and_leave_no_half_report() {
    let folder = Folder::new("report-bad");
    let source = folder.put("week.ndjson", &week());
    let empty = folder.put("empty.ndjson", "[]");
    let csv = folder.put("foreign.csv", "Nom;Note\nAna;12\n");
    let rules = folder.put("rules.toml", "[absense]\n");
    let out = folder.0.join("a.html");
    for (args, code) in [
        (vec!["missing.ndjson"], 3),
        (vec![empty.as_str()], 1),
        (vec![csv.as_str()], 2),
        (vec![source.as_str(), "--timezone", "Mars/Base"], 2),
        (vec![source.as_str(), "--lang", "de"], 2),
        (vec![source.as_str(), "--rules", rules.as_str()], 1),
        (vec![source.as_str(), "--list", "missing.csv"], 3),
        (vec![source.as_str(), "--learner", "nobody"], 1),
        (vec![source.as_str(), "--table", "a.doc"], 2),
        (vec![], 2),
    ] {
        let mut all = args.clone();
        all.extend(["--out", "a.html"]);
        let done = folder.run(&all);
        assert_eq!(done.status.code(), Some(code), "{args:?}: {done:?}");
        assert!(!out.exists() && !done.stderr.is_empty(), "{args:?}");
    }
    // What was there stays where the new one cannot be written.
    std::fs::write(&out, "before").unwrap();
    let done = folder.run(&[&source, "--out", "none/a.html"]);
    assert_eq!(done.status.code(), Some(3));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "before");
    // One good source beside a missing one: the report is made, and the exit code says that something is missing.
    let done = folder.run(&[&source, "missing.ndjson", "--out", "a.html"]);
    assert_eq!(done.status.code(), Some(3));
    assert_ne!(std::fs::read_to_string(&out).unwrap(), "before");
}

#[test]
fn statements_come_from_standard_input_and_from_a_store() {
    let folder = Folder::new("report-store");
    let source = folder.put("week.ndjson", &week());
    let page = |done: Done| {
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        std::fs::read_to_string(folder.0.join("a.html")).unwrap()
    };
    let from_file = page(folder.run(&[&source, "--out", "a.html"]));
    let piped = Command::new("sh")
        .args([
            "-c",
            &format!("cat week.ndjson | '{}' report - --out a.html --today 2026-12-01", env!("CARGO_BIN_EXE_cartable")),
        ])
        .current_dir(&folder.0)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    assert_eq!(page(piped).replace("<dd>-</dd>", "<dd>week.ndjson</dd>"), from_file);
}

/// A store that serves from a folder until it is dropped.
struct Serving(std::process::Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads from a store page by page, goes on after what was kept, and reads the store's own file the same.
#[test]
fn statements_come_from_a_store_by_its_address_and_by_its_file() {
    use std::io::BufRead;
    let folder = Folder::new("report-from");
    let many: String = (0..700)
        .map(|n| format!("{}\n", statement(&format!("u{}", n % 9), "completed", &format!("t1-s{n:03}"), "2026-11-20")))
        .collect();
    let source = folder.put("week.ndjson", &many);
    let run = |args: &[&str], keys: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(args).current_dir(&folder.0).env("LC_ALL", "C").envs(keys.iter().copied()).output().unwrap()
    };
    let added = run(&["record", "key", "add", "--name", "t", "--scope", "all"], &[]);
    let added = String::from_utf8(added.stdout).unwrap();
    let part = |name: &str| added.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
    let (key, secret) = (part("key:"), part("secret:"));
    let keys = [("CARTABLE_LRS_KEY", key.as_str()), ("CARTABLE_LRS_SECRET", secret.as_str())];
    let mut serving = Command::new(env!("CARGO_BIN_EXE_cartable"));
    serving.args(["record", "serve", "--listen", "127.0.0.1:0"]).current_dir(&folder.0).env("LC_ALL", "C");
    let mut serving = Serving(serving.stdout(std::process::Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    std::io::BufReader::new(serving.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let endpoint = line.split_once(": ").unwrap().1.trim().to_owned();
    let sent = run(&["send", &source, "--to", &endpoint], &keys);
    assert_eq!(sent.status.code(), Some(0), "{sent:?}");
    let report = ["report", "--from", &endpoint, "--keep", "kept.ndjson", "--out", "a.html", "--today", "2026-12-01"];
    let said = |done: &Done| String::from_utf8_lossy(&done.stderr).into_owned();
    let first = run(&report, &keys);
    assert!(first.status.success() && said(&first).contains(": 700."), "{first:?}");
    let page = std::fs::read_to_string(folder.0.join("a.html")).unwrap();
    assert!(page.contains("<dt>Statements read</dt><dd>700</dd>"));
    // A line that was cut off is read again.
    let kept = std::fs::read_to_string(folder.0.join("kept.ndjson")).unwrap();
    assert_eq!(kept.lines().count(), 700);
    std::fs::write(folder.0.join("kept.ndjson"), &kept[..kept.len() - 40]).unwrap();
    let again = run(&report, &keys);
    assert!(again.status.success() && said(&again).contains(": 1."), "{again:?}");
    assert_eq!(std::fs::read_to_string(folder.0.join("a.html")).unwrap(), page);
    // What is kept is the owner's alone, and of this store alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let kept = folder.0.join("kept.ndjson");
        assert_eq!(kept.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&kept, PermissionsExt::from_mode(0o644)).unwrap();
        assert!(run(&report, &keys).status.success());
        assert_eq!(kept.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let other =
        run(&["report", "--from", "http://127.0.0.1:1/xapi", "--keep", "kept.ndjson", "--out", "c.html"], &keys);
    assert_eq!(other.status.code(), Some(2), "{other:?}");
    assert!(said(&other).contains(endpoint.trim_end_matches('/')) && !folder.0.join("c.html").exists(), "{other:?}");
    // The file of the store says the same, while it serves.
    let file = run(&["report", "record.sqlite", "--out", "b.html", "--today", "2026-12-01"], &[]);
    assert!(file.status.success(), "{file:?}");
    let other = std::fs::read_to_string(folder.0.join("b.html")).unwrap();
    assert_eq!(other.replace("record.sqlite", endpoint.trim_end_matches('/')), page);
    // A key that the store does not know reads nothing, and says so.
    let wrong = run(
        &["report", "--from", &endpoint, "--out", "c.html"],
        &[("CARTABLE_LRS_KEY", "a"), ("CARTABLE_LRS_SECRET", "b")],
    );
    assert_eq!(wrong.status.code(), Some(4), "{wrong:?}");
    assert!(!folder.0.join("c.html").exists());
}

/// The second page names the first one of its kind again: without an end, the report would never be made.
#[test]
fn pages_that_lead_in_a_circle_are_read_once() {
    use std::io::{Read, Write};
    let folder = Folder::new("report-circle");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}/xapi", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for (at, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let body = format!(r#"{{"statements":[],"more":"/xapi/statements?more={}"}}"#, at % 2);
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
            let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        }
    });
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.args(["report", "--from", &endpoint, "--out", "a.html"]).current_dir(&folder.0).env("LC_ALL", "C");
    let done = command.envs([("CARTABLE_LRS_KEY", "a"), ("CARTABLE_LRS_SECRET", "b")]).output().unwrap();
    assert_eq!(done.status.code(), Some(4), "{done:?}");
    assert!(String::from_utf8_lossy(&done.stderr).contains("more: /xapi/statements?more="), "{done:?}");
}

/// Moodle's exports, which are not part of the project: the folder that SAMPLES names, or the one beside the checkout.
fn exports() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("SAMPLES").map_or_else(|| root.join("../shared/samples"), PathBuf::from);
    let found = folder.join("moodle-exports");
    assert!(found.is_dir() || std::env::var_os("CI").is_none(), "no samples at {} (set SAMPLES)", found.display());
    found.is_dir().then_some(found)
}

/// The numbers that are written in a real export: the course has six learners with an attempt.
#[test]
fn a_real_export_gives_the_numbers_written_in_it() {
    let Some(exports) = exports() else { return };
    let folder = Folder::new("report-moodle");
    let deck = Path::new(env!("CARGO_MANIFEST_DIR")).join("content").display().to_string();
    let mut seen = 0;
    for name in ["scorm-basic.csv", "scorm-basic.xlsx", "scorm-basic.ods", "scorm-interactions.csv"] {
        let path = exports.join("modules-fr").join(name).display().to_string();
        let args = [
            &path,
            "--out",
            "a.html",
            "--output",
            "accompany",
            "--timezone",
            "Europe/Paris",
            "--deck",
            &deck,
            "--module",
            "dlis-t2",
        ];
        let done = folder.run(&args);
        let page = std::fs::read_to_string(folder.0.join("a.html")).unwrap_or_else(|_| panic!("{name}: {done:?}"));
        assert!(page.contains("<dt>Learners</dt><dd>5</dd>"), "{name}: {done:?}");
        for points in ["100", "33", "67"] {
            assert!(page.contains(&format!(", points: {points}<")), "{name}: {points} points");
        }
        seen += 1;
    }
    assert_eq!(seen, 4);
}

/// A statement of the same learner at another home page.
fn elsewhere(home: &str, mut statement: Value) -> Value {
    statement["actor"]["account"]["homePage"] = json!(home);
    statement
}

const OTHER: &str = "https://other.example.org";

/// One name at two home pages is two people: nobody is given the other's page.
#[test]
fn nobody_is_given_the_page_of_somebody_else() {
    let folder = Folder::new("report-two-homes");
    let ours = statement("1234", "completed", "t1-s01", "2026-11-20");
    let theirs = elsewhere(OTHER, statement("1234", "completed", "t1-s02", "2026-11-20"));
    let source = folder.put("week.ndjson", &format!("{ours}\n{theirs}\n"));
    let said = |done: &Done| String::from_utf8_lossy(&done.stderr).into_owned();
    let done = folder.run(&[&source, "--learner", "1234", "--out", "a.html"]);
    assert_eq!(done.status.code(), Some(1), "{done:?}");
    assert!(!folder.0.join("a.html").exists());
    assert!(said(&done).contains(&format!("{HOME}|1234, {OTHER}|1234")), "{}", said(&done));
    let whole = format!("{OTHER}|1234");
    for more in [vec!["--learner", whole.as_str()], vec!["--learner", "1234", "--home-page", OTHER]] {
        let done = folder.run(&[vec![source.as_str(), "--out", "a.html"], more].concat());
        let page = std::fs::read_to_string(folder.0.join("a.html")).unwrap_or_else(|_| panic!("{done:?}"));
        assert!(page.contains("t1-s02") && !page.contains("t1-s01"), "{page}");
    }
}

/// The list merges nobody by guess, and says whom it could not tell apart.
#[test]
fn a_list_takes_nobody_for_somebody_else() {
    let folder = Folder::new("report-list-homes");
    let all = [
        statement("1234", "completed", "t1-s01", "2026-11-20"),
        elsewhere(OTHER, statement("1234", "completed", "t1-s02", "2026-11-20")),
        statement("shared", "completed", "t1-s01", "2026-11-20"),
        statement("bo", "completed", "t1-s01", "2026-11-20"),
    ];
    let lines: String = all.iter().map(|one| format!("{one}\n")).collect();
    let source = folder.put("week.ndjson", &lines);
    let list = folder.put("list.csv", "account;name;also\n1234;Ana;\nbo;Bo;shared\ncy;Cy;shared,bo\n");
    let run = |more: &[&str]| {
        let args: [&str; 9] =
            [&source, "--list", &list, "--output", "accompany", "--out", "a.html", "--table", "a.csv"];
        let done = folder.run(&[&args[..], more].concat());
        let table = std::fs::read_to_string(folder.0.join("a.csv")).unwrap();
        (String::from_utf8_lossy(&done.stderr).into_owned(), table)
    };
    let (said, table) = run(&[]);
    assert!(said.contains("N014") && said.contains(&format!("{HOME}|1234, {OTHER}|1234")), "{said}");
    assert_eq!(said.matches("N015").count(), 2, "{said}");
    assert!(table.contains("Ana;not reported;not reported") && table.contains("Bo;gone through;"), "{table}");
    assert!(table.contains("Ana;the sources have several people who may be this one"), "{table}");
    assert!(table.contains("Cy;the sources have several people who may be this one"), "{table}");
    let (said, table) = run(&["--home-page", HOME]);
    assert!(!said.contains("N014") && table.contains("Ana;gone through;"), "{said}{table}");
}

#[test]
fn an_address_is_found_whatever_the_letters_of_its_host() {
    let folder = Folder::new("report-case");
    let mail = |address: &str| {
        let mut one = statement("x", "completed", "t1-s01", "2026-11-20");
        one["actor"] = json!({"mbox": format!("mailto:{address}")});
        format!("{one}\n")
    };
    let source = folder.put("week.ndjson", &(mail("bo@example.org") + &mail("ana.lee@example.org")));
    let list = folder.put("list.csv", "account;name\nbo@Example.ORG;Bo\nAna.Lee@example.org;Ana\n");
    let done = folder.run(&[&source, "--list", &list, "--output", "accompany", "--out", "a.html", "--table", "a.csv"]);
    let table = std::fs::read_to_string(folder.0.join("a.csv")).unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(table.contains("Bo;gone through"), "{table}");
    assert!(said.contains("N016") && said.contains("“ana.lee@example.org”"), "{said}");
}

/// A time without a zone is one of UTC to xAPI 1.0.3; what cannot be counted is counted as left out.
#[test]
fn nothing_is_left_out_in_silence() {
    let folder = Folder::new("report-left-out");
    let with = |time: &str, stored: &str| {
        let mut one = statement("ana", "completed", "t1-s01", "2026-11-20");
        one["timestamp"] = json!(time);
        one["stored"] = json!(stored);
        format!("{one}\n")
    };
    let lines = with("2026-11-20T23:30:00", "2026-11-21T09:00:00Z") + &with("yesterday", "2026-11-22T09:00:00Z");
    let source = folder.put("week.ndjson", &(lines + "{\"a\": 1}\n" + &week()));
    let done = folder.run(&[&source, "--out", "a.html", "--format", "json"]);
    let page = std::fs::read_to_string(folder.0.join("a.html")).unwrap();
    assert!(page.contains("<dt>Statements read</dt><dd>10</dd>"), "{done:?}");
    assert!(page.contains("counted</dt><dd>1</dd>"), "{page}");
    let told: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((&told["findings"][0]["code"], &told["findings"][0]["line"]), (&json!("N001"), &json!(3)), "{told}");
}
