//! Moodle backups: each fault by its code, and the smallest backup, from which nothing can be taken away.

use crate::packages::backup::ACTIVITIES;
use crate::packages::{Entry, Pack};
use crate::{Case, codes, told};
use cartable::verify::verify;
use roxmltree::{Document, Node};
use std::ops::Range;

pub const CASES: &[Case] = &[
    ("no section", &["G001"], |p| p.without("sections/section_1/section.xml")),
    ("no title of the course", &["G002"], |p| p.manifest("<course><title>A</title></course>", "<course/>")),
    ("another root", &["G002"], |p| p.change("groups.xml", "<groups/>", "<group/>")),
    ("a page without a name", &["G003"], |p| p.change("activities/page_1/page.xml", "<name>A</name>", "")),
    ("a course that is not said to be visible", &["G004"], |p| {
        p.change("course/course.xml", "<visible>1</visible>", "");
    }),
    ("no gradebook", &["G004"], |p| p.without("gradebook.xml")),
    ("activities off", &["G005"], |p| p.manifest("<value>1</value>", "<value>0</value>")),
    ("a setting of a section that is not listed", &["G006"], |p| {
        p.manifest("<settings>", "<settings><setting><level>section</level><section>section_7</section><name>x</name><value>1</value></setting>");
    }),
    ("a setting of an activity that is not listed", &["G006"], |p| {
        p.manifest("<settings>", "<settings><setting><level>activity</level><activity>page_9</activity><name>x</name><value>1</value></setting>");
    }),
    ("settings of what is listed", &[], |p| {
        p.manifest("<settings>", "<settings><setting><level>activity</level><activity>page_1</activity><name>x</name><value>1</value></setting><setting><level>section</level><section>section_1</section><name>x</name><value>1</value></setting>");
    }),
    ("a newer version", &["G007"], |p| {
        p.manifest("<backup_version>2022112800", "<backup_version>2025041400.01");
    }),
    ("newer questions in a version before 4.0", &["G008"], |p| {
        p.manifest("<backup_version>2022112800", "<backup_version>2020061500");
    }),
    ("a version before 4.0 with its questions", &[], |p| {
        p.manifest("<backup_version>2022112800", "<backup_version>2020061500");
        for (from, to) in [("<question_bank_entries>", "<questions>"), ("</question_bank_entries>", "</questions>")] {
            p.change("questions.xml", from, to);
        }
        for mark in ["<question_reference", "</question_reference"] {
            p.change("activities/quiz_5/quiz.xml", mark, &mark.replace("_reference", ""));
        }
    }),
    ("a release without its build", &["G009"], |p| p.manifest("4.1 (Build: 20221128)", "4.1")),
    ("another module id", &["G010"], |p| p.change("activities/page_1/module.xml", "id=\"1\"", "id=\"2\"")),
    ("another kind", &["G010"], |p| {
        p.change("activities/page_1/page.xml", "modulename=\"page\"", "modulename=\"label\"")
    }),
    ("another section", &["G010"], |p| {
        p.change("activities/page_1/module.xml", "<sectionid>1", "<sectionid>2");
    }),
    ("an activity in no section", &["G010"], |p| {
        p.manifest("<moduleid>1</moduleid><sectionid>1</sectionid>", "<moduleid>1</moduleid><sectionid>3</sectionid>");
        p.change("activities/page_1/module.xml", "<sectionid>1", "<sectionid>3");
    }),
    ("a section of another number", &["G010"], |p| p.change("sections/section_1/section.xml", "id=\"1\"", "id=\"2\"")),
    ("a criterion of nothing", &["G010"], |p| p.change("completion.xml", "<moduleinstance>4", "<moduleinstance>9")),
    ("a package of another name", &["G010"], |p| p.change("activities/scorm_4/scorm.xml", "<sha1hash>", "<sha1hash>0")),
    ("a quiz that asks what is not there", &["G010"], |p| {
        p.change("activities/quiz_5/quiz.xml", "<questionbankentryid>1", "<questionbankentryid>2");
    }),
    ("a quiz in another context", &["G010"], |p| {
        p.change("activities/quiz_5/quiz.xml", "<usingcontextid>105", "<usingcontextid>20");
    }),
    ("a file that is not there", &["G011"], |p| {
        p.change("files.xml", "<filename>m.zip</filename>", "<filename>m.zip</filename><x/>");
        p.entries.retain(|entry| entry.packed != b"PK");
    }),
    ("a file of another content", &["G012"], |p| {
        let entry = p.entries.iter_mut().find(|entry| entry.packed == b"PK").expect("it is there");
        *entry = Entry::stored(std::str::from_utf8(&entry.name).expect("ASCII"), b"KP");
    }),
    ("a file that nobody names", &["G013"], |p| {
        p.change("activities/scorm_4/inforef.xml", "<file><id>1</id></file>", "");
    }),
    ("questions in the course", &["G014"], |p| p.change("questions.xml", "<contextlevel>70", "<contextlevel>50")),
    ("a module that is never unpacked", &["G015"], |p| {
        p.change("activities/scorm_4/scorm.xml", "<launch>index.html</launch>", "<launch/>");
    }),
    ("a module that is unpacked later", &["G016"], |p| {
        p.change("activities/scorm_4/scorm.xml", "<launch>index.html</launch>", "<launch/>");
        p.change("activities/scorm_4/scorm.xml", "<scoes>", "<updatefreq>3</updatefreq><scoes>");
    }),
    ("a text behind a branch", &["G017"], |p| {
        p.change("activities/scorm_4/scorm.xml", "</scoes>", "</scoes><timemodified>1</timemodified>");
    }),
    ("a preview", &["G018"], |p| {
        p.change("activities/scorm_4/scorm.xml", "<hidebrowse>1", "<hidebrowse>0");
    }),
    ("a gap between sections", &["G019"], |p| {
        p.manifest("</section></sections>", "</section><section><sectionid>2</sectionid><title>2</title><directory>sections/section_2</directory></section></sections>");
        p.unlisted("sections/section_2/section.xml", b"<section id=\"2\"><number>3</number><name/><summary/><summaryformat>1</summaryformat><visible>1</visible></section>");
    }),
    ("one activity", &["G020"], |p| p.manifest("<type>course", "<type>activity")),
    ("questions that no quiz names", &["G021"], |p| {
        p.change("activities/quiz_5/inforef.xml", "<question_category><id>8</id></question_category>", "");
    }),
    ("an activity that is not listed", &["G003"], |p| {
        p.unlisted("activities/url_6/module.xml", b"<module/>");
    }),
    ("a module without a grade", &["G004"], |p| {
        let name = "activities/scorm_4/grades.xml";
        p.change(name, "<grade_items>", "<x>");
        p.change(name, "</grade_items>", "</x>");
    }),
    ("a module that only counts what is done", &[], |p| {
        p.change("activities/scorm_4/grades.xml", "grade_items>", "x>");
        p.change("activities/scorm_4/grades.xml", "/grade_items>", "/x>");
        p.change("activities/scorm_4/scorm.xml", "<grademethod>1", "<grademethod>0");
    }),
    ("half a gzip stream", &["-", "Z051"], |p| p.after = |bytes| *bytes = vec![0x1f, 0x8b]),
    ("people", &["P009"], |p| p.unlisted("users.xml", b"<users><user id=\"1\"><username>a</username></user></users>")),
    ("an outline in a folder", &["-", "M002"], |p| {
        let outline = p.manifest.clone();
        p.manifest_name = "";
        p.unlisted("a/moodle_backup.xml", &outline);
    }),
    ("a list of files that is no XML", &["M070"], |p| p.change("files.xml", "</files>", "")),
    ("a damaged file", &["Z010"], |p| {
        let entry = p.entries.iter_mut().find(|entry| entry.name == b"groups.xml").expect("it is there");
        entry.crc ^= 1;
    }),
    ("a module with a fault of its own", &["P001"], |p| {
        let name =
            p.entries.iter().position(|entry| entry.packed.starts_with(b"// Finds the API")).expect("the script");
        let old = String::from_utf8(p.entries[name].name.clone()).expect("ASCII");
        p.append(&old, "fetch('https://www.evil.net/')");
        let content = p.entries[name].packed.clone();
        let hash = sha1_smol::Sha1::from(&content).digest().to_string();
        let was = old.rsplit('/').next().expect("a name").to_owned();
        p.change("files.xml", &was, &hash);
        p.entries[name] = Entry::stored(&format!("files/{}/{hash}", &hash[..2]), &content);
    }),
    ("a module whose file leads outside", &["Z011", "M027", "M032", "W003"], |p| {
        p.change(
            "files.xml",
            "<filepath>/</filepath><filename>style.css",
            "<filepath>/../</filepath><filename>style.css",
        );
    }),
];

