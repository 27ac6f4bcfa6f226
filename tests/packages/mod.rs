//! Packages for tests, made byte by byte so that anything can be wrong with them.

#[allow(dead_code)]
pub mod backup;
#[allow(dead_code)]
pub mod book;
#[allow(dead_code)]
pub mod cartridge;
#[allow(dead_code)]
pub mod kinds;
#[allow(dead_code)]
pub mod questions;

use flate2::Crc;

/// One file as it will stand in the archive, with every number free to lie.
#[derive(Clone)]
pub struct Entry {
    pub name: Vec<u8>,
    pub packed: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub mode: u32,
    pub size: u32,
    pub crc: u32,
    pub extra: Vec<u8>,
    /// What follows its bytes.
    pub behind: Vec<u8>,
    /// Put the directory's record at the place of this earlier entry.
    pub shares: Option<usize>,
}

impl Entry {
    /// A stored file that tells the truth.
    pub fn stored(name: &str, content: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(content);
        Self {
            name: name.as_bytes().to_vec(),
            packed: content.to_vec(),
            method: 0,
            flags: if name.is_ascii() { 0 } else { 0x800 },
            mode: 0o100_644,
            size: content.len() as u32,
            crc: crc.sum(),
            extra: Vec::new(),
            behind: Vec::new(),
            shares: None,
        }
    }
}

/// A field with a second name, as Info-ZIP writes it.
pub fn second_name(name: &[u8], other: &str) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(name);
    let length = (5 + other.len() as u16).to_le_bytes();
    [&0x7075u16.to_le_bytes()[..], &length, &[1], &crc.sum().to_le_bytes(), other.as_bytes()].concat()
}

/// The same archive behind other bytes, with every number right.
pub fn behind(prefix: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut all = [prefix, bytes].concat();
    let end = all.len() - 22;
    let add = |all: &mut Vec<u8>, at: usize| {
        let number = u32::from_le_bytes(all[at..at + 4].try_into().expect("four bytes")) + prefix.len() as u32;
        all[at..at + 4].copy_from_slice(&number.to_le_bytes());
        number as usize
    };
    let mut at = add(&mut all, end + 16);
    while at < end {
        add(&mut all, at + 42);
        let length = |n: usize| u16::from_le_bytes([all[at + n], all[at + n + 1]]) as usize;
        at += 46 + length(28) + length(30) + length(32);
    }
    all
}

