//! The report pages of a store: where everybody stands, from the table that is kept beside the statements, and what has just arrived.
//! What is on them is the report's; nobody is named.

use super::store::progress::{self, Standing};
use super::store::{Connection, activities, list};
use super::{Refusal, Store};
use crate::report::{Ask, Events, Kept, Outline, Report, latest};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// How many of the latest statements are shown.
const LATEST: usize = 50;
/// How many learners are looked at at once.
const AT_ONCE: i64 = 500;

/// Titles and their order, where somebody has a deck.
#[derive(Debug, Default)]
pub struct Titles {
    /// By language.
    pub outlines: BTreeMap<String, Outline>,
    /// The IRIs of today of activities that had others.
    pub renamed: BTreeMap<String, String>,
}

impl Titles {
    /// The outline in a language; an empty one without a deck.
    fn outline(&self, language: &str) -> Outline {
        self.outlines.get(language).cloned().unwrap_or_default()
    }
}

/// Where everybody stands, on the day of a moment in microseconds since 1970.
///
/// # Errors
/// Where the data base cannot be read.
pub fn group(store: &Store, titles: &Titles, language: &str, now: i64) -> Result<Report, Refusal> {
    let (kept, zone) = store.read(|connection| {
        let mut kept = kept(connection, titles)?;
        let mut fault = None;
        kept.entitle(|iri| {
            title(connection, iri, language).unwrap_or_else(|refusal| {
                fault = Some(refusal);
                None
            })
        });
        fault.map_or(Ok(()), Err)?;
        Ok((kept, progress::zone(connection)?))
    })?;
    let today = Timestamp::from_microsecond(now).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date();
    Ok(kept.report(&Ask::live(language, zone, today), titles.outline(language)))
}

/// Everybody in the table; whoever is in doubt there is folded from the statements.
fn kept(connection: &mut Connection, titles: &Titles) -> Result<Kept, Refusal> {
    let mut kept = Kept::of(titles.renamed.clone());
    let (zone, mut events) = (progress::zone(connection)?, Events::default());
    let mut after = i64::MIN;
    loop {
        let select = "SELECT agent FROM progress WHERE agent > ? ORDER BY agent LIMIT ?";
        let agents = connection.rows(select, &[after.into(), AT_ONCE.into()], |mut row| row.get(0))?;
        let Some(last) = agents.last().copied() else { return Ok(kept) };
        after = last;
        for (agent, mut standing) in progress::find(connection, &agents.into_iter().collect(), &mut events)? {
            if standing == Standing::Doubted {
                standing = progress::fold(connection, agent, &zone, &mut events)?;
            }
            match standing {
                Standing::Folded(_, 0) | Standing::Doubted => {}
                Standing::Full => kept.leave_out(),
                Standing::Folded(learner, statements) => {
                    let packed = learner.pack(|word| events.words.text(word));
                    add(connection, &mut kept, agent, &packed, statements)?;
                }
            }
        }
    }
}

/// Adds a learner.
fn add(
    connection: &mut Connection,
    kept: &mut Kept,
    agent: i64,
    packed: &[u8],
    statements: i64,
) -> Result<(), Refusal> {
    let mut fault = None;
    kept.add(&agent.to_string(), packed, statements as usize, |number| {
        let iri = connection.value("SELECT value FROM term WHERE id = ?", &[i64::from(number).into()]);
        iri.map(Option::unwrap_or_default).unwrap_or_else(|refusal| {
            fault = Some(refusal);
            String::new()
        })
    });
    fault.map_or(Ok(()), Err)
}

/// What has just arrived, the newest first.
///
/// # Errors
/// Where the data base cannot be read.
pub fn arrivals(store: &Store, titles: &Titles, language: &str) -> Result<Report, Refusal> {
    let outline = titles.outline(language);
    store.read(|connection| {
        let page = list::page(connection, &list::Filter { limit: LATEST, ..list::Filter::default() })?;
        let zone = progress::zone(connection)?;
        let title = |iri: &str| {
            let iri = titles.renamed.get(iri).map_or(iri, String::as_str);
            // A title that cannot be read is one that is not known.
            outline.titles.get(iri).cloned().or_else(|| title(connection, iri, language).ok().flatten())
        };
        Ok(latest(language, &zone, &page.statements, title))
    })
}

/// The title of an activity in a language, or in another where it has none in that one.
fn title(connection: &mut Connection, iri: &str, language: &str) -> Result<Option<String>, Refusal> {
    let definition = activities::definition_of(connection, iri)?;
    let Some(names) = definition.as_ref().and_then(|definition| definition.get("name")?.as_object()) else {
        return Ok(None);
    };
    let is = |tag: &str, wanted: &str| tag.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case(wanted));
    let of = |wanted: &str| names.iter().find(|(tag, _)| is(tag, wanted)).map(|(_, name)| name);
    let name = of(language).or_else(|| of("en")).or_else(|| names.values().next());
    Ok(name.and_then(|name| name.as_str()).map(str::to_owned))
}
