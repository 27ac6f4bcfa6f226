//! The house as ARCHITECTURE.md draws it, read from the code: who may know whom, who prints, who touches the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may know. A room that is not in the table may not exist.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("checksum", &[]),
    ("clock", &[]),
    ("form", &[]),
    ("markup", &[]),
    ("platforms", &[]),
    ("replace", &["diagnostic", "tree"]),
    ("slug", &[]),
    ("sums", &["checksum", "diagnostic", "source"]),
    ("script", &[]),
    ("templates", &[]),
    ("tar", &[]),
    ("mbz", &["markup", "tree"]),
    ("tree", &["tar"]),
    ("xapi", &["checksum", "clock", "diagnostic", "source"]),
    ("deck", &["checksum", "source"]),
    ("diagnostic", &["source", "templates"]),
    ("course", &["deck", "slug"]),
    ("read", &["checksum", "deck", "diagnostic", "form", "markup", "source", "templates", "tree"]),
    ("check", &["deck", "diagnostic", "form", "markup", "source", "templates", "translate"]),
    ("compare", &["course", "deck", "diagnostic", "markup", "mbz", "source", "tree"]),
    ("lsp", &["check", "clock", "deck", "diagnostic", "read", "source"]),
    (
        "deposit",
        &["checksum", "course", "deck", "diagnostic", "package", "render", "source", "sums", "templates", "tree"],
    ),
    ("office", &["markup"]),
    ("sheet", &["diagnostic", "office", "source"]),
    ("statements", &["course", "deck", "diagnostic", "sheet", "source", "xapi"]),
    ("documents", &["diagnostic", "form", "office", "sheet", "slug", "source", "templates", "tree"]),
    ("import", &["checksum", "diagnostic", "slug", "source", "templates", "tree"]),
    ("remix", &["check", "course", "deck", "form", "read", "source", "translate", "tree"]),
    ("render", &["checksum", "course", "deck", "platforms", "script", "source", "templates", "tree"]),
    ("package", &["course", "deck", "mbz", "script", "source", "templates", "tree", "xapi"]),
    ("translate", &["checksum", "deck", "diagnostic", "form", "read", "source", "templates", "tree"]),
    (
        "edit",
        &[
            "checksum",
            "clock",
            "course",
            "deck",
            "diagnostic",
            "form",
            "read",
            "replace",
            "slug",
            "source",
            "templates",
            "translate",
        ],
    ),
    ("verify", &["diagnostic", "markup", "platforms", "source", "tar", "templates"]),
    (
        "build",
        &[
            "check",
            "checksum",
            "compare",
            "course",
            "deck",
            "diagnostic",
            "package",
            "render",
            "replace",
            "source",
            "tree",
            "verify",
        ],
    ),
    ("record", &["checksum", "clock", "diagnostic", "markup", "replace", "report", "source", "tree", "xapi"]),
    ("report", &["checksum", "diagnostic", "slug", "source", "statements", "templates", "xapi"]),
    ("titles", &["course", "deck", "report"]),
    (
        "studio",
        &[
            "build",
            "check",
            "checksum",
            "clock",
            "compare",
            "course",
            "deck",
            "diagnostic",
            "documents",
            "edit",
            "form",
            "package",
            "read",
            "record",
            "render",
            "replace",
            "report",
            "source",
            "statements",
            "templates",
            "titles",
            "translate",
            "tree",
            "verify",
        ],
    ),
    ("ui", &["diagnostic"]),
    (
        "cli",
        &[
            "build",
            "check",
            "checksum",
            "clock",
            "compare",
            "course",
            "deck",
            "deposit",
            "diagnostic",
            "documents",
            "edit",
            "form",
            "import",
            "lsp",
            "package",
            "read",
            "record",
            "remix",
            "render",
            "replace",
            "report",
            "sheet",
            "slug",
            "source",
            "statements",
            "studio",
            "sums",
            "templates",
            "titles",
            "translate",
            "tree",
            "ui",
            "verify",
            "xapi",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Who may touch the disk.
const DISK: &[&str] = &["read", "edit", "build", "record", "replace", "studio", "cli"];

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut all) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&root).unwrap().to_owned();
                let room = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
                // What a module's own tests use is no matter of the house.
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
                all.push((room, inside, code));
            }
        }
    }
    assert!(all.len() > 40, "the sources were not found");
    all
}

