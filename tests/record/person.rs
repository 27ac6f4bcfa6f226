//! What a store holds about one person, given to them: statements, documents, attachments, launches, and nothing of anybody else.

use crate::server::{Server, agent, encode, key_file, launch, said, statement};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const HOME: &str = "https://lms.example.org";

/// The account that a launch without one has, and Ann's otherwise.
fn account(name: &str) -> Value {
    json!({"objectType": "Agent", "account": {"homePage": HOME, "name": name}})
}

/// A package with nothing in it but a page.
fn package(folder: &Path) -> PathBuf {
    let mut tree = cartable::tree::Tree::default();
    tree.put(
        "tincan.xml",
        "<tincan xmlns='http://projecttincan.com/tincan.xsd'><activities><activity id='https://example.org/course' \
         type='http://adlnet.gov/expapi/activities/course'><name>c</name><launch lang='en'>index.html</launch></activity></activities></tincan>",
    );
    tree.put("index.html", "<!doctype html><title>one</title>");
    let archive = folder.join("page.zip");
    std::fs::write(&archive, cartable::tree::zip(&tree, cartable::tree::Packing::Quick).unwrap()).unwrap();
    archive
}

/// Keeps a document of an agent.
fn keep_document(server: &Server, resource: &str, actor: &Value, query: &str, kind: &str, content: &[u8]) {
    let path = format!("{resource}?agent={}&{query}", encode(&actor.to_string()));
    let headers = [("Content-Type", kind), ("If-None-Match", "*")];
    let answer = server.ask_with(&server.all, "1.0.3", "PUT", &path, &headers, content);
    assert_eq!(answer.status, 204, "{}", answer.text());
}

fn read(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

#[test]
fn a_person_is_given_what_is_held_about_them_and_nothing_of_others() {
    let (server, _url) = launch(package, &["--account", &format!("{HOME}|ann|1")]);
    let (ann, bob) = (account("ann|1"), account("bob"));
    let did = |actor: &Value| {
        let mut own = statement("x", "did", "a");
        own["actor"] = actor.clone();
        own
    };
    let mut named = ann.clone();
    named["name"] = "Ann Secret".into();
    let mut taught = did(&bob);
    taught["context"] = json!({"instructor": ann});
    let mut group = did(&bob);
    group["actor"] = json!({"objectType": "Group", "member": [ann, bob]});
    let own = vec![server.keep(&did(&named)), server.attach(&did(&ann), &[b"a drawing"]), server.keep(&group)];
    let taught = server.keep(&taught);
    server.attach(&did(&bob), &[b"another drawing"]);
    let activity = format!("activityId={}", encode("http://example.org/a"));
    let state = format!("{activity}&stateId=notes&registration=6a6a6a6a-0000-4000-8000-000000000001");
    for (who, note) in [(&ann, "{\"note\":\"mine\"}"), (&bob, "{\"note\":\"his\"}")] {
        keep_document(&server, "activities/state", who, &state, "application/json", note.as_bytes());
    }
    keep_document(&server, "agents/profile", &ann, "profileId=likes", "application/octet-stream", &[0, 159, 1]);
    let folder = server.folder.join("ann");
    let export = |more: &[&str]| {
        let to = folder.to_str().unwrap();
        let name = format!("{HOME}|ann|1");
        server.command(&[&["export", "--account", &name, "--to", to], more].concat())
    };
    let out = export(&[]);
    let words = "3 statement(s), 2 document(s), 1 attachment(s), 1 launch(es).";
    assert!(out.status.success() && said(&out).contains(words), "{}", said(&out));
    assert!(said(&out).contains("1 statement(s) of others"), "{}", said(&out));
    let lines = std::fs::read_to_string(folder.join("statements.ndjson")).unwrap();
    let ids: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, own, "the oldest first");
    let documents = read(&folder, "documents.json");
    assert_eq!(documents[0]["resource"], "activities/state");
    assert_eq!(
        (&documents[0]["stateId"], &documents[0]["activityId"]),
        (&json!("notes"), &json!("http://example.org/a"))
    );
    assert_eq!(documents[0]["registration"], "6a6a6a6a-0000-4000-8000-000000000001");
    assert_eq!(read(&folder, documents[0]["file"].as_str().unwrap()), json!({"note": "mine"}));
    assert_eq!((&documents[1]["resource"], &documents[1]["profileId"]), (&json!("agents/profile"), &json!("likes")));
    assert_eq!(std::fs::read(folder.join(documents[1]["file"].as_str().unwrap())).unwrap(), [0, 159, 1]);
    let attachments: Vec<_> =
        std::fs::read_dir(folder.join("attachments")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!((attachments.len(), std::fs::read(&attachments[0]).unwrap().as_slice()), (1, b"a drawing".as_slice()));
    let launches = read(&folder, "launches.json");
    assert!(launches[0]["registration"].is_string() && launches[0]["created"].is_string(), "{launches}");
    let person = read(&folder, "person.json");
    assert_eq!((&person["name"], &person["account"]), (&json!(["Ann Secret"]), &json!([ann["account"]])));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&folder).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o700, "nobody else looks into it");
    }
    // A folder with somebody in it takes nobody else.
    let out = export(&[]);
    assert!(out.status.code() == Some(3) && said(&out).contains("not empty"), "{}", said(&out));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(said(&export(&["--everywhere"])).starts_with("4 statement(s)"));
    assert!(std::fs::read_to_string(folder.join("statements.ndjson")).unwrap().contains(&taught));
    // And what was given is what is forgotten.
    let out = server.command(&["forget", "--account", &format!("{HOME}|ann|1")]);
    assert!(said(&out).contains("Removed: 3 statement(s), 2 document(s), 1 launch(es)."), "{}", said(&out));
}

