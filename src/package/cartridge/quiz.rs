//! A quiz of multiple choice and multiple response. Source: the profile of QTI 1.2.1 in `ccv1p1_qtiasiv1p2p1_v1p0.xsd`; and
//! `backup/cc` of Moodle 4.5, which keeps feedback only in this form, and right answers only where `case` says so.

use super::course::{Choice, Entry, Question};
use super::xml::{element, empty, text};
use crate::package::fragment::without_pictures;
use crate::package::manifest::{Xml, document};
use std::io;

/// What a quiz is, by the labels of the profile. A quiz is for practice and may be taken again.
const FIELDS: [(&str, &str); 5] = [
    ("cc_profile", "cc.exam.v0p1"),
    ("qmd_assessmenttype", "Examination"),
    ("qmd_scoretype", "Percentage"),
    ("qmd_feedbackpermitted", "Yes"),
    ("cc_maxattempts", "unlimited"),
];

/// The file of a quiz.
pub fn quiz(language: &str, entry: &Entry, questions: &[Question]) -> Vec<u8> {
    let namespace = [("xmlns", "http://www.imsglobal.org/xsd/ims_qtiasiv1p2")];
    document(|xml| {
        element(xml, "questestinterop", &namespace, |xml| {
            let about = [("ident", entry.id.as_str()), ("title", &entry.title), ("xml:lang", language)];
            element(xml, "assessment", &about, |xml| {
                fields(xml, &FIELDS)?;
                let section = format!("{}-section", entry.id);
                element(xml, "section", &[("ident", &section)], |xml| {
                    questions.iter().try_for_each(|question| item(xml, question))
                })
            })
        })
    })
}

fn fields(xml: &mut Xml, all: &[(&str, &str)]) -> io::Result<()> {
    element(xml, "qtimetadata", &[], |xml| {
        all.iter().try_for_each(|(label, entry)| {
            element(xml, "qtimetadatafield", &[], |xml| {
                text(xml, "fieldlabel", &[], label)?;
                text(xml, "fieldentry", &[], entry)
            })
        })
    })
}

fn item(xml: &mut Xml, question: &Question) -> io::Result<()> {
    let (profile, cardinality) = match question.item.is_multiple() {
        true => ("cc.multiple_response.v0p1", "Multiple"),
        false => ("cc.multiple_choice.v0p1", "Single"),
    };
    element(xml, "item", &[("ident", &question.id), ("title", &question.title)], |xml| {
        element(xml, "itemmetadata", &[], |xml| fields(xml, &[("cc_profile", profile)]))?;
        element(xml, "presentation", &[], |xml| {
            let item = &question.item;
            material(xml, &without_pictures(&format!("<p>{}</p>{}", item.question, item.intro)))?;
            let answers = [("ident", answers(question)), ("rcardinality", cardinality.to_owned())];
            let answers = answers.each_ref().map(|(name, value)| (*name, value.as_str()));
            element(xml, "response_lid", &answers, |xml| {
                element(xml, "render_choice", &[("shuffle", "Yes")], |xml| {
                    item.options.iter().try_for_each(|choice| {
                        element(xml, "response_label", &[("ident", &name(choice))], |xml| {
                            material(xml, &without_pictures(&choice.text))
                        })
                    })
                })
            })
        })?;
        judged(xml, question)?;
        feedbacks(question).try_for_each(|(id, html)| {
            element(xml, "itemfeedback", &[("ident", &id)], |xml| {
                element(xml, "flow_mat", &[], |xml| material(xml, &without_pictures(html)))
            })
        })
    })
}

fn material(xml: &mut Xml, html: &str) -> io::Result<()> {
    element(xml, "material", &[], |xml| text(xml, "mattext", &[("texttype", "text/html")], html))
}

/// What is answered to a question, and by which name an answer is known: its place in the deck, from 1.
fn answers(question: &Question) -> String {
    format!("{}-answer", question.id)
}

fn name(choice: &Choice) -> String {
    format!("c{}", choice.at + 1)
}

/// What is said, by its identifier: at the end to everybody, and to those who chose an answer.
fn feedbacks(question: &Question) -> impl Iterator<Item = (String, &str)> {
    let closing = (closing(question), question.closing.as_str());
    let own = question.item.options.iter().map(|choice| (feedback(question, choice), choice.feedback.as_str()));
    std::iter::once(closing).chain(own).filter(|(_, html)| !html.is_empty())
}

fn closing(question: &Question) -> String {
    format!("{}-closing", question.id)
}

fn feedback(question: &Question, choice: &Choice) -> String {
    format!("{}-{}", question.id, name(choice))
}

/// First what is said, then what is right: the last condition ends the processing.
fn judged(xml: &mut Xml, question: &Question) -> io::Result<()> {
    let answers = answers(question);
    element(xml, "resprocessing", &[], |xml| {
        element(xml, "outcomes", &[], |xml| {
            let score = [("varname", "SCORE"), ("vartype", "Decimal"), ("minvalue", "0"), ("maxvalue", "100")];
            empty(xml, "decvar", &score)
        })?;
        if !question.closing.is_empty() {
            said(xml, &closing(question), |xml| empty(xml, "other", &[]))?;
        }
        for choice in question.item.options.iter().filter(|choice| !choice.feedback.is_empty()) {
            let chosen = name(choice);
            said(xml, &feedback(question, choice), |xml| text(xml, "varequal", &[("respident", &answers)], &chosen))?;
        }
        element(xml, "respcondition", &[("continue", "No")], |xml| {
            element(xml, "conditionvar", &[], |xml| match question.item.is_multiple() {
                true => element(xml, "and", &[], |xml| right(xml, question)),
                false => right(xml, question),
            })?;
            text(xml, "setvar", &[("varname", "SCORE"), ("action", "Set")], "100")
        })
    })
}

fn said(xml: &mut Xml, id: &str, condition: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    element(xml, "respcondition", &[("continue", "Yes")], |xml| {
        element(xml, "conditionvar", &[], condition)?;
        empty(xml, "displayfeedback", &[("feedbacktype", "Response"), ("linkrefid", id)])
    })
}

/// All that is right, and where several answers are, none that is not.
fn right(xml: &mut Xml, question: &Question) -> io::Result<()> {
    let answers = answers(question);
    let own = [("respident", answers.as_str()), ("case", "Yes")];
    let (right, wrong): (Vec<_>, Vec<_>) = question.item.options.iter().partition(|choice| choice.right);
    right.iter().try_for_each(|choice| text(xml, "varequal", &own, &name(choice)))?;
    wrong
        .iter()
        .filter(|_| question.item.is_multiple())
        .try_for_each(|choice| element(xml, "not", &[], |xml| text(xml, "varequal", &own[..1], &name(choice))))
}