/// The rooms that a text names behind `crate::` or `cartable::`, alone or in braces.
fn known(code: &str) -> BTreeSet<String> {
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for prefix in ["crate::", "cartable::"] {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            match rest.strip_prefix('{') {
                Some(list) => {
                    let mut depth = 0;
                    let mut word = String::new();
                    for c in list.chars() {
                        match c {
                            '{' => depth += 1,
                            '}' if depth == 0 => break,
                            '}' => depth -= 1,
                            _ => {}
                        }
                        if depth == 0 && (c.is_alphanumeric() || c == '_') {
                            word.push(c);
                        } else if depth == 0 && !word.is_empty() {
                            rooms.insert(std::mem::take(&mut word));
                        }
                    }
                    rooms.extend((!word.is_empty()).then_some(word));
                }
                None => {
                    rooms.insert(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
                }
            }
        }
    }
    rooms
}

#[test]
fn a_room_knows_only_what_the_table_lets_it_know() {
    let table: BTreeMap<&str, &[&str]> = MAY_KNOW.iter().copied().collect();
    let mut faults = Vec::new();
    for (room, path, code) in sources() {
        let Some(allowed) = table.get(room.as_str()) else {
            faults.push(format!("{}: the room {room} is not in the table", path.display()));
            continue;
        };
        for name in known(&code) {
            let is_room = table.contains_key(name.as_str());
            if is_room && name != room && !allowed.contains(&name.as_str()) {
                faults.push(format!("{}: {room} may not know {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_format_knows_no_other_format() {
    let formats: Vec<_> = sources().into_iter().filter(|(room, ..)| room == "package").collect();
    let (.., table) = formats.iter().find(|(_, path, _)| path.ends_with("mod.rs")).unwrap();
    let names: Vec<String> = formats
        .iter()
        .map(|(_, path, _)| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| table.contains(&format!("{name}::package")))
        .collect();
    assert!(names.len() > 1 && names.contains(&"scorm12".to_owned()));
    for (_, path, code) in &formats {
        let own = path.file_stem().unwrap().to_string_lossy();
        for name in names.iter().filter(|name| **name != own && own != "mod") {
            assert!(!code.contains(&format!("{name}::")), "{own} knows {name}");
        }
    }
}

#[test]
fn only_ui_prints_and_only_few_touch_the_disk() {
    for (room, path, code) in sources() {
        let prints = ["println!", "print!(", "dbg!", "io::stdout", "io::stderr"].iter().any(|word| code.contains(word));
        assert!(!prints || room == "ui", "{} prints", path.display());
        let disk = ["fs::", "File::open", "File::create"].iter().any(|word| code.contains(word));
        let may = DISK.contains(&room.as_str()) || path == Path::new("xapi/outbox/mod.rs");
        assert!(!disk || may, "{} touches the disk", path.display());
        let renames = code.contains("fs::rename(") && room != "replace";
        assert!(!renames, "{} renames without `replace::rename`, which Windows needs", path.display());
        let chance = ["SystemTime", "Instant::", "rand::", "new_v4", "now_v7", "Timestamp::now", "getrandom"]
            .iter()
            .any(|word| code.contains(word));
        assert!(!chance || room == "clock", "{} asks the time or chance", path.display());
    }
}

/// The files that choose what a feature leaves out.
const CHOOSES: [&str; 4] = ["lib.rs", "edit/mod.rs", "record/store/mod.rs", "xapi/mod.rs"];
/// What they ask for.
const ASKS: [&str; 3] =
    [r#"#[cfg(feature = "program")]"#, r#"#[cfg(feature = "postgres")]"#, r#"#[cfg(not(feature = "postgres"))]"#];

#[test]
fn a_feature_leaves_out_whole_modules_and_nothing_else() {
    let mut found = 0;
    for (_, path, code) in sources() {
        let lines: Vec<&str> = code.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("feature")) {
            if !line.starts_with("#[cfg(") && !line.contains("cfg!(") {
                continue;
            }
            let next = lines.get(at + 1).copied().unwrap_or_default();
            let whole = ["mod ", "pub mod ", "pub use ", "#[path "].iter().any(|word| next.starts_with(word));
            let may = CHOOSES.iter().any(|name| path == Path::new(name));
            assert!(whole && may && ASKS.contains(line), "{}: {line} {next}", path.display());
            found += 1;
        }
    }
    assert!(found > 10, "the features were not found");
}
