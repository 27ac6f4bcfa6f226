//! Who made the guide, within which project, and who paid: what every redistribution carries.

use super::line::{Line, Mark};
use super::outline::Outline;
use super::rules;
use crate::diagnostic::Findings;

/// The guide's imprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its full title.
    pub title: String,
    /// When it came out.
    pub date: String,
    /// The co-funding mention of the cover.
    pub co_funding: String,
    /// The number of the grant.
    pub project: String,
    /// The programme, the kind of action, the call and the session.
    pub programme: String,
    /// The partners, in their order.
    pub partners: Vec<Partner>,
    /// What must be said about the funding.
    pub statement: String,
    /// Why the guide is written in the feminine.
    pub feminine: String,
    /// Where the cards come from.
    pub origin: String,
}

/// A partner of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// What it did in the project.
    pub roles: Vec<String>,
}

/// How many paragraphs the cover has.
const COVER: usize = 5;

impl Identity {
    /// Reads the parts of the imprint.
    pub fn read(outline: &Outline<'_>, findings: &mut Findings) -> Self {
        let mut cover: Vec<_> = outline.cover.iter().map(|line| line.text.clone()).collect();
        if cover.len() < COVER
            && let Some(part) = outline.part("Projet numéro : ")
        {
            findings.add(&rules::EMPTY_PART, &part.place).with("part", "DLiS");
        }
        cover.resize(cover.len().max(COVER), String::new());
        let rest = |name: &str| outline.rest(name);
        let action = rest("Type d'action : ");
        let programme = format!(
            "{}, {action}, appel {}, {}",
            rest("Programme : "),
            rest("Appel : "),
            rest("Session : ").to_lowercase()
        );
        let origin = outline.part("Questions à mettre en débat :").and_then(|part| part.lines.first());
        Self {
            title: cover[..3].join(" – "),
            date: cover[3].clone(),
            co_funding: cover[4].clone(),
            project: rest("Projet numéro : "),
            programme,
            partners: partners(outline, findings),
            statement: statement(outline, findings),
            feminine: rest("Pour information : "),
            origin: origin.map_or_else(String::new, |line| line.text.clone()),
        }
    }
}

/// The partners with what each did: in brackets behind its name, or by standing below another heading too.
fn partners(outline: &Outline<'_>, findings: &mut Findings) -> Vec<Partner> {
    let below = outline.part("Partenaires :").map_or(&[][..], |part| &part.lines);
    let listed = below.iter().filter(|line| line.mark == Mark::Dash);
    let mut partners: Vec<_> = listed.map(partner).collect();
    if let (true, Some(part)) = (partners.is_empty(), outline.part("Partenaires :")) {
        findings.add(&rules::EMPTY_PART, &part.place).with("part", "Partenaires :");
    }
    for (part, role) in [("Coordinateur :", "coordinateur"), ("Design:", "design")] {
        for line in outline.lines(part, findings).iter().filter(|line| line.mark == Mark::Dash) {
            if let Some(partner) = partners.iter_mut().find(|partner| partner.name == line.text) {
                partner.roles.push(role.to_owned());
            }
        }
    }
    partners
}

fn partner(line: &Line) -> Partner {
    let role =
        line.text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")).filter(|(_, role)| role.contains("leader"));
    match role {
        Some((name, role)) => Partner { name: name.to_owned(), roles: vec![role.to_owned()] },
        None => Partner { name: line.text.clone(), roles: Vec::new() },
    }
}

/// The statement about the funding: the paragraph below the credits for the design.
fn statement(outline: &Outline<'_>, findings: &mut Findings) -> String {
    let Some(part) = outline.part("Design:") else { return String::new() };
    let paragraph = part.lines.iter().find(|line| line.mark == Mark::None);
    if paragraph.is_none() {
        findings.add(&rules::EMPTY_PART, &part.place).with("part", "Design:");
    }
    paragraph.map_or_else(String::new, |line| line.text.clone())
}