/// What may be missing: a course need not be completed by anything, nor need a quiz ask anything.
const SPARED: [&str; 5] = [
    "completion.xml",
    "completion.xml: course_completion/course_completion_criteria",
    "completion.xml: course_completion/course_completion_aggr_methd",
    "activities/quiz_5/quiz.xml: activity/quiz/question_instances",
    "activities/quiz_5/quiz.xml: activity/quiz/question_instances/question_instance",
];

/// Where in a document its elements and attributes are, all but the root, with their names.
fn removable(text: &str) -> Vec<(String, Range<usize>)> {
    let document = Document::parse(text).expect("XML");
    let root = document.root_element();
    let elements = root.descendants().filter(|node| node.is_element() && *node != root);
    let mut all: Vec<_> = elements.map(|node| (path(node), node.range())).collect();
    for node in root.descendants() {
        all.extend(node.attributes().map(|own| (format!("{}/@{}", path(node), own.name()), own.range())));
    }
    all
}

fn path(node: Node) -> String {
    let names: Vec<&str> = node.ancestors().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
    names.into_iter().rev().collect::<Vec<_>>().join("/")
}

/// The smallest backup restores, and without any one of its elements, attributes and files it does not, or not as it is meant.
#[test]
fn nothing_can_be_taken_from_the_smallest_backup_without_a_word() {
    let good = Pack::backup();
    let (mut silent, mut count) = (Vec::new(), 0);
    let mut judge = |what: String, pack: &Pack| {
        count += 1;
        let findings = verify("bad.mbz", &pack.bytes());
        if findings.sorted().is_empty() && !SPARED.contains(&what.as_str()) {
            silent.push(what);
        }
    };
    let outline = String::from_utf8(good.manifest.clone()).expect("text");
    for (what, range) in removable(&outline) {
        let mut pack = good.clone();
        pack.manifest.drain(range);
        judge(what, &pack);
    }
    for (at, entry) in good.entries.iter().enumerate().filter(|(_, entry)| entry.name.ends_with(b".xml")) {
        let name = String::from_utf8(entry.name.clone()).expect("ASCII");
        for (what, range) in removable(std::str::from_utf8(&entry.packed).expect("text")) {
            let mut pack = good.clone();
            let mut content = entry.packed.clone();
            content.drain(range);
            pack.entries[at] = Entry::stored(&name, &content);
            judge(format!("{name}: {what}"), &pack);
        }
        let mut pack = good.clone();
        pack.entries.remove(at);
        judge(name, &pack);
    }
    assert!(count > 350, "{count}");
    assert_eq!(silent, Vec::<String>::new());
    assert_eq!(ACTIVITIES.len(), 5);
}

