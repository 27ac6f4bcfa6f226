//! Signed statements. Source: xAPI 1.0.3, part 2, 2.6; xAPI 2.0, 4.2.6; RFC 7515.

use super::{Refusal, comparison, json};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rustls::pki_types::CertificateDer;
use serde_json::Value;
use std::collections::BTreeMap;
use webpki::EndEntityCert;
use webpki::ring::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512};

/// What an attachment is for, where it is a signature.
const SIGNATURE: &str = "http://adlnet.gov/expapi/attachments/signature";

/// Holds a statement against the signatures that are attached to it, and gives whether there are any.
///
/// # Errors
/// A bad request, where a signature is malformed, signs something else, or was not made by the certificate it brings.
pub fn verify(statement: &Value, attachments: &BTreeMap<String, Vec<u8>>) -> Result<bool, Refusal> {
    let mut is_signed = false;
    for attachment in statement["attachments"].as_array().into_iter().flatten() {
        if attachment["usageType"] != SIGNATURE {
            continue;
        }
        if attachment["contentType"] != "application/octet-stream" {
            return Err(Refusal::bad("a signature has the content type application/octet-stream"));
        }
        let sha2 = attachment["sha2"].as_str().unwrap_or_default().to_ascii_lowercase();
        let token = attachments.get(&sha2).ok_or_else(|| Refusal::bad("the signature is not in the request"))?;
        check(statement, token)?;
        is_signed = true;
    }
    Ok(is_signed)
}

fn check(statement: &Value, token: &[u8]) -> Result<(), Refusal> {
    let malformed = || Refusal::bad("the signature is no JWS in compact form");
    let token = std::str::from_utf8(token).map_err(|_| malformed())?;
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else { return Err(malformed()) };
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).map_err(|_| malformed());
    let (head, said, signed) = (json::parse(&decode(header)?)?, json::parse(&decode(payload)?)?, decode(signature)?);
    let algorithm = match head["alg"].as_str() {
        Some("RS256") => RSA_PKCS1_2048_8192_SHA256,
        Some("RS384") => RSA_PKCS1_2048_8192_SHA384,
        Some("RS512") => RSA_PKCS1_2048_8192_SHA512,
        _ => return Err(Refusal::bad("a signature is made with RS256, RS384 or RS512")),
    };
    if !is_what_was_signed(&said, statement) {
        return Err(Refusal::bad("the signature signs another statement"));
    }
    let Some(chain) = head.get("x5c") else { return Ok(()) };
    let certificate = chain[0].as_str().and_then(|text| STANDARD.decode(text).ok());
    let certificate = CertificateDer::from(certificate.ok_or_else(|| Refusal::bad("the certificate cannot be read"))?);
    let certificate =
        EndEntityCert::try_from(&certificate).map_err(|_| Refusal::bad("the certificate cannot be read"))?;
    let message = &token[..header.len() + 1 + payload.len()];
    certificate
        .verify_signature(algorithm, message.as_bytes(), &signed)
        .map_err(|_| Refusal::bad("the signature was not made with its certificate"))
}

/// A statement was signed before its signature was attached.
fn is_what_was_signed(said: &Value, statement: &Value) -> bool {
    let without = |value: &Value| {
        let mut bare = value.clone();
        if let Some(object) = bare.as_object_mut() {
            let others = object.get("attachments").and_then(Value::as_array).cloned().unwrap_or_default();
            let others: Vec<Value> = others.into_iter().filter(|a| a["usageType"] != SIGNATURE).collect();
            object.remove("attachments");
            if !others.is_empty() {
                object.insert("attachments".to_owned(), others.into());
            }
        }
        bare
    };
    let named = |value: &Value| value.get("id").and_then(Value::as_str).map(str::to_ascii_lowercase);
    let same_id = named(said).is_none_or(|id| named(statement).is_some_and(|other| other == id));
    same_id && comparison::same(&without(statement), &without(said))
}
