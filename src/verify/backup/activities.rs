//! The activities of a backup: their files, the numbers that must agree in them, and what Moodle makes of a SCORM activity.

use super::needed::all;
use super::outline::disagree;
use super::{Backup, text};
use crate::source::Place;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of activity that the table of needed elements knows; others are read for their numbers only.
const KNOWN: [&str; 5] = ["page", "label", "forum", "scorm", "quiz"];
/// `updatefreq`: at each view of the activity, so that Moodle unpacks a module that came packed.
const EVERY_TIME: &str = "3";
/// Levels of contexts (`CONTEXT_COURSE`, `CONTEXT_COURSECAT`, `CONTEXT_SYSTEM`) in which no question may stand since 5.0.
const SHARED: [&str; 3] = ["10", "40", "50"];

/// What is known of a course once its activities were read.
#[derive(Default)]
pub(super) struct Course {
    /// The version of the backup, where it is from before 4.0, and so has questions of an older form.
    pub old: Option<String>,
    /// The numbers of its sections.
    pub sections: BTreeSet<String>,
    /// The folders, the names (`page_12`) and the numbers of its activities.
    pub folders: BTreeSet<String>,
    pub names: BTreeSet<String>,
    pub ids: BTreeSet<String>,
    /// The numbers of file records, with the kind of each activity that names one.
    pub named: BTreeSet<String>,
    /// The numbers of question categories that a quiz names.
    pub categories: BTreeSet<String>,
    /// The numbers of question bank entries that a quiz asks, with where.
    pub asked: Vec<(String, Place)>,
    /// The contexts of activities, with their modules.
    pub contexts: BTreeMap<String, String>,
    /// SCORM activities by context.
    pub scorms: BTreeMap<String, Scorm>,
}

/// A SCORM activity.
pub(super) struct Scorm {
    pub hash: String,
    pub place: Place,
}

/// An activity as the outline lists it.
pub(super) struct Activity {
    pub id: String,
    pub section: String,
    pub kind: String,
    pub folder: String,
}

impl Activity {
    pub(super) fn of(node: Node) -> Self {
        let field = |name| text(node, name).unwrap_or_default();
        Self {
            id: field("moduleid"),
            section: field("sectionid"),
            kind: field("modulename"),
            folder: field("directory"),
        }
    }
}

impl Course {
    /// Whether a setting may speak of a section by its name, `section_12`.
    pub(super) fn has_section_folder(&self, name: &str) -> bool {
        name.strip_prefix("section_").is_some_and(|id| self.sections.contains(id))
    }
}

/// What the outline says of an activity.
pub(super) fn listed(activity: &Activity, place: &Place, course: &mut Course, report: &mut Report) {
    let wanted = format!("activities/{}_{}", activity.kind, activity.id);
    if !activity.folder.is_empty() && activity.folder != wanted {
        disagree("directory", &activity.folder, &wanted, place, report);
    }
    if !activity.section.is_empty() && !course.sections.contains(&activity.section) {
        disagree("sectionid", &activity.section, "sections/section", place, report);
    }
    course.folders.insert(activity.folder.clone());
    course.names.insert(format!("{}_{}", activity.kind, activity.id));
    course.ids.insert(activity.id.clone());
}

/// The files of an activity.
pub(super) fn check(activity: &Activity, course: &mut Course, backup: &mut Backup, report: &mut Report) {
    let (folder, kind) = (&activity.folder, activity.kind.as_str());
    if folder.is_empty() {
        return;
    }
    backup.file(&format!("{folder}/module.xml"), "module.xml", true, report, &mut |document, report| {
        let module = document.tree.root_element();
        let place = document.place(module);
        same("id", module.attribute("id"), &activity.id, &place, report);
        same("modulename", text(module, "modulename").as_deref(), kind, &place, report);
        same("sectionid", text(module, "sectionid").as_deref(), &activity.section, &place, report);
    });
    backup.file(&format!("{folder}/roles.xml"), "roles.xml of an activity", true, report, &mut |_, _| {});
    let (mut graded, mut ungraded) = (false, None);
    backup.file(&format!("{folder}/grades.xml"), "grades.xml", true, report, &mut |document, _| {
        let root = document.tree.root_element();
        graded = !all(root, "activity_gradebook/grade_items/grade_item").is_empty();
        ungraded = Some(document.place(root));
    });
    let known = KNOWN.iter().find(|known| **known == kind).map_or(String::new(), |known| format!("{known}.xml"));
    backup.file(&format!("{folder}/{kind}.xml"), &known, true, report, &mut |document, report| {
        let root = document.tree.root_element();
        let place = document.place(root);
        same("moduleid", root.attribute("moduleid"), &activity.id, &place, report);
        same("modulename", root.attribute("modulename"), kind, &place, report);
        let context = root.attribute("contextid").unwrap_or_default().to_owned();
        match kind {
            "scorm" => course.scorms.extend(scorm(document, report).map(|own| (context.clone(), own))),
            "quiz" => quiz(document, &context, course, report),
            _ => {}
        }
        let scores = kind == "quiz" || (kind == "scorm" && has_score(root));
        if let Some(place) = ungraded.take().filter(|_| scores && !graded) {
            let args = [("element", "grade_item".to_owned()), ("parent", "activity_gradebook".to_owned())];
            report.add(&rules::BACKUP_CHANGES, &place, args);
        }
        course.contexts.insert(context, format!("mod_{kind}"));
    });
    backup.file(&format!("{folder}/inforef.xml"), "", false, report, &mut |document, _| {
        let named =
            |path: &str| all(document.tree.root_element(), path).into_iter().filter_map(|node| text(node, "id"));
        course.named.extend(named("inforef/fileref/file"));
        course.categories.extend(named("inforef/question_categoryref/question_category"));
    });
}

