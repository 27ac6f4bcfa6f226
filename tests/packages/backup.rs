//! The smallest Moodle backup that restores: nothing in it can be taken away. A page, a label, a forum, a module with its files, and a
//! quiz of one question.

use super::{Entry, MANIFEST, PAGE, Pack, SCRIPT, STYLE};
use sha1_smol::Sha1;

/// The kinds of its activities, by their numbers from 1.
pub const ACTIVITIES: [&str; 5] = ["page", "label", "forum", "scorm", "quiz"];

impl Pack {
    /// The backup.
    pub fn backup() -> Self {
        let contents = [
            ("package", "m.zip", "PK"),
            ("content", "imsmanifest.xml", MANIFEST),
            ("content", "app.js", SCRIPT),
            ("content", "index.html", PAGE),
            ("content", "style.css", STYLE),
        ];
        let hash = |text: &str| Sha1::from(text).digest().to_string();
        let records = contents.iter().enumerate().map(|(at, (area, name, text))| {
            let (id, hash) = (at + 1, hash(text));
            format!(
                "<file id=\"{id}\"><contenthash>{hash}</contenthash><contextid>104</contextid><component>mod_scorm</component>\
                 <filearea>{area}</filearea><itemid>0</itemid><filepath>/</filepath><filename>{name}</filename><userid/>\
                 <source/><author/><license>cc-4.0</license><sortorder>0</sortorder></file>"
            )
        });
        let mut files = vec![
            ("course/course.xml".to_owned(), COURSE.to_owned()),
            ("course/roles.xml".to_owned(), "<roles/>".to_owned()),
            ("files.xml".to_owned(), format!("<files>{}</files>", records.collect::<String>())),
            ("questions.xml".to_owned(), QUESTIONS.to_owned()),
            ("groups.xml".to_owned(), "<groups/>".to_owned()),
            ("scales.xml".to_owned(), "<scales_definition/>".to_owned()),
            ("outcomes.xml".to_owned(), "<outcomes_definition/>".to_owned()),
            ("roles.xml".to_owned(), "<roles_definition/>".to_owned()),
            ("gradebook.xml".to_owned(), "<gradebook/>".to_owned()),
            ("completion.xml".to_owned(), COMPLETION.to_owned()),
            ("sections/section_1/section.xml".to_owned(), SECTION.to_owned()),
        ];
        for (at, kind) in ACTIVITIES.iter().enumerate() {
            let id = at + 1;
            let mut put = |name: &str, text: String| files.push((format!("activities/{kind}_{id}/{name}"), text));
            put(
                "module.xml",
                format!(
                    "<module id=\"{id}\" version=\"1\"><modulename>{kind}</modulename><sectionid>1</sectionid><idnumber/>\
                     <groupingid>0</groupingid><completion>0</completion><completionexpected>0</completionexpected></module>"
                ),
            );
            put("roles.xml", "<roles/>".to_owned());
            let graded = ["scorm", "quiz"].contains(kind);
            let item = GRADE_ITEM.replace("KIND", kind);
            put("grades.xml", format!("<activity_gradebook>{}</activity_gradebook>", if graded { &item } else { "" }));
            let body = match *kind {
                "page" => PAGE_FIELDS.to_owned(),
                "label" => "<label id=\"2\"><name/><intro/><introformat>1</introformat></label>".to_owned(),
                "forum" => FORUM_FIELDS.to_owned(),
                "scorm" => SCORM_FIELDS.replace("HASH", &hash("PK")),
                _ => QUIZ_FIELDS.to_owned(),
            };
            let context = 100 + id;
            put(
                &format!("{kind}.xml"),
                format!(
                    "<activity id=\"{id}\" moduleid=\"{id}\" modulename=\"{kind}\" contextid=\"{context}\">{body}</activity>"
                ),
            );
        }
        let named: String = (1..=5).map(|id| format!("<file><id>{id}</id></file>")).collect();
        files.push((
            "activities/scorm_4/inforef.xml".to_owned(),
            format!("<inforef><fileref>{named}</fileref></inforef>"),
        ));
        files.push(("activities/quiz_5/inforef.xml".to_owned(), QUIZ_INFOREF.to_owned()));
        files.extend(
            contents.map(|(_, _, text)| (format!("files/{}/{}", &hash(text)[..2], hash(text)), text.to_owned())),
        );
        let entries = files.iter().map(|(name, text)| Entry::stored(name, text.as_bytes())).collect();
        Self { manifest: outline().into_bytes(), manifest_name: "moodle_backup.xml", entries, after: |_| {} }
    }

    /// Replaces a part of a file, which must be there.
    pub fn change(&mut self, name: &str, from: &str, to: &str) {
        let entry = self.entries.iter_mut().find(|e| e.name == name.as_bytes()).expect("it is there");
        let text = String::from_utf8(entry.packed.clone()).expect("text");
        assert!(text.contains(from), "{name} {from}");
        *entry = Entry::stored(name, text.replacen(from, to, 1).as_bytes());
    }

    /// Takes a file out.
    pub fn without(&mut self, name: &str) {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.name != name.as_bytes());
        assert_eq!(self.entries.len() + 1, before, "{name}");
    }
}

fn outline() -> String {
    let activities: String = ACTIVITIES
        .iter()
        .enumerate()
        .map(|(at, kind)| {
            let id = at + 1;
            format!(
                "<activity><moduleid>{id}</moduleid><sectionid>1</sectionid><modulename>{kind}</modulename><title>A</title>\
                 <directory>activities/{kind}_{id}</directory></activity>"
            )
        })
        .collect();
    format!(
        "<moodle_backup><information>{INFORMATION}<details><detail backup_id=\"a\"><type>course</type><format>moodle2</format>\
         <mode>10</mode></detail></details><contents><activities>{activities}</activities><sections><section>\
         <sectionid>1</sectionid><title>1</title><directory>sections/section_1</directory></section></sections>\
         <course><title>A</title></course></contents><settings><setting><level>root</level><name>activities</name>\
         <value>1</value></setting></settings></information></moodle_backup>"
    )
}

