//! Packages that are good but for one thing, each with the codes that it must give, and no other.

#![allow(missing_docs)]

mod backup;
mod book;
mod cartridge;
mod contents;
mod listed;
#[path = "../packages/mod.rs"]
mod packages;
mod questions;
mod schemas;
mod scorm12;
mod scorm2004;
mod site;
mod xapi;

use cartable::diagnostic::{Findings, Locale, Severity, explain, human};
use cartable::verify::{Known, Lms, RULES, missing_words, verify, verify_for};
use packages::{Entry, MANIFEST, Pack};
use proptest::prelude::*;
use std::collections::BTreeSet;

type Case = (&'static str, &'static [&'static str], fn(&mut Pack));

/// Every kind: its good package, what is always said of it, and its cases.
type Kind = (&'static str, fn() -> Pack, &'static [&'static str], &'static [Case]);

const KINDS: &[Kind] = &[
    ("scorm12", Pack::good, &[], scorm12::CASES),
    ("scorm2004", Pack::scorm2004, &["M038", "S023"], scorm2004::CASES),
    ("cmi5", Pack::cmi5, &[], xapi::CMI5),
    ("tincan", Pack::tincan, &[], xapi::TINCAN),
    ("site", Pack::site, &["W001"], site::CASES),
    ("backup", Pack::backup, &[], backup::CASES),
    ("cartridge", Pack::cartridge, &[], cartridge::CASES),
    ("questions", Pack::questions, &[], questions::CASES),
    ("book", Pack::book, &[], book::CASES),
];

/// All cases with the good package they spoil and the codes they must give.
fn cases() -> impl Iterator<Item = (String, Pack, BTreeSet<&'static str>, fn(&mut Pack))> {
    KINDS.iter().flat_map(|(kind, good, always, cases)| {
        cases.iter().map(move |(name, codes, spoil)| {
            // A kind that was not recognised is not said to be there, nor what this case takes away.
            let gone = |code: &str| codes.iter().any(|one| *one == "-" || one.strip_prefix('-') == Some(code));
            let kept = always.iter().filter(|code| !gone(code));
            let codes = codes.iter().filter(|code| !code.starts_with('-')).chain(kept).copied();
            (format!("{kind}: {name}"), good(), codes.collect(), *spoil)
        })
    })
}

fn codes(findings: &Findings) -> BTreeSet<&'static str> {
    findings.sorted().iter().map(|f| f.rule.code).collect()
}

fn told(findings: &Findings) -> String {
    findings.sorted().iter().map(|f| human(f, Locale::En, false)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_good_package_of_each_kind_gives_no_finding() {
    for (kind, good, always, _) in KINDS {
        let findings = verify("good.zip", &good().bytes());
        assert_eq!(codes(&findings), always.iter().copied().collect(), "{kind}\n{}", told(&findings));
    }
}

#[test]
fn each_fault_is_told_by_its_code_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for (name, mut pack, expected, spoil) in cases() {
        spoil(&mut pack);
        let findings = verify("bad.zip", &pack.bytes());
        if codes(&findings) != expected {
            wrong.push(format!("{name}: {:?}, not {expected:?}\n{}", codes(&findings), told(&findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is said once a package, by a script of this name in front of all others or behind them.
fn saying(names: &[&str]) -> Vec<u8> {
    const SAYS: &str = "localStorage.setItem('a', 1); localStorage.x; get('cmi.core.student_name'); a = 'https://www.evil.net/';\
        api.SetValue('cmi.exit', 'normal'); get('cmi.learner_id');";
    let mut pack = Pack::good();
    names.iter().for_each(|name| pack.unlisted(name, SAYS.as_bytes()));
    pack.bytes()
}

#[test]
fn what_is_said_once_a_package_is_said_of_each() {
    let packages: [&[&str]; 6] = [&["z.js"], &["z.js"], &["a.js", "z.js"], &["z.js"], &["a.js"], &["a.js", "z.js"]];
    for turn in 0..packages.len() {
        let known = Known::default();
        for names in packages.iter().cycle().skip(turn).take(packages.len()) {
            let bytes = saying(names);
            let alone = told(&verify("one.zip", &bytes));
            assert!(alone.contains("localStorage"), "{alone}");
            assert_eq!(told(&known.verify("one.zip", &bytes)), alone, "{names:?} in turn {turn}");
        }
    }
}

#[test]
fn what_is_known_of_other_packages_changes_no_finding() {
    for (name, mut pack, _, spoil) in cases() {
        let known = Known::default();
        known.verify("good.zip", &pack.bytes());
        spoil(&mut pack);
        let bytes = pack.bytes();
        for _ in 0..2 {
            assert_eq!(told(&known.verify("bad.zip", &bytes)), told(&verify("bad.zip", &bytes)), "{name}");
        }
    }
    // What went unsaid because another file had said it, and a link to what only the other package has.
    let known = Known::default();
    let (mut whole, mut part) = (Pack::site(), Pack::site());
    whole.unlisted("a.js", b"localStorage.key = 1");
    whole.unlisted("c.html", b"<html lang=\"fr\"><p>C</p></html>");
    for pack in [&mut whole, &mut part] {
        pack.unlisted("b.js", b"localStorage.key = 1");
        pack.unlisted("b.html", b"<html lang=\"fr\"><a href=\"c.html\">C</a></html>");
    }
    assert_eq!(codes(&known.verify("whole.zip", &whole.bytes())), codes(&verify("whole.zip", &whole.bytes())));
    let findings = known.verify("part.zip", &part.bytes());
    assert_eq!(told(&findings), told(&verify("part.zip", &part.bytes())));
    assert!(codes(&findings).contains("W003"));
}

#[test]
fn every_rule_is_shown_by_a_case() {
    let named = NAMED.iter().map(|(_, code, _)| *code);
    let shown: BTreeSet<&str> = cases().flat_map(|(_, _, codes, _)| codes).chain(named.clone()).collect();
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(rules.len(), RULES.len(), "a code is given twice");
    assert_eq!(rules.difference(&shown).collect::<Vec<_>>(), Vec::<&&str>::new());
    // And by one that breaks nothing else, unless the rule brings another one with it.
    let all = KINDS.iter().flat_map(|(_, _, always, cases)| cases.iter().map(move |case| (case.1, always)));
    let alone: BTreeSet<&str> = all
        .filter_map(|(codes, always)| {
            let own = codes
                .iter()
                .filter(|code| !code.starts_with('-') && !always.contains(code))
                .copied()
                .collect::<Vec<_>>();
            let brought = |code: &str, other: &str| BRINGS.contains(&(code, other));
            own.iter().copied().find(|code| own.iter().all(|other| code == other || brought(code, other)))
        })
        .chain(KINDS.iter().flat_map(|(_, _, always, _)| always.iter().copied()))
        .chain(named)
        .collect();
    assert_eq!(rules.difference(&alone).collect::<Vec<_>>(), Vec::<&&str>::new());
}

/// An LMS, what is said to those who name it, and of which good package.
type Named = (Lms, &'static str, fn() -> Pack);

const NAMED: [Named; 2] = [(Lms::Chamilo, "L031", Pack::scorm2004), (Lms::Frappe, "L032", Pack::good)];

#[test]
fn what_condemns_a_whole_standard_is_said_to_those_who_name_the_lms() {
    for (lms, code, good) in NAMED {
        let bytes = good().bytes();
        assert_eq!(codes(&verify_for(&[lms], "good.zip", &bytes)), BTreeSet::from([code]));
        assert!(!codes(&verify("good.zip", &bytes)).contains(code));
    }
}

#[test]
fn a_finding_is_as_grave_as_in_the_systems_that_were_named() {
    let found = |audience: &[Lms], spoil: fn(&mut Pack), good: fn() -> Pack| -> Vec<(String, String)> {
        let mut pack = good();
        spoil(&mut pack);
        let findings = verify_for(audience, "bad.zip", &pack.bytes());
        let own = findings.sorted().into_iter().filter(|f| !["Z018", "M038"].contains(&f.rule.code));
        own.map(|f| (format!("{} {}", f.rule.code, f.severity.key()), f.value("whom").to_owned())).collect()
    };
    let told = |what: &str, whom: &str| vec![(what.to_owned(), whom.to_owned())];
    let backslash: fn(&mut Pack) = |p| p.listed("a\\b.txt", b"");
    assert_eq!(found(&[], backslash, Pack::good), told("Z012 error", "Chamilo"));
    assert_eq!(found(&[Lms::Moodle], backslash, Pack::good), told("Z012 warning", ""));
    assert_eq!(found(&[Lms::Moodle, Lms::Chamilo], backslash, Pack::good), told("Z012 error", "Chamilo"));
    assert_eq!(found(&[Lms::Adl], |_| {}, Pack::scorm2004), told("S023 error", ""));
    assert_eq!(found(&[Lms::OpenEdx], |_| {}, Pack::scorm2004), vec![]);
    let leave: fn(&mut Pack) = |p| p.append("app.js", "api.SetValue('adl.nav.request', 'exitAll')");
    assert_eq!(found(&[Lms::Other], leave, Pack::scorm2004), vec![]);
    assert_eq!(found(&[Lms::Moodle], leave, Pack::scorm2004), told("L028 warning", ""));
    // What only Moodle minds is not counted for others either.
    let many: fn(&mut Pack) = |p| p.manifest("L'été &amp;", &"&#39;".repeat(60));
    assert_eq!(found(&[Lms::Chamilo], many, Pack::good), vec![]);
}

#[test]
fn a_folder_a_file_that_is_not_there_and_standard_input_are_told_in_words() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let run = |arguments: &[&str], input: &[u8]| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_cartable"))
            .args(["verify", "--messages", "en"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        run.stdin.take().expect("a pipe").write_all(input).ok();
        let done = run.wait_with_output().expect("it ends");
        (done.status.code(), String::from_utf8(done.stderr).expect("text"))
    };
    let folder = std::env::temp_dir();
    for path in [folder.to_str().expect("UTF-8"), "/there/is/no.zip"] {
        let (code, text) = run(&[path], b"");
        assert!(code == Some(3) && text.contains(path) && !text.contains("os error"), "{text}");
    }
    let (code, text) = run(&["-"], &Pack::good().bytes());
    assert!(code == Some(0) && text.contains("0 error(s)"), "{code:?} {text}");
    let (code, text) = run(&["--for", "chamilo,frappe", "-"], &Pack::scorm2004().bytes());
    assert!(code == Some(1) && text.contains("L031") && text.contains("affects"), "{code:?} {text}");
    let (code, text) = run(&["--for", "blackbird", "-"], b"");
    assert!(code == Some(2) && text.contains("chamilo"), "{code:?} {text}");
}

#[test]
fn pages_that_look_for_an_lms_without_a_manifest_are_an_error() {
    let mut pack = Pack::site();
    assert!(!verify("site.zip", &pack.bytes()).has_errors());
    for script in ["api.LMSInitialize('')", "find('API_1484_11')"] {
        pack.append("app.js", script);
        let findings = verify("site.zip", &pack.bytes());
        assert_eq!(findings.count(Severity::Error), 1, "{}", told(&findings));
    }
}

#[test]
fn one_fault_is_told_once() {
    type Fault = (&'static str, fn(&mut Pack));
    const FAULTS: [Fault; 4] = [
        ("M029", |p| {
            p.manifest(" href=\"index.html\">", " href=\"https://www.evil.net/\">");
            p.manifest(
                "<file href=\"index.html\"/>",
                "<file href=\"https://www.evil.net/\"/><file href=\"index.html\"/>",
            );
        }),
        ("M058", |p| {
            p.manifest(" href=\"index.html\">", " href=\"/index.html\">");
            p.manifest("<file href=\"index.html\"/>", "<file href=\"/index.html\"/>");
        }),
        ("M027", |p| {
            p.manifest(" href=\"index.html\">", " href=\"start.html\">");
            p.manifest("<file href=\"index.html\"/>", "<file href=\"start.html\"/><file href=\"index.html\"/>");
        }),
        ("M056", |p| {
            p.manifest(" href=\"index.html\">", " href=\"a b.html\">");
            p.manifest("<file href=\"index.html\"/>", "<file href=\"a b.html\"/>");
            p.entries[1].name = b"a b.html".to_vec();
        }),
    ];
    for (code, spoil) in FAULTS {
        let mut pack = Pack::good();
        spoil(&mut pack);
        let findings = verify("bad.zip", &pack.bytes());
        let all = findings.sorted();
        let own: Vec<_> = all.iter().filter(|f| f.rule.code != "Z018").map(|f| f.rule.code).collect();
        assert_eq!(own, [code], "{}", told(&findings));
    }
}

/// Rules that cannot be broken alone, and what is always told beside them: names that a system makes one have capitals, signs or
/// accents, an asset completes when it is opened, a threshold in the old form belongs to an older edition, what is counted is counted
/// of another rule, Moodle ignores every rule of sequencing and stumbles over every map, and a course structure alone has its units
/// elsewhere.
const BRINGS: [(&str, &str); 20] = [
    // Types of another version are told of in versions that Moodle does not import.
    ("J022", "J003"),
    ("S031", "Z011"),
    ("S009", "L018"),
    ("S013", "L021"),
    ("S015", "L019"),
    ("S029", "L019"),
    ("K012", "K008"),
    ("K013", "K012"),
    ("Z029", "Z018"),
    ("Z039", "Z016"),
    ("Z043", "Z016"),
    ("M056", "Z018"),
    ("S026", "L021"),
    ("M003", "Z018"),
    ("Z014", "Z018"),
    ("Z015", "Z018"),
    ("M042", "L018"),
    ("S011", "S002"),
    ("Z028", "Z022"),
    ("S022", "L021"),
];

#[test]
fn every_message_has_all_its_names() {
    for (name, mut pack, _, spoil) in cases() {
        spoil(&mut pack);
        let findings = verify("bad.zip", &pack.bytes());
        for finding in findings.sorted() {
            for locale in Locale::ALL {
                let (message, help) = cartable::diagnostic::message(locale, finding);
                assert!(!message.is_empty() && !help.is_empty(), "{name}: {}", finding.rule.code);
                // A value may hold a brace, a name in braces never stays.
                let text = explain(locale, finding.rule.code).expect("texts");
                for word in text.message.split('{').chain(text.help.split('{')).skip(1) {
                    let word = format!("{{{}", word.split_inclusive('}').next().unwrap_or_default());
                    assert!(!message.contains(&word) && !help.contains(&word), "{name}: {message} {help}");
                }
            }
        }
    }
}

#[test]
fn every_rule_names_its_clause() {
    for rule in RULES {
        for locale in Locale::ALL {
            let text = explain(locale, rule.code).expect("texts");
            assert!(!text.clause.is_empty(), "{} names no clause in {locale:?}", rule.code);
            assert!(text.title.chars().count() <= 40, "the title of {} is no title: {}", rule.code, text.title);
            let straight = |text: &String| {
                text.split('\'')
                    .zip(text.split('\'').skip(1))
                    .any(|(a, b)| a.ends_with(char::is_alphabetic) && b.starts_with(char::is_alphabetic))
            };
            let french = [&text.message, &text.help, &text.why];
            assert!(locale == Locale::En || !french.into_iter().any(straight), "{}", rule.code);
        }
    }
}

#[test]
fn a_finding_names_the_clause_of_its_own_standard() {
    let clauses = |mut pack: Pack| {
        pack.manifest("<title>Module</title>", "");
        human(
            verify("bad.zip", &pack.bytes()).sorted().iter().find(|f| f.rule.code == "M018").expect("told"),
            Locale::En,
            false,
        )
    };
    let (first, second) = (clauses(Pack::good()), clauses(Pack::scorm2004()));
    assert!(first.contains("SCORM 1.2 CAM 2.3.2.4") && !first.contains("SCORM 2004"), "{first}");
    assert!(second.contains("SCORM 2004 REQ_30.6.3.5") && !second.contains("SCORM 1.2"), "{second}");
}

#[test]
fn an_archive_of_two_kinds_is_judged_as_each() {
    let mut pack = Pack::good();
    pack.unlisted("cmi5.xml", packages::kinds::CMI5.replace("moveOn", "moveon").as_bytes());
    let found = codes(&verify("both.zip", &pack.bytes()));
    assert_eq!(found, BTreeSet::from(["M033", "K006", "K009"]));
}

#[test]
fn a_finding_shows_its_line() {
    let mut pack = Pack::good();
    pack.manifest("identifierref=\"r1\"", "identifierref=\"r2\"");
    pack.append("app.js", "\nfetch('https://www.evil.net/')\n");
    let findings = verify("bad.zip", &pack.bytes());
    let places: Vec<_> =
        findings.sorted().iter().map(|f| (f.place.source.path().to_owned(), f.place.line_column())).collect();
    let line = |text: &str, part: &str| text[..text.find(part).expect(part)].matches('\n').count() + 1;
    let script = packages::SCRIPT.matches('\n').count() + 2;
    assert_eq!(places[0], ("app.js".to_owned(), (script, 8)));
    assert_eq!(places[1].0, "imsmanifest.xml");
    assert_eq!(places[1].1.0, line(MANIFEST, "identifierref"));
}

#[test]
fn an_archive_of_our_own_gives_no_finding_either() {
    let mut tree = cartable::tree::Tree::default();
    tree.put("imsmanifest.xml", MANIFEST);
    tree.put("index.html", packages::PAGE);
    tree.put("app.js", packages::SCRIPT);
    tree.put("style.css", packages::STYLE);
    let bytes = cartable::tree::zip(&tree, cartable::tree::Packing::Tight).expect("small");
    let findings = verify("good.zip", &bytes);
    assert!(findings.is_empty(), "{}", told(&findings));
    assert_eq!(findings.count(Severity::Error), 0);
}

#[test]
fn words_of_a_hundred_modules_are_found_quickly() {
    let sentence =
        |m: usize, n: usize| format!("Une travailleuse n° {n} du module {m} s’interroge : que faire de l’agenda ?");
    let modules: Vec<(String, Vec<String>)> = (0..100)
        .map(|m| {
            let texts: Vec<String> = (0..23 * 30).map(|n| sentence(m, n)).collect();
            (texts.iter().map(|t| format!("<p class=\"x\">{t}</p>\n")).collect(), texts)
        })
        .collect();
    let start = std::time::Instant::now();
    for (page, texts) in &modules {
        assert!(missing_words(page, texts).is_empty());
    }
    let took = start.elapsed();
    eprintln!("missing_words: 100 modules of 690 texts in {took:?}");
    assert!(took.as_secs() < 5);
}

fn good_bytes() -> Vec<u8> {
    Pack::good().bytes()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        verify("x.zip", &bytes);
    }

    #[test]
    fn mutated_archives_never_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = good_bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        told(&verify("x.zip", &bytes));
    }

    #[test]
    fn mutated_texts_never_panic(
        file in 0usize..4,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), "[<>&;'\"`${}()/*#é\\\\ =!-]{1,6}"), 1..8),
    ) {
        let mut pack = Pack::good();
        let mut content = if file == 3 { pack.manifest.clone() } else { pack.entries[file].packed.clone() };
        for (at, value) in changes {
            let at = at.index(content.len());
            content.splice(at..at, value.bytes());
        }
        if file == 3 {
            pack.manifest = content;
        } else {
            pack.entries[file] = Entry::stored(std::str::from_utf8(&pack.entries[file].name).expect("ASCII"), &content);
        }
        told(&verify("x.zip", &pack.bytes()));
    }

    #[test]
    fn random_texts_never_panic(page in "\\PC{0,200}", script in "[a-z('\"`${}/\\\\*\\[\\]é\n]{0,200}") {
        let mut pack = Pack::good();
        pack.entries[1] = Entry::stored("index.html", page.as_bytes());
        pack.entries[0] = Entry::stored("app.js", script.as_bytes());
        verify("x.zip", &pack.bytes());
        missing_words(&page, &[page.clone(), script]);
    }
}

#[test]
fn explain_lists_every_rule_and_what_is_not_judged() {
    let run = |args: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_cartable"))
            .args(["verify", "--explain"])
            .args(args)
            .output();
        let run = run.expect("it runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("text")
    };
    let (people, machines) = (run(&["--messages", "en"]), run(&["--messages", "fr", "--format", "json"]));
    let machines: serde_json::Value = serde_json::from_str(&machines).expect("JSON");
    let told = machines["rules"].as_array().expect("rules");
    assert_eq!(told.len(), RULES.len());
    for (rule, row) in RULES.iter().zip(told) {
        assert_eq!(row["code"], rule.code);
        assert!(row["clause"].as_str().is_some_and(|clause| !clause.is_empty()), "{row}");
        let text = explain(Locale::En, rule.code).expect("texts");
        assert!(people.contains(&text.clause) && people.contains(&text.title), "{}", rule.code);
    }
    assert!(machines["unjudged"].as_array().is_some_and(|rows| rows.len() > 10), "{machines}");
    assert!(people.contains("cmi5 13.1.5.0-1"), "{people}");
}

/// What a header has is called by its name in the reader's language.
#[test]
fn values_of_a_zip_have_names_in_each_language() {
    let mut pack = Pack::good();
    pack.after = |b| b[14] ^= 1;
    let findings = verify("bad.zip", &pack.bytes());
    let words = ["checksum =", "somme de contrôle =", "sumă de control =", "άθροισμα ελέγχου ="];
    for (locale, word) in [Locale::En, Locale::Fr, Locale::Ro, Locale::El].into_iter().zip(words) {
        let said = findings.sorted().iter().map(|f| human(f, locale, false)).collect::<String>();
        assert!(said.contains("Z034") && said.contains(word), "{said}");
    }
}