/// Where something is said at all it must be what is wanted; where not, that is the table's business.
fn same(element: &str, found: Option<&str>, wanted: &str, place: &Place, report: &mut Report) {
    if let Some(found) = found.filter(|found| *found != wanted && !wanted.is_empty()) {
        disagree(element, found, wanted, place, report);
    }
}

/// Whether a SCORM activity counts points, and not the SCOs that are done (`grademethod` 0).
fn has_score(root: Node<'_, '_>) -> bool {
    let method = root.children().find(|node| node.has_tag_name("scorm")).and_then(|node| text(node, "grademethod"));
    method.is_none_or(|method| method != "0")
}

fn scorm(document: &Manifest, report: &mut Report) -> Option<Scorm> {
    let node = all(document.tree.root_element(), "activity/scorm").into_iter().next()?;
    let place = document.place(node);
    let whole =
        all(node, "scorm/scoes/sco").iter().any(|sco| text(*sco, "launch").is_some_and(|launch| !launch.is_empty()));
    if !whole && text(node, "updatefreq").as_deref() != Some(EVERY_TIME) {
        report.add(&rules::SCORM_NEVER, &place, []);
    } else if !whole {
        report.add(&rules::SCORM_LATER, &place, []);
    }
    if text(node, "hidebrowse").as_deref() != Some("1") {
        report.add(&rules::SCORM_PREVIEW, &place, []);
    }
    Some(Scorm { hash: text(node, "sha1hash").unwrap_or_default(), place })
}

fn quiz(document: &Manifest, context: &str, course: &mut Course, report: &mut Report) {
    let path = "activity/quiz/question_instances/question_instance";
    for instance in all(document.tree.root_element(), path) {
        let asks = |name: &str| instance.children().find(|node| node.has_tag_name(name));
        let Some(reference) = asks("question_reference") else {
            // A question drawn by chance is named in another way, and so was every question before 4.0.
            if course.old.is_none() && asks("question_set_reference").is_none() {
                let args = [("element", "question_reference".to_owned()), ("parent", "question_instance".to_owned())];
                report.add(&rules::BACKUP_STOPS, &document.place(instance), args);
            }
            continue;
        };
        let place = document.place(reference);
        same("usingcontextid", text(reference, "usingcontextid").as_deref(), context, &place, report);
        course.asked.extend(text(reference, "questionbankentryid").map(|entry| (entry, place)));
    }
}

/// Questions: where their categories stand, and whether those that quizzes ask are there.
pub(super) fn questions(document: &Manifest, course: &Course, report: &mut Report) {
    let root = document.tree.root_element();
    let categories = all(root, "question_categories/question_category");
    for category in &categories {
        let place = document.place(*category);
        if text(*category, "contextlevel").is_some_and(|level| SHARED.contains(&level.as_str())) {
            report.add(&rules::CATEGORY_SHARED, &place, []);
        }
        let id = category.attribute("id").unwrap_or_default();
        if !course.asked.is_empty() && !course.categories.contains(id) {
            report.add(&rules::CATEGORY_UNNAMED, &place, [("found", id.to_owned())]);
        }
    }
    let ids: BTreeSet<&str> = categories.iter().filter_map(|category| category.attribute("id")).collect();
    for category in &categories {
        let parent = text(*category, "parent").unwrap_or_default();
        if !["", "0"].contains(&parent.as_str()) && !ids.contains(parent.as_str()) {
            disagree("parent", &parent, "question_category", &document.place(*category), report);
        }
    }
    let entries = "question_categories/question_category/question_bank_entries/question_bank_entry";
    let entries = all(root, entries);
    if let (Some(first), Some(found)) = (entries.first(), &course.old) {
        report.add(&rules::BACKUP_OLD, &document.place(*first), [("found", found.clone())]);
    }
    let entries: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.attribute("id")).collect();
    for (entry, place) in course.asked.iter().filter(|(entry, _)| !entries.contains(entry.as_str())) {
        disagree("questionbankentryid", entry, "questions.xml", place, report);
    }
}

/// What completes the course must be an activity of it.
pub(super) fn criteria(document: &Manifest, course: &Course, report: &mut Report) {
    for criterion in all(document.tree.root_element(), "course_completion/course_completion_criteria") {
        let instance = text(criterion, "moduleinstance").unwrap_or_default();
        if !instance.is_empty() && !course.ids.contains(&instance) {
            disagree("moduleinstance", &instance, "activities/activity", &document.place(criterion), report);
        }
    }
}
