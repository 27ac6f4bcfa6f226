//! SCORM 2004: its manifests, and what its scripts do.

use crate::Case;
use crate::packages::{Entry, Pack};

/// Puts an element behind the objectives of the item.
fn sequence(pack: &mut Pack, before: &str, element: &str) {
    pack.manifest(before, &format!("{element}{before}"));
}

/// A rule of sequencing with these conditions and this action.
fn rule(pack: &mut Pack, condition: &str, action: &str) {
    let rule = format!(
        "<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition {condition}/></imsss:ruleConditions><imsss:ruleAction action=\"{action}\"/></imsss:preConditionRule></imsss:sequencingRules>"
    );
    sequence(pack, "<imsss:objectives>", &rule);
}

fn objectives(pack: &mut Pack, more: &str) {
    pack.manifest("<imsss:primaryObjective objectiveID=\"main\"/>", more);
}

const SECOND_ITEM: &str = "</item><item identifier=\"i2\" identifierref=\"r2\"><title>B</title></item>";
const LAST: &str = "</imsss:sequencing>\n        <adlnav";

pub const CASES: &[Case] = &[
    // What is shared with SCORM 1.2.
    ("malformed", &["-", "M050"], |p| p.manifest("</resources>", "")),
    ("another prefix for ADL", &["M010"], |p| {
        p.manifest("xmlns:adlseq", "xmlns:seq");
        p.manifest("adlseq:objectives", "seq:objectives");
    }),
    ("another prefix for sequencing", &["M010"], |p| {
        p.manifest("xmlns:imsss", "xmlns:ims=\"http://www.imsglobal.org/xsd/imsss\" xmlns:imsss");
        p.manifest("<imsss:controlMode", "<ims:controlMode");
    }),
    ("an older namespace of ADL", &["M011", "M068"], |p| {
        p.manifest("xmlns:adlcp", "xmlns:old=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\" xmlns:adlcp");
        p.manifest("adlcp:scormType", "old:scormtype");
    }),
    ("another version", &["M013"], |p| p.manifest("2004 4th Edition", "2004 2nd Edition")),
    ("a version with blanks", &["M013"], |p| p.manifest(">2004 4th Edition", "> 2004 4th Edition")),
    ("no organization", &["M014"], |p| {
        p.manifest(" default=\"o1\"", "");
        p.manifest("<organization identifier", "<!-- <organization identifier");
        p.manifest("</organization>", "</organization> -->");
    }),
    ("unknown default", &["M015"], |p| p.manifest("default=\"o1\"", "default=\"o2\"")),
    ("no title", &["M018"], |p| p.manifest("<title>Module</title>", "")),
    ("dangling reference", &["M019"], |p| p.manifest("identifierref=\"r1\"", "identifierref=\"r9\"")),
    ("doubled identifier", &["M020"], |p| p.manifest("\"i1\"", "\"o1\"")),
    ("scormtype in lower case", &["M068", "M033"], |p| p.manifest("adlcp:scormType", "adlcp:scormtype")),
    ("a third kind of resource", &["M025"], |p| p.manifest("\"sco\"", "\"SCO\"")),
    ("a file that is missing", &["M027"], |p| {
        p.manifest("<file href=\"style", "<file href=\"a.css\"/><file href=\"style")
    }),
    ("element of SCORM 1.2", &["M033"], |p| p.manifest("</item>", "<adlcp:masteryscore>1</adlcp:masteryscore></item>")),
    ("an attribute that was removed", &["M033"], |p| {
        p.manifest("adlcp:scormType", "adlcp:persistState=\"true\" adlcp:scormType")
    }),
    ("objectivesGlobalToSystem on an item", &["M033"], |p| {
        p.manifest("identifier=\"i1\"", "identifier=\"i1\" adlseq:objectivesGlobalToSystem=\"true\"");
    }),
    ("presentation on an organization", &["M034"], |p| {
        p.manifest("</organization>", "<adlnav:presentation/></organization>")
    }),
    ("two thresholds", &["M065"], |p| {
        p.manifest("<imsss:sequencing>\n", "<adlcp:completionThreshold/><imsss:sequencing>\n")
    }),
    ("hideLMSUI outside of its parent", &["M034"], |p| {
        p.manifest("<adlnav:presentation>", "<adlnav:presentation><adlnav:hideLMSUI>continue</adlnav:hideLMSUI>");
    }),
    ("a weight above 1", &["M035"], |p| p.manifest("minProgressMeasure=\"1.0\"", "minProgressMeasure=\"1.1\"")),
    ("a boolean that is none", &["M035"], |p| p.manifest("flow=\"true\"", "flow=\"yes\"")),
    ("a time limit action", &["M035"], |p| p.manifest("continue,no message", "continue")),
    ("data without map", &["M064"], |p| p.manifest("<imsss:sequencing>\n", "<adlcp:data/><imsss:sequencing>\n")),
    ("a map without target", &["M043"], |p| {
        p.manifest("<imsss:sequencing>\n", "<adlcp:data><adlcp:map/></adlcp:data><imsss:sequencing>\n");
    }),
    ("a map to nothing", &["M035"], |p| {
        p.manifest("<imsss:sequencing>\n", "<adlcp:data><adlcp:map targetID=\" \"/></adlcp:data><imsss:sequencing>\n");
    }),
    ("a vocabulary of the metadata", &["M035"], |p| {
        let status = "<source>LOMv1.0</source><value>Final</value>";
        let lom = format!(
            "<lom xmlns=\"http://ltsc.ieee.org/xsd/LOM\"><lifeCycle><status>{status}</status></lifeCycle></lom>"
        );
        p.manifest("</metadata>", &format!("{lom}</metadata>"));
    }),
    ("assets only", &["M042", "L018", "S009"], |p| p.manifest("\"sco\"", "\"asset\"")),
    ("long title", &["L002", "S004"], |p| p.manifest(">Module<", &format!(">{}<", "é".repeat(256)))),
    ("base on all resources", &["L007"], |p| {
        p.manifest("<resources>", "<resources xml:base=\"a/\">");
        p.entries.iter_mut().for_each(|e| e.name = [b"a/", &e.name[..]].concat());
    }),
    // What only SCORM 2004 has.
    ("no schema", &["S030"], |p| p.manifest("<schema>ADL SCORM</schema>", "")),
    ("no version of the schema", &["M055"], |p| p.manifest("<schemaversion>2004 4th Edition</schemaversion>", "")),
    ("another schema", &["S001"], |p| p.manifest("ADL SCORM", "IMS Content")),
    ("the 3rd edition", &["S002"], |p| p.manifest("2004 4th Edition", "2004 3rd Edition")),
    ("CAM 1.3", &["S002"], |p| p.manifest("2004 4th Edition", "CAM 1.3")),
    ("no default", &["S003"], |p| p.manifest(" default=\"o1\"", "")),
    ("longer than safe", &["S004"], |p| p.manifest(">x<", &format!(">{}<", "x".repeat(4001)))),
    ("a long version", &["S004"], |p| p.manifest("version=\"1\"", "version=\"123456789012345678901\"")),
    ("parameters for nothing", &["S005"], |p| {
        let parent = "<item identifier=\"i0\" parameters=\"?a=b\"><title>A</title><item identifier=\"i1\"";
        p.manifest("<item identifier=\"i1\"", parent);
        p.manifest("</item>", "</item></item>");
    }),
    ("parameters without a sign", &["S006"], |p| p.manifest("?lang=fr", "fr")),
    ("parameters with blanks", &["S006"], |p| p.manifest("?lang=fr", "?lang=f r")),
    ("a parent that launches", &["S007"], |p| {
        let parent = "<item identifier=\"i0\" identifierref=\"r1\"><title>A</title><item identifier=\"i1\"";
        p.manifest("<item identifier=\"i1\"", parent);
        p.manifest("</item>", "</item></item>");
    }),
    ("a leaf that does not", &["S008"], |p| {
        p.manifest("</item>", "</item><item identifier=\"i2\"><title>B</title></item>")
    }),
    ("data for an asset", &["S009", "L018"], |p| {
        p.manifest("</item>", &SECOND_ITEM.replace("</title>", "</title><adlcp:dataFromLMS>x</adlcp:dataFromLMS>"));
        let second = "</resource><resource identifier=\"r2\" type=\"webcontent\" adlcp:scormType=\"asset\" href=\"app.js\"><file href=\"app.js\"/></resource>";
        p.manifest("</resource>", second);
    }),
    ("buttons for nothing", &["S024"], |p| {
        let parent = "<item identifier=\"i0\"><title>A</title><item identifier=\"i1\"";
        p.manifest("<item identifier=\"i1\"", parent);
        p.manifest("</item>", "</item><adlnav:presentation/></item>");
    }),
    ("a threshold as text", &["S010"], |p| {
        p.manifest("minProgressMeasure=\"1.0\"/>", "minProgressMeasure=\"1.0\">0.5</adlcp:completionThreshold>")
    }),
    ("a threshold of the 3rd edition", &["S002", "S011"], |p| {
        p.manifest("2004 4th Edition", "2004 3rd Edition");
        p.manifest(" completedByMeasure=\"true\" minProgressMeasure=\"1.0\"/>", ">0.5</adlcp:completionThreshold>");
    }),
    ("a threshold of 50", &["S002", "M035"], |p| {
        p.manifest("2004 4th Edition", "2004 3rd Edition");
        p.manifest(" completedByMeasure=\"true\" minProgressMeasure=\"1.0\"/>", ">50</adlcp:completionThreshold>");
    }),
    ("a base without slash", &["S012"], |p| {
        p.manifest("<resource identifier", "<resource xml:base=\"a\" identifier");
        p.entries.iter_mut().for_each(|e| e.name = [b"a", &e.name[..]].concat());
        p.append("aindex.html", "");
        let page = p.entries.iter_mut().find(|e| e.name == b"aindex.html").expect("it is there");
        *page = Entry::stored("aindex.html", b"<html lang=\"fr\"></html>");
    }),
    ("a base with a leading slash", &["S031", "Z011"], |p| {
        p.manifest("<resource identifier", "<resource xml:base=\"/\" identifier");
        p.entries.iter_mut().for_each(|e| e.name = [b"/", &e.name[..]].concat());
    }),
    ("a base with a backslash", &["S032"], |p| {
        p.manifest("<resource identifier", "<resource xml:base=\"a\\\" identifier");
        p.entries.iter_mut().for_each(|e| e.name = [b"a/", &e.name[..]].concat());
    }),
    ("an ID on an item", &["S025"], |p| p.manifest("<imsss:sequencing>\n", "<imsss:sequencing ID=\"s1\">\n")),
    ("a collection without ID", &["S013", "L021"], |p| {
        p.manifest(
            "</manifest>",
            "<imsss:sequencingCollection><imsss:sequencing/></imsss:sequencingCollection></manifest>",
        )
    }),
    ("an ID that is an identifier", &["M020", "L021"], |p| {
        p.manifest(
            "</manifest>",
            "<imsss:sequencingCollection><imsss:sequencing ID=\"i1\"/></imsss:sequencingCollection></manifest>",
        )
    }),
    ("an IDRef in the collection", &["S026", "L021"], |p| {
        p.manifest("</manifest>", "<imsss:sequencingCollection><imsss:sequencing ID=\"s1\" IDRef=\"s1\"/></imsss:sequencingCollection></manifest>")
    }),
    ("an IDRef to nothing", &["S014"], |p| p.manifest("<imsss:sequencing>\n", "<imsss:sequencing IDRef=\"s1\">\n")),
    ("a rule on an objective of nobody", &["S027", "L021"], |p| {
        rule(p, "condition=\"satisfied\" referencedObjective=\"other\"", "skip")
    }),
    ("more on an objective of nobody", &["S027"], |p| {
        sequence(
            p,
            LAST,
            "<adlseq:objectives><adlseq:objective objectiveID=\"x\"><adlseq:mapInfo targetObjectiveID=\"y\"/></adlseq:objective></adlseq:objectives>",
        );
    }),
    ("a rule without condition", &["M043", "L021"], |p| rule(p, "", "skip")),
    ("an action of another rule", &["M035", "L021"], |p| rule(p, "condition=\"satisfied\"", "retry")),
    ("an objective twice", &["S028"], |p| {
        objectives(p, "<imsss:primaryObjective objectiveID=\"a\"/><imsss:objective objectiveID=\"a\"/>")
    }),
    ("a mapped objective without id", &["S015", "L019"], |p| {
        objectives(p, "<imsss:primaryObjective><imsss:mapInfo targetObjectiveID=\"g\"/></imsss:primaryObjective>");
    }),
    ("read twice", &["S016", "L019"], |p| {
        let map = "<imsss:mapInfo targetObjectiveID=\"g\" readSatisfiedStatus=\"true\"/>";
        let map = map.to_owned() + &map.replace("\"g\"", "\"h\"");
        objectives(p, &format!("<imsss:primaryObjective objectiveID=\"a\">{map}</imsss:primaryObjective>"));
    }),
    ("written twice", &["S029", "L019"], |p| {
        let map = "<imsss:mapInfo targetObjectiveID=\"g\" writeSatisfiedStatus=\"true\"/>";
        let second = format!("<imsss:objective objectiveID=\"b\">{map}</imsss:objective>");
        objectives(p, &format!("<imsss:primaryObjective objectiveID=\"a\">{map}</imsss:primaryObjective>{second}"));
    }),
    ("a raw score read twice", &["S016"], |p| {
        let map = "<adlseq:mapInfo targetObjectiveID=\"g\" readRawScore=\"true\"/>";
        let map = map.to_owned() + &map.replace("\"g\"", "\"h\"");
        let more = format!(
            "<adlseq:objectives><adlseq:objective objectiveID=\"main\">{map}</adlseq:objective></adlseq:objectives>"
        );
        sequence(p, LAST, &more);
    }),
    ("read by default", &["L019"], |p| {
        let map = "<imsss:mapInfo targetObjectiveID=\"g\"/><imsss:mapInfo targetObjectiveID=\"h\"/>";
        objectives(p, &format!("<imsss:primaryObjective objectiveID=\"a\">{map}</imsss:primaryObjective>"));
    }),
    ("an objective of the collection", &["L021"], |p| {
        let shared = "<imsss:sequencingCollection><imsss:sequencing ID=\"s1\"><imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID=\"two\"/></imsss:objectives></imsss:sequencing></imsss:sequencingCollection></manifest>";
        p.manifest("</manifest>", shared);
        p.manifest("<imsss:sequencing>\n", "<imsss:sequencing IDRef=\"s1\">\n");
        rule(p, "condition=\"satisfied\" referencedObjective=\"two\"", "skip");
    }),
    ("a threshold for a chapter", &[], |p| {
        let parent = "<item identifier=\"i0\"><title>A</title><item identifier=\"i1\"";
        p.manifest("<item identifier=\"i1\"", parent);
        p.manifest("</item>", "</item><adlcp:completionThreshold progressWeight=\"0.5\"/></item>");
    }),
    ("blanks around identifiers", &["L006"], |p| {
        p.manifest("identifier=\"r1\"", "identifier=\" r1 \"");
        p.manifest("<organization identifier=\"o1\"", "<organization identifier=\" o1\"");
    }),
    ("a map that is right", &["L019"], |p| {
        let map = "<imsss:mapInfo targetObjectiveID=\"g\" writeSatisfiedStatus=\"true\"/>";
        objectives(p, &format!("<imsss:primaryObjective objectiveID=\"a\">{map}</imsss:primaryObjective>"));
    }),
    ("an unclear condition", &["S017", "L021"], |p| rule(p, "condition=\"timeLimitExceeded\"", "skip")),
    ("an unclear limit", &["S017"], |p| {
        sequence(p, "<imsss:objectives>", "<imsss:limitConditions beginTimeLimit=\"2026-11-22T00:00:00Z\"/>")
    }),
    ("auxiliary resources", &["S017"], |p| sequence(p, "<imsss:objectives>", "<imsss:auxiliaryResources/>")),
    ("a duration that is none", &["M035"], |p| {
        sequence(p, "<imsss:objectives>", "<imsss:limitConditions attemptAbsoluteDurationLimit=\"90 min\"/>")
    }),
    ("a launch page without ending", &["S018"], |p| {
        p.manifest("href=\"index.html\">", "href=\"index\">");
        p.manifest("<file href=\"index.html\"/>", "<file href=\"index\"/>");
        p.entries[1].name = b"index".to_vec();
    }),
    ("a resource of nobody", &["S019"], |p| {
        let second = "</resource><resource identifier=\"r2\" type=\"webcontent\" adlcp:scormType=\"asset\" href=\"app.js\"><file href=\"app.js\"/></resource>";
        p.manifest("</resource>", second);
    }),
    ("a schema that is not there", &["S020", "-S023"], |p| {
        let named = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd\"";
        p.manifest("version=\"1\"", named);
    }),
    ("a schema that is not there beside one elsewhere", &["S020", "-S023"], |p| {
        p.manifest("xmlns:adlcp", "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a https://a.example/a.xsd b b.xsd\" xmlns:adlcp");
    }),
    ("a schema that is there", &["-S023"], |p| {
        let named = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd\"";
        p.manifest("version=\"1\"", named);
        p.unlisted("imscp_v1p1.xsd", b"<x/>");
    }),
    ("launch file not listed", &["S021"], |p| p.manifest("<file href=\"index.html\"/>", "")),
    ("an action at the root", &["S022", "L021"], |p| {
        let rule = "<imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition=\"always\"/></imsss:ruleConditions><imsss:ruleAction action=\"previous\"/></imsss:postConditionRule></imsss:sequencingRules>";
        p.manifest("flow=\"true\"/>", &format!("flow=\"true\"/>{rule}"));
    }),
    ("the same action on an item", &["L021"], |p| {
        let rule = "<imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition=\"always\"/></imsss:ruleConditions><imsss:ruleAction action=\"previous\"/></imsss:postConditionRule></imsss:sequencingRules>";
        sequence(p, "<imsss:objectives>", rule);
    }),
    // What Moodle does.
    ("two SCOs", &["L020"], |p| {
        p.manifest("</item>", SECOND_ITEM);
        let second = "</resource><resource identifier=\"r2\" type=\"webcontent\" adlcp:scormType=\"sco\" href=\"index.html\"><file href=\"index.html\"/></resource>";
        p.manifest("</resource>", second);
    }),
    ("a random order", &["L021"], |p| {
        p.manifest(
            "<imsss:deliveryControls",
            "<imsss:randomizationControls reorderChildren=\"true\"/><imsss:deliveryControls",
        )
    }),
    ("a button that stays", &["L022"], |p| p.manifest(">continue<", ">exitAll<")),
    ("no script", &["L001"], |p| p.entries[0] = Entry::stored("app.js", b"var a = 1;")),
    ("the API of 1.2", &["L023"], |p| {
        p.entries[0] = Entry::stored("app.js", b"w.API.LMSInitialize(''); w.API.LMSFinish('')")
    }),
    ("an exit that forgets", &["L024"], |p| p.append("app.js", "api.SetValue('cmi.exit', 'normal')")),
    ("no exit", &["L025"], |p| replace(p, "cmi.exit", "cmi.location")),
    ("no completion", &["L026"], |p| replace(p, "cmi.completion_status", "cmi.location")),
    ("a status that is none", &["L013"], |p| p.append("app.js", "api.SetValue('cmi.completion_status', 'passed')")),
    ("a scaled score alone", &["L027"], |p| p.append("app.js", "api.SetValue('cmi.score.scaled', x)")),
    ("a request that is none", &["L037"], |p| p.append("app.js", "api.SetValue('adl.nav.request', 'close')")),
    ("a status in the other case", &["L013"], |p| p.append("app.js", "api.SetValue('cmi.success_status', 'Passed')")),
    ("hours, minutes, seconds", &["L036"], |p| p.append("app.js", "api.SetValue('cmi.session_time', '00:02:00')")),
    ("milliseconds", &["L036"], |p| p.append("app.js", "api.SetValue('cmi.session_time', 'PT1.005S')")),
    ("a good interval", &[], |p| p.append("app.js", "api.SetValue('cmi.session_time', 'P1DT2M1.5S')")),
    ("a scaled score in hundredths", &["L037", "L027"], |p| {
        p.append("app.js", "api.SetValue('cmi.score.scaled', '85')")
    }),
    ("an element of neither edition", &["L033"], |p| p.append("app.js", "api.SetValue('cmi.score.percent', x)")),
    ("setting what is read only", &["L034"], |p| p.append("app.js", "api.SetValue('cmi.total_time', x)")),
    ("reading what is write only", &["L035"], |p| p.append("app.js", "api.GetValue('cmi.session_time')")),
    ("reading what SCORM 1.2 does not let read", &[], |p| p.append("app.js", "api.GetValue('cmi.interactions.0.id')")),
    ("asking for a target", &[], |p| p.append("app.js", "api.GetValue('adl.nav.request_valid.choice.{target=i1}')")),
    ("an exit from everything", &["L028"], |p| p.append("app.js", "api.SetValue('adl.nav.request', 'exitAll')")),
    ("a jump", &["L028"], |p| p.append("app.js", "api.SetValue('adl.nav.request', '{target=i2}choice')")),
    ("names of 1.2", &["L029"], |p| p.append("app.js", "api.SetValue('cmi.core.score.raw', x)")),
    ("a response of 1.2", &["L029"], |p| p.append("app.js", "api.SetValue('cmi.interactions.0.student_response', x)")),
    ("a score without success", &["L030"], |p| p.append("app.js", "api.SetValue('cmi.score.raw', x)")),
    ("no end", &["L015"], |p| replace(p, "Terminate", "Commit")),
];

/// Replaces a word of the script everywhere.
fn replace(pack: &mut Pack, from: &str, to: &str) {
    let text = String::from_utf8(pack.entries[0].packed.clone()).expect("text").replace(from, to);
    pack.entries[0] = Entry::stored("app.js", text.as_bytes());
}
