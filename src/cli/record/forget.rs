//! `cartable record forget`

use super::super::Outcome;
use super::{Place, account, agrees, pseudonyms};
use crate::record::{Forgotten, Pseudonyms, Refusal, Store, forget, near};
use crate::ui::Ui;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Deletes a person: statements, state, profiles and names.
///
/// Earlier backups still contain the person.
#[derive(Debug, Args)]
pub struct Forget {
    #[command(flatten)]
    place: Place,
    /// Account, as HOME|NAME: https://moodle.example.org|1234
    #[arg(long, value_parser = account, required_unless_present = "mbox")]
    account: Option<Value>,
    /// E-mail address, as mailto:someone@example.org
    #[arg(long, conflicts_with = "account")]
    mbox: Option<String>,
    /// Also deletes other people's statements that name the person, for instance as instructor.
    #[arg(long)]
    everywhere: bool,
    /// File with the key that the store uses to replace actors.
    #[arg(long, value_name = "KEYFILE")]
    pseudonyms: Option<PathBuf>,
}

impl Forget {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let pseudonyms = match pseudonyms(ui, self.pseudonyms.as_deref()) {
                Ok(pseudonyms) => pseudonyms,
                Err(outcome) => return Ok(outcome),
            };
            if !agrees(ui, store, pseudonyms.as_ref())? {
                return Ok(Outcome::Usage);
            }
            let named = self.account.clone().unwrap_or_else(|| json!({"mbox": self.mbox}));
            let forgotten = forget(store, &replaced(&named, pseudonyms.as_ref()), self.everywhere)?;
            if forgotten == Forgotten::default() {
                return nobody(ui, store, &named, pseudonyms.as_ref());
            }
            let (statements, documents) = (forgotten.statements.to_string(), forgotten.documents.to_string());
            ui.say("record.forgotten", &[("statements", &statements), ("documents", &documents)]);
            if forgotten.left > 0 {
                ui.message("record.left", &[("count", &forgotten.left.to_string())]);
            }
            Ok(Outcome::Done)
        })
    }
}

fn replaced(agent: &Value, pseudonyms: Option<&Pseudonyms>) -> Value {
    let mut agent = agent.clone();
    pseudonyms.iter().for_each(|pseudonyms| pseudonyms.replace(&mut agent));
    agent
}

/// Says that nobody of that name is here, and who is of nearly that name: nothing that was to be forgotten is.
fn nobody(ui: &Ui, store: &Store, named: &Value, pseudonyms: Option<&Pseudonyms>) -> Result<Outcome, Refusal> {
    ui.message("record.nobody", &[]);
    let alike = alike(named).into_iter().map(|agent| (written(&agent), replaced(&agent, pseudonyms)));
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