/// Moodle itself writes tar in gzip.
#[test]
fn a_backup_is_judged_alike_as_tar_and_as_zip() {
    let bytes = |pack: &Pack| {
        let text = |name: &[u8]| String::from_utf8(name.to_vec()).expect("ASCII");
        let entries: Vec<(String, Vec<u8>)> =
            std::iter::once((text(pack.manifest_name.as_bytes()), pack.manifest.clone()))
                .chain(pack.entries.iter().map(|entry| (text(&entry.name), entry.packed.clone())))
                .collect();
        cartable::tar::write(entries.iter().map(|(name, content)| (name.as_str(), content.as_slice())))
            .expect("short names")
    };
    let good = bytes(&Pack::backup());
    assert!(verify("good.mbz", &good).sorted().is_empty(), "{}", told(&verify("good.mbz", &good)));
    for (name, wanted, spoil) in CASES.iter().filter(|(_, wanted, _)| wanted.iter().all(|code| code.starts_with('G'))) {
        let mut pack = Pack::backup();
        spoil(&mut pack);
        assert_eq!(codes(&verify("bad.mbz", &bytes(&pack))), wanted.iter().copied().collect(), "{name}");
    }
    let codes = |bytes: &[u8]| codes(&verify("bad.mbz", bytes)).into_iter().collect::<Vec<_>>();
    assert_eq!(codes(&good[..good.len() / 2]), ["Z051"]);
    assert_eq!(codes(b"\x1f\x8b"), ["Z051"]);
    let outside =
        cartable::tar::write([("../evil", b"".as_slice()), ("moodle_backup.xml", b"<a/>")].into_iter()).expect("short");
    assert!(codes(&outside).contains(&"Z011"));
}
