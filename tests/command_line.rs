//! The command line itself: what is said of arguments that cannot be used, in both languages, colors, and what `--quiet` leaves out.

mod copy;

use copy::copy;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn cartable(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.args(arguments).env("LC_ALL", "C").env_remove("CARTABLE_MESSAGES").env_remove("NO_COLOR");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder with a deck and one of its packages, removed in the end.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("cartable-line-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks/good"), &folder.join("deck"));
        let desk = Self(folder);
        let built = cartable(&["build", &desk.path("deck"), "--out", &desk.path("packages")]);
        assert!(built.status.success(), "{}", said(&built));
        desk
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn package(&self) -> String {
        let mut names: Vec<_> =
            fs::read_dir(self.path("packages")).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        names
            .into_iter()
            .find(|path| path.extension().is_some_and(|end| end == "zip"))
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_is_wrong_with_the_arguments_is_said_in_the_language_of_messages() {
    let cases: [(&[&str], &[&str], &[&str]); 14] = [
        (
            &["check", "--formt", "json"],
            &["no option --formt", "“--format”"],
            &["L’option --formt n’existe pas", "« --format »"],
        ),
        (&["chekc"], &["no command “chekc”", "“check”"], &["La commande « chekc » n’existe pas", "« check »"]),
        (
            &["build", "--tracking", "esential"],
            &["essential, standard", "“essential”"],
            &["« esential »", "« essential »"],
        ),
        (&["build", "--split", "them"], &["“them”", "“theme”"], &["« them »", "« theme »"]),
        (&["studio", "--port", "abc"], &["whole number"], &["nombre entier"]),
        (&["studio", "--port", "99999"], &["whole number"], &["nombre entier"]),
        (&["open", "x.zip"], &["missing: --into"], &["Il manque : --into"]),
        (&["report", "--table", "x.doc"], &[".csv, .ods, .xlsx"], &["Valeurs possibles : .csv"]),
        (&["verify"], &["missing: <PACKAGES>"], &["Il manque : <PACKAGES>"]),
        (&["verify", "x.zip", "--explain"], &["cannot be combined"], &["ne vont pas ensemble"]),
        (&["check", "a", "b"], &["“b” is one argument too many"], &["« b » est un argument de trop"]),
        (&["build", "--lang"], &["needs a value"], &["demande une valeur"]),
        (&["check", "--quiet=1"], &["takes no value “1”"], &["ne prend pas de valeur « 1 »"]),
        (&["check", "--format", "json", "--format", "json"], &["can be given once"], &["qu’une fois"]),
    ];
    for (arguments, english, french) in cases {
        for (locale, wanted) in [("en", english), ("fr", french)] {
            let all: Vec<_> = arguments.iter().copied().chain(["--messages", locale]).collect();
            // What follows an option without a value is no value.
            let all =
                if arguments.last() == Some(&"--lang") { [&["--messages", locale], arguments].concat() } else { all };
            let output = cartable(&all);
            let text = said(&output);
            assert_eq!(output.status.code(), Some(2), "{all:?}: {text}");
            wanted.iter().for_each(|part| assert!(text.contains(part), "{all:?}: {part}\n{text}"));
            assert!(!text.contains("error:") && !text.contains("tip:"), "{all:?}: {text}");
        }
    }
}

#[test]
fn help_and_version_are_no_fault() {
    for (arguments, wanted) in [
        (&["--help"][..], "Usage: cartable"),
        (&["build", "--help"], "Examples:"),
        (&["build", "--help", "--messages", "fr"], "Exemples"),
        (&["--messages", "fr", "help", "build"], "Utilisation"),
        (&["record", "serve", "-h", "--messages=fr"], "Utilisation"),
        (&["--version"], "cartable "),
    ] {
        let output = cartable(arguments);
        assert!(output.status.success(), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains(wanted), "{arguments:?}: {}", said(&output));
    }
    assert_eq!(cartable(&[]).status.code(), Some(2));
    assert_eq!(cartable(&["new"]).status.code(), Some(2));
}

#[test]
fn an_unpacked_package_is_verified_as_its_archive_is() {
    let desk = Desk::new("folder");
    let bytes = fs::read(desk.package()).unwrap();
    let files = cartable::tree::unzip(&bytes).unwrap();
    for (path, content) in files.files() {
        let path = desk.0.join("unpacked").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let codes = |path: &str| -> Vec<String> {
        let json: serde_json::Value =
            serde_json::from_slice(&cartable(&["verify", path, "--format", "json"]).stdout).unwrap();
        let found = json["findings"].as_array().unwrap();
        found.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    let folder = desk.path("unpacked");
    assert_eq!(codes(&folder), codes(&desk.package()));
    fs::remove_file(desk.0.join("unpacked/imsmanifest.xml")).unwrap();
    let output = cartable(&["verify", &folder]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    // An empty folder is no package, and a link in a folder leads nowhere.
    fs::create_dir(desk.0.join("empty")).unwrap();
    assert_eq!(cartable(&["verify", &desk.path("empty")]).status.code(), Some(1));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/passwd", desk.0.join("unpacked/link.html")).unwrap();
        assert!(!said(&cartable(&["verify", &folder, "--format", "json"])).contains("link.html"));
    }
}

#[test]
fn colors_are_used_where_they_are_wanted() {
    let desk = Desk::new("colors");
    fs::write(desk.0.join("deck/deck.toml"), "id = 'x y'\n").unwrap();
    let deck = desk.path("deck");
    let is_colored = |arguments: &[&str]| said(&cartable(arguments)).contains('\u{1b}');
    assert!(is_colored(&["check", &deck, "--color", "always"]));
    assert!(!is_colored(&["check", &deck, "--color", "never"]));
    assert!(!is_colored(&["check", &deck]), "this is no terminal");
}

#[test]
fn quiet_leaves_out_notes_and_counts_and_no_warning() {
    let desk = Desk::new("quiet");
    let package = desk.package();
    let all = said(&cartable(&["verify", &package]));
    let quiet = said(&cartable(&["verify", "--quiet", &package]));
    assert!(all.contains("note[") && all.contains("0 error(s)"), "{all}");
    assert!(!quiet.contains("note[") && !quiet.contains("error(s)"), "{quiet}");
    fs::write(desk.0.join("deck/deck.toml"), "id = 'x y'\n").unwrap();
    let refused = cartable(&["check", "-q", &desk.path("deck")]);
    assert!(said(&refused).contains("error[") && !refused.status.success(), "{}", said(&refused));
}
