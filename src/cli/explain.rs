//! `cartable explain`

use super::{Outcome, Speech};
use crate::diagnostic::{Rule, explain};
use crate::ui::Format;
use crate::{
    build, check, compare, deposit, documents, import, read, report, sheet, statements, sums, translate, verify, xapi,
};
use clap::Args;
use serde_json::json;

/// Explains a finding: what it means, why the rule exists and how to fix it.
#[derive(Debug, Args)]
pub struct Explain {
    /// Code of the finding, such as C060; if omitted, all codes are listed.
    code: Option<String>,
    #[command(flatten)]
    speech: Speech,
}

/// Every rule of every family.
pub fn rules() -> Vec<&'static Rule> {
    let families = [
        read::rules::RULES,
        read::overlay::RULES,
        build::RULES,
        compare::RULES,
        deposit::RULES,
        documents::RULES,
        import::RULES,
        report::RULES,
        sheet::rules::RULES,
        statements::RULES,
        sums::RULES,
        translate::RULES,
        verify::RULES,
        xapi::statement::rules::RULES,
    ];
    let mut all: Vec<&Rule> = families.into_iter().flatten().copied().chain(check::rules()).collect();
    all.sort_by_key(|rule| rule.code);
    all
}

impl Explain {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let wanted = self.code.map(|code| code.to_uppercase());
        let all = rules();
        let shown: Vec<_> = all.iter().filter(|rule| wanted.as_deref().is_none_or(|code| code == rule.code)).collect();
        if let (true, Some(code)) = (shown.is_empty(), &wanted) {
            ui.message("explain.unknown", &[("code", code)]);
            return Outcome::Usage;
        }
        for rule in shown {
            let Some(text) = explain(ui.locale, rule.code) else { continue };
            let severity = rule.severity.word(ui.locale);
            match (ui.format, &wanted) {
                (Format::Json, _) => {
                    let row = json!({
                        "code": rule.code, "severity": rule.severity.key(), "title": text.title,
                        "message": text.message, "help": text.help, "why": text.why, "clause": text.clause,
                    });
                    ui.result(&row.to_string());
                }
                (Format::Human, None) => ui.result(&format!("{}  {severity:<9}  {}", rule.code, text.title)),
                (Format::Human, Some(_)) => {
                    let parts = [&text.message, &text.why, &text.help, &text.clause];
                    let parts: Vec<&str> =
                        parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
                    ui.result(&format!("{} ({severity}) {}\n\n{}", rule.code, text.title, parts.join("\n\n")));
                }
            }
        }
        Outcome::Done
    }
}
