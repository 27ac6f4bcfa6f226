//! What an official schema refuses, `verify` must call an error: a table of rich manifests, each changed in every place and way
//! that a machine can think of, held against `xmllint` and the schema of its standard.

use crate::packages::{MANIFEST, Pack, kinds};
use cartable::diagnostic::Severity;
use cartable::verify::verify;
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;

/// A kind: its schema below the folder of schemas, a manifest with as much of the standard in it as possible, and the pack
/// that it goes into.
type Kind = (&'static str, fn() -> String, fn() -> Pack);

const TABLE: [Kind; 4] = [
    ("scorm12/_all.xsd", scorm12, Pack::good),
    ("scorm2004-4th/_all.xsd", scorm2004, Pack::scorm2004),
    ("cmi5/CourseStructure.xsd", || kinds::CMI5.to_owned(), Pack::cmi5),
    ("tincan/tincan.xsd", || kinds::TINCAN.to_owned(), Pack::tincan),
];

/// What every value becomes once.
const VALUES: [&str; 8] = ["", " ", "-1", "2", "1e0", "%%%", "a b", "É:é"];

fn scorm12() -> String {
    let added = "<adlcp:prerequisites type=\"aicc_script\">i1</adlcp:prerequisites>\
        <adlcp:maxtimeallowed>0001:00:00</adlcp:maxtimeallowed><adlcp:timelimitaction>exit,message</adlcp:timelimitaction>\
        <adlcp:datafromlms>x</adlcp:datafromlms><adlcp:masteryscore>50</adlcp:masteryscore></item>";
    let educational = "<educational><typicallearningtime><datetime>PT1H</datetime></typicallearningtime></educational>\n      <rights>";
    let file = "<file href=\"index.html\"><metadata><schema>x</schema></metadata></file>";
    let text = MANIFEST.replacen("</item>", added, 1).replacen("<rights>", educational, 1);
    let text = text.replacen("<technical><format>", "<technical><format>text/html</format><size>12</size><location type=\"URI\">a</location><requirement><type><source><langstring>LOMv1.0</langstring></source><value><langstring>Browser</langstring></value></type></requirement></technical><!--<format>", 1);
    let text = text.replacen("</technical>\n", "</technical>-->\n", 1);
    text.replacen("<file href=\"index.html\"/>", file, 1).replacen("</resource>", "<dependency identifierref=\"r2\"/></resource><resource identifier=\"r2\" type=\"webcontent\" adlcp:scormtype=\"asset\" xml:base=\"a/\"/>", 1)
}

pub fn scorm2004() -> String {
    let sequencing = r#"<imsss:sequencing IDRef="s1"><imsss:controlMode choice="true" choiceExit="true" flow="false" forwardOnly="false" useCurrentAttemptObjectiveInfo="true" useCurrentAttemptProgressInfo="true"/>
<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition referencedObjective="main" measureThreshold="0.5" operator="not" condition="objectiveMeasureGreaterThan"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>
<imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="exit"/></imsss:exitConditionRule>
<imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="retry"/></imsss:postConditionRule></imsss:sequencingRules>
<imsss:limitConditions attemptLimit="1" attemptAbsoluteDurationLimit="PT1H" beginTimeLimit="2026-11-22T17:30:00Z"/>
<imsss:auxiliaryResources><imsss:auxiliaryResource auxiliaryResourceID="a" purpose="b"/></imsss:auxiliaryResources>
<imsss:rollupRules rollupObjectiveSatisfied="true" rollupProgressCompletion="true" objectiveMeasureWeight="0.5"><imsss:rollupRule childActivitySet="atLeastCount" minimumCount="1" minimumPercent="0.5"><imsss:rollupConditions conditionCombination="any"><imsss:rollupCondition operator="not" condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules>
<imsss:objectives><imsss:primaryObjective objectiveID="main" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.5</imsss:minNormalizedMeasure><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="true" readNormalizedMeasure="true" writeSatisfiedStatus="true" writeNormalizedMeasure="false"/></imsss:primaryObjective><imsss:objective objectiveID="second"/></imsss:objectives>
<imsss:randomizationControls randomizationTiming="never" selectCount="1" reorderChildren="false" selectionTiming="once"/>
<imsss:deliveryControls tracked="true" completionSetByContent="true" objectiveSetByContent="true"/>
<adlseq:constrainedChoiceConsiderations preventActivation="false" constrainChoice="false"/>
<adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" requiredForNotSatisfied="always" requiredForCompleted="ifNotSkipped" requiredForIncomplete="ifNotSuspended" measureSatisfactionIfActive="true"/>
<adlseq:objectives><adlseq:objective objectiveID="main"><adlseq:mapInfo targetObjectiveID="g" readRawScore="true" readMinScore="true" readMaxScore="false" readCompletionStatus="true" readProgressMeasure="true" writeRawScore="false" writeMinScore="false" writeMaxScore="false" writeCompletionStatus="true" writeProgressMeasure="false"/></adlseq:objective></adlseq:objectives></imsss:sequencing>"#;
    let data = "<adlcp:data><adlcp:map targetID=\"d\" readSharedData=\"true\" writeSharedData=\"false\"/></adlcp:data>";
    let lom = r#"<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><identifier><catalog>URI</catalog><entry>x</entry></identifier><title><string language="fr">L'été</string></title><language>fr</language><description><string>d</string></description><structure><source>LOMv1.0</source><value>atomic</value></structure><aggregationLevel><source>LOMv1.0</source><value>2</value></aggregationLevel></general>
<lifeCycle><version><string>1</string></version><status><source>LOMv1.0</source><value>final</value></status><contribute><role><source>LOMv1.0</source><value>author</value></role><entity>BEGIN:VCARD</entity><date><dateTime>2026-11-22</dateTime></date></contribute></lifeCycle>
<metaMetadata><metadataSchema>LOMv1.0</metadataSchema><language>en</language></metaMetadata>
<technical><format>text/html</format><size>12</size><duration><duration>PT1H</duration></duration></technical>
<educational><context><source>LOMv1.0</source><value>training</value></context><typicalLearningTime><duration>PT1H</duration></typicalLearningTime></educational>
<rights><cost><source>LOMv1.0</source><value>no</value></cost></rights><classification><purpose><source>LOMv1.0</source><value>discipline</value></purpose><taxonPath><source><string>x</string></source><taxon><id>1</id><entry><string>y</string></entry></taxon></taxonPath></classification></lom></metadata>"#;
    let text = kinds::SCORM_2004.to_owned();
    let from = text.find("<imsss:sequencing>").expect("there");
    let to = from + text[from..].find("</imsss:sequencing>").expect("there") + "</imsss:sequencing>".len();
    let text = format!("{}{data}{sequencing}{}", &text[..from], &text[to..]);
    let collection =
        "<imsss:sequencingCollection><imsss:sequencing ID=\"s1\"/></imsss:sequencingCollection></manifest>";
    text.replacen("</metadata>", lom, 1).replacen("</manifest>", collection, 1).replacen("<organization ", "<organization structure=\"hierarchical\" adlcp:sharedDataGlobalToSystem=\"false\" ", 1).replacen("</resource>", "<dependency identifierref=\"r2\"/></resource><resource identifier=\"r2\" type=\"webcontent\" adlcp:scormType=\"asset\" xml:base=\"a/\"><file href=\"b\"><metadata/></file></resource>", 1)
}

pub fn splice(text: &str, range: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
}

/// Every change of every place: what was done, and the manifest after it.
fn mutants(text: &str) -> Vec<(String, String)> {
    let tree = Document::parse(text).expect("a good manifest");
    let mut all = Vec::new();
    for node in tree.descendants().filter(Node::is_element) {
        let (range, name) = (node.range(), node.tag_name().name());
        let whole = &text[range.clone()];
        let tag = range.start + whole.find('>').expect("a tag");
        let mut add = |what: &str, text: String| all.push((format!("{what} {name} at {}", range.start), text));
        for attribute in node.attributes() {
            let what = attribute.name();
            add(&format!("drop {what} of"), splice(text, attribute.range(), ""));
            add(&format!("rename {what} of"), splice(text, attribute.range_qname(), &format!("{what}x")));
            for value in VALUES {
                add(&format!("{what}={value:?} of"), splice(text, attribute.range_value(), value));
            }
        }
        add(
            "an attribute more for",
            splice(
                text,
                tag - usize::from(text.as_bytes()[tag - 1] == b'/')
                    ..tag - usize::from(text.as_bytes()[tag - 1] == b'/'),
                " extra=\"1\"",
            ),
        );
        if node.parent_element().is_none() {
            continue;
        }
        add("drop", splice(text, range.clone(), ""));
        add("duplicate", splice(text, range.end..range.end, whole));
        let literal = whole[1..].split([' ', '>', '/', '\n']).next().expect("a name");
        let renamed = whole.replacen(literal, &format!("{literal}x"), 1);
        let renamed = match renamed.rfind(&format!("</{literal}>")) {
            Some(at) if !whole.ends_with("/>") => {
                splice(&renamed, at..at + literal.len() + 3, &format!("</{literal}x>"))
            }
            _ => renamed,
        };
        add("rename", splice(text, range.clone(), &renamed));
        if let Some(next) = node.next_sibling_element() {
            let between = &text[range.end..next.range().start];
            let swapped = format!("{}{between}{whole}", &text[next.range()]);
            add("swap", splice(text, range.start..next.range().end, &swapped));
        }
        let parent = node.parent_element().expect("one");
        let first = parent.first_element_child().expect("one").range().start;
        add("to the front", splice(&splice(text, range.clone(), ""), first..first, whole));
        if let (Some(inside), Some(last)) = (node.first_child(), node.last_child()) {
            let content = inside.range().start..last.range().end;
            add("empty", splice(text, content.clone(), ""));
            for value in VALUES {
                add(&format!("{value:?} in"), splice(text, content.clone(), value));
            }
            add("a text before", splice(text, content.start..content.start, "text"));
            add("a child of itself in", splice(text, content.start..content.start, whole));
        } else if whole.ends_with("/>") {
            add("a text in", splice(text, range.end - 2..range.end, &format!(">text</{literal}>")));
        }
    }
    all
}

/// Where the official schemas are; none where they are not, and it says so.
fn schemas() -> Option<PathBuf> {
    let path = std::env::var_os("SCHEMAS").map_or_else(|| PathBuf::from("../shared/schemas"), PathBuf::from);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "no schemas at {} (set SCHEMAS to the folder)", path.display());
    eprintln!("skipped: no schemas at {} (set SCHEMAS to the folder)", path.display());
    None
}

