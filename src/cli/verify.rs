//! `cartable verify`

use super::{Outcome, Speech, bounded};
use crate::diagnostic::{Findings, explain};
use crate::ui::{Format, Ui};
use crate::verify;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Says what is wrong with packages, whoever made them, and what an LMS will do with them.
#[derive(Debug, Args)]
pub struct Verify {
    /// The archives.
    #[arg(required_unless_present = "explain", conflicts_with = "explain")]
    packages: Vec<PathBuf>,
    /// Lists every rule with the clause it rests on, and what standards ask that no program can judge.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    speech: Speech,
}

impl Verify {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        if self.explain {
            rules(&ui);
            return Outcome::Done;
        }
        let mut findings = Findings::default();
        for path in &self.packages {
            match bounded::read(path, verify::MOST_BYTES) {
                Ok(bytes) => findings.extend(verify::verify(&path.display().to_string(), &bytes)),
                Err(error) => return Outcome::file(&ui, path, error),
            }
        }
        ui.findings(&findings);
        Outcome::of(&findings)
    }
}

/// The rules and what is not judged: for machines one object with both, for people a line or two each.
fn rules(ui: &Ui) {
    let judged = verify::RULES.iter().filter_map(|rule| Some((*rule, explain(ui.locale, rule.code)?)));
    let unjudged = verify::unjudged(ui.locale);
    if ui.format == Format::Json {
        let rules: Vec<_> = judged
            .map(|(rule, text)| {
                json!({ "code": rule.code, "severity": rule.severity.key(), "title": text.title, "clause": text.clause })
            })
            .collect();
        let rest = unjudged.iter().map(|row| json!({ "clause": row.clause, "text": row.text, "reason": row.reason }));
        let both = json!({ "rules": rules, "unjudged": rest.collect::<Vec<_>>() });
        return ui.result(&format!("{both:#}"));
    }
    for (rule, text) in judged {
        let severity = rule.severity.word(ui.locale);
        ui.result(&format!("{}  {severity:<13}  {}\n      {}", rule.code, text.title, text.clause));
    }
    ui.say("verify.unjudged", &[]);
    for row in unjudged {
        ui.result(&format!("–  {}\n   {}\n   {}", row.text, row.reason, row.clause));
    }
}
