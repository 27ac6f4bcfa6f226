//! Good packages of every kind but SCORM 1.2, to be spoilt.

use super::{Entry, PAGE, Pack, SCRIPT, STYLE};

impl Pack {
    /// A small module of SCORM 2004.
    pub fn scorm2004() -> Self {
        let script = SCRIPT
            .replace("frame.API;", "frame.API_1484_11;")
            .replace("LMSInitialize", "Initialize")
            .replace("LMSFinish", "Terminate")
            .replace("LMSSetValue", "SetValue")
            .replace("LMSGetValue", "GetValue")
            .replace("LMSCommit", "Commit")
            .replace("cmi.core.lesson_status", "cmi.completion_status")
            .replace("cmi.core.exit", "cmi.exit")
            .replace("cmi.location", "cmi.core.lesson_location");
        Self::of("imsmanifest.xml", SCORM_2004, &script)
    }

    /// A course of one unit.
    pub fn cmi5() -> Self {
        let script = "var q = new URLSearchParams(location.search);
var endpoint = q.get('endpoint'), documents = ['LMS.LaunchData', 'cmi5LearnerPreferences'];
fetch(q.get('fetch'), { method: 'POST' });
send('initialized'); addEventListener('pagehide', function () { send('terminated'); });";
        Self::of("cmi5.xml", CMI5, script)
    }

    /// An activity with a `tincan.xml`.
    pub fn tincan() -> Self {
        let script = "var q = new URLSearchParams(location.search); send(q.get('endpoint'), q.get('actor'));";
        Self::of("tincan.xml", TINCAN, script)
    }

    /// A site.
    pub fn site() -> Self {
        Self::of("", "", "document.title += '!';")
    }

    fn of(manifest_name: &'static str, manifest: &str, script: &str) -> Self {
        let files = [("app.js", script), ("index.html", PAGE), ("style.css", STYLE)];
        let entries = files.iter().map(|(name, text)| Entry::stored(name, text.as_bytes())).collect();
        Self { manifest: manifest.as_bytes().to_vec(), manifest_name, entries, after: |_| {} }
    }
}

pub const SCORM_2004: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m1" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o1">
    <organization identifier="o1" adlseq:objectivesGlobalToSystem="false">
      <title>L'été</title>
      <item identifier="i1" identifierref="r1" parameters="?lang=fr">
        <title>Module</title>
        <adlcp:timeLimitAction>continue,no message</adlcp:timeLimitAction>
        <adlcp:dataFromLMS>x</adlcp:dataFromLMS>
        <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="1.0"/>
        <imsss:sequencing>
          <imsss:objectives><imsss:primaryObjective objectiveID="main"/></imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
        <adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>
      </item>
      <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="index.html">
      <file href="index.html"/><file href="app.js"/><file href="style.css"/>
    </resource>
  </resources>
</manifest>
"#;

pub const CMI5: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://deck.example/course">
    <title><langstring lang="fr">L'été</langstring><langstring lang="en">Summer</langstring></title>
    <description><langstring lang="fr">Un cours</langstring></description>
  </course>
  <objectives>
    <objective id="https://deck.example/objective">
      <title><langstring lang="fr">Discuter</langstring></title>
      <description><langstring lang="fr">Savoir discuter</langstring></description>
    </objective>
  </objectives>
  <block id="https://deck.example/block">
    <title><langstring lang="fr">Bloc</langstring></title>
    <description><langstring lang="fr">Un bloc</langstring></description>
    <au id="https://deck.example/au" moveOn="CompletedOrPassed" masteryScore="0.8" launchMethod="AnyWindow" activityType="http://adlnet.gov/expapi/activities/module">
      <title><langstring lang="fr">Module</langstring></title>
      <description><langstring lang="fr">Un module</langstring></description>
      <objectives><objective idref="https://deck.example/objective"/></objectives>
      <url>index.html?lang=fr</url>
      <launchParameters>x</launchParameters>
      <entitlementKey>y</entitlementKey>
    </au>
  </block>
</courseStructure>
"#;

pub const TINCAN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd">
  <activities>
    <activity id="https://deck.example/module" type="http://adlnet.gov/expapi/activities/module">
      <name lang="fr">L'été</name>
      <name lang="en">Summer</name>
      <description lang="fr">Un module</description>
      <launch lang="fr">index.html?lang=fr</launch>
      <launch lang="en">index.html</launch>
      <extensions><extension key="https://deck.example/x">y</extension></extensions>
    </activity>
    <activity id="https://deck.example/question" type="http://adlnet.gov/expapi/activities/cmi.interaction">
      <name>Question</name>
      <description>Une question</description>
      <interactionType>choice</interactionType>
      <correctResponsePatterns><correctResponsePattern>a</correctResponsePattern></correctResponsePatterns>
      <choices><component><id>a</id><description lang="fr">A</description></component></choices>
    </activity>
    <provider><name>Nous</name><id>us</id><info>https://deck.example/</info></provider>
  </activities>
</tincan>
"#;
