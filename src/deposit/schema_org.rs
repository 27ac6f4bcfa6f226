//! schema.org for search engines and OER indexes: what a site says of the deck, and the packages as files to download. Source:
//! schema.org 28, LearningResource, MediaObject.

use super::{Package, Publication};
use crate::render::json_ld;
use serde_json::{Value, json};

/// JSON-LD that may stand in a page: without any `<`.
pub fn record(own: &Publication<'_>) -> String {
    let facts = own.facts();
    let plain = json_ld(&facts, facts.address.unwrap_or(""), &[]);
    let mut work: Value = serde_json::from_str(&plain).unwrap_or_default();
    work["isAccessibleForFree"] = json!(true);
    work["encoding"] = own.packages.iter().map(file).collect();
    if let Some(day) = own.day {
        work["datePublished"] = json!(day);
    }
    work.to_string().replace('<', "\\u003c")
}

fn file(package: &Package) -> Value {
    json!({
        "@type": "MediaObject",
        "name": package.name,
        "contentUrl": package.name,
        "encodingFormat": package.media_type(),
        "contentSize": format!("{} B", package.bytes.len()),
        "sha256": package.sha256(),
        "inLanguage": package.languages,
    })
}
