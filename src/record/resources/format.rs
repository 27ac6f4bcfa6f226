//! How much of a statement is given: `exact`, `ids` or `canonical`. Source: xAPI 1.0.3, part 3, 2.1.3.

use super::Call;
use crate::record::Refusal;
use crate::record::store::{Connection, activities};
use serde_json::{Map, Value};

/// Where actors stand in a statement or sub-statement.
const ACTORS: [&str; 7] = ["actor", "object", "authority", "instructor", "team", "agent", "group"];
/// What an activity definition says in languages, and each of its interaction's parts.
const TEXTS: [&str; 3] = ["name", "description", "display"];
const COMPONENTS: [&str; 5] = ["choices", "scale", "source", "target", "steps"];

/// How statements are given.
pub(super) enum Format {
    /// As they came.
    Exact,
    /// With no more than what identifies.
    Ids,
    /// Activities as the store knows them, texts in the language that the client would rather have.
    Canonical(Vec<String>),
}

impl Format {
    /// What a call asks for.
    ///
    /// # Errors
    /// A bad request, where it asks for something else.
    pub fn of(call: &Call) -> Result<Self, Refusal> {
        match call.params.get("format") {
            None | Some("exact") => Ok(Self::Exact),
            Some("ids") => Ok(Self::Ids),
            Some("canonical") => Ok(Self::Canonical(languages(call.header("accept-language").unwrap_or_default()))),
            Some(_) => Err(Refusal::bad("format is exact, ids or canonical")),
        }
    }

    /// A statement in this form, from JSON to JSON.
    ///
    /// # Errors
    /// Where what is known of its activities cannot be read.
    pub fn apply(&self, connection: &mut Connection, body: String) -> Result<String, Refusal> {
        if matches!(self, Self::Exact) {
            return Ok(body);
        }
        let mut value = serde_json::from_str(&body).map_err(|error| Refusal::internal(error.to_string()))?;
        match self {
            Self::Exact => {}
            Self::Ids => ids(&mut value),
            Self::Canonical(languages) => canonical(connection, &mut value, languages)?,
        }
        Ok(value.to_string())
    }
}

/// Languages in the order in which they are liked. Source: RFC 9110, 12.5.4.
fn languages(header: &str) -> Vec<String> {
    let mut all: Vec<(u16, String)> = Vec::new();
    for entry in header.split(',').take(32) {
        let (tag, rest) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = rest.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0);
        let (tag, weight) = (tag.trim().to_ascii_lowercase(), (weight.clamp(0.0, 1.0) * 1000.0) as u16);
        if !tag.is_empty() && weight > 0 {
            all.push((weight, tag));
        }
    }
    all.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    all.into_iter().map(|(_, tag)| tag).collect()
}

/// Keeps what identifies, in a statement or sub-statement.
fn ids(statement: &mut Value) {
    let Some(object) = statement.as_object_mut() else { return };
    for (name, value) in object.iter_mut() {
        match name.as_str() {
            "verb" => keep(value, &["id"]),
            "object" if value["objectType"] == "SubStatement" => ids(value),
            "object" if !matches!(value["objectType"].as_str(), Some("Agent" | "Group")) => identify(value),
            "context" => context_ids(value),
            name if ACTORS.contains(&name) => actor_ids(value),
            _ => {}
        }
    }
}

fn context_ids(context: &mut Value) {
    for name in ["instructor", "team"] {
        if let Some(actor) = context.get_mut(name) {
            actor_ids(actor);
        }
    }
    for list in
        context.get_mut("contextActivities").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
    {
        list.as_array_mut().into_iter().flatten().for_each(identify);
    }
    for (list, property) in [("contextAgents", "agent"), ("contextGroups", "group")] {
        for entry in context.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            entry.get_mut(property).into_iter().for_each(actor_ids);
        }
    }
}

/// The members of a group identify it where nothing else does.
fn actor_ids(actor: &mut Value) {
    let identified = ["mbox", "mbox_sha1sum", "openid", "account"];
    if identified.iter().any(|name| actor.get(name).is_some()) {
        keep(actor, &["objectType", "mbox", "mbox_sha1sum", "openid", "account"]);
    } else {
        keep(actor, &["objectType", "member"]);
        actor.get_mut("member").and_then(Value::as_array_mut).into_iter().flatten().for_each(actor_ids);
    }
}

