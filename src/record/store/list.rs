//! Lists of statements: filters, order, and where to go on. Source: xAPI 1.0.3, part 3, 2.1.3.

use super::Connection;
use super::mentions::Facet;
use super::terms::Terms;
use super::value::Value;
use crate::record::Refusal;

/// A page ends when its statements, with their attachments where those are asked for, come to this many bytes.
const PAGE_BYTES: usize = 1 << 20;
/// Up to how many mentions are counted to find the filter that leaves least.
const COUNTED: i64 = 2_000;

/// How many bytes a statement brought.
const ATTACHED: &str = "(SELECT coalesce(sum(length(content)), 0) FROM enclosure JOIN attachment USING (sha2)
                         WHERE enclosure.stored = statement.stored)";

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// What a statement must mention, and where.
    pub mentions: Vec<(Facet, String)>,
    /// Stored after this moment, in microseconds since 1970.
    pub after: Option<i64>,
    /// Stored before this moment.
    pub before: Option<i64>,
    /// Oldest first.
    pub ascending: bool,
    /// The most statements on a page.
    pub limit: usize,
    /// Whether their attachments will be given with them.
    pub attachments: bool,
}

/// A page of a list.
#[derive(Default)]
pub struct Page {
    /// The statements as JSON, with the moment each was stored at.
    pub statements: Vec<(i64, String)>,
    /// Whether there are more after these.
    pub more: bool,
}

/// A page of the statements that a filter lets through, voided ones left out.
///
/// # Errors
/// Where the data base cannot be read.
pub fn page(connection: &mut Connection, filter: &Filter) -> Result<Page, Refusal> {
    let Some(terms) = terms(connection, &filter.mentions)? else { return Ok(Page::default()) };
    let (sql, values) = query(filter, &terms);
    let mut page = Page::default();
    let mut bytes = 0;
    connection.each(&sql, &values, |mut row| {
        if page.statements.len() == filter.limit || bytes > PAGE_BYTES {
            page.more = true;
            return Ok(false);
        }
        let (stored, body, attached): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        bytes += body.len() + usize::try_from(attached).unwrap_or(usize::MAX / 2);
        page.statements.push((stored, body));
        Ok(true)
    })?;
    Ok(page)
}

/// The terms of a filter by their numbers, the one that leaves least first; none where one is unknown, and so is no statement.
fn terms(connection: &mut Connection, mentions: &[(Facet, String)]) -> Result<Option<Vec<(i64, i64)>>, Refusal> {
    let known = Terms::find(connection, &mentions.iter().map(|(_, value)| value.as_str()).collect())?;
    let mut terms = Vec::new();
    for (facet, value) in mentions {
        let Ok(number) = known.number(value) else { return Ok(None) };
        if mentions.len() == 1 {
            return Ok(Some(vec![(*facet as i64, number)]));
        }
        let count = "SELECT count(*) FROM (SELECT 1 FROM mention WHERE facet = ? AND term = ? LIMIT ?) AS counted";
        let count = connection.number(count, &[(*facet as i64).into(), number.into(), COUNTED.into()])?;
        terms.push((count, (*facet as i64, number)));
    }
    terms.sort_unstable();
    Ok(Some(terms.into_iter().map(|(_, term)| term).collect()))
}

/// The query: along the mentions of the first term in the order of the list, each looked up among those of the others.
fn query(filter: &Filter, terms: &[(i64, i64)]) -> (String, Vec<Value<'static>>) {
    let mut values = Vec::new();
    let mut from = String::new();
    let mut wheres = Vec::new();
    for (at, (facet, term)) in terms.iter().enumerate() {
        // CROSS JOIN keeps SQLite from choosing another order.
        from.push_str(&format!("mention AS m{at} CROSS JOIN "));
        wheres.push(format!("m{at}.facet = ? AND m{at}.term = ?"));
        values.extend([Value::Integer(*facet), Value::Integer(*term)]);
        if at > 0 {
            wheres.push(format!("m{at}.stored = m0.stored"));
        }
    }
    let key = if terms.is_empty() { "statement.stored" } else { "m0.stored" };
    if !terms.is_empty() {
        wheres.push("statement.stored = m0.stored".to_owned());
    }
    for (sign, bound) in [(">", filter.after), ("<", filter.before)] {
        if let Some(bound) = bound {
            wheres.push(format!("{key} {sign} ?"));
            values.push(bound.into());
        }
    }
    wheres.push("voided = 0".to_owned());
    let order = if filter.ascending { "ASC" } else { "DESC" };
    let attached = if filter.attachments { ATTACHED } else { "0" };
    let wheres = wheres.join(" AND ");
    // One more than a page has, which tells that there are more.
    values.push(i64::try_from(filter.limit + 1).unwrap_or(i64::MAX).into());
    (
        format!("SELECT {key}, body, {attached} FROM {from}statement WHERE {wheres} ORDER BY {key} {order} LIMIT ?"),
        values,
    )
}
