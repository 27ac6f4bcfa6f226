//! What the xAPI Profile Specification 1.0 (part two) asks of a profile, as far as a profile like ours can break it.

use serde_json::Value;
use std::collections::BTreeSet;

const CONTEXT: &str = "https://w3id.org/xapi/profiles/context";
const MAPS: &[&str] = &["prefLabel", "definition"];

/// Type of a thing, what it must have, what it may have besides. `inScheme` and `id` are asked of all of them.
const SHAPES: &[(&str, &[&str], &[&str])] = &[
    ("ContextExtension", MAPS, &["deprecated", "recommendedVerbs", "context", "schema", "inlineSchema"]),
    ("ResultExtension", MAPS, &["deprecated", "recommendedVerbs", "context", "schema", "inlineSchema"]),
    ("ActivityExtension", MAPS, &["deprecated", "recommendedActivityTypes", "context", "schema", "inlineSchema"]),
    (
        "StateResource",
        &["prefLabel", "definition", "contentType"],
        &["deprecated", "context", "schema", "inlineSchema"],
    ),
    ("Verb", MAPS, &["deprecated", "broader", "broadMatch", "narrower", "narrowMatch", "related", "relatedMatch"]),
    (
        "ActivityType",
        MAPS,
        &["deprecated", "broader", "broadMatch", "narrower", "narrowMatch", "related", "relatedMatch"],
    ),
    (
        "StatementTemplate",
        MAPS,
        &[
            "deprecated",
            "verb",
            "objectActivityType",
            "contextGroupingActivityType",
            "contextParentActivityType",
            "contextOtherActivityType",
            "contextCategoryActivityType",
            "rules",
        ],
    ),
    (
        "Pattern",
        &[],
        &[
            "primary",
            "prefLabel",
            "definition",
            "deprecated",
            "alternates",
            "optional",
            "oneOrMore",
            "sequence",
            "zeroOrMore",
        ],
    ),
];

const PARTS: &[&str] = &["alternates", "optional", "oneOrMore", "sequence", "zeroOrMore"];

/// The breaches, each with the place of what is wrong.
pub fn faults(profile: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut say = |fails: bool, what: String| faults.extend(fails.then_some(what));
    say(profile["@context"] != CONTEXT, "/@context".into());
    say(profile["type"] != "Profile", "/type".into());
    say(profile["conformsTo"] != "https://w3id.org/xapi/profiles#1.0", "/conformsTo".into());
    say(!is_map(&profile["prefLabel"]) || !is_map(&profile["definition"]), "/prefLabel or /definition".into());
    say(!matches!(profile["author"]["type"].as_str(), Some("Organization" | "Person")), "/author".into());
    say(!profile["author"]["name"].is_string(), "/author/name".into());
    let versions = list(&profile["versions"]);
    let scheme = versions.first().map_or(&Value::Null, |version| &version["id"]);
    for version in versions {
        say(!is_iri(&version["id"]) || version["id"] == profile["id"], "/versions: id".into());
        let time = version["generatedAtTime"].as_str().and_then(|time| time.parse::<jiff::Timestamp>().ok());
        say(time.is_none(), "/versions: generatedAtTime".into());
    }
    say(
        versions.iter().filter(|version| version.get("wasRevisionOf").is_none()).count() != 1,
        "/versions: revisions".into(),
    );
    let all: Vec<&Value> =
        ["concepts", "templates", "patterns"].iter().flat_map(|kind| list(&profile[*kind])).collect();
    let ids: BTreeSet<&str> = all.iter().filter_map(|thing| thing["id"].as_str()).collect();
    say(ids.len() != all.len(), "ids are not unique".into());
    for thing in &all {
        say(thing["inScheme"] != *scheme, format!("{}: inScheme", thing["id"]));
        faults_of(thing, &mut say);
    }
    for pattern in list(&profile["patterns"]) {
        pattern_faults(pattern, profile, &mut say);
    }
    empty(profile, "", &mut say);
    faults
}

