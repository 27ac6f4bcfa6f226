//! The files of one activity. Source: `restore_module_structure_step`, and the `restore_*_stepslib.php` of forum, page and SCORM in
//! Moodle 4.1, 4.5 and 5.0.

use super::ARCHIVE;
use super::course::{Activity, Body, Course, Scorm};
use super::outline::{Fields, NULL, VERSION, element, fields, no_roles, section_id};
use crate::package::manifest::{Xml, document};
use crate::tree::Tree;
use std::io;

/// How a page is shown: in the course's own frame, without its introduction and its date, as PHP serialises it.
const PAGE_OPTIONS: &str = r#"a:2:{s:10:"printintro";s:1:"0";s:17:"printlastmodified";s:1:"0";}"#;
/// `completionstatusrequired`: completed; with a threshold also passed, by which SCORM 1.2 says both (mod/scorm, 2 + 4).
const COMPLETED: &str = "4";
const COMPLETED_OR_PASSED: &str = "6";
/// `grademethod`: the number of completed SCOs, or the highest score.
const GRADE_SCOS: &str = "0";
const GRADE_HIGHEST: &str = "1";

/// Puts the files of an activity into a backup; `files` are the numbers of its file records.
pub fn put(backup: &mut Tree, course: &Course<'_>, activity: &Activity, files: &[usize]) {
    let (folder, kind) = (activity.folder(), activity.kind());
    let mut put = |name: &str, content: Vec<u8>| backup.put(format!("{folder}/{name}"), content);
    put("module.xml", document(|xml| module(xml, course, activity)));
    put("grades.xml", document(|xml| grades(xml, activity)));
    put("roles.xml", no_roles());
    put("inforef.xml", document(|xml| references(xml, files)));
    put(&format!("{kind}.xml"), document(|xml| body(xml, course, activity)));
}

fn module(xml: &mut Xml, course: &Course<'_>, activity: &Activity) -> io::Result<()> {
    let holds = |at: &usize| course.sections[*at].activities.iter().any(|own| own.id == activity.id);
    let at = (0..course.sections.len()).find(holds).unwrap_or(0);
    let (id, section, number, moment) =
        (activity.id.to_string(), section_id(at), at.to_string(), course.moment.to_string());
    let visible = if activity.visible { "1" } else { "0" };
    let completion = if matches!(activity.body, Body::Scorm(_)) { "2" } else { "0" };
    element(xml, "module", &[("id", &id), ("version", VERSION)], |xml| {
        let own: Fields<'_> = &[
            ("modulename", activity.kind()),
            ("sectionid", &section),
            ("sectionnumber", &number),
            ("idnumber", &activity.idnumber),
            ("added", &moment),
            ("score", "0"),
            ("indent", "0"),
            ("visible", visible),
            ("visibleoncoursepage", "1"),
            ("visibleold", visible),
            ("groupmode", "0"),
            ("groupingid", "0"),
            ("completion", completion),
            ("completiongradeitemnumber", NULL),
            ("completionpassgrade", "0"),
            ("completionview", "0"),
            ("completionexpected", "0"),
            ("availability", NULL),
            ("showdescription", "0"),
        ];
        fields(xml, own)
    })
}

/// Only what is scored has a grade.
fn grades(xml: &mut Xml, activity: &Activity) -> io::Result<()> {
    let Body::Scorm(scorm) = &activity.body else { return element(xml, "activity_gradebook", &[], |_| Ok(())) };
    let (id, pass) = (activity.id.to_string(), scorm.success.unwrap_or(0).to_string());
    element(xml, "activity_gradebook", &[], |xml| {
        element(xml, "grade_items", &[], |xml| {
            let own: Fields<'_> = &[
                ("categoryid", "1"),
                ("itemname", &activity.name),
                ("itemtype", "mod"),
                ("itemmodule", activity.kind()),
                ("iteminstance", &id),
                ("itemnumber", "0"),
                ("idnumber", &activity.idnumber),
                ("gradetype", "1"),
                ("grademax", "100"),
                ("grademin", "0"),
                ("scaleid", NULL),
                ("outcomeid", NULL),
                ("gradepass", &pass),
                ("sortorder", &id),
            ];
            if scorm.scored { element(xml, "grade_item", &[("id", &id)], |xml| fields(xml, own)) } else { Ok(()) }
        })
    })
}

fn references(xml: &mut Xml, files: &[usize]) -> io::Result<()> {
    element(xml, "inforef", &[], |xml| {
        if files.is_empty() {
            return Ok(());
        }
        element(xml, "fileref", &[], |xml| {
            files.iter().try_for_each(|id| element(xml, "file", &[], |xml| fields(xml, &[("id", &id.to_string())])))
        })
    })
}

