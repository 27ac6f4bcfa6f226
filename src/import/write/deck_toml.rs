//! `deck.toml`: identity, licence, credits, funding.

use super::LANGUAGE;
use super::text::{list, quoted};
use crate::import::editorial::Editorial;
use crate::import::errata::Corrections;
use crate::import::guide::{Frame, Guide};
use crate::import::identity::Identity;
use crate::import::markdown::without_dead_links;

/// The text of `deck.toml`.
pub fn deck_toml(guide: &Guide) -> String {
    let Editorial { deck, licence, .. } = Editorial::built_in();
    let themes: Vec<_> = (1..=guide.themes.len()).map(|number| format!("t{number}")).collect();
    let mut out = String::new();
    out.push_str(&fields(&[
        ("id", quoted(&deck.id)),
        ("iri", quoted(&deck.iri)),
        ("version", quoted(&deck.version)),
        ("languages", list([LANGUAGE])),
        ("themes", list(themes.iter().map(String::as_str))),
        ("tracking", quoted("essential")),
    ]));
    out.push_str(&table("[title]", &[(LANGUAGE, quoted(&deck.title))]));
    out.push_str(&table("[licence]", &[("id", quoted(&licence.id)), ("name", quoted(&licence.name))]));
    out.push_str(&credits(guide, &deck.title, &deck.url));
    if let Some(Frame { identity, .. }) = &guide.frame {
        let (programme, project) = (quoted(&identity.programme), quoted(&identity.project));
        out.push_str(&table("[funding]", &[("programme", programme), ("project", project)]));
        out.push_str(&table("[funding.statement]", &[(LANGUAGE, quoted(&identity.statement))]));
    }
    out
}

fn fields(fields: &[(&str, String)]) -> String {
    fields.iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
}

fn table(head: &str, rows: &[(&str, String)]) -> String {
    format!("\n{head}\n{}", fields(rows))
}

fn credits(guide: &Guide, title: &str, url: &str) -> String {
    let mut out = String::new();
    match &guide.frame {
        Some(frame) => out.push_str(&imprint(&frame.identity, url)),
        None => out.push_str(&credit("source", title, Some(url), "")),
    }
    if !guide.corrections.is_empty() {
        out.push_str(&credit("correction", "cartable", None, &correction(&guide.corrections)));
    }
    out
}

/// The guide, where its cards come from, and the partners.
fn imprint(identity: &Identity, url: &str) -> String {
    let note = [&format!("{}.", identity.date), &format!("{}.", identity.co_funding), &identity.feminine];
    let mut out = credit("source", &identity.title, Some(url), &note.map(String::as_str).join(" "));
    let (origin, _) = without_dead_links(&identity.origin);
    out.push_str(&credit("source", "Cartes situation", None, &origin));
    for partner in &identity.partners {
        out.push_str(&credit("partner", &partner.name, None, &partner.roles.join(", ")));
    }
    out
}

fn credit(role: &str, name: &str, url: Option<&str>, note: &str) -> String {
    let mut rows = vec![("role", quoted(role)), ("name", quoted(name))];
    rows.extend(url.map(|url| ("url", quoted(url))));
    rows.extend((!note.is_empty()).then(|| ("note", quoted(note))));
    table("[[credits]]", &rows)
}

/// What was corrected, in the language of the deck.
fn correction(done: &Corrections) -> String {
    let mut parts = Vec::new();
    if let (Some(first), Some(last)) = (done.lines.first(), done.lines.last()) {
        parts.push(format!("{} mots privés de leurs accents rétablis, lignes {first} à {last}", done.words));
    }
    for (first, next) in &done.joins {
        parts.push(format!("paragraphe coupé rejoint, lignes {first} et {next}"));
    }
    format!("{} : {}", done.file, parts.join(" ; "))
}
