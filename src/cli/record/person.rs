//! The person whom a command is about: named by its arguments, and found in the store under that name or not.

use super::super::Outcome;
use super::{account, agrees, pseudonyms};
use crate::record::{Pseudonyms, Refusal, Store, near};
use crate::ui::Ui;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// The arguments that name a person.
#[derive(Debug, Args)]
pub struct Person {
    /// Account, as HOME|NAME: https://moodle.example.org|1234
    #[arg(long, value_parser = account, group = "who")]
    account: Option<Value>,
    /// E-mail address, as mailto:someone@example.org
    #[arg(long, conflicts_with = "account", group = "who")]
    mbox: Option<String>,
    /// File with the key that the store uses to replace actors.
    #[arg(long, value_name = "KEYFILE", requires = "who")]
    pseudonyms: Option<PathBuf>,
}

/// A person as the store knows them.
pub struct Who {
    /// The agent under whom the store has them.
    pub agent: Value,
    named: Value,
    pseudonyms: Option<Pseudonyms>,
}

impl Person {
    /// Whether anybody is named.
    pub fn is_named(&self) -> bool {
        self.account.is_some() || self.mbox.is_some()
    }

    /// Who is meant; says why the store cannot be asked for them.
    ///
    /// # Errors
    /// Where the data base cannot be read.
    pub fn who(&self, ui: &Ui, store: &Store) -> Result<Result<Who, Outcome>, Refusal> {
        let pseudonyms = match pseudonyms(ui, self.pseudonyms.as_deref()) {
            Ok(pseudonyms) => pseudonyms,
            Err(outcome) => return Ok(Err(outcome)),
        };
        if !agrees(ui, store, pseudonyms.as_ref())? {
            return Ok(Err(Outcome::Usage));
        }
        let named = self.account.clone().unwrap_or_else(|| json!({"mbox": self.mbox}));
        Ok(Ok(Who { agent: replaced(&named, pseudonyms.as_ref()), named, pseudonyms }))
    }
}

fn replaced(agent: &Value, pseudonyms: Option<&Pseudonyms>) -> Value {
    let mut agent = agent.clone();
    pseudonyms.iter().for_each(|pseudonyms| pseudonyms.replace(&mut agent));
    agent
}

/// Says that nobody of that name is here, and who is of nearly that name: nothing was done about anybody.
pub fn nobody(ui: &Ui, store: &Store, who: &Who) -> Result<Outcome, Refusal> {
    ui.message("record.nobody", &[]);
    let pseudonyms = who.pseudonyms.as_ref();
    let alike = alike(&who.named).into_iter().map(|agent| (written(&agent), replaced(&agent, pseudonyms)));
    for name in near(store, alike.collect())? {
        ui.message("record.near", &[("name", &name)]);
    }
    Ok(Outcome::Findings)
}

/// The same person as others may have written them: a slash, a scheme or capital letters make another identity.
fn alike(agent: &Value) -> Vec<Value> {
    if let Some(mbox) = agent["mbox"].as_str() {
        let bare = mbox.strip_prefix("mailto:").unwrap_or(mbox);
        let texts = [format!("mailto:{bare}"), format!("mailto:{}", bare.to_lowercase())];
        return texts.into_iter().filter(|text| text != mbox).map(|text| json!({"mbox": text})).collect();
    }
    let part = |name: &str| agent["account"][name].as_str().unwrap_or_default();
    let (home, name) = (part("homePage"), part("name"));
    let bare = home.trim_end_matches('/');
    let bare = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://")).unwrap_or(bare);
    let mut all = Vec::new();
    for home_page in
        ["https://", "http://"].into_iter().flat_map(|scheme| ["", "/"].map(|end| format!("{scheme}{bare}{end}")))
    {
        for name in [name.to_owned(), name.trim().to_owned(), name.to_lowercase()] {
            let agent = json!({"account": {"homePage": home_page, "name": name}});
            if (home_page.as_str(), name.as_str()) != (home, part("name")) && !all.contains(&agent) {
                all.push(agent);
            }
        }
    }
    all
}

/// As the arguments of the command have it.
fn written(agent: &Value) -> String {
    match agent["mbox"].as_str() {
        Some(mbox) => format!("--mbox '{mbox}'"),
        None => {
            let part = |name: &str| agent["account"][name].as_str().unwrap_or_default();
            format!("--account '{}|{}'", part("homePage"), part("name"))
        }
    }
}
