//! Fields: an instruction between two marks, and behind it what came of it. Source: ECMA-376 part 1, 17.16; only links are followed.

/// The fields that are open, the innermost last.
#[derive(Default)]
pub struct Fields(Vec<Field>);

#[derive(Default)]
struct Field {
    instruction: String,
    /// Whether its instruction is over.
    is_shown: bool,
}

impl Fields {
    /// A mark: `begin`, `separate` or `end`.
    pub fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.0.push(Field::default()),
            "end" => {
                self.0.pop();
            }
            _ => {
                if let Some(field) = self.0.last_mut() {
                    field.is_shown = true;
                }
            }
        }
    }

    /// A piece of an instruction.
    pub fn instruct(&mut self, piece: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| !field.is_shown) {
            field.instruction.push_str(piece);
        }
    }

    /// The address that letters lead to here.
    pub fn link(&self) -> Option<String> {
        self.0.iter().rev().filter(|field| field.is_shown).find_map(|field| address(&field.instruction))
    }
}

/// The address in an instruction; none where it is no link, or one into the document itself.
pub fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let (address, switches) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => rest.split_once(' ').unwrap_or((rest, "")),
    };
    if address.is_empty() || address.starts_with('\\') {
        return None;
    }
    let part = switches.split_once("\\l \"").and_then(|(_, part)| part.split_once('"'));
    Some(part.map_or_else(|| address.to_owned(), |(part, _)| format!("{address}#{part}")))
}
