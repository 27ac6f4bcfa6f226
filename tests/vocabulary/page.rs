//! The vocabulary as a page for people, made from the data.

use serde_json::Value;
use std::fmt::Write;

/// The page `docs/vocabulary.md`.
pub fn page(profile: &Value, registered: &Value) -> String {
    let mut page = format!(
        "# The vocabulary\n\nMade from `xapi/profile.jsonld` and `xapi/registered.json`; a test compares them. Profile {}, version {}.\n\n{}\n",
        code(&profile["id"]),
        code(&profile["versions"][0]["id"]),
        text(&profile["definition"])
    );
    page += "\n## Registered terms\n\n| name | IRI | defined by |\n|---|---|---|\n";
    for (source, kinds) in objects(registered) {
        for (kind, names) in objects(kinds) {
            for (name, iri) in objects(names) {
                let kind = kind.replace("ies", "y");
                let _ = writeln!(page, "| {} `{name}` | {} | {source} |", kind.trim_end_matches('s'), code(iri));
            }
        }
    }
    page += "\n## Our own terms\n\n| term | IRI | what it is |\n|---|---|---|\n";
    for concept in profile["concepts"].as_array().into_iter().flatten() {
        let kind = concept["type"].as_str().unwrap_or_default();
        let _ = writeln!(
            page,
            "| {kind} “{}” | {} | {} |",
            text(&concept["prefLabel"]),
            code(&concept["id"]),
            text(&concept["definition"])
        );
    }
    page += "\n## Statements\n\nEach has an example in `xapi/examples/`.\n";
    for template in profile["templates"].as_array().into_iter().flatten() {
        template_section(&mut page, template);
    }
    page += "\n## Patterns\n\n";
    for pattern in profile["patterns"].as_array().into_iter().flatten() {
        pattern_line(&mut page, pattern);
    }
    page
}

fn template_section(page: &mut String, template: &Value) {
    let _ = writeln!(
        page,
        "\n### {} (`{}`)\n\n{}\n",
        text(&template["prefLabel"]),
        name(&template["id"]),
        text(&template["definition"])
    );
    let determining = objects(template).filter(|(key, _)| *key == "verb" || key.ends_with("ActivityType"));
    for (key, value) in determining {
        let iris = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let iris: Vec<String> = iris.iter().map(code).collect();
        let _ = writeln!(page, "- {key}: {}", iris.join(", "));
    }
    for rule in template["rules"].as_array().into_iter().flatten() {
        let values =
            ["any", "all", "none"].iter().filter_map(|key| rule.get(*key).map(|value| format!("; {key} of `{value}`")));
        let note = rule.get("scopeNote").map(|note| format!(". {}", text(note))).unwrap_or_default();
        let presence = rule["presence"].as_str().unwrap_or("if present");
        let location = rule["location"].as_str().unwrap_or_default();
        let _ = writeln!(page, "- {presence}: `{location}`{}{note}", values.collect::<String>());
    }
}

fn pattern_line(page: &mut String, pattern: &Value) {
    let primary = if pattern["primary"] == true { ", primary" } else { "" };
    let parts = ["alternates", "optional", "oneOrMore", "sequence", "zeroOrMore"];
    for (kind, value) in parts.iter().filter_map(|part| pattern.get(*part).map(|value| (part, value))) {
        let members = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let names: Vec<String> = members.iter().map(|member| format!("`{}`", name(member))).collect();
        let _ = writeln!(
            page,
            "- **{}** (`{}`{primary}): {} {kind}: {}.",
            text(&pattern["prefLabel"]),
            name(&pattern["id"]),
            text(&pattern["definition"]),
            names.join(", ")
        );
    }
}

fn objects(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(map: &Value) -> &str {
    map["en"].as_str().unwrap_or_default()
}

fn code(value: &Value) -> String {
    format!("`{}`", value.as_str().unwrap_or_default())
}

fn name(iri: &Value) -> &str {
    iri.as_str().and_then(|iri| iri.rsplit('/').next()).unwrap_or_default()
}