fn body(xml: &mut Xml, course: &Course<'_>, activity: &Activity) -> io::Result<()> {
    let (id, context, kind) = (activity.id.to_string(), activity.context().to_string(), activity.kind());
    let moment = course.moment.to_string();
    let about = [("id", id.as_str()), ("moduleid", &id), ("modulename", kind), ("contextid", &context)];
    element(xml, "activity", &about, |xml| {
        element(xml, kind, &[("id", &id)], |xml| {
            // Texts stand before elements that hold others: what follows those, Moodle takes for a second activity.
            fields(xml, &[("timemodified", &moment)])?;
            match &activity.body {
                Body::Forum { intro, single } => forum(xml, &activity.name, intro, *single),
                Body::Page(content) => page(xml, &activity.name, content),
                Body::Scorm(own) => scorm(xml, activity, own),
            }
        })
    })
}

/// Of a `single` forum Moodle makes its one discussion from name and introduction.
fn forum(xml: &mut Xml, name: &str, intro: &str, single: bool) -> io::Result<()> {
    let own: Fields<'_> = &[
        ("type", if single { "single" } else { "general" }),
        ("name", name),
        ("intro", intro),
        ("introformat", "1"),
        ("assessed", "0"),
        ("assesstimestart", "0"),
        ("assesstimefinish", "0"),
        ("scale", "0"),
        ("forcesubscribe", "0"),
        ("trackingtype", "1"),
        ("completiondiscussions", "0"),
        ("completionreplies", "0"),
        ("completionposts", "0"),
    ];
    fields(xml, own)
}

fn page(xml: &mut Xml, name: &str, content: &str) -> io::Result<()> {
    let own: Fields<'_> = &[
        ("name", name),
        ("intro", ""),
        ("introformat", "1"),
        ("content", content),
        ("contentformat", "1"),
        ("legacyfiles", "0"),
        ("display", "5"),
        ("displayoptions", PAGE_OPTIONS),
        ("revision", "1"),
    ];
    fields(xml, own)
}

/// Preview is off, because Moodle makes `completed` of a preview that ends; the table of contents has one entry and is not shown.
/// `width` and `height` matter only where a teacher chooses a new window later: then it is the whole screen.
fn scorm(xml: &mut Xml, activity: &Activity, scorm: &Scorm) -> io::Result<()> {
    let reference = format!("{}{ARCHIVE}", scorm.unit);
    let own: Fields<'_> = &[
        ("name", &activity.name),
        ("scormtype", "local"),
        ("reference", &reference),
        ("intro", ""),
        ("introformat", "1"),
        ("version", "SCORM_1.2"),
        ("maxgrade", "100"),
        ("grademethod", if scorm.scored { GRADE_HIGHEST } else { GRADE_SCOS }),
        ("whatgrade", "0"),
        // 0 is any number; in 5.0.0 a last attempt counts as failed while it is not complete.
        ("maxattempt", "0"),
        ("forcecompleted", "0"),
        ("forcenewattempt", "0"),
        ("lastattemptlock", "0"),
        ("masteryoverride", "1"),
        ("displayattemptstatus", "1"),
        ("displaycoursestructure", "0"),
        ("updatefreq", "0"),
        ("sha1hash", &scorm.hash),
        ("revision", "1"),
        ("skipview", "1"),
        ("hidebrowse", "1"),
        ("hidetoc", "3"),
        ("nav", "0"),
        ("navpositionleft", "-100"),
        ("navpositiontop", "-100"),
        ("auto", "0"),
        ("autocommit", "0"),
        ("popup", "0"),
        ("options", ""),
        ("width", "100"),
        ("height", "100"),
        ("timeopen", "0"),
        ("timeclose", "0"),
        ("completionstatusrequired", if scorm.success.is_some() { COMPLETED_OR_PASSED } else { COMPLETED }),
        ("completionscorerequired", NULL),
        ("completionstatusallscos", "0"),
    ];
    fields(xml, own)?;
    element(xml, "scoes", &[], |xml| {
        let organization = format!("{}-organization", scorm.manifest);
        let item = format!("{}-item", scorm.manifest);
        sco(xml, activity, scorm, &["", "/", &organization, "", "", "1"])?;
        sco(xml, activity, scorm, &[&organization, &organization, &item, "index.html", "sco", "2"])
    })
}

/// A row of the structure that Moodle reads from a manifest: organization, parent, identifier, launch, type and place.
fn sco(xml: &mut Xml, activity: &Activity, scorm: &Scorm, row: &[&str; 6]) -> io::Result<()> {
    let [organization, parent, identifier, launch, kind, order] = row;
    let id = (2 * activity.id - 2 + order.parse::<usize>().unwrap_or(1)).to_string();
    element(xml, "sco", &[("id", &id)], |xml| {
        let own: Fields<'_> = &[
            ("manifest", &scorm.manifest),
            ("organization", organization),
            ("parent", parent),
            ("identifier", identifier),
            ("launch", launch),
            ("scormtype", kind),
            ("title", &activity.name),
            ("sortorder", order),
        ];
        fields(xml, own)
    })
}
