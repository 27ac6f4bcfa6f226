//! `about`: which versions are spoken. Source: xAPI 1.0.3, part 3, 2.8.

use super::{Call, Method, Reply};
use crate::record::version::Version;
use crate::record::{Refusal, Store};
use serde_json::json;

pub(super) fn answer(_: &Store, call: Call) -> Result<Reply, Refusal> {
    call.params.only(&[])?;
    match call.method {
        Method::Get => Ok(Reply::json(&json!({"version": Version::ALL.map(Version::name)}))),
        _ => Err(Refusal::method()),
    }
}
