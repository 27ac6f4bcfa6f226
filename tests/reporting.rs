//! How `check` and `verify` report findings to machines, and which of them count.

mod copy;

use copy::copy;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// A folder with the good deck of the tests as `un deck`, in which a capsule is named that does not exist and a picture has no words.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("cartable-reporting-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let folder = Self(path);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good"), &folder.0.join("un deck"));
        let card = folder.0.join("un deck/fr/1-deborder/02-message.md");
        let text = fs::read_to_string(&card).expect("the card");
        let spoilt =
            text.replace("[\"pause\"]", "[\"pausé\"]").replace("Il attend", "![](media/telephone.png) Il attend");
        fs::write(card, spoilt).expect("a write");
        folder
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.current_dir(&self.0).args(arguments).env_remove("CARTABLE_MESSAGES").env("LC_ALL", "en_US.UTF-8");
        command.output().expect("the program runs")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_slice(&self.run(arguments).stdout).expect("JSON")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn json_says_where_a_finding_ends_and_what_its_rule_is_called() {
    let here = Folder::new("json");
    let report = here.json(&["check", "un deck", "--format", "json"]);
    let one = report["findings"].as_array().expect("a list").iter().find(|one| one["code"] == "C030").expect("C030");
    assert_eq!((one["line"].as_u64(), one["column"].as_u64()), (Some(4), Some(13)));
    assert_eq!((one["end_line"].as_u64(), one["end_column"].as_u64()), (Some(4), Some(20)));
    assert!(one["title"].as_str().is_some_and(|title| !title.is_empty()));
}

/// What the schema of SARIF 2.1.0 asks of the parts that we write.
#[test]
fn sarif_has_the_form_of_its_standard() {
    let here = Folder::new("sarif");
    let output = here.run(&["check", "un deck", "--format", "sarif"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), String::new()));
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!((&run["tool"]["driver"]["name"], &run["columnKind"]), (&"cartable".into(), &"unicodeCodePoints".into()));
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for rule in rules {
        for part in ["shortDescription", "help"] {
            assert!(rule[part]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
    }
    let results = run["results"].as_array().expect("results");
    assert!(results.len() >= 2, "{results:?}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].map(Value::from).contains(&result["level"]), "{result}");
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
        assert!(uri.starts_with("un%20deck/") && uri.bytes().all(|b| b.is_ascii_graphic()), "{uri}");
        if let Some(region) = place.get("region") {
            let number = |key: &str| region[key].as_u64().expect("a number");
            let (start, end) = (("startLine", "startColumn"), ("endLine", "endColumn"));
            let point = |(line, column): (&str, &str)| (number(line), number(column));
            assert!(point(start) >= (1, 1) && point(end) >= point(start), "{region}");
        }
    }
    let capsule = results.iter().find(|result| result["ruleId"] == "C030").expect("C030");
    let region = &capsule["locations"][0]["physicalLocation"]["region"];
    assert_eq!((region["startLine"].as_u64(), region["endColumn"].as_u64()), (Some(4), Some(20)));
}

#[test]
fn github_gets_a_command_for_each_finding() {
    let here = Folder::new("github");
    let output = here.run(&["check", "un deck", "--format", "github"]);
    let lines = text(&output.stdout);
    assert!(
        lines.lines().all(|line| line.starts_with("::error ")
            || line.starts_with("::warning ")
            || line.starts_with("::notice "))
    );
    let place = "file=un deck/fr/1-deborder/02-message.md,line=4,endLine=4,col=13,endColumn=20,title=C030 ";
    assert!(lines.contains(&format!("::error {place}")), "{lines}");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn warnings_can_be_denied_and_rules_left_out() {
    let here = Folder::new("deny");
    let count = |arguments: &[&str]| {
        let report = here.json(&[&["check", "un deck", "--format", "json"], arguments].concat());
        (report["errors"].as_u64().expect("a number"), report["warnings"].as_u64().expect("a number"))
    };
    let (errors, warnings) = count(&[]);
    assert!(errors > 0 && warnings > 0, "{errors} {warnings}");
    assert_eq!(count(&["--deny", "warnings"]), (errors + warnings, 0));
    assert_eq!(count(&["--allow", "c030"]), (errors - 1, warnings));
    let codes: Vec<String> = here.json(&["check", "un deck", "--format", "json"])["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["code"].as_str().expect("a code").to_owned())
        .collect();
    let all: Vec<&str> = codes.iter().flat_map(|code| ["--allow", code]).collect();
    assert_eq!(count(&all), (0, 0));
    for (allowed, status) in [(&all[..], 0), (&[][..], 1)] {
        assert_eq!(here.run(&[&["check", "un deck"], allowed].concat()).status.code(), Some(status));
    }
    for command in ["check", "verify"] {
        for (code, meant) in [("C03", "C003"), ("C0300", "C030"), ("hello", "")] {
            let output = here.run(&[command, "un deck", "--allow", code]);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{command} {said}");
            assert!(said.contains(code) && said.contains(meant), "{said}");
        }
        assert_eq!(here.run(&[command, "un deck", "--deny", "errors"]).status.code(), Some(2));
    }
}

#[test]
fn machines_get_their_form_where_nothing_can_be_read() {
    let here = Folder::new("nothing");
    for command in ["check", "verify"] {
        for (format, code) in
            [("json", "\"code\": \"R002\""), ("sarif", "\"ruleId\": \"R002\""), ("github", "title=R002 ")]
        {
            let output = here.run(&[command, "no such deck", "--format", format]);
            assert_eq!((output.status.code(), text(&output.stderr)), (Some(3), String::new()), "{command} {format}");
            assert!(text(&output.stdout).contains(code), "{command} {format}: {}", text(&output.stdout));
        }
        let output = here.run(&[command, "no such deck"]);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(3), String::new()));
        assert!(text(&output.stderr).contains("no such deck"));
    }
}
