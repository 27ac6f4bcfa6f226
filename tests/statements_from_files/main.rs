//! Statements made from files: what Moodle exported (`exports/`, from courses of made-up people in Moodle 4.1 and 4.5), sheets of
//! sessions, files that are none, and the command.

mod bad_files;
mod command;
mod exports;
mod languages;
mod objectives;
mod sessions;
mod spreadsheets;
#[path = "../vocabulary/template.rs"]
mod template;

use cartable::diagnostic::{Findings, Locale, json};
use cartable::statements::{Accounts, Catalogue, Field, Options, Statements, Summary, zone};
use cartable::xapi::vocabulary::PROFILE;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Moodle's exports, which are not part of the project: the folder that SAMPLES names, or the one beside the checkout.
fn exports() -> PathBuf {
    std::env::var_os("SAMPLES").map_or_else(|| root().join("../shared/samples"), PathBuf::from).join("moodle-exports")
}

/// Whether the exports are there. Where everything is tested, CI is set, and they must be.
fn has_exports() -> bool {
    let found = exports().is_dir();
    assert!(found || std::env::var_os("CI").is_none(), "no samples at {} (set SAMPLES)", exports().display());
    if !found {
        eprintln!("skipped: no samples at {} (set SAMPLES to the folder)", exports().display());
    }
    found
}

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::of(&cartable::read::read(&root().join("content")).unwrap().0));

/// What is asked for where a test asks for nothing else.
fn options() -> Options {
    let accounts = Accounts { home_page: "https://moodle.example.org".to_owned(), field: None, key: None };
    Options { accounts, zone: zone("Europe/Paris").unwrap(), modules: Vec::new() }
}

/// Options for the exports: the modules that their activities stand for.
fn of_exports(field: Option<Field>) -> Options {
    let mut options = options();
    options.accounts.field = field;
    let names = [("dlis-t1", "Fiches, série 1"), ("dlis-t2", "Deux parties"), ("dlis-t3", "Seuil 50")];
    options.modules = names.iter().map(|(id, name)| ((*id).to_owned(), Some((*name).to_owned()))).collect();
    options.modules.push(("dlis-t1".to_owned(), None));
    options
}

/// What came of one file or several.
#[derive(Debug, Default)]
struct Told {
    statements: Vec<Value>,
    /// Code and line of each finding.
    findings: Vec<(String, u64)>,
    summaries: Vec<Option<Summary>>,
}

impl Told {
    fn codes(&self) -> Vec<&str> {
        self.findings.iter().map(|(code, _)| code.as_str()).collect()
    }

    /// The ids in order.
    fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.statements.iter().map(|statement| statement["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids
    }

    /// The statements in the order of their ids.
    fn sorted(mut self) -> Vec<Value> {
        self.statements.sort_by_key(|statement| statement["id"].to_string());
        self.statements
    }

    /// Account and verb of each statement, shortly.
    fn deeds(&self) -> Vec<String> {
        let deed = |statement: &Value| {
            let verb = statement["verb"]["display"]["en"].as_str().unwrap();
            format!("{} {verb}", statement["actor"]["account"]["name"].as_str().unwrap())
        };
        self.statements.iter().map(deed).collect()
    }
}

fn tell_all(files: &[(&str, &[u8])], options: &Options) -> Told {
    let mut told = Told::default();
    let mut findings = Findings::default();
    let mut teller = Statements::new(&CATALOGUE, options);
    for (path, bytes) in files {
        let mut sink = |statement: &Value| told.statements.push(statement.clone());
        let summary = teller.tell(path, bytes, &mut sink, &mut findings);
        told.summaries.push(summary);
    }
    for finding in json(&findings, Locale::En)["findings"].as_array().unwrap() {
        assert!(!finding["message"].as_str().unwrap().contains('{'), "a name without a value: {finding}");
        assert!(!finding["help"].as_str().unwrap().contains('{'), "a name without a value: {finding}");
        let line = finding["line"].as_u64().unwrap_or(0);
        told.findings.push((finding["code"].as_str().unwrap().to_owned(), line));
    }
    for statement in &told.statements {
        keeps_its_template(statement);
    }
    told
}

fn tell(bytes: &[u8], options: &Options) -> Told {
    tell_all(&[("file", bytes)], options)
}

/// Exactly one template speaks of a statement in its kind of context, and all that speak of it are kept.
fn keeps_its_template(statement: &Value) {
    let templates = PROFILE["templates"].as_array().unwrap();
    let matching: Vec<_> = templates.iter().filter(|template| template::determines(template, statement)).collect();
    assert!(!matching.is_empty(), "no template: {statement:#}");
    for template in matching {
        let broken = template::broken(template, statement);
        assert!(broken.is_empty(), "{} is broken: {broken:?} by {statement:#}", template["id"]);
    }
    let category = &statement["context"]["contextActivities"]["category"][0]["id"];
    assert_eq!(*category, PROFILE["versions"][0]["id"]);
}
