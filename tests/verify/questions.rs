//! Question files that are good but for one thing.

use crate::packages::questions::{GIFT, QUESTIONS};
use crate::packages::{Entry, Pack};
use crate::{Case, codes, told};
use cartable::verify::verify;
use std::collections::BTreeSet;

pub const CASES: &[Case] = &[
    ("a type that Moodle has not", &["Q001"], |p| p.manifest("type=\"essay\"", "type=\"puzzle\"")),
    ("a third written with two digits", &["Q002"], |p| p.manifest("\"33.33333\"", "\"33.33\"")),
    ("a share that is no number", &["Q002"], |p| p.manifest("\"-50\"", "\"half\"")),
    ("a share that Moodle has not, in GIFT", &["Q002"], |p| p.gift("~%50%A", "~%55%A")),
    ("none of one right", &["Q003"], |p| p.manifest("fraction=\"100\"", "fraction=\"90\"")),
    ("a share that is not written", &["Q003"], |p| p.manifest(" fraction=\"100\"", "")),
    ("neither true nor false", &["Q003"], |p| {
        p.manifest("<answer fraction=\"100\"><text>true", "<answer fraction=\"0\"><text>true")
    }),
    ("none of several right, in GIFT", &["Q003"], |p| {
        p.gift("~%50%A\n~%50%B", "~A\n~B");
    }),
    ("a sum of two thirds", &["Q004"], |p| p.manifest("fraction=\"33.33333\"", "fraction=\"0\"")),
    ("a sum of one and a half, in GIFT", &["Q004"], |p| p.gift("~%-50%C", "~%50%C")),
    ("two full marks for one answer", &["Q005"], |p| p.manifest("fraction=\"0\"", "fraction=\"100\"")),
    ("two full marks for one answer, in GIFT", &["Q005"], |p| p.gift("~wrong", "=wrong\n~other")),
    ("no text", &["Q006"], |p| p.manifest("<text>Which ones?</text>", "<text> </text>")),
    ("a text outside of its element", &["Q006"], |p| p.manifest("<text>Which ones?</text>", "Which ones?")),
    ("no name", &["Q006"], |p| p.manifest("<name><text>Several</text></name>", "")),
    ("no text, in GIFT", &["Q006"], |p| p.gift("::Several::Which ones?", "::Several::")),
    ("one answer to choose from", &["Q007"], |p| p.manifest("<answer fraction=\"0\"><text>B</text></answer>\n", "")),
    ("one step to put in order", &["Q007"], |p| p.manifest("<answer fraction=\"2\"><text>B</text></answer>", "")),
    ("a number that is missing, in GIFT", &["Q007"], |p| p.gift("{#1822:5}", "{#}")),
    ("one answer to choose from, in GIFT", &["Q007"], |p| p.gift("~wrong\n", "~\n")),
    ("a statement without its answer", &["Q008"], |p| p.manifest("<answer><text>2</text></answer>", "")),
    ("a statement without its answer, in GIFT", &["Q008"], |p| p.gift("=B -> 2", "=B ->")),
    ("a pair without an arrow, in GIFT", &["Q008"], |p| p.gift("=B -> 2", "=B - 2")),
    ("no category", &["Q009"], |p| {
        let (before, rest) = QUESTIONS.split_once(" <question type=\"category\">").expect("it is there");
        p.manifest = format!("{before}{}", rest.split_once("</question>\n").expect("its end").1).into_bytes();
    }),
    ("a category of the course", &["Q010"], |p| p.manifest("top/Deck", "$course$/top/Deck")),
    ("a category of the system, in GIFT", &["Q010"], |p| p.gift("top/Deck", "$system$/top/Deck")),
    ("an id twice", &["Q011"], |p| p.manifest("<idnumber>q2", "<idnumber>q1")),
    ("an id twice, in GIFT", &["Q011"], |p| p.gift("::Several", "// [id:q1]\n::Several")),
    ("an id in two categories", &[], |p| {
        p.gift("::Several", "$CATEGORY: top/Other\n\n// [id:q1]\n::Several");
    }),
    ("a picture without its file", &["Q012"], |p| p.manifest("<file name=\"b c.png\"", "<file name=\"bc.png\"")),
    ("one hint", &["Q013"], |p| p.manifest("<hint format=\"html\"><text></text></hint>", "")),
    ("an answer of 256 characters", &["Q014"], |p| {
        p.manifest("<text>2</text>", &format!("<text>{}</text>", "é".repeat(256)));
    }),
    ("a category of 256 characters", &["Q014"], |p| p.gift("Theme", &"é".repeat(256))),
    ("an id of 101 characters", &["Q014"], |p| p.manifest("<idnumber>q2", &format!("<idnumber>{}", "q".repeat(101)))),
    ("an empty line within answers, in GIFT", &["Q015"], |p| p.gift("~%50%B\n", "~%50%B\n\n")),
    ("a brace too many in front of answers, in GIFT", &["Q015"], |p| p.gift("Match.{", "} Match.{")),
    ("an address that is not escaped, in GIFT", &["Q005", "Q016"], |p| p.gift("~wrong", "~see deck.example/?a=b")),
    ("a tilde within a word, in GIFT", &["Q016"], |p| p.gift("~wrong", "~wr~ong")),
    ("braces behind the answers, in GIFT", &["Q016"], |p| p.gift("in a tomb.", "in a {tomb}.")),
    ("GIFT in Latin-1", &["Q017"], |p| {
        let latin: Vec<u8> = GIFT.replace("Read on", "é").chars().map(|c| c as u8).collect();
        p.entries[0] = Entry::stored("questions.txt", &latin);
    }),
    ("a quiz without questions", &["Q018"], |p| p.manifest = b"<quiz></quiz>".to_vec()),
    ("comments alone, in GIFT", &["Q018"], |p| {
        p.entries[0] = Entry::stored("questions.txt", b"$CATEGORY: top/A\n\n// {nothing}\n");
    }),
    ("a comment in front", &[], |p| p.manifest("<quiz>", "<!-- question: 0 -->\n<quiz>")),
    ("a doctype", &["M005"], |p| p.manifest("<quiz>", "<!DOCTYPE quiz>\n<quiz>")),
    ("broken XML", &["M050"], |p| p.manifest("</quiz>", "</quizz>")),
    ("XML that is cut", &["M070"], |p| p.manifest("</question>\n</quiz>\n", "")),
    ("XML in Latin-1 that says UTF-8", &["M007"], |p| {
        p.manifest = QUESTIONS.replace("Write.", "é").chars().map(|c| c as u8).collect();
    }),
    ("an entity of HTML", &["M069"], |p| p.manifest("Write.", "Write&nbsp;!")),
    ("other texts beside the questions", &[], |p| p.unlisted("readme.txt", b"No { question = here.")),
    ("an ending in capitals", &["Q001", "Z018"], |p| {
        p.unlisted("More.XML", QUESTIONS.replace("essay", "puzzle").as_bytes())
    }),
];