#[test]
fn nobody_is_given_nothing_and_told_so() {
    let server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    let folder = server.folder.join("to");
    let to = folder.to_str().unwrap();
    let out = server.command(&["export", "--mbox", "mailto:Ann@example.org", "--to", to]);
    assert!(out.status.code() == Some(1) && said(&out).contains("Nobody of that name"), "{}", said(&out));
    assert!(said(&out).contains("--mbox 'mailto:ann@example.org'") && !folder.exists(), "{}", said(&out));
    for more in [
        ["--mbox", "mailto:ann@example.org", "--by-day", to].as_slice(),
        &["--mbox", "mailto:ann@example.org"],
        &["--mbox", "mailto:ann@example.org", "--to", to, "--force"],
        &["--to", to, "--everywhere"],
        &["--to", to, "--pseudonyms", to],
    ] {
        let out = server.command(&[&["export"], more].concat());
        assert!(out.status.code() == Some(2) && !folder.exists(), "{more:?}: {}", said(&out));
    }
}

#[test]
fn whoever_has_a_pseudonym_is_found_with_its_key_alone() {
    let key = key_file("given", 7);
    let flag = ["--pseudonyms", key.to_str().unwrap()];
    let server = Server::start(&flag);
    let id = server.keep(&statement("ann", "did", "a"));
    let state =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    assert_eq!(server.ask("PUT", &state, "{}").status, 204);
    let folder = server.folder.join("to");
    let export = ["export", "--mbox", "mailto:ann@example.org", "--to", folder.to_str().unwrap()];
    let out = server.command(&export);
    assert!(out.status.code() == Some(2) && said(&out).contains("--pseudonyms KEYFILE"), "{}", said(&out));
    let out = server.command(&[export.as_slice(), &flag].concat());
    assert!(said(&out).contains("1 statement(s), 1 document(s)"), "{}", said(&out));
    assert!(std::fs::read_to_string(folder.join("statements.ndjson")).unwrap().contains(&id));
    let _ = std::fs::remove_file(key);
}

/// Nothing else may be held about a person than that they were launched.
#[test]
fn a_launch_alone_is_counted_and_goes() {
    let somebody = format!("{HOME}|7");
    let (server, _url) = launch(package, &["--account", &somebody]);
    let forgotten = server.command(&["forget", "--account", &somebody]);
    let words = "0 statement(s), 0 document(s), 1 launch(es)";
    assert!(forgotten.status.success() && said(&forgotten).contains(words), "{}", said(&forgotten));
    assert_eq!(server.command(&["forget", "--account", &somebody]).status.code(), Some(1));
}