/// The archive of these entries.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut directory, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let start = match entry.shares {
            Some(other) => starts[other],
            None => out.len() as u32,
        };
        starts.push(start);
        let sizes = [entry.crc, entry.packed.len() as u32, entry.size];
        let common = |to: &mut Vec<u8>| {
            for number in [20, entry.flags, entry.method, 0, 0x21] {
                to.extend(number.to_le_bytes());
            }
            sizes.iter().for_each(|n| to.extend(n.to_le_bytes()));
            to.extend((entry.name.len() as u16).to_le_bytes());
            to.extend((entry.extra.len() as u16).to_le_bytes());
        };
        if entry.shares.is_none() {
            out.extend(b"PK\x03\x04");
            common(&mut out);
            out.extend(&entry.name);
            out.extend(&entry.extra);
            out.extend(&entry.packed);
            out.extend(&entry.behind);
        }
        directory.extend(b"PK\x01\x02");
        directory.extend(0x0314u16.to_le_bytes());
        common(&mut directory);
        directory.extend([0; 6]);
        directory.extend((entry.mode << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(&entry.name);
        directory.extend(&entry.extra);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A package that is made good and then spoilt.
#[derive(Clone)]
pub struct Pack {
    pub manifest: Vec<u8>,
    /// Under which name it stands; empty for not at all.
    pub manifest_name: &'static str,
    pub entries: Vec<Entry>,
    pub after: fn(&mut Vec<u8>),
}

impl Pack {
    /// A small module in which nothing is wrong.
    pub fn good() -> Self {
        let files = [("app.js", SCRIPT), ("index.html", PAGE), ("style.css", STYLE)];
        let entries = files.iter().map(|(name, text)| Entry::stored(name, text.as_bytes())).collect();
        Self { manifest: MANIFEST.as_bytes().to_vec(), manifest_name: "imsmanifest.xml", entries, after: |_| {} }
    }

    /// Replaces a part of the manifest, which must be there.
    pub fn manifest(&mut self, from: &str, to: &str) {
        let text = String::from_utf8(self.manifest.clone()).expect("the manifest is text");
        assert!(text.contains(from), "{from}");
        self.manifest = text.replacen(from, to, 1).into_bytes();
    }

    /// Adds a file and lists it in the manifest.
    pub fn listed(&mut self, name: &str, content: &[u8]) {
        let href = name.replace('\\', "/").replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let href = href.replace('?', "%3F").replace(' ', "%20");
        self.manifest("<file href=\"style.css\"/>", &format!("<file href=\"style.css\"/><file href=\"{href}\"/>"));
        self.entries.push(Entry::stored(name, content));
    }

    /// Adds a file that the manifest does not list.
    pub fn unlisted(&mut self, name: &str, content: &[u8]) {
        self.entries.push(Entry::stored(name, content));
    }

    /// Adds text to a file.
    pub fn append(&mut self, name: &str, text: &str) {
        let entry = self.entries.iter_mut().find(|e| e.name == name.as_bytes()).expect("it is there");
        let content = [entry.packed.as_slice(), text.as_bytes()].concat();
        *entry = Entry::stored(name, &content);
    }

    /// The bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut entries = self.entries.clone();
        if !self.manifest_name.is_empty() {
            entries.insert(0, Entry::stored(self.manifest_name, &self.manifest));
        }
        let mut bytes = archive(&entries);
        (self.after)(&mut bytes);
        bytes
    }
}

pub const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m1" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
    <lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1">
      <general>
        <title><langstring xml:lang="fr">L'été à l'école</langstring></title>
        <catalogentry><catalog>x</catalog><entry><langstring>m1</langstring></entry></catalogentry>
        <description><langstring xml:lang="fr">Un module</langstring></description>
        <keyword><langstring xml:lang="fr">module</langstring></keyword>
      </general>
      <lifecycle>
        <version><langstring>1.0</langstring></version>
        <status><source><langstring>LOMv1.0</langstring></source><value><langstring>Final</langstring></value></status>
      </lifecycle>
      <metametadata><metadatascheme>ADL SCORM 1.2</metadatascheme></metametadata>
      <technical><format>text/html</format><location>index.html</location></technical>
      <rights>
        <cost><source><langstring>LOMv1.0</langstring></source><value><langstring>no</langstring></value></cost>
        <copyrightandotherrestrictions><source><langstring>LOMv1.0</langstring></source><value><langstring>yes</langstring></value></copyrightandotherrestrictions>
      </rights>
      <classification>
        <purpose><source><langstring>LOMv1.0</langstring></source><value><langstring>Educational Objective</langstring></value></purpose>
        <description><langstring xml:lang="fr">Discuter</langstring></description>
        <keyword><langstring xml:lang="fr">module</langstring></keyword>
      </classification>
    </lom>
  </metadata>
  <organizations default="o1">
    <organization identifier="o1">
      <title>L'été &amp; l'école</title>
      <item identifier="i1" identifierref="r1" isvisible="true"><title>Module</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/><file href="app.js"/><file href="style.css"/>
    </resource>
  </resources>
</manifest>
"#;

pub const PAGE: &str = r#"<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Module</title><link rel="stylesheet" href="style.css">
<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/"></head>
<body style="background: url(data:image/png;base64,AAAA)"><h1>L’été</h1>
<p><a href="https://www.cnil.fr/">CNIL</a></p><svg xmlns="http://www.w3.org/2000/svg"></svg>
<form action=""><textarea name="note"></textarea></form><script src="app.js" defer></script></body></html>
"#;

pub const SCRIPT: &str = r#"// Finds the API; see https://adlnet.gov/ and never uses cmi.location or "unload".
(function () {
  'use strict';
  var api = null, frame = window;
  while (!api && frame.parent && frame.parent !== frame) { frame = frame.parent; api = frame.API; }
  if (!api) { return; }
  var svg = 'http://www.w3.org/2000/svg';
  api.LMSInitialize('');
  api.LMSSetValue('cmi.core.lesson_status', 'incomplete');
  api.LMSSetValue('cmi.core.exit', 'suspend');
  if (api.LMSGetValue('cmi.core.lesson_status') === 'not attempted') { api.LMSCommit(''); }
  addEventListener('pagehide', function () { api.LMSFinish(''); });
}());
"#;

pub const STYLE: &str = "@import 'other.css';\nbody { background: url(\"a.png\") } /* url(https://www.evil.net/) */\n";
