//! A small Common Cartridge with one resource of every kind and one question of every profile.

use super::{Entry, Pack};

pub const TOPIC: &str = "topic/topic.xml";
pub const LINK: &str = "link/link.xml";
pub const QUIZ: &str = "quiz/quiz.xml";

impl Pack {
    /// The cartridge.
    pub fn cartridge() -> Self {
        let files = [
            ("a.html", A_PAGE.to_owned()),
            ("b.html", A_PAGE.to_owned()),
            ("a.png", "PNG".to_owned()),
            (TOPIC, A_TOPIC.to_owned()),
            (LINK, A_LINK.to_owned()),
            (QUIZ, quiz()),
        ];
        let entries = files.iter().map(|(name, text)| Entry::stored(name, text.as_bytes())).collect();
        let manifest = MANIFEST.as_bytes().to_vec();
        Self { manifest, manifest_name: "imsmanifest.xml", entries, after: |_| {} }
    }
}

pub const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest" identifier="m1">
  <metadata>
    <schema>IMS Common Cartridge</schema>
    <schemaversion>1.1.0</schemaversion>
    <lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string language="fr">L'été</lomimscc:string></lomimscc:title></lomimscc:general></lomimscc:lom>
  </metadata>
  <organizations>
    <organization identifier="o1" structure="rooted-hierarchy">
      <item identifier="root">
        <item identifier="p1">
          <title>Part</title>
          <item identifier="i1" identifierref="r1"><title>Page</title></item>
          <item identifier="i2" identifierref="r2"><title>Topic</title></item>
          <item identifier="i3" identifierref="r3"><title>Link</title></item>
          <item identifier="i4" identifierref="r4"><title>Quiz</title></item>
        </item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r1" type="webcontent" href="a.html"><file href="a.html"/><file href="a.png"/><dependency identifierref="r5"/></resource>
    <resource identifier="r2" type="imsdt_xmlv1p1"><file href="topic/topic.xml"/></resource>
    <resource identifier="r3" type="imswl_xmlv1p1"><file href="link/link.xml"/></resource>
    <resource identifier="r4" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="quiz/quiz.xml"/></resource>
    <resource identifier="r5" type="webcontent"><file href="b.html"/></resource>
  </resources>
</manifest>
"#;

const A_PAGE: &str = "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>A</title></head><body><p>L’été</p></body></html>\n";

const A_TOPIC: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<topic xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"><title>T</title><text texttype="text/html">&lt;p&gt;?&lt;/p&gt;</text></topic>
"#;

const A_LINK: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<webLink xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"><title>L</title><url href="https://www.cnil.fr/"/></webLink>
"#;

/// A question of each profile, called `choice`, `multiple`, `truth`, `blank` and `essay`.
fn quiz() -> String {
    let wanted = |name: &str, text: &str| format!("<varequal respident=\"{name}-a\"{text}</varequal>");
    let items = [
        item("choice", "multiple_choice", &choices("choice", "Single", 3), &wanted("choice", ">c1")),
        item(
            "multiple",
            "multiple_response",
            &choices("multiple", "Multiple", 3),
            &format!(
                "<and>{}{}<not>{}</not></and>",
                wanted("multiple", " case=\"Yes\">c1"),
                wanted("multiple", " case=\"Yes\">c2"),
                wanted("multiple", ">c3")
            ),
        ),
        item("truth", "true_false", &choices("truth", "Single", 2), &wanted("truth", ">c2")),
        item("blank", "fib", &text("blank"), &wanted("blank", ">été")),
        item("essay", "essay", &text("essay"), ""),
    ];
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<questestinterop xmlns=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2\">\n\
         <assessment ident=\"q1\" title=\"Q\"><section ident=\"s1\">\n{}</section></assessment></questestinterop>\n",
        items.concat()
    )
}

fn item(name: &str, profile: &str, answers: &str, right: &str) -> String {
    let rule = format!(
        "<resprocessing><outcomes><decvar varname=\"SCORE\" minvalue=\"0\" maxvalue=\"100\"/></outcomes>\
         <respcondition continue=\"Yes\"><conditionvar><other/></conditionvar>\
         <displayfeedback feedbacktype=\"Response\" linkrefid=\"{name}-f\"/></respcondition>\
         <respcondition><conditionvar>{right}</conditionvar><setvar varname=\"SCORE\" action=\"Set\">100</setvar></respcondition>\
         </resprocessing><itemfeedback ident=\"{name}-f\"><flow_mat><material><mattext>F</mattext></material></flow_mat></itemfeedback>"
    );
    let rule = if right.is_empty() { String::new() } else { rule };
    format!(
        "<item ident=\"{name}\" title=\"{name}\"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile</fieldlabel>\
         <fieldentry>cc.{profile}.v0p1</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>\
         <presentation><material><mattext>?</mattext></material>{answers}</presentation>{rule}</item>\n"
    )
}

fn choices(name: &str, cardinality: &str, count: usize) -> String {
    let label =
        |at| format!("<response_label ident=\"c{at}\"><material><mattext>{at}</mattext></material></response_label>");
    let labels: String = (1..=count).map(label).collect();
    format!(
        "<response_lid ident=\"{name}-a\" rcardinality=\"{cardinality}\"><render_choice>{labels}</render_choice></response_lid>"
    )
}

fn text(name: &str) -> String {
    format!("<response_str ident=\"{name}-a\"><render_fib/></response_str>")
}
