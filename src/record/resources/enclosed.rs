//! The attachments that statements go out with. Source: xAPI 1.0.3, part 3, 1.5.2 and 2.1.3.

use super::Reply;
use crate::record::store::{Connection, attachments};
use crate::record::{Refusal, multipart};
use serde_json::Value;
use std::collections::BTreeSet;

/// Between the parts of an answer. No attachment of ours is searched for it: its content has a length that readers know by the
/// next boundary, and 122 bits that nobody chose make a collision a matter of chance alone.
const BOUNDARY: &str = "cartable-7f1f2f9c-5b0c-4f4e-9a54-6a3c1f0d2b7e";

/// An answer with or without the attachments of the statements in it, which were stored at these moments.
pub(super) fn reply(
    connection: &mut Connection,
    body: String,
    places: &[i64],
    with_attachments: bool,
) -> Result<Reply, Refusal> {
    if !with_attachments {
        return Ok(Reply::body("application/json", body.into_bytes()));
    }
    let value: Value = serde_json::from_str(&body).map_err(|error| Refusal::internal(error.to_string()))?;
    let (mut seen, mut parts) = (BTreeSet::new(), Vec::new());
    let several = value["statements"].as_array().cloned();
    for (statement, stored) in several.unwrap_or_else(|| vec![value]).iter().zip(places) {
        for attachment in attached(statement) {
            let sha2 = attachment["sha2"].as_str().unwrap_or_default().to_ascii_lowercase();
            let kind = attachment["contentType"].as_str().unwrap_or("application/octet-stream");
            if seen.contains(&sha2) || kind.contains(['\r', '\n']) {
                continue;
            }
            if let Some(content) = attachments::content(connection, *stored, &sha2)? {
                seen.insert(sha2.clone());
                parts.push((kind.to_owned(), sha2, content));
            }
        }
    }
    let body = multipart::write(BOUNDARY, body.as_bytes(), &parts);
    Ok(Reply::body(&format!("multipart/mixed; boundary={BOUNDARY}"), body))
}

/// The attachments of a statement and of the one inside it.
pub(super) fn attached(statement: &Value) -> Vec<&Value> {
    let lists = [&statement["attachments"], &statement["object"]["attachments"]];
    lists.into_iter().filter_map(Value::as_array).flatten().collect()
}