fn faults_of(thing: &Value, say: &mut impl FnMut(bool, String)) {
    let id = &thing["id"];
    say(!is_iri(id), format!("{id}: id"));
    let Some((kind, must, may)) = SHAPES.iter().find(|(kind, ..)| thing["type"] == *kind) else {
        return say(true, format!("{id}: type"));
    };
    let keys = || thing.as_object().into_iter().flat_map(|all| all.keys());
    must.iter().for_each(|key| say(thing.get(*key).is_none(), format!("{id}: {key} is missing")));
    for key in keys() {
        let known = must.contains(&key.as_str()) || may.contains(&key.as_str());
        say(!known && !matches!(key.as_str(), "id" | "type" | "inScheme"), format!("{id}: {key}"));
    }
    MAPS.iter().for_each(|key| say(thing.get(*key).is_some_and(|map| !is_map(map)), format!("{id}: {key}")));
    let schema = thing.get("inlineSchema").and_then(Value::as_str);
    say(schema.is_some_and(|text| serde_json::from_str::<Value>(text).is_err()), format!("{id}: inlineSchema"));
    for key in keys().filter(|key| *key == "verb" || key.ends_with("ActivityType")) {
        let iris = thing[key].as_array().map_or(std::slice::from_ref(&thing[key]), Vec::as_slice);
        say(!iris.iter().all(is_iri), format!("{id}: {key}"));
        say(key.starts_with("context") != thing[key].is_array(), format!("{id}: {key} has the wrong shape"));
    }
    for rule in list(&thing["rules"]) {
        let location = rule["location"].as_str().unwrap_or_default();
        say(*kind != "StatementTemplate" || !location.starts_with("$."), format!("{id}: location"));
        let has = ["presence", "any", "all", "none"].iter().any(|key| rule.get(*key).is_some());
        say(!has, format!("{id}: {location} has no presence, any, all or none"));
        let presence =
            rule.get("presence").is_none_or(|p| ["included", "excluded", "recommended"].iter().any(|k| p == k));
        say(!presence, format!("{id}: presence"));
    }
}

fn pattern_faults(pattern: &Value, profile: &Value, say: &mut impl FnMut(bool, String)) {
    let id = pattern["id"].as_str().unwrap_or_default();
    let present: Vec<&&str> = PARTS.iter().filter(|part| pattern.get(**part).is_some()).collect();
    say(present.len() != 1, format!("{id}: exactly one of {PARTS:?}"));
    say(pattern["primary"] == true && MAPS.iter().any(|key| pattern.get(*key).is_none()), format!("{id}: no label"));
    let find =
        |id: &str| ["templates", "patterns"].iter().flat_map(|kind| list(&profile[*kind])).find(|x| x["id"] == id);
    for part in members(pattern) {
        let Some(found) = find(part) else {
            say(true, format!("{id}: {part} is nowhere"));
            continue;
        };
        let loose = found.get("optional").is_some() || found.get("zeroOrMore").is_some();
        say(pattern.get("alternates").is_some() && loose, format!("{id}: {part} directly in alternates"));
    }
    for key in ["alternates", "sequence"] {
        say(pattern.get(key).is_some_and(|parts| list(parts).len() < 2), format!("{id}: {key} of one"));
    }
    let mut below: Vec<&str> = members(pattern);
    for _ in 0..list(&profile["patterns"]).len() {
        below = below.iter().filter_map(|part| find(part)).flat_map(members).chain(below.iter().copied()).collect();
        below.sort_unstable();
        below.dedup();
    }
    say(below.contains(&id), format!("{id} is within itself"));
}

fn members(pattern: &Value) -> Vec<&str> {
    let parts = PARTS.iter().filter_map(|part| pattern.get(*part));
    parts
        .flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice))
        .filter_map(Value::as_str)
        .collect()
}

/// Part two, 4.0: no empty object, text or list, and no null.
fn empty(value: &Value, at: &str, say: &mut impl FnMut(bool, String)) {
    let is_empty = match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        _ => false,
    };
    say(is_empty, format!("{at} is empty"));
    match value {
        Value::Array(all) => all.iter().enumerate().for_each(|(n, member)| empty(member, &format!("{at}/{n}"), say)),
        Value::Object(all) => all.iter().for_each(|(key, member)| empty(member, &format!("{at}/{key}"), say)),
        _ => {}
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is_iri(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("http") && text.contains("://") && !text.contains(' '))
}

fn is_map(value: &Value) -> bool {
    value.as_object().is_some_and(|map| !map.is_empty() && map.values().all(|text| text.is_string()))
}
