//! `about`: which versions are spoken. Source: xAPI 1.0.3, part 3, 2.8.

use super::{Call, Method, Reply};
use crate::record::{Refusal, Store};
use crate::xapi::statement::Version;
use serde_json::json;

pub(super) fn answer(_: &Store, call: Call) -> Result<Reply, Refusal> {
    call.params.only(&[])?;
    let spoken = [Version::One, Version::Two].map(Version::header);
    match call.method {
        Method::Get => Ok(Reply::json(&json!({"version": spoken}))),
        _ => Err(Refusal::method()),
    }
}