/// The file alone, as most people have it, gives the same.
#[test]
fn a_file_without_an_archive_is_judged_as_in_one() {
    for (name, file) in [("q.xml", QUESTIONS), ("q.txt", GIFT), ("q.gift", GIFT), ("stdin", GIFT), ("Q.TXT", GIFT)] {
        let findings = verify(name, file.as_bytes());
        assert!(findings.is_empty(), "{name}: {}", told(&findings));
    }
    for (name, expected, spoil) in CASES {
        let mut pack = Pack::questions();
        spoil(&mut pack);
        let mut found = codes(&verify("q.xml", &pack.manifest));
        for entry in pack.entries.iter().filter(|entry| entry.name != b"readme.txt") {
            found.extend(codes(&verify("q.txt", &entry.packed)));
        }
        let is_archives = |code: &&&str| code.starts_with('Z');
        let expected: BTreeSet<&str> = expected.iter().filter(|code| !is_archives(code)).copied().collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_finding_has_its_line() {
    let line = |file: &str, bad: &str, code: &str| {
        let findings = verify("q.txt", bad.as_bytes());
        let found =
            findings.sorted().into_iter().find(|f| f.rule.code == code).unwrap_or_else(|| panic!("{file} {code}"));
        found.place.line_column().0
    };
    let at = |text: &str, part: &str| text[..text.find(part).expect(part)].matches('\n').count() + 1;
    let bad = QUESTIONS.replace("type=\"essay\"", "type=\"puzzle\"");
    assert_eq!(line("XML", &bad, "Q001"), at(&bad, "puzzle"));
    let bad = QUESTIONS.replace("\"-50\"", "\"-51\"");
    assert_eq!(line("XML", &bad, "Q002"), at(&bad, "-51"));
    let bad = GIFT.replace("=B -> 2", "=B 2");
    assert_eq!(line("GIFT", &bad, "Q008"), at(&bad, "=B 2"));
    let bad = GIFT.replace("~wrong", "~wr~ong");
    assert_eq!(line("GIFT", &bad, "Q016"), at(&bad, "~wr~ong"));
}

#[test]
fn what_is_no_question_file_is_not_taken_for_one() {
    let binary = [&[0u8, 1, 2, 3][..], b"::a::b{}"].concat();
    for (name, bytes) in [("a.xml", &b"<rss><quiz/></rss>"[..]), ("a.zip", b"some text"), ("a.txt", &binary)] {
        assert_eq!(codes(&verify(name, bytes)), BTreeSet::from(["Z001"]), "{name}");
    }
    let mut site = Pack::site();
    site.unlisted("robots.txt", b"User-agent: *\nDisallow: /{a}\n");
    assert_eq!(codes(&verify("site.zip", &site.bytes())), BTreeSet::from(["W001"]));
}
