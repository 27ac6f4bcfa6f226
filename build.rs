//! Tells cargo that the program changes with what is built into it, and the program what it was made from.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hash = DefaultHasher::new();
    for name in ["Cargo.lock", "src", "templates", "xapi"] {
        // A path that is not there would make cargo build anew every time.
        if root.join(name).exists() {
            println!("cargo::rerun-if-changed={name}");
            feed(&root.join(name), &mut hash);
        }
    }
    println!("cargo::rustc-env=CARTABLE_SOURCES={:016x}", hash.finish());
    println!("cargo::rustc-env=CARTABLE_COMMIT={}", commit(&root));
    println!("cargo::rustc-env=CARTABLE_TEMPLATES={}", templates(&root).display());
    println!("cargo::rustc-env=CARTABLE_PROFILE={}", profile(&root).display());
}

/// Texts, and folders of them, that only the command says or reads: a name a line. Most are called after rooms which the feature `program`
/// leaves out.
const OF_THE_PROGRAM: &str = include_str!("templates/of-the-program");

/// Folders of what is said to readers in their language. Without the feature `program`, the texts of one language are given at run time.
const OF_A_LANGUAGE: [&str; 4] = ["findings", "messages", "schema", "web"];

/// The templates that are built in: all of them, or a copy without those that nobody would read.
fn templates(root: &Path) -> PathBuf {
    let all = root.join("templates");
    if env::var_os("CARGO_FEATURE_PROGRAM").is_some() {
        return all;
    }
    let copy = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("templates");
    let _ = fs::remove_dir_all(&copy);
    copy_some(&all, &copy)
        .and_then(|()| keys_once(&copy.join("texts")))
        .unwrap_or_else(|error| panic!("{}: {error}", copy.display()));
    copy
}

fn copy_some(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let path = entry.path();
        let is_text = path.is_dir() || path.extension().is_some_and(|ending| ending == "toml");
        let mut left_out = OF_THE_PROGRAM.lines().chain(OF_A_LANGUAGE);
        let is_left_out = path.file_stem().is_some_and(|stem| left_out.any(|name| stem == name));
        let copy = to.join(entry.file_name());
        match path.extension().and_then(|ending| ending.to_str()) {
            _ if is_text && is_left_out => {}
            _ if path.is_dir() => copy_some(&path, &copy)?,
            Some("js" | "css") => fs::write(&copy, uncommented(&fs::read_to_string(&path)?))?,
            _ => drop(fs::copy(&path, &copy)?),
        }
    }
    Ok(())
}

/// Leaves the keys of the interface texts to one language, English: they are the same in each, in the same order, and a fifth of the texts.
fn keys_once(texts: &Path) -> std::io::Result<()> {
    let lines = |text: String| -> Vec<(String, String)> {
        let pairs = text.lines().filter_map(|line| line.split_once(" = ").filter(|_| !line.starts_with('#')));
        pairs.map(|(key, value)| (key.to_owned(), format!("{value}\n"))).collect()
    };
    let english = texts.join("en.toml");
    let (keys, _): (Vec<_>, Vec<_>) = lines(fs::read_to_string(&english)?).into_iter().unzip();
    for path in fs::read_dir(texts)?.flatten().map(|entry| entry.path()).filter(|path| *path != english) {
        let (own, values): (Vec<_>, Vec<_>) = lines(fs::read_to_string(&path)?).into_iter().unzip();
        assert!(own == keys, "{} has other keys than en.toml, or another order", path.display());
        fs::write(path, values.concat())?;
    }
    Ok(())
}

/// The xAPI profile that is built in: the whole, or a copy that ends before the templates of statements, of which only its page tells.
fn profile(root: &Path) -> PathBuf {
    let whole = root.join("xapi/profile.jsonld");
    if env::var_os("CARGO_FEATURE_PROGRAM").is_some() {
        return whole;
    }
    let copy = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("profile.jsonld");
    let text = fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{}: {error}", whole.display()));
    let (terms, _) = text.split_once(",\n  \"templates\":").expect("templates behind the terms");
    fs::write(&copy, format!("{terms}\n}}\n")).unwrap_or_else(|error| panic!("{}: {error}", copy.display()));
    copy
}

/// A script or a style without the lines that are comments. They are in no package either, and would be a sixth of the scripts.
fn uncommented(text: &str) -> String {
    let mut inside = false;
    let mut is_code = |line: &&str| {
        let line = line.trim();
        inside |= line.starts_with("/*");
        let is_comment = inside || line.starts_with("//");
        inside &= !line.contains("*/");
        !is_comment
    };
    text.split_inclusive('\n').filter(|line| is_code(line)).collect()
}

/// The commit and its date, for `--version`. Debug builds do not ask, or each commit would build them anew.
fn commit(root: &Path) -> String {
    if env::var("PROFILE").is_ok_and(|profile| profile == "debug") {
        return "debug build".to_owned();
    }
    // A folder above may be a repository of something else.
    if !root.join(".git").exists() {
        return "unknown commit".to_owned();
    }
    for path in ["HEAD", "logs/HEAD"].into_iter().filter_map(|name| git(root, &["rev-parse", "--git-path", name])) {
        println!("cargo::rerun-if-changed={path}");
    }
    let date = git(root, &["log", "-1", "--format=%cs"]);
    // Without a fixed length, the abbreviation depends on how much a clone holds.
    let name = git(root, &["describe", "--always", "--abbrev=12", "--exclude=*", "--dirty=-modified"]);
    name.zip(date).map_or("unknown commit".to_owned(), |(name, date)| format!("{name} {date}"))
}

/// What git prints, where it is there and succeeds.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").current_dir(root).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Feeds names and contents in the order of names.
fn feed(path: &Path, hash: &mut DefaultHasher) {
    path.file_name().hash(hash);
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| feed(path, hash));
    } else {
        fs::read(path).unwrap_or_default().hash(hash);
    }
}