/// An activity is identified by its id; any other object by its kind as well.
fn identify(object: &mut Value) {
    let is_activity = object.get("objectType").is_none_or(|kind| kind == "Activity");
    keep(object, if is_activity { &["id"] } else { &["objectType", "id"] });
}

fn keep(value: &mut Value, names: &[&str]) {
    if let Some(object) = value.as_object_mut() {
        object.retain(|name, _| names.contains(&name.as_str()));
    }
}

/// Gives each activity the definition that the store knows, and each text in one language.
fn canonical(connection: &mut Connection, statement: &mut Value, languages: &[String]) -> Result<(), Refusal> {
    if let Some(display) = statement.pointer_mut("/verb/display") {
        choose(display, languages);
    }
    if let Some(object) = statement.get_mut("object") {
        match object["objectType"].as_str() {
            Some("SubStatement") => canonical(connection, object, languages)?,
            None | Some("Activity") => define(connection, object, languages)?,
            _ => {}
        }
    }
    let lists = statement.pointer_mut("/context/contextActivities").and_then(Value::as_object_mut);
    for activity in lists.into_iter().flat_map(Map::values_mut).filter_map(Value::as_array_mut).flatten() {
        define(connection, activity, languages)?;
    }
    for attachment in statement.get_mut("attachments").and_then(Value::as_array_mut).into_iter().flatten() {
        for name in ["display", "description"] {
            attachment.get_mut(name).into_iter().for_each(|text| choose(text, languages));
        }
    }
    Ok(())
}

fn define(connection: &mut Connection, activity: &mut Value, languages: &[String]) -> Result<(), Refusal> {
    let known = activities::definition_of(connection, activity["id"].as_str().unwrap_or_default())?;
    let Some(mut definition) = known else { return Ok(()) };
    for (name, value) in definition.iter_mut() {
        if TEXTS.contains(&name.as_str()) {
            choose(value, languages);
        } else if COMPONENTS.contains(&name.as_str()) {
            let components = value.as_array_mut().into_iter().flatten();
            components
                .filter_map(|component| component.get_mut("description"))
                .for_each(|text| choose(text, languages));
        }
    }
    activity["definition"] = definition.into();
    Ok(())
}

/// Leaves the text in the language that is liked best; any where none is there.
fn choose(texts: &mut Value, languages: &[String]) {
    let Some(map) = texts.as_object_mut() else { return };
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let liked = |language: &String| {
        let exact = map.keys().find(|tag| tag.eq_ignore_ascii_case(language));
        exact.or_else(|| map.keys().find(|tag| language == "*" || primary(tag) == primary(language))).cloned()
    };
    if let Some(best) = languages.iter().find_map(liked).or_else(|| map.keys().next().cloned()) {
        map.retain(|tag, _| *tag == best);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_is_given_in_the_language_that_is_liked_best() {
        for (header, best) in [
            ("fr, en;q=0.8", "fr"),
            ("de, en;q=0.5, fr;q=0.4", "en-GB"),
            ("en-US", "en-GB"),
            ("*", "en-GB"),
            ("", "en-GB"),
        ] {
            let mut texts = json!({"fr": "chat", "en-GB": "cat"});
            choose(&mut texts, &languages(header));
            assert_eq!(
                texts.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>()),
                Some(vec![best.to_owned()]),
                "{header}"
            );
        }
    }

    #[test]
    fn ids_leave_what_identifies() {
        let mut statement = json!({
            "actor": {"objectType": "Group", "name": "g", "member": [{"name": "a", "mbox": "mailto:a@x"}]},
            "verb": {"id": "v", "display": {"en": "d"}},
            "object": {"id": "o", "definition": {"name": {"en": "n"}}},
            "context": {"contextActivities": {"parent": [{"id": "p", "definition": {}}]}, "platform": "kept"},
        });
        ids(&mut statement);
        let left = json!({
            "actor": {"objectType": "Group", "member": [{"mbox": "mailto:a@x"}]},
            "verb": {"id": "v"}, "object": {"id": "o"},
            "context": {"contextActivities": {"parent": [{"id": "p"}]}, "platform": "kept"},
        });
        assert_eq!(statement, left);
    }
}
