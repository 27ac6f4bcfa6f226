//! Which names a script declares, and a short one for each.

use super::tokens::{Token, WORDS};
use std::collections::{BTreeMap, BTreeSet};

/// Names that the browser gives or that other scripts ask for: a name of ours that is also one of these stays as it is.
const KEPT: &str = "window document navigator location history name status event parent opener top self screen print open close \
stop focus blur find origin length createAdapter JSON Math Object Array String Number Boolean Date Set Map Promise Blob URL Error \
RegExp Symbol Function parseInt parseFloat isNaN setTimeout clearTimeout localStorage matchMedia undefined arguments of get set";

/// Short names: those of the whole script, and those inside each of its statements.
pub struct Names<'a> {
    outer: BTreeMap<&'a str, String>,
    /// Where each statement of the outer level begins, and the names declared inside it.
    inner: Vec<(usize, BTreeMap<&'a str, String>)>,
}

impl<'a> Names<'a> {
    /// Gives every declared name a short one. Inside a statement the short names begin anew, in the order in which they are met,
    /// because what repeats is sent for nothing.
    pub fn of(tokens: &[Token<'a>]) -> Self {
        let starts = statements(tokens);
        let outer: Vec<&str> =
            starts.iter().filter_map(|at| tokens.get(at + 1)).filter(|t| t.is_name).map(|t| t.text).collect();
        let end = [tokens.len()];
        let units = starts.iter().zip(starts.iter().skip(1).chain(&end));
        let locals: Vec<(usize, Vec<&str>)> = units
            .map(|(from, to)| {
                let mut names = declared(tokens, *from..*to);
                names.retain(|name| !outer.contains(name) && !is_kept(name));
                (*from, names)
            })
            .collect();
        // A short name must not be one that the script takes from elsewhere.
        let ours = |name: &str| outer.contains(&name) || locals.iter().any(|(_, names)| names.contains(&name));
        let used: BTreeSet<&str> = tokens.iter().filter(|t| t.is_name && !ours(t.text)).map(|t| t.text).collect();
        let mut shorts = (0..).map(short).filter(|short| !is_kept(short) && !used.contains(short.as_str()));
        let most = locals.iter().map(|(_, names)| names.len()).max().unwrap_or(0);
        let pool: Vec<String> = shorts.by_ref().take(most).collect();
        let inner = locals
            .into_iter()
            .map(|(from, names)| (from, names.into_iter().zip(pool.iter().cloned()).collect()))
            .collect();
        let outer = outer.into_iter().filter(|name| !is_kept(name)).zip(shorts).collect();
        Self { outer, inner }
    }

    /// The short name of a name that stands at a token.
    pub fn get(&self, at: usize, name: &str) -> Option<&String> {
        let unit = self.inner.partition_point(|(from, _)| *from <= at).checked_sub(1);
        unit.and_then(|unit| self.inner[unit].1.get(name)).or_else(|| self.outer.get(name))
    }
}

/// Where the statements begin that declare the names of the whole script: inside the one function around it, where there is one.
fn statements(tokens: &[Token<'_>]) -> Vec<usize> {
    let base = usize::from(tokens.first().is_some_and(|token| token.text == "(")) * 2;
    let mut depth = 0;
    let mut starts = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            "(" | "[" | "{" | "${" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            "function" | "const" | "let" | "var" if depth == base => starts.push(at),
            _ => {}
        }
    }
    starts
}

fn short(mut number: usize) -> String {
    let letters = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::from(char::from(letters[number % 52]));
    number /= 52;
    while number > 0 {
        name.push(char::from(letters[(number - 1) % 52]));
        number = (number - 1) / 52;
    }
    name
}

fn is_kept(name: &str) -> bool {
    KEPT.split(' ').chain(WORDS.split(' ')).any(|kept| kept == name)
}

/// Every name that is declared in a part, in the order in which they are met: behind `const`, `let` and `function`, and as a
/// parameter.
fn declared<'a>(tokens: &[Token<'a>], part: std::ops::Range<usize>) -> Vec<&'a str> {
    let mut names = Vec::new();
    for at in part {
        let token = &tokens[at];
        let next = tokens.get(at + 1).map_or("", |t| t.text);
        match token.text {
            "const" | "let" | "var" if matches!(next, "{" | "[") => pattern(tokens, at + 1, &mut names),
            "const" | "let" | "var" | "function" => {
                names.extend(tokens.get(at + 1).filter(|t| t.is_name).map(|t| t.text))
            }
            "catch" => pattern(tokens, at + 1, &mut names),
            "=>" if at > 0 && tokens[at - 1].is_name => names.push(tokens[at - 1].text),
            "(" if is_parameters(tokens, at) => pattern(tokens, at, &mut names),
            _ => {}
        }
    }
    let mut met = Vec::new();
    for name in names {
        if !met.contains(&name) {
            met.push(name);
        }
    }
    met
}

/// Whether a bracket opens parameters: behind `function`, or before an arrow.
fn is_parameters(tokens: &[Token<'_>], open: usize) -> bool {
    let function = open > 0 && (tokens[open - 1].text == "function" || open > 1 && tokens[open - 2].text == "function");
    function || tokens.get(end(tokens, open) + 1).is_some_and(|token| token.text == "=>")
}

/// The bracket that closes the one at `open`.
fn end(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" | "[" | "{" | "${" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

/// The names that a pattern binds: those before a comma or a bracket, not the keys before a colon.
fn pattern<'a>(tokens: &[Token<'a>], open: usize, names: &mut Vec<&'a str>) {
    for at in open + 1..end(tokens, open) {
        let next = tokens[at + 1].text;
        let before = tokens[at - 1].text;
        if tokens[at].is_name && next != ":" && matches!(before, "{" | "[" | "(" | "," | ":" | "...") {
            names.push(tokens[at].text);
        }
    }
}
