//! Statement templates held against statements: xAPI Profile Specification 1.0, part two, 8.0 and 8.1.

use serde_json::Value;

/// Whether a statement has the determining properties of a template.
pub fn determines(template: &Value, statement: &Value) -> bool {
    let same = |property: &str, location: &str| match template.get(property) {
        Some(Value::Array(all)) => all.iter().all(|iri| find(location, statement).contains(&iri)),
        Some(iri) => find(location, statement) == [iri],
        None => true,
    };
    same("verb", "$.verb.id")
        && same("objectActivityType", "$.object.definition.type")
        && same("contextParentActivityType", "$.context.contextActivities.parent[*].definition.type")
        && same("contextGroupingActivityType", "$.context.contextActivities.grouping[*].definition.type")
        && same("contextOtherActivityType", "$.context.contextActivities.other[*].definition.type")
        && same("contextCategoryActivityType", "$.context.contextActivities.category[*].definition.type")
}

/// The locations of the rules that a statement breaks. `selector` is not known here, for the profile uses none.
pub fn broken(template: &Value, statement: &Value) -> Vec<String> {
    let rules = template["rules"].as_array().into_iter().flatten();
    rules.filter(|rule| !keeps(rule, statement)).map(|rule| rule["location"].to_string()).collect()
}

fn keeps(rule: &Value, statement: &Value) -> bool {
    let values = find(rule["location"].as_str().unwrap(), statement);
    let list = |name: &str| rule.get(name).and_then(Value::as_array);
    let fits = list("any").is_none_or(|any| any.iter().any(|value| values.contains(&value)))
        && list("all").is_none_or(|all| values.iter().all(|value| all.contains(value)))
        && list("none").is_none_or(|none| !values.iter().any(|value| none.contains(value)));
    match rule["presence"].as_str() {
        Some("excluded") => values.is_empty(),
        Some("included") => !values.is_empty() && fits,
        Some("recommended") => values.is_empty() || fits,
        _ => fits,
    }
}

/// What a JSONPath of the kind that profiles may use finds: names, quoted names, `[*]`, and paths joined by `|`.
fn find<'a>(location: &str, statement: &'a Value) -> Vec<&'a Value> {
    location.split('|').flat_map(|path| walk(path.trim().strip_prefix('$').unwrap(), statement)).collect()
}

fn walk<'a>(path: &str, value: &'a Value) -> Vec<&'a Value> {
    if path.is_empty() {
        return vec![value];
    }
    if let Some(rest) = path.strip_prefix("[*]") {
        return value.as_array().into_iter().flatten().flat_map(|member| walk(rest, member)).collect();
    }
    let (name, rest) = match path.strip_prefix("['") {
        Some(quoted) => quoted.split_once("']").unwrap(),
        None => {
            let path = path.strip_prefix('.').unwrap();
            path.split_at(path.find(['.', '[']).unwrap_or(path.len()))
        }
    };
    value.get(name).map(|found| walk(rest, found)).unwrap_or_default()
}
