//! The attachments that statements go out with. Source: xAPI 1.0.3, part 3, 1.5.2 and 2.1.3.

use super::Reply;
use crate::record::store::Connection;
use crate::record::{Refusal, enclosed};
use serde_json::Value;

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
    let several = value["statements"].as_array().cloned().unwrap_or_else(|| vec![value]);
    let parts = enclosed::of(connection, several.iter().zip(places.iter().copied()))?;
    let (kind, body) = enclosed::body(body.as_bytes(), &parts);
    Ok(Reply::body(&kind, body))
}
