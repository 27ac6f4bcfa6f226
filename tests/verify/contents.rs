//! What a course holds, as somebody finds it after a restore or an import; nothing of what is no course, and no panic whatever the bytes.

use crate::packages::Pack;
use crate::{KINDS, backup, cartridge};
use cartable::verify::{Section, contents};

/// A section as one line each: its title, then kind and title of what is in it.
fn lines(sections: &[Section]) -> Vec<String> {
    let hidden = |is: bool| if is { " (hidden)" } else { "" };
    let mut lines = Vec::new();
    for section in sections {
        lines.push(format!("{}{}", section.title, hidden(section.hidden)));
        lines.extend(
            section.entries.iter().map(|one| {
                format!("- {}: {}{} {}", one.kind, one.title, hidden(one.hidden), one.questions.join(" / "))
            }),
        );
    }
    lines
}

#[test]
fn a_course_is_told_in_its_order_and_other_kinds_are_none() {
    let backup = contents("a.mbz", &Pack::backup().bytes()).expect("a backup");
    let told = ["", "- page: A ", "- label:  ", "- forum: A ", "- scorm: A ", "- quiz: A "];
    assert_eq!(lines(&backup), told);
    let cartridge = contents("a.imscc", &Pack::cartridge().bytes()).expect("a cartridge");
    let told = ["Part", "- page: Page ", "- topic: Topic ", "- link: Link ", "- quiz: Quiz ? / ? / ? / ? / ?"];
    assert_eq!(lines(&cartridge), told);
    for (kind, good, ..) in KINDS {
        let is_course = ["backup", "cartridge"].contains(kind);
        assert_eq!(contents("a.zip", &good().bytes()).is_some(), is_course, "{kind}");
    }
}

#[test]
fn what_learners_do_not_see_is_said() {
    let mut pack = Pack::backup();
    let name = "sections/section_1/section.xml";
    let entry = pack.entries.iter_mut().find(|entry| entry.name == name.as_bytes()).expect("the section");
    let text = String::from_utf8(entry.packed.clone()).expect("text").replace("<visible>1", "<visible>0");
    *entry = crate::Entry::stored(name, text.as_bytes());
    let sections = contents("a.mbz", &pack.bytes()).expect("a backup");
    assert!(sections[0].hidden && sections[0].entries.iter().all(|entry| !entry.hidden));
}

#[test]
fn damaged_courses_stop_nothing() {
    for (name, good, cases) in [
        ("a.mbz", Pack::backup as fn() -> Pack, backup::CASES),
        ("a.imscc", Pack::cartridge as fn() -> Pack, cartridge::CASES),
    ] {
        for (_, _, change) in cases {
            let mut pack = good();
            change(&mut pack);
            contents(name, &pack.bytes());
        }
        let bytes = good().bytes();
        (0..bytes.len()).step_by(61).for_each(|end| drop(contents(name, &bytes[..end])));
    }
}
