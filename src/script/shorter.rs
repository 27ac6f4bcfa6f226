//! What means the same in fewer letters: the parentheses around the one parameter of an arrow go, declarations that follow each other share
//! one `let`, and `true`, `false` and `undefined` are made of numbers.

use super::tokens::Token;

/// What is written in the place of each token, where it is anything else than the token itself; empty where nothing is.
pub fn shorter(tokens: &[Token<'_>]) -> Vec<Option<&'static str>> {
    let mut instead = vec![None; tokens.len()];
    // For each bracket that is open, whether it is a parenthesis and whether the statement in it declares.
    let mut open = vec![(false, false)];
    for (at, token) in tokens.iter().enumerate() {
        let text = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.text);
        let innermost = open.len() - 1;
        match token.text {
            "(" if tokens.get(at + 1).is_some_and(|t| t.is_name) && text(2) == ")" && text(3) == "=>" => {
                (instead[at], instead[at + 2]) = (Some(""), Some(""));
                open.push((true, false));
            }
            "(" => open.push((true, false)),
            "{" | "[" | "${" => open.push((false, false)),
            ")" | "}" | "]" => open.truncate(innermost.max(1)),
            "const" | "let" => open[innermost].1 = true,
            ";" => {
                let (is_head, declares) = open[innermost];
                let goes_on = declares && !is_head && matches!(text(1), "const" | "let");
                if goes_on {
                    (instead[at], instead[at + 1]) = (Some(","), Some(""));
                }
                open[innermost].1 = goes_on;
            }
            "true" => instead[at] = Some("!0"),
            "false" => instead[at] = Some("!1"),
            "undefined" => instead[at] = Some("void 0"),
            _ => {}
        }
    }
    instead
}
