//! Common Cartridges: each fault by its code; and what is a cartridge and what is SCORM, which share a manifest's name.

use crate::packages::cartridge::{LINK, QUIZ, TOPIC};
use crate::packages::{self, Entry, Pack};
use crate::{Case, codes, told};
use cartable::verify::verify;
use std::path::{Path, PathBuf};
use std::process::Command;

const V11: &str = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1";

pub const CASES: &[Case] = &[
    ("no name space of a cartridge", &["J001"], |p| p.manifest(V11, "http://www.imsglobal.org/xsd/imscp_v1p1")),
    ("a version that is not there", &["J001"], |p| p.manifest("imsccv1p1/imscp", "imsccv1p9/imscp")),
    ("another root", &["J001"], |p| {
        p.manifest("<manifest ", "<manifests ");
        p.manifest("</manifest>", "</manifests>");
    }),
    ("a name space behind a long comment", &["J002"], |p| {
        p.manifest("<manifest ", &format!("<!--{}--><manifest ", "x".repeat(1000)));
    }),
    ("version 1.3", &["J003"], |p| version(p, "1p3", "1.3.0")),
    ("version 1.2", &["J003"], |p| version(p, "1p2", "1.2.0")),
    ("version 1.0", &[], |p| {
        p.manifest(V11, "http://www.imsglobal.org/xsd/imscc/imscp_v1p1");
        p.manifest("1.1.0", "1.0.0");
        p.manifest("imsdt_xmlv1p1", "imsdt_xmlv1p0");
        p.manifest("imswl_xmlv1p1", "imswl_xmlv1p0");
        p.manifest("imscc_xmlv1p1", "imscc_xmlv1p0");
    }),
    ("another schema version", &["J004"], |p| p.manifest("1.1.0", "1.0.0")),
    ("no schema version", &["J004"], |p| p.manifest("<schemaversion>1.1.0</schemaversion>", "")),
    ("no metadata", &["J004"], |p| {
        p.manifest("<metadata>", "<!--<metadata>");
        p.manifest("</metadata>", "</metadata>-->");
    }),
    ("no structure", &["J005"], |p| p.manifest(" structure=\"rooted-hierarchy\"", "")),
    ("no organization", &["J005"], |p| {
        p.manifest("<organization ", "<!--<organization ");
        p.manifest("</organization>", "</organization>-->");
    }),
    ("two organizations", &["J005"], |p| {
        p.manifest(
            "</organization>",
            "</organization><organization identifier=\"o2\" structure=\"rooted-hierarchy\"/>",
        );
    }),
    ("questions for the bank alone", &[], |p| {
        p.manifest("<organization ", "<!--<organization ");
        p.manifest("</organization>", "</organization>-->");
        p.manifest("<resource identifier=\"r1\"", "<!--<resource ");
        p.manifest("<resource identifier=\"r4\"", "--><resource identifier=\"r4\"");
        p.manifest("imscc_xmlv1p1/assessment", "imscc_xmlv1p1/question-bank");
        p.manifest("<resource identifier=\"r5\"", "<!--<resource ");
        p.manifest("</resources>", "--></resources>");
    }),
    ("a second root", &["J006"], |p| p.manifest("</organization>", "<item identifier=\"x\"/></organization>")),
    ("a root with a title", &["J006"], |p| {
        p.manifest("<item identifier=\"root\">", "<item identifier=\"root\"><title>R</title>");
    }),
    ("a root that opens a page", &["J006"], |p| {
        p.manifest("<item identifier=\"root\">", "<item identifier=\"root\" identifierref=\"r1\">");
    }),
    ("an item of an unknown resource", &["J007"], |p| p.manifest("identifierref=\"r2\"", "identifierref=\"r9\"")),
    ("an item that opens a bank", &["J007"], |p| {
        p.manifest("imscc_xmlv1p1/assessment", "imscc_xmlv1p1/question-bank");
    }),
    ("an item that opens nothing", &["J008"], |p| p.manifest(" identifierref=\"r2\"", "")),
    ("an item that opens and holds", &["J008"], |p| {
        p.manifest("<item identifier=\"p1\">", "<item identifier=\"p1\" identifierref=\"r1\">");
    }),
    ("an item without a title", &["J009"], |p| p.manifest("<title>Topic</title>", "")),
    ("an unknown type", &["J010"], |p| p.manifest("imsdt_xmlv1p1", "imsdt_xmlv1p0")),
    ("a type of an earlier version in a later one", &["J003", "J022"], |p| {
        version(p, "1p3", "1.3.0");
        p.manifest("imsdt_xmlv1p3", "imsdt_xmlv1p1");
    }),
    ("a type of no version in a later one", &["J003", "J010"], |p| {
        version(p, "1p3", "1.3.0");
        p.manifest("imsdt_xmlv1p3", "imsdt_xmlv2p1");
    }),
    ("no type", &["J010"], |p| p.manifest(" type=\"imswl_xmlv1p1\"", "")),
    ("a topic of two files", &["J011"], |p| {
        p.manifest("<file href=\"topic/topic.xml\"/>", "<file href=\"topic/topic.xml\"/><file href=\"a.png\"/>");
    }),
    ("a topic without a file", &["J011"], |p| p.manifest("<file href=\"topic/topic.xml\"/>", "")),
    ("a quiz with an address", &["J011"], |p| p.manifest("assessment\"", "assessment\" href=\"quiz/quiz.xml\"")),
    ("a page without an address", &["J011"], |p| p.manifest(" href=\"a.html\"><file", "><file")),
    ("a page that is not among its files", &["J011"], |p| {
        p.manifest(" href=\"a.html\"><file", " href=\"b.html\"><file")
    }),
    ("a file without an address", &["J011"], |p| p.manifest("<file href=\"a.png\"/>", "<file/>")),
    ("a dependency on a topic", &["J012"], |p| {
        p.manifest("<dependency identifierref=\"r5\"/>", "<dependency identifierref=\"r2\"/>");
    }),
    ("a dependency on itself", &["J012"], |p| {
        p.manifest("<dependency identifierref=\"r5\"/>", "<dependency identifierref=\"r1\"/>");
    }),
    ("a topic with another root", &["J013"], |p| {
        p.change(TOPIC, "<topic ", "<topics ");
        p.change(TOPIC, "</topic>", "</topics>");
    }),
    ("a topic without a text", &["J013"], |p| p.change(TOPIC, "texttype=\"text/html\"", "")),
    ("a topic without a title", &["J013"], |p| p.change(TOPIC, "<title>T</title>", "<title/>")),
    ("a link to nowhere", &["J013"], |p| p.change(LINK, "https://www.cnil.fr/", "javascript:alert(1)")),
    ("a link without an address", &["J013"], |p| p.change(LINK, "<url href=\"https://www.cnil.fr/\"/>", "")),
    ("a quiz with another root", &["J014"], |p| {
        p.change(QUIZ, "<questestinterop ", "<quiz ");
        p.change(QUIZ, "</questestinterop>", "</quiz>");
    }),
    ("a quiz without questions", &["J014"], |p| {
        p.change(QUIZ, "<section ident=\"s1\">", "<!--");
        p.change(QUIZ, "</section>", "-->");
    }),
    ("a question that asks nothing", &["J014"], |p| {
        p.change(QUIZ, "<presentation>", "<!--");
        p.change(QUIZ, "</presentation>", "-->");
    }),
    ("a quiz without a title", &["J014"], |p| p.change(QUIZ, " title=\"Q\"", "")),
    ("a profile that is none", &["J015"], |p| p.change(QUIZ, "cc.essay.v0p1", "cc.match.v0p1")),
    ("no profile", &["J015"], |p| p.change(QUIZ, "cc_profile", "cc_weighting")),
    ("a choice of one", &["J016"], |p| p.change(QUIZ, "multiple_choice", "essay")),
    ("several answers where one is right", &["J016"], |p| {
        p.change(QUIZ, "rcardinality=\"Multiple\"", "rcardinality=\"Single\"");
    }),
    ("truth with three sides", &["J016"], |p| p.change(QUIZ, "cc.multiple_choice.v0p1", "cc.true_false.v0p1")),
    ("no points", &["J017"], |p| p.change(QUIZ, ">100</setvar>", ">0</setvar>")),
    ("only what is wrong", &["J017"], |p| {
        p.change(
            QUIZ,
            "<varequal respident=\"truth-a\">c2</varequal>",
            "<and><not><varequal respident=\"truth-a\">c2</varequal></not></and>",
        );
    }),
    ("a text that nothing is right for", &["J017"], |p| p.change(QUIZ, ">été</varequal>", "/>")),
    ("an answer that is not offered", &["J018"], |p| {
        p.change(QUIZ, "<not><varequal respident=\"multiple-a\">c3", "<not><varequal respident=\"multiple-a\">c4")
    }),
    ("a right answer that is not offered", &["J017", "J018"], |p| {
        p.change(QUIZ, "<varequal respident=\"choice-a\">c1", "<varequal respident=\"choice-a\">c4")
    }),
    ("a condition on a response that is not asked for", &["J023"], |p| {
        p.change(QUIZ, "<varequal respident=\"choice-a\">c1", "<varequal respident=\"choice-b\">c1")
    }),
    ("several right answers, seen by nobody", &["J019"], |p| p.change(QUIZ, " case=\"Yes\">c2", ">c2")),
    ("feedback that nobody asks for", &["J020"], |p| {
        p.change(QUIZ, "ident=\"choice-f\"><flow", "ident=\"choice-g\"><flow")
    }),
    ("feedback in another form", &["J020"], |p| {
        p.change(QUIZ, "<flow_mat><material>", "<material>");
        p.change(QUIZ, "</material></flow_mat>", "</material>");
    }),
    ("one identifier for two items", &["J021"], |p| p.manifest("identifier=\"i2\"", "identifier=\"i1\"")),
    ("one name for two questions", &["J021"], |p| p.change(QUIZ, "ident=\"truth\"", "ident=\"choice\"")),
    ("a file that is not there", &["M027"], |p| p.without(TOPIC)),
    ("a file in other letters", &["M028"], |p| p.manifest("href=\"a.png\"", "href=\"A.png\"")),
    ("a file outside", &["M060"], |p| p.manifest("<file href=\"a.png\"/>", "<file href=\"../a.png\"/>")),
    ("a file of another host", &["M029"], |p| {
        p.manifest("<file href=\"a.png\"/>", "<file href=\"https://www.evil.net/a.png\"/>")
    }),
    ("a topic that is no XML", &["M070"], |p| p.change(TOPIC, "</topic>", "")),
    ("a topic in another encoding than it says", &["M007"], |p| {
        let mut bytes = p.entries[3].packed.clone();
        let at = bytes.windows(3).position(|part| part == b">T<").expect("a title");
        bytes[at + 1] = 0xe9;
        p.entries[3] = Entry::stored(TOPIC, &bytes);
    }),
    ("a page that asks elsewhere", &["P001"], |p| p.append("a.html", "<img src=\"https://www.evil.net/a.png\">")),
    ("a damaged quiz", &["Z010"], |p| p.entries[5].crc ^= 1),
    ("a manifest in a folder", &["-", "M002"], |p| {
        let manifest = p.manifest.clone();
        p.manifest_name = "";
        p.unlisted("a/imsmanifest.xml", &manifest);
    }),
];