/// The files that the schema refuses, by their numbers.
fn refused(schema: &std::path::Path, all: &[&str]) -> BTreeSet<usize> {
    let folder = std::env::temp_dir().join(format!("cartable-schemas-{}-{:p}", std::process::id(), all));
    std::fs::create_dir_all(&folder).expect("a folder");
    let names: Vec<String> = (0..all.len()).map(|n| format!("{n}.xml")).collect();
    for (name, text) in names.iter().zip(all) {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let schema = schema.canonicalize().expect("the schema");
    let mut refused = BTreeSet::new();
    for names in names.chunks(500) {
        let run = Command::new("xmllint")
            .current_dir(&folder)
            .args(["--nonet", "--noout", "--schema"])
            .arg(&schema)
            .args(names)
            .output();
        let run = run.expect("xmllint is missing: apt install libxml2-utils");
        let told = String::from_utf8_lossy(&run.stderr);
        for name in names {
            let number = name.trim_end_matches(".xml").parse().expect("a number");
            if !told.lines().any(|line| line.strip_prefix(name.as_str()) == Some(" validates")) {
                refused.insert(number);
            }
        }
    }
    std::fs::remove_dir_all(&folder).expect("it was there");
    refused
}

#[test]
fn what_an_official_schema_refuses_is_an_error() {
    let Some(schemas) = schemas() else { return };
    let mut wrong = Vec::new();
    for (schema, rich, pack) in TABLE {
        let rich = rich();
        let mutants = mutants(&rich);
        let texts: Vec<&str> =
            std::iter::once(rich.as_str()).chain(mutants.iter().map(|(_, text)| text.as_str())).collect();
        let refused = refused(&schemas.join(schema), &texts);
        assert!(!refused.contains(&0), "{schema} refuses the manifest that is changed");
        // A manifest with everything in it has what Moodle cannot import, and that must not hide the rest.
        let errors = |text: &str| -> BTreeSet<&'static str> {
            let bytes = Pack { manifest: text.as_bytes().to_vec(), ..pack() }.bytes();
            let findings = verify("bad.zip", &bytes);
            let errors = findings.sorted().into_iter().filter(|f| f.rule.severity == Severity::Error);
            errors.map(|f| f.rule.code).filter(|code| *code != "L019").collect()
        };
        let before = errors(&rich);
        let schema_errors = ["M033", "M034", "M035", "M043", "M044", "M045", "M064", "M065"];
        assert!(schema_errors.iter().all(|code| !before.contains(code)), "{schema}: {before:?}");
        let passed = (1..texts.len()).filter(|n| refused.contains(n) && errors(texts[*n]).is_subset(&before));
        let passed: Vec<usize> = passed.collect();
        eprintln!("{schema}: {} changes, {} refused, {} of them missed", mutants.len(), refused.len(), passed.len());
        wrong.extend(passed.into_iter().map(|n| format!("{schema}: {}", mutants[n - 1].0)));
    }
    assert!(wrong.is_empty(), "{} passed:\n{}", wrong.len(), wrong.join("\n"));
}
