//! Moodle XML. Source: `qformat_xml` and `qtype_ordering::import_from_xml` in Moodle 4.5 and 5.0.

use super::bank::{Bank, Category, Entry, Kind};
use crate::package::manifest::{Xml, document};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::{BytesCData, BytesText, Event};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

type Media = BTreeMap<String, Arc<[u8]>>;

/// The file.
pub fn write(bank: &Bank<'_>) -> Vec<u8> {
    document(|xml| {
        element(xml, "quiz", &[], |xml| {
            bank.categories.iter().filter(|category| !category.entries.is_empty()).try_for_each(|category| {
                head(xml, category)?;
                category.entries.iter().try_for_each(|entry| question(xml, entry, bank.media))
            })
        })
    })
}

/// What stands in front of the questions of a category.
fn head(xml: &mut Xml, category: &Category) -> io::Result<()> {
    element(xml, "question", &[("type", "category")], |xml| {
        element(xml, "category", &[], |xml| plain(xml, "text", &category.path))?;
        html(xml, "info", &[], &without_pictures(&category.info), &Media::new())?;
        plain(xml, "idnumber", &category.idnumber)
    })
}

fn question(xml: &mut Xml, entry: &Entry, media: &Media) -> io::Result<()> {
    let kind = match entry.kind {
        Kind::Story => "description",
        Kind::Choice { .. } => "multichoice",
        Kind::Pairs => "matching",
        Kind::Order => "ordering",
    };
    element(xml, "question", &[("type", kind)], |xml| {
        element(xml, "name", &[], |xml| plain(xml, "text", &entry.name))?;
        html(xml, "questiontext", &[], &entry.said.text, media)?;
        html(xml, "generalfeedback", &[], &entry.said.feedback, media)?;
        let (grade, penalty) = if kind == "description" { ("0", "0") } else { ("1", "0.3333333") };
        let fields = [("defaultgrade", grade), ("penalty", penalty), ("hidden", "0"), ("idnumber", &entry.idnumber)];
        fields.iter().try_for_each(|(name, value)| plain(xml, name, value))?;
        answers(xml, entry, media)?;
        hints(xml, entry, media)?;
        element(xml, "tags", &[], |xml| {
            entry.tags.iter().try_for_each(|tag| element(xml, "tag", &[], |xml| plain(xml, "text", tag)))
        })
    })
}

fn answers(xml: &mut Xml, entry: &Entry, media: &Media) -> io::Result<()> {
    let parts = &entry.said.parts;
    match &entry.kind {
        Kind::Story => Ok(()),
        Kind::Choice { single, shares } => {
            plain(xml, "single", if *single { "true" } else { "false" })?;
            plain(xml, "shuffleanswers", "true")?;
            plain(xml, "answernumbering", "none")?;
            if !single {
                element(xml, "shownumcorrect", &[], |_| Ok(()))?;
            }
            parts.iter().zip(shares).try_for_each(|([text, feedback], share)| {
                element(xml, "answer", &[("fraction", share), ("format", "html")], |xml| {
                    inner(xml, text, media)?;
                    html(xml, "feedback", &[], feedback, media)
                })
            })
        }
        Kind::Pairs => {
            plain(xml, "shuffleanswers", "true")?;
            element(xml, "shownumcorrect", &[], |_| Ok(()))?;
            parts.iter().try_for_each(|[text, with]| {
                element(xml, "subquestion", &[("format", "html")], |xml| {
                    inner(xml, text, media)?;
                    element(xml, "answer", &[], |xml| plain(xml, "text", with))
                })
            })
        }
        Kind::Order => {
            let count = parts.len().to_string();
            let fields = [
                ("layouttype", "VERTICAL"),
                ("selecttype", "ALL"),
                ("selectcount", &count),
                ("gradingtype", "ABSOLUTE_POSITION"),
                ("showgrading", "SHOW"),
                ("numberingstyle", "none"),
            ];
            fields.iter().try_for_each(|(name, value)| plain(xml, name, value))?;
            parts.iter().zip(1..).try_for_each(|([text, _], place)| {
                let place = place.to_string();
                html(xml, "answer", &[("fraction", &place)], text, media)
            })
        }
    }
}

/// An ordering question with fewer than two hints stops the whole import with an error of the database; they may be empty.
fn hints(xml: &mut Xml, entry: &Entry, media: &Media) -> io::Result<()> {
    let least = if matches!(entry.kind, Kind::Order) { 2 } else { 0 };
    let own = (!entry.said.hint.is_empty()).then_some(entry.said.hint.as_str());
    let all = own.into_iter().chain(std::iter::repeat_n("", least - usize::from(least > 0 && own.is_some())));
    all.into_iter().try_for_each(|hint| html(xml, "hint", &[], hint, media))
}

type Attributes<'a> = &'a [(&'a str, &'a str)];

fn element(
    xml: &mut Xml,
    name: &str,
    attributes: Attributes<'_>,
    write: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_inner_content(write)?;
    Ok(())
}

fn plain(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

/// An element of formatted text, with the pictures that it shows.
fn html(xml: &mut Xml, name: &str, attributes: Attributes<'_>, text: &str, media: &Media) -> io::Result<()> {
    let attributes: Vec<_> = attributes.iter().copied().chain([("format", "html")]).collect();
    element(xml, name, &attributes, |xml| inner(xml, text, media))
}

/// No text can end the section, because `render` writes `>` of texts as an entity.
fn inner(xml: &mut Xml, text: &str, media: &Media) -> io::Result<()> {
    let shown: Vec<_> = media.iter().filter(|(path, _)| text.contains(&source(path))).collect();
    let text = shown.iter().fold(text.to_owned(), |text, (path, _)| {
        text.replace(&source(path), &format!("src=\"@@PLUGINFILE@@/{path}\""))
    });
    if text.is_empty() {
        plain(xml, "text", "")?;
    } else {
        element(xml, "text", &[], |xml| xml.write_event(Event::CData(BytesCData::new(text))))?;
    }
    shown.into_iter().try_for_each(|(path, content)| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        let file = xml.create_element("file");
        let file = file.with_attributes([("name", name), ("path", &folder), ("encoding", "base64")]);
        file.write_text_content(BytesText::new(&STANDARD.encode(content)))?;
        Ok(())
    })
}

fn source(path: &str) -> String {
    format!("src=\"{path}\"")
}

/// The text with the descriptions of pictures in their place: where a form holds no files.
pub fn without_pictures(html: &str) -> String {
    let mut parts = html.split("<img ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (image, rest) = part.split_once('>').unwrap_or((part, ""));
        out.push_str(image.split_once("alt=\"").and_then(|(_, alt)| alt.split('"').next()).unwrap_or_default());
        out.push_str(rest);
    }
    out
}
