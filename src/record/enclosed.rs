//! What is attached to statements, and the body in which it goes with them. Source: xAPI 1.0.3, part 3, 1.5.2.

use super::store::{Connection, attachments};
use super::{Refusal, multipart};
use crate::checksum::hex;
use crate::clock;
use serde_json::Value;
use std::collections::BTreeSet;

/// An attachment: its media type, its SHA-256, its content.
pub type Enclosed = (String, String, Vec<u8>);

/// The attachments of a statement and of the one inside it.
pub fn attached(statement: &Value) -> Vec<&Value> {
    let lists = [&statement["attachments"], &statement["object"]["attachments"]];
    lists.into_iter().filter_map(Value::as_array).flatten().collect()
}

/// What statements brought along, each content once; with each statement the moment at which it was stored.
///
/// # Errors
/// Where the data base cannot be read.
pub fn of<'a>(
    connection: &mut Connection,
    statements: impl Iterator<Item = (&'a Value, i64)>,
) -> Result<Vec<Enclosed>, Refusal> {
    let (mut seen, mut all) = (BTreeSet::new(), Vec::new());
    for (statement, stored) in statements {
        for attachment in attached(statement) {
            let sha2 = attachment["sha2"].as_str().unwrap_or_default().to_ascii_lowercase();
            let kind = attachment["contentType"].as_str().unwrap_or("application/octet-stream");
            if seen.contains(&sha2) || kind.contains(['\r', '\n']) {
                continue;
            }
            if let Some(content) = attachments::content(connection, stored, &sha2)? {
                seen.insert(sha2.clone());
                all.push((kind.to_owned(), sha2, content));
            }
        }
    }
    Ok(all)
}

/// A body of statements with attachments, and its media type. What stands between its parts is chosen anew each time: an attachment
/// that held it would be read as other parts, and whoever sent the attachment may have seen an earlier answer.
pub fn body(json: &[u8], attachments: &[Enclosed]) -> (String, Vec<u8>) {
    let boundary = format!("cartable-{}", hex(&clock::random::<16>()));
    (format!("multipart/mixed; boundary={boundary}"), multipart::write(&boundary, json, attachments))
}
