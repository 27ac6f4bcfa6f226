//! What `moodle_backup.xml` says, held against what is there: versions, settings, and the files of the course, of its sections and of
//! its activities.

use super::activities::{Activity, Course};
use super::needed::all;
use super::{Backup, activities, files, text};
use crate::source::Place;
use crate::verify::archive::Package;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// The version of 4.0, before which questions were written in another way, and of 4.1, above which a site of 4.1 warns.
const OLDEST: u64 = 2_022_041_900;
const SILENT: u64 = 2_022_112_899;
/// Files of a course: those that must be there, and what the table calls them.
const COURSE: [&str; 8] = [
    "course/course.xml",
    "course/roles.xml",
    "files.xml",
    "questions.xml",
    "groups.xml",
    "scales.xml",
    "outcomes.xml",
    "roles.xml",
];
const INFORMATION: &str = "moodle_backup/information";

/// Judges the whole backup, beginning with its outline.
pub(super) fn check(manifest: &Manifest, backup: &mut Backup, report: &mut Report) {
    let root = manifest.tree.root_element();
    let Some(information) = all(root, INFORMATION).into_iter().next() else { return };
    let details = all(root, "moodle_backup/information/details/detail");
    let kind = details.first().and_then(|detail| text(*detail, "type"));
    let is_course = kind.as_deref().is_none_or(|kind| kind == "course");
    if !is_course {
        report.add(&rules::BACKUP_PART, &manifest.place(details[0]), [("kind", kind.unwrap_or_default())]);
    }
    let old = versions(information, manifest, report);
    let sections = sections(root, manifest, backup, report);
    let mut course = Course { old, sections, ..Course::default() };
    for node in all(root, "moodle_backup/information/contents/activities/activity") {
        let activity = Activity::of(node);
        activities::listed(&activity, &manifest.place(node), &mut course, report);
        activities::check(&activity, &mut course, backup, report);
    }
    settings(root, &course, manifest, report);
    unlisted(&course, backup.package, report);
    for path in COURSE {
        let look = &mut |document: &Manifest, report: &mut Report| match path {
            "files.xml" => files::check(document, &course, backup.package, report),
            "questions.xml" => activities::questions(document, &course, report),
            _ => {}
        };
        // The list of files looks at the backup itself.
        let mut own = Backup { package: backup.package, left: backup.left };
        own.file(path, path, is_course, report, look);
        backup.left = own.left;
    }
    if is_course && !backup.package.has("gradebook.xml") {
        let args = [("element", "gradebook.xml".to_owned()), ("parent", super::MANIFEST.to_owned())];
        report.package(&rules::BACKUP_CHANGES, args);
    }
    backup.file("completion.xml", "completion.xml", false, report, &mut |document, report| {
        activities::criteria(document, &course, report);
    });
    super::modules::users(backup, report);
}

/// Activities that are there and that the outline does not list.
fn unlisted(course: &Course, package: &Package, report: &mut Report) {
    for name in package.names().filter(|name| name.starts_with("activities/")) {
        let folder = name.strip_suffix("/module.xml").filter(|folder| !course.folders.contains(*folder));
        if let Some(folder) = folder {
            let args = [("element", folder.to_owned()), ("parent", "contents".to_owned())];
            report.add(&rules::BACKUP_LOSES, &Place::file(super::MANIFEST), args);
        }
    }
}

fn number(node: Node, name: &str) -> Option<u64> {
    text(node, name)?.split('.').next()?.parse().ok()
}

/// Judges the versions, and gives the one of a backup from before 4.0: Moodle restores it, if its questions are of that time too.
fn versions(information: Node, manifest: &Manifest, report: &mut Report) -> Option<String> {
    let place = manifest.place(information);
    let version = number(information, "backup_version").or(number(information, "moodle_version"))?;
    if version > SILENT {
        report.add(&rules::BACKUP_NEW, &place, [("found", version.to_string())]);
    }
    let release = text(information, "moodle_release").unwrap_or_default();
    let builds = release.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 8);
    if !builds {
        report.add(&rules::RELEASE_BUILD, &place, [("found", release)]);
    }
    (version < OLDEST).then(|| version.to_string())
}

/// The sections that are listed, each with its file; gives their numbers in the backup.
fn sections<'a>(root: Node<'a, 'a>, manifest: &Manifest, backup: &mut Backup, report: &mut Report) -> BTreeSet<String> {
    let (mut ids, mut places) = (BTreeSet::new(), BTreeSet::new());
    for node in all(root, "moodle_backup/information/contents/sections/section") {
        let (id, folder) = (text(node, "sectionid").unwrap_or_default(), text(node, "directory").unwrap_or_default());
        if !folder.is_empty() && folder != format!("sections/section_{id}") {
            disagree("directory", &folder, &format!("sections/section_{id}"), &manifest.place(node), report);
        }
        backup.file(&format!("{folder}/section.xml"), "section.xml", true, report, &mut |document, report| {
            let section = document.tree.root_element();
            let found = section.attribute("id").unwrap_or_default();
            if found != id {
                disagree("id", found, &id, &document.place(section), report);
            }
            places.extend(text(section, "number").and_then(|number| number.parse::<u64>().ok()));
        });
        ids.insert(id);
    }
    let gap = places.iter().zip(places.iter().skip(1)).find(|(one, next)| **one + 1 < **next);
    if let Some((one, next)) = gap {
        report.package(&rules::SECTION_GAP, [("count", (next - one - 1).to_string()), ("found", next.to_string())]);
    }
    ids
}

/// Says that two numbers or names that must be one are not.
pub(super) fn disagree(element: &str, found: &str, wanted: &str, place: &Place, report: &mut Report) {
    let args = [("element", element.to_owned()), ("found", found.to_owned()), ("wanted", wanted.to_owned())];
    report.add(&rules::IDS_DISAGREE, place, args);
}

fn settings(root: Node<'_, '_>, course: &Course, manifest: &Manifest, report: &mut Report) {
    let is_setting = |node: &Node| node.has_tag_name("setting");
    let all: Vec<Node> = root.descendants().filter(is_setting).collect();
    let holders = root.descendants().find(|node| node.has_tag_name("settings"));
    let is_root = |node: &&Node, name: &str| {
        text(**node, "level").as_deref() == Some("root") && text(**node, "name").as_deref() == Some(name)
    };
    let value = |name: &str| all.iter().find(|node| is_root(node, name)).and_then(|node| text(*node, "value"));
    let has_activities = !course.ids.is_empty();
    if let Some(holder) = holders.filter(|_| has_activities && value("activities").as_deref() != Some("1")) {
        report.add(&rules::ACTIVITIES_OFF, &manifest.place(holder), []);
    }
    for node in &all {
        let known = match (text(*node, "level").as_deref(), text(*node, "section"), text(*node, "activity")) {
            (Some("section"), Some(section), _) => course.has_section_folder(&section),
            (Some("activity"), _, Some(activity)) => course.names.contains(&activity),
            _ => true,
        };
        if !known {
            let name = text(*node, "name").unwrap_or_default();
            report.add(&rules::SETTING_UNKNOWN, &manifest.place(*node), [("found", name)]);
        }
    }
}