/// The same cartridge in another version.
fn version(p: &mut Pack, number: &str, version: &str) {
    p.manifest(V11, &V11.replace("v1p1/", &format!("v{number}/")));
    p.manifest("1.1.0", version);
    for kind in ["imsdt_xmlv", "imswl_xmlv", "imscc_xmlv"] {
        p.manifest(&format!("{kind}1p1"), &format!("{kind}{number}"));
    }
}

/// The schemas of Common Cartridge 1.1; none where they are not here, unless all is tested.
fn schemas() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all = std::env::var_os("SCHEMAS").map_or_else(|| root.join("../shared/schemas"), PathBuf::from);
    let own = all.join("imscc11");
    assert!(own.is_dir() || std::env::var_os("CI").is_none(), "no schemas: set SCHEMAS to a folder that has them");
    own.is_dir().then_some(own)
}

#[test]
fn the_good_cartridge_keeps_to_the_official_schemas() {
    let Some(schemas) = schemas() else { return };
    let folder = std::env::temp_dir().join(format!("cartable-{}-good-cartridge", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let pack = Pack::cartridge();
    let text =
        |name: &str| pack.entries.iter().find(|e| e.name == name.as_bytes()).expect("it is there").packed.clone();
    for (name, bytes, schema) in [
        ("imsmanifest.xml", pack.manifest.clone(), "ccv1p1_imscp_v1p2_v1p0.xsd"),
        ("topic.xml", text(TOPIC), "ccv1p1_imsdt_v1p1.xsd"),
        ("link.xml", text(LINK), "ccv1p1_imswl_v1p1.xsd"),
        ("quiz.xml", text(QUIZ), "ccv1p1_qtiasiv1p2p1_v1p0.xsd"),
    ] {
        std::fs::write(folder.join(name), bytes).expect("written");
        let schema = schemas.join(schema);
        let mut run = Command::new("xmllint");
        run.args(["--nonet", "--noout", "--schema"]).arg(schema).arg(folder.join(name));
        let done = run.output().expect("xmllint; tests/run installs it");
        assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    }
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn scorm_is_not_taken_for_a_cartridge_nor_a_cartridge_for_scorm() {
    // Each with what the other one has.
    let mut scorm = Pack::good();
    scorm.manifest("<schema>ADL SCORM</schema>", "<schema>IMS Common Cartridge</schema>");
    let mut cartridge = Pack::cartridge();
    cartridge
        .manifest("identifier=\"m1\"", "identifier=\"m1\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\"");
    cartridge.manifest("type=\"webcontent\" href", "type=\"webcontent\" adlcp:scormtype=\"sco\" href");
    for (pack, is_cartridge) in [
        (Pack::good(), false),
        (Pack::scorm2004(), false),
        (scorm, false),
        (Pack::cartridge(), true),
        (cartridge, true),
    ] {
        // A fault that each kind tells in its own way.
        let mut pack = pack;
        pack.manifest("identifierref=\"r1\"", "identifierref=\"r9\"");
        let found = verify("a.zip", &pack.bytes());
        let found_codes = codes(&found);
        assert_eq!(
            (found_codes.contains("J007"), found_codes.contains("M019")),
            (is_cartridge, !is_cartridge),
            "{}",
            told(&found)
        );
    }
    assert!(packages::MANIFEST.contains("ADL SCORM"));
}
