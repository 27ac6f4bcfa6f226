//! The files of a backup that speak of the course as a whole. Source: `restore_stepslib.php` and `backup_general_helper.class.php`
//! of Moodle 4.1, 4.5 and 5.0.

use super::course::{Activity, Body, Course, Section};
use super::store::hash;
use crate::package::manifest::{Xml, document, text};
use crate::tree::Tree;
use std::io;

/// How a backup writes that there is no value.
pub const NULL: &str = "$@NULL@$";
/// The version and release that a backup claims: a newer one makes older sites warn, one before 4.0 has other questions. 4.1 takes the
/// eight digits from the release.
pub const VERSION: &str = "2022112800";
const RELEASE: &str = "4.1 (Build: 20221128)";
const BACKUP_RELEASE: &str = "4.1";

/// The numbers of the course and of its context, and of the system's. 1 is the front page of every site.
const COURSE: &str = "2";
const COURSE_CONTEXT: &str = "20";
const SYSTEM_CONTEXT: &str = "1";

/// Files that must be there and may say nothing, with their roots.
const EMPTY: [(&str, &str); 7] = [
    ("questions.xml", "question_categories"),
    ("groups.xml", "groups"),
    ("scales.xml", "scales_definition"),
    ("outcomes.xml", "outcomes_definition"),
    ("roles.xml", "roles_definition"),
    ("gradebook.xml", "gradebook"),
    ("course/inforef.xml", "inforef"),
];

/// Elements that hold only text.
pub type Fields<'a> = &'a [(&'static str, &'a str)];

/// Writes them one after the other.
pub fn fields(xml: &mut Xml, fields: Fields<'_>) -> io::Result<()> {
    fields.iter().try_for_each(|(name, value)| text(xml, name, value))
}

/// Writes an element with attributes.
pub fn element(
    xml: &mut Xml,
    name: &'static str,
    attributes: &[(&str, &str)],
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(inner)?;
    Ok(())
}

/// The number of a section in the backup, by its place.
pub fn section_id(at: usize) -> String {
    (at + 1).to_string()
}

/// Puts them into a backup.
pub fn put(backup: &mut Tree, course: &Course<'_>) {
    for (path, root) in EMPTY {
        backup.put(path, document(|xml| element(xml, root, &[], |_| Ok(()))));
    }
    backup.put("course/roles.xml", no_roles());
    backup.put("course/course.xml", document(|xml| settings(xml, course)));
    backup.put("completion.xml", document(|xml| completion(xml, course)));
    backup.put("moodle_backup.xml", document(|xml| contents(xml, course)));
    for (at, own) in course.sections.iter().enumerate() {
        let id = section_id(at);
        backup.put(format!("sections/section_{id}/section.xml"), document(|xml| section(xml, course, at, own)));
    }
}

/// A `roles.xml` that overrides and assigns nothing.
pub fn no_roles() -> Vec<u8> {
    document(|xml| element(xml, "roles", &[], |xml| fields(xml, &[("role_overrides", ""), ("role_assignments", "")])))
}

fn contents(xml: &mut Xml, course: &Course<'_>) -> io::Result<()> {
    let (module, moment) = (course.module, course.moment.to_string());
    let name = format!("{}-moodle.mbz", module.name);
    // Any site but the one that restores, which would trust the numbers of its own users.
    let site = hash(module.deck.iri.as_bytes());
    let id = hash(format!("{} {} {}", module.iri, module.name, module.deck.version.value).as_bytes());
    element(xml, "moodle_backup", &[], |xml| {
        element(xml, "information", &[], |xml| {
            let about: Fields<'_> = &[
                ("name", &name),
                ("moodle_version", VERSION),
                ("moodle_release", RELEASE),
                ("backup_version", VERSION),
                ("backup_release", BACKUP_RELEASE),
                ("backup_date", &moment),
                ("mnet_remoteusers", "0"),
                ("original_wwwroot", &module.deck.iri),
                ("original_site_identifier_hash", &site[..32]),
                ("original_course_id", COURSE),
                ("original_course_format", "topics"),
                ("original_course_fullname", &module.title),
                ("original_course_shortname", &module.name),
                ("original_course_startdate", &moment),
                ("original_course_contextid", COURSE_CONTEXT),
                ("original_system_contextid", SYSTEM_CONTEXT),
            ];
            fields(xml, about)?;
            element(xml, "details", &[], |xml| {
                element(xml, "detail", &[("backup_id", &id[..32])], |xml| {
                    fields(xml, &[("type", "course"), ("format", "moodle2"), ("interactive", "1"), ("mode", "10")])
                })
            })?;
            element(xml, "contents", &[], |xml| listed(xml, course))?;
            element(xml, "settings", &[], |xml| chosen(xml, course))
        })
    })
}

/// What was chosen when the backup was made: all of the course, and nothing about users. The page that shows a backup before it is
/// restored asks for it of each section and activity (`core_backup_renderer::backup_details`).
fn chosen(xml: &mut Xml, course: &Course<'_>) -> io::Result<()> {
    for (name, value) in [("activities", "1"), ("users", "0")] {
        element(xml, "setting", &[], |xml| fields(xml, &[("level", "root"), ("name", name), ("value", value)]))?;
    }
    for (at, section) in course.sections.iter().enumerate() {
        of_part(xml, "section", &format!("section_{}", section_id(at)))?;
        for activity in &section.activities {
            of_part(xml, "activity", &format!("{}_{}", activity.kind(), activity.id))?;
        }
    }
    Ok(())
}

