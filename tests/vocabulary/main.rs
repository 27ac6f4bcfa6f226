//! The vocabulary in `xapi/`: the profile keeps the rules of the xAPI Profile Specification, the examples keep those of the
//! profile, the page in `docs/` says what the data says, and nobody else writes an IRI.

mod page;
mod profile;
mod template;

use cartable::xapi::vocabulary::{PROFILE, REGISTERED, table};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of a value, wherever they stand.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(all) => all.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// The examples by the name of their template.
fn examples() -> Vec<(String, Value)> {
    let mut all: Vec<(String, Value)> = Vec::new();
    for entry in fs::read_dir(root().join("xapi/examples")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        all.push((name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap()));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn the_profile_keeps_the_rules_of_the_specification() {
    let faults = profile::faults(&PROFILE);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_broken_profile_is_seen() {
    let mut broken = PROFILE.clone();
    broken["versions"][0]["id"] = broken["id"].clone();
    broken["concepts"][0]["type"] = "Verb".into();
    broken["concepts"][1]["inScheme"] = broken["id"].clone();
    broken["templates"][0]["objectActivityType"] = "module".into();
    broken["templates"][1]["rules"][0].as_object_mut().unwrap().remove("presence");
    broken["patterns"][1]["zeroOrMore"] = broken["patterns"][1]["id"].clone();
    broken["patterns"][4]["alternates"].as_array_mut().unwrap().truncate(1);
    broken["concepts"][0]["definition"]["en"] = "".into();
    let faults = profile::faults(&broken).join("\n");
    for part in
        ["/versions", "inlineSchema", "inScheme", "objectActivityType", "presence", "itself", "alternates", "empty"]
    {
        assert!(faults.contains(part), "{part} in\n{faults}");
    }
}

#[test]
fn every_iri_of_the_profile_has_a_name() {
    let known: BTreeSet<&str> = texts(table()).into_iter().collect();
    for template in PROFILE["templates"].as_array().unwrap() {
        let used = template
            .as_object()
            .unwrap()
            .iter()
            .filter(|(key, _)| matches!(key.as_str(), "verb" | "objectActivityType") || key.starts_with("context"));
        for iri in used.flat_map(|(_, value)| texts(value)) {
            assert!(known.contains(iri), "{iri} has no name");
        }
        for location in template["rules"].as_array().unwrap().iter().filter_map(|rule| rule["location"].as_str()) {
            let quoted = location.split('\'').skip(1).step_by(2);
            quoted.for_each(|iri| assert!(known.contains(iri), "{iri} has no name"));
        }
    }
    let count: usize = table().as_object().unwrap().values().map(|names| names.as_object().unwrap().len()).sum();
    assert_eq!(count, known.len(), "two names for one IRI");
    assert!(count > 30);
}

#[test]
fn every_template_has_an_example_that_keeps_its_rules() {
    let templates = PROFILE["templates"].as_array().unwrap();
    let names: Vec<&str> = templates.iter().map(|t| t["id"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    let examples = examples();
    assert_eq!(
        names.iter().copied().collect::<BTreeSet<_>>(),
        examples.iter().map(|(name, _)| name.as_str()).collect()
    );
    for (name, statement) in &examples {
        let matching: Vec<_> = templates.iter().filter(|template| template::determines(template, statement)).collect();
        assert!(matching.iter().any(|t| t["id"].as_str().unwrap().ends_with(name)), "{name} is no example of itself");
        for template in matching {
            let broken = template::broken(template, statement);
            assert!(broken.is_empty(), "{name} breaks {}: {broken:#?}", template["id"]);
        }
    }
}

#[test]
fn a_statement_that_breaks_a_rule_is_seen() {
    let (_, mut statement) = examples().into_iter().find(|(name, _)| name == "module-completed").unwrap();
    let template = PROFILE["templates"].as_array().unwrap().iter();
    let template = template.clone().find(|t| t["id"].as_str().unwrap().ends_with("/module-completed")).unwrap();
    statement["result"]["completion"] = false.into();
    statement["result"]["score"] = serde_json::json!({"raw": 3});
    statement["context"].as_object_mut().unwrap().remove("registration");
    assert_eq!(template::broken(template, &statement).len(), 3);
    statement["verb"]["id"] = "http://adlnet.gov/expapi/verbs/failed".into();
    assert!(!template::determines(template, &statement));
}

/// The page is made anew with `RENEW=1 cargo test --test vocabulary`.
#[test]
fn the_page_says_what_the_data_says() {
    let path = root().join("docs/vocabulary.md");
    let page = page::page(&PROFILE, &REGISTERED);
    if std::env::var_os("RENEW").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == page, "docs/vocabulary.md is not what xapi/ says");
}

#[test]
fn nobody_else_writes_an_iri_of_the_vocabulary() {
    let mut folders = vec![root().join("src"), root().join("templates")];
    let (mut read, mut faults) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else { continue };
            read += 1;
            let code = text.split("#[cfg(test)]").next().unwrap();
            // What kind of file an attachment is, is a word of the standard's own, of which a profile says nothing.
            let is_ours = |line: &&str| !line.trim_start().starts_with("//") && !line.contains("/attachments/");
            let lines = code.lines().filter(is_ours);
            let written = lines.filter(|line| is_written(line)).map(|line| format!("{}: {line}", path.display()));
            faults.extend(written);
        }
    }
    assert!(read > 100, "the sources were not found");
    assert!(faults.is_empty(), "take these from xapi::vocabulary: {faults:#?}");
}

/// The name of a schema is no term of a vocabulary.
fn is_written(line: &str) -> bool {
    !line.contains("CourseStructure.xsd")
        && ["adlnet.gov/expapi/", "w3id.org/xapi/", "/cartable/xapi"].iter().any(|part| line.contains(part))
}

/// A name that Rust asks for and the vocabulary lacks would only be noticed when it is asked for.
#[test]
fn every_name_that_rust_asks_for_is_there() {
    let functions =
        [("verb", "verbs"), ("activity_type", "types"), ("extension", "extensions"), ("category", "categories")];
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for (function, kind) in functions {
                for part in text.split(&format!("vocabulary::{function}(\"")).skip(1) {
                    let name = part.split('"').next().unwrap();
                    assert!(table()[kind][name].is_string(), "{}: no {kind} {name}", Path::new(&path).display());
                }
            }
        }
    }
}