const INFORMATION: &str = "<moodle_version>2022112800</moodle_version><moodle_release>4.1 (Build: 20221128)</moodle_release>\
<backup_version>2022112800</backup_version><backup_release>4.1</backup_release><backup_date>1</backup_date>\
<mnet_remoteusers>0</mnet_remoteusers><original_wwwroot>https://deck.example</original_wwwroot>\
<original_site_identifier_hash>a</original_site_identifier_hash><original_course_id>2</original_course_id>\
<original_course_fullname>A</original_course_fullname><original_course_shortname>a</original_course_shortname>\
<original_course_startdate>1</original_course_startdate><original_course_contextid>20</original_course_contextid>\
<original_system_contextid>1</original_system_contextid>";

const COURSE: &str = "<course id=\"2\" contextid=\"20\"><startdate>1</startdate><format>topics</format><visible>1</visible>\
<summaryformat>1</summaryformat><newsitems>0</newsitems><enablecompletion>1</enablecompletion>\
<defaultgroupingid>0</defaultgroupingid></course>";

const SECTION: &str = "<section id=\"1\"><number>0</number><name/><summary/><summaryformat>1</summaryformat>\
<visible>1</visible></section>";

const GRADE_ITEM: &str = "<grade_items><grade_item id=\"1\"><categoryid>1</categoryid><itemname>A</itemname><itemtype>mod</itemtype>\
<itemmodule>KIND</itemmodule><itemnumber>0</itemnumber><scaleid>$@NULL@$</scaleid><outcomeid>$@NULL@$</outcomeid>\
<sortorder>1</sortorder></grade_item></grade_items>";

const PAGE_FIELDS: &str = "<page id=\"1\"><name>A</name><intro/><introformat>1</introformat><content>A</content>\
<contentformat>1</contentformat><display>5</display><displayoptions>a:0:{}</displayoptions><revision>1</revision></page>";

const FORUM_FIELDS: &str = "<forum id=\"3\"><type>single</type><name>A</name><intro>A</intro><introformat>1</introformat>\
<assesstimestart>0</assesstimestart><assesstimefinish>0</assesstimefinish><scale>0</scale><forcesubscribe>0</forcesubscribe></forum>";

const SCORM_FIELDS: &str = "<scorm id=\"4\"><name>A</name><reference>m.zip</reference><intro/><introformat>1</introformat>\
<version>SCORM_1.2</version><maxgrade>100</maxgrade><grademethod>1</grademethod><maxattempt>0</maxattempt>\
<sha1hash>HASH</sha1hash><revision>1</revision><timeopen>0</timeopen><timeclose>0</timeclose><hidebrowse>1</hidebrowse>\
<scoes><sco id=\"1\"><manifest>m1</manifest><organization>o1</organization><parent>o1</parent><identifier>i1</identifier>\
<launch>index.html</launch><scormtype>sco</scormtype><title>A</title></sco></scoes></scorm>";

const QUIZ_FIELDS: &str = "<quiz id=\"5\"><name>A</name><intro/><introformat>1</introformat><timeopen>0</timeopen>\
<timeclose>0</timeclose><question_instances><question_instance id=\"1\"><slot>1</slot><page>1</page><maxmark>1</maxmark>\
<requireprevious>0</requireprevious><question_reference id=\"1\"><usingcontextid>105</usingcontextid>\
<component>mod_quiz</component><questionarea>slot</questionarea><questionbankentryid>1</questionbankentryid>\
</question_reference></question_instance></question_instances></quiz>";

const QUIZ_INFOREF: &str = "<inforef><question_categoryref><question_category><id>8</id></question_category><question_category><id>9</id>\
</question_category></question_categoryref></inforef>";

const QUESTIONS: &str = "<question_categories><question_category id=\"8\"><name>top</name><contextid>105</contextid>\
<contextlevel>70</contextlevel><info/><stamp>a</stamp><parent>0</parent></question_category><question_category id=\"9\">\
<name>A</name><contextid>105</contextid><contextlevel>70</contextlevel><info/><stamp>b</stamp><parent>8</parent>\
<question_bank_entries><question_bank_entry id=\"1\"><questioncategoryid>9</questioncategoryid><ownerid>$@NULL@$</ownerid>\
<question_version><question_versions id=\"1\"><version>1</version><status>ready</status><questions><question id=\"1\">\
<name>A</name><questiontext>A</questiontext><questiontextformat>1</questiontextformat><generalfeedback/>\
<generalfeedbackformat>1</generalfeedbackformat><penalty>0</penalty><qtype>description</qtype><createdby>$@NULL@$</createdby>\
<modifiedby>$@NULL@$</modifiedby><defaultmark>0</defaultmark><stamp>c</stamp></question></questions></question_versions>\
</question_version></question_bank_entry></question_bank_entries></question_category></question_categories>";

const COMPLETION: &str = "<course_completion><course_completion_criteria id=\"1\"><criteriatype>4</criteriatype><module>scorm</module>\
<moduleinstance>4</moduleinstance><enrolperiod>$@NULL@$</enrolperiod><timeend>$@NULL@$</timeend><gradepass>$@NULL@$</gradepass>\
<role>$@NULL@$</role></course_completion_criteria><course_completion_aggr_methd id=\"1\"><criteriatype>4</criteriatype>\
<method>1</method><value>$@NULL@$</value></course_completion_aggr_methd></course_completion>";
