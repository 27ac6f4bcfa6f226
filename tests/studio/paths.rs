//! Paths that lead elsewhere: names from outside are keys of what there is, never places on the disk.

use crate::http::Answer;
use crate::server::{Studio, folder};
use serde_json::json;
use std::fs;

/// Ways to say a file that is not the studio's to give, without the first part.
const CROOKED: &[&str] = &[
    "../Cargo.toml",
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "%252e%252e%252fetc%252fpasswd",
    "..%5c..%5cwindows%5cwin.ini",
    "..\\..\\windows\\win.ini",
    "C:/windows/win.ini",
    "C:%5Cwindows%5Cwin.ini",
    "%2Fetc%2Fpasswd",
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "%5C%5Cserver%5Cshare",
    "index.html%00.js",
    "%00",
    "%ff%fe",
    "%c0%ae%c0%ae/etc/passwd",
    "%",
    "%zz",
    "....//....//etc/passwd",
    "./index.html/",
    "index.html/..",
    "con",
    "nul.js",
    "studio.js::$DATA",
    "studio.js.",
    "fr.toml",
    "../module/module.js",
    "..%2fmodule%2fmodule.js",
];

fn is_refused(answer: &Answer) -> bool {
    [400, 404].contains(&answer.status) && !answer.text().contains("root:")
}

#[test]
fn no_crooked_path_leads_anywhere() {
    let studio = Studio::start();
    let good = studio.made();
    let folder = &good[..=good.rfind('/').unwrap()];
    let number = folder.split('/').nth(3).unwrap();
    for crooked in CROOKED {
        let answer = studio.get(&format!("/file/{crooked}"));
        assert!(is_refused(&answer), "/file/{crooked}: {} {}", answer.status, answer.text());
        for path in [format!("{folder}{crooked}"), folder.replacen(number, crooked, 1) + "index.html"] {
            let answer = studio.module(&path);
            // A browser, and a server that normalizes, would ask for the folder above.
            assert!(is_refused(&answer), "{path}: {} {}", answer.status, answer.text());
        }
        let deck = studio.get(&format!("/api/preview?format={crooked}&language={crooked}&scope={crooked}"));
        assert!(deck.status == 200 && deck.json()["is"] == false, "{crooked}: {}", deck.text());
        let place = studio.get(&format!("/api/place?language=fr&id={crooked}"));
        assert_eq!(place.status, 404, "{crooked}: {}", place.text());
    }
    assert_eq!(studio.module(&good).status, 200, "the straight one");
    assert_eq!(studio.get("/file/studio.js").status, 200, "the straight one");
}

#[test]
fn very_long_paths_and_queries_are_refused() {
    let studio = Studio::start();
    for length in [8_000, 70_000, 1_000_000] {
        let long = "a".repeat(length);
        for path in [format!("/file/{long}"), format!("/api/place?id={long}"), format!("/{}", "a/".repeat(length / 2))]
        {
            let head = format!(
                "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n",
                studio.host(),
                studio.cookie
            );
            // 0 is to hang up while the head is still coming.
            let status = studio.send(&head).map_or(0, |answer| answer.status);
            assert!([0, 404, 414, 431].contains(&status), "{length}: {status}");
        }
    }
    assert_eq!(studio.get("/api/deck").status, 200, "it is still there");
}

#[test]
fn no_crooked_name_is_read_or_written() {
    let studio = Studio::start();
    let outside = folder();
    let target = outside.join("target.md");
    fs::write(&target, "not yours").unwrap();
    let mut names: Vec<String> = CROOKED.iter().map(|name| (*name).to_owned()).collect();
    names.extend(
        ["../x.md", "fr/../../x.md", "..\\x.md", "C:\\x.md", "/tmp/x.md", "fr/con.md", "fr/a.md\0.png", "", "."]
            .map(str::to_owned),
    );
    names.extend([target.display().to_string(), format!("../{}/target.md", outside.file_name().unwrap().display())]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&target, studio.deck.join("fr/link.md")).unwrap();
        std::os::unix::fs::symlink(&outside, studio.deck.join("fr/folder")).unwrap();
        names.extend(["fr/link.md", "fr/folder/target.md", "fr/folder/new.md"].map(str::to_owned));
    }
    for name in &names {
        let query: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
        for path in ["/api/file", "/api/form"] {
            let answer = studio.get(&format!("{path}?file={query}"));
            // A link is refused by the disk's part, so with 500.
            assert!((400..=500).contains(&answer.status), "{path} {name:?}: {} {}", answer.status, answer.text());
            assert!(!answer.text().contains("not yours") && !answer.text().contains("root:"), "{name:?}");
        }
        let answer = studio.tell("/api/save", &json!({ "file": name, "checksum": "", "text": "mine" }));
        assert!((400..=500).contains(&answer.status), "{name:?}: {} {}", answer.status, answer.text());
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), "not yours");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1, "something was written beside it");
    fs::remove_dir_all(outside).unwrap();
}