fn of_part(xml: &mut Xml, level: &'static str, part: &str) -> io::Result<()> {
    for (choice, value) in [("included", "1"), ("userinfo", "0")] {
        let name = format!("{part}_{choice}");
        let own: Fields<'_> = &[("level", level), (level, part), ("name", &name), ("value", value)];
        element(xml, "setting", &[], |xml| fields(xml, own))?;
    }
    Ok(())
}

/// The order of activities on the page is the order here.
fn listed(xml: &mut Xml, course: &Course<'_>) -> io::Result<()> {
    element(xml, "activities", &[], |xml| {
        for (at, section) in course.sections.iter().enumerate() {
            for activity in &section.activities {
                let (id, section, folder) = (activity.id.to_string(), section_id(at), activity.folder());
                let own: Fields<'_> = &[
                    ("moduleid", &id),
                    ("sectionid", &section),
                    ("modulename", activity.kind()),
                    ("title", &activity.name),
                    ("directory", &folder),
                ];
                element(xml, "activity", &[], |xml| fields(xml, own))?;
            }
        }
        Ok(())
    })?;
    element(xml, "sections", &[], |xml| {
        for (at, section) in course.sections.iter().enumerate() {
            let (id, number) = (section_id(at), at.to_string());
            let (title, folder) = (section.name.as_deref().unwrap_or(&number), format!("sections/section_{id}"));
            let own: Fields<'_> = &[("sectionid", &id), ("title", title), ("directory", &folder)];
            element(xml, "section", &[], |xml| fields(xml, own))?;
        }
        Ok(())
    })?;
    let title = course.module.name.as_str();
    let own: Fields<'_> = &[("courseid", COURSE), ("title", title), ("directory", "course")];
    element(xml, "course", &[], |xml| fields(xml, own))
}

fn settings(xml: &mut Xml, course: &Course<'_>) -> io::Result<()> {
    let (module, moment) = (course.module, course.moment.to_string());
    element(xml, "course", &[("id", COURSE), ("contextid", COURSE_CONTEXT)], |xml| {
        let own: Fields<'_> = &[
            ("shortname", &module.name),
            ("fullname", &module.title),
            ("idnumber", &module.id),
            ("summary", &course.summary),
            ("summaryformat", "1"),
            ("format", "topics"),
            ("showgrades", "1"),
            // 0, or Moodle adds a forum for announcements.
            ("newsitems", "0"),
            ("startdate", &moment),
            ("enddate", "0"),
            ("visible", "1"),
            ("groupmode", "0"),
            ("groupmodeforce", "0"),
            ("defaultgroupingid", "0"),
            ("lang", &course.language),
            ("theme", ""),
            ("timecreated", &moment),
            ("timemodified", &moment),
            ("enablecompletion", "1"),
            ("completionnotify", "0"),
            ("showactivitydates", "0"),
            ("showcompletionconditions", "1"),
        ];
        fields(xml, own)
    })
}

fn section(xml: &mut Xml, course: &Course<'_>, at: usize, section: &Section) -> io::Result<()> {
    let (id, number, moment) = (section_id(at), at.to_string(), course.moment.to_string());
    element(xml, "section", &[("id", &id)], |xml| {
        let own: Fields<'_> = &[
            ("number", &number),
            ("name", section.name.as_deref().unwrap_or(NULL)),
            ("summary", &section.summary),
            ("summaryformat", "1"),
            ("visible", "1"),
            ("timemodified", &moment),
        ];
        fields(xml, own)
    })
}

/// The course is complete when all its modules are (`COMPLETION_CRITERIA_TYPE_ACTIVITY`, `COMPLETION_AGGREGATION_ALL`).
fn completion(xml: &mut Xml, course: &Course<'_>) -> io::Result<()> {
    let is_module = |activity: &&Activity| matches!(activity.body, Body::Scorm(_));
    element(xml, "course_completion", &[], |xml| {
        for (at, activity) in course.activities().filter(is_module).enumerate() {
            let (id, instance) = ((at + 1).to_string(), activity.id.to_string());
            let own: Fields<'_> = &[
                ("criteriatype", "4"),
                ("module", activity.kind()),
                ("moduleinstance", &instance),
                ("courseinstanceshortname", NULL),
                ("enrolperiod", NULL),
                ("timeend", NULL),
                ("gradepass", NULL),
                ("role", NULL),
                ("roleshortname", NULL),
            ];
            element(xml, "course_completion_criteria", &[("id", &id)], |xml| fields(xml, own))?;
        }
        for (id, kind) in [("1", NULL), ("2", "4")] {
            let own: Fields<'_> = &[("criteriatype", kind), ("method", "1"), ("value", NULL)];
            element(xml, "course_completion_aggr_methd", &[("id", id)], |xml| fields(xml, own))?;
        }
        Ok(())
    })
}
