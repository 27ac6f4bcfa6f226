//! Signed statements. Source: xAPI 1.0.3, part 2, 2.6; xAPI 2.0, 4.2.6; RFC 7515.

use super::{Refusal, reading};
use crate::xapi::statement::{Version, same};
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
pub fn verify(statement: &Value, attachments: &BTreeMap<String, Vec<u8>>, version: Version) -> Result<bool, Refusal> {
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
        check(statement, token, version)?;
        is_signed = true;
    }
    Ok(is_signed)
}

fn check(statement: &Value, token: &[u8], version: Version) -> Result<(), Refusal> {
    let malformed = || Refusal::bad("the signature is no JWS in compact form");
    let token = std::str::from_utf8(token).map_err(|_| malformed())?;
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else { return Err(malformed()) };
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).map_err(|_| malformed());
    let read = |part: &str| reading::parse(&decode(part)?, version);
    let (head, said, signed) = (read(header)?, read(payload)?, decode(signature)?);
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

/// A statement is signed before its signature is attached, and perhaps before it has an id.
fn is_what_was_signed(said: &Value, statement: &Value) -> bool {
    let mut said = said.clone();
    if let (Some(object), Some(id)) = (said.as_object_mut(), statement.get("id")) {
        object.entry("id").or_insert_with(|| id.clone());
    }
    same(statement, &said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_signature_signs_this_statement_or_is_refused() {
        let plain =
            json!({"actor": {"mbox": "mailto:a@x.org"}, "verb": {"id": "http://v"}, "object": {"id": "http://o"}});
        let mut other = plain.clone();
        other["verb"]["id"] = "http://w".into();
        let token = |head: Value, said: &Value| {
            [head.to_string(), said.to_string(), "signed".to_owned()].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
        };
        let cases = [
            (token(json!({"alg": "RS256"}), &plain), true),
            (token(json!({"alg": "RS512"}), &plain), true),
            (token(json!({"alg": "none"}), &plain), false),
            (token(json!({"alg": "HS256"}), &plain), false),
            (token(json!({"alg": "RS256"}), &other), false),
            (token(json!({"alg": "RS256", "x5c": []}), &plain), false),
            (token(json!({"alg": "RS256", "x5c": ["AAAA"]}), &plain), false),
            ("a.b".to_owned(), false),
            ("!.!.!".to_owned(), false),
        ];
        for (token, is_right) in cases {
            let mut statement = plain.clone();
            statement["id"] = "0f0e0d0c-0b0a-4908-8706-050403020100".into();
            statement["attachments"] =
                json!([{"usageType": SIGNATURE, "contentType": "application/octet-stream", "sha2": "AB"}]);
            let attached = BTreeMap::from([("ab".to_owned(), token.clone().into_bytes())]);
            let verified = verify(&statement, &attached, Version::One);
            assert_eq!(verified.ok(), is_right.then_some(true), "{token}");
            assert!(verify(&statement, &BTreeMap::new(), Version::One).is_err(), "a signature that is not there");
        }
    }
}
