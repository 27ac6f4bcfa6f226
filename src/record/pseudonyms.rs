//! Learners under names that nobody but the holder of a key can undo: each agent becomes an account whose name is a keyed hash of
//! who it was. The same learner keeps the same name, so that progress adds up.

use super::store::mentions;
use crate::xapi::pseudonym::{HOME, Key};
use serde_json::{Value, json};

/// Where agents stand, at any depth.
const PLACES: [&str; 7] = ["actor", "object", "instructor", "team", "member", "agent", "group"];

/// Replaces agents by keyed hashes.
pub struct Pseudonyms {
    key: Key,
}

impl Pseudonyms {
    /// With this key.
    pub fn new(key: Key) -> Self {
        Self { key }
    }

    /// What its key is known by.
    pub fn fingerprint(&self) -> String {
        self.key.fingerprint()
    }

    /// The pseudonym of an agent, whatever its identity was. One that has none already, such as an anonymous group, keeps its
    /// members, each replaced; names go.
    pub fn replace(&self, agent: &mut Value) {
        let identity = mentions::identity(agent);
        let Some(object) = agent.as_object_mut() else { return };
        if let Some(identity) = identity.filter(|identity| !identity.starts_with(&format!("account {HOME} "))) {
            for name in ["mbox", "mbox_sha1sum", "openid", "account"] {
                object.remove(name);
            }
            object.insert("account".to_owned(), json!({"homePage": HOME, "name": self.key.name(&identity)}));
        }
        object.remove("name");
        for member in object.get_mut("member").and_then(Value::as_array_mut).into_iter().flatten() {
            self.replace(member);
        }
    }

    /// Replaces every agent of a statement but its authority, which is a key of this store.
    pub fn replace_all(&self, statement: &mut Value) {
        let Some(object) = statement.as_object_mut() else { return };
        for (name, value) in object.iter_mut() {
            let is_agent = PLACES.contains(&name.as_str()) && mentions::identity(value).is_some();
            if is_agent || value.get("member").is_some() {
                self.replace(value);
            } else if ["object", "context"].contains(&name.as_str()) {
                self.replace_all(value);
            } else if ["contextAgents", "contextGroups"].contains(&name.as_str()) {
                value.as_array_mut().into_iter().flatten().for_each(|entry| self.replace_all(entry));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_left_in_a_statement_and_the_same_learner_is_the_same() {
        let pseudonyms = Pseudonyms::new(Key::read(&[b'k'; 32]).expect("long enough"));
        let secret = |n: u8| json!({"name": "secret", "mbox": format!("mailto:secret{n}@x.org")});
        let mut statement = json!({
            "actor": secret(1), "verb": {"id": "http://v"},
            "object": {"objectType": "SubStatement", "actor": secret(1), "verb": {"id": "http://v"}, "object": secret(2)},
            "context": {"instructor": secret(1), "team": {"objectType": "Group", "name": "secret", "member": [secret(3)]},
                "contextAgents": [{"objectType": "contextAgent", "agent": secret(1)}],
                "contextGroups": [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [secret(2)]}}]},
            "authority": {"account": {"homePage": "http://store", "name": "k"}},
        });
        pseudonyms.replace_all(&mut statement);
        assert!(!statement.to_string().contains("secret"), "{statement}");
        assert_eq!(statement["actor"]["account"], statement["context"]["contextAgents"][0]["agent"]["account"]);
        assert_ne!(statement["actor"]["account"], statement["object"]["object"]["account"]);
        assert_eq!(statement["authority"]["account"]["name"], "k");
        let once = statement.clone();
        pseudonyms.replace_all(&mut statement);
        assert_eq!(statement, once, "a pseudonym is not replaced again");
    }

    #[test]
    fn a_learner_has_the_name_here_that_files_give_by_the_same_key() {
        let key = Key::read(&[b'k'; 32]).expect("long enough");
        let mut agent = json!({"account": {"homePage": "https://moodle.example.org", "name": "user01"}});
        Pseudonyms::new(key.clone()).replace(&mut agent);
        let name = key.name(&crate::xapi::pseudonym::account("https://moodle.example.org", "user01"));
        assert_eq!(agent, json!({"account": {"homePage": HOME, "name": name}}));
    }
}
