//! Which names a script declares, and a short one for each.

use super::scopes::{end, scopes};
use super::tokens::{Token, is_of_language};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Names that the browser gives or that other scripts ask for: a name of ours that is also one of these stays as it is.
const KEPT: &str = "window document navigator location history name status event parent opener top self screen print open close \
stop focus blur find origin length createAdapter JSON Math Object Array String Number Boolean Date Set Map Promise Blob URL Error \
RegExp Symbol Function parseInt parseFloat isNaN setTimeout clearTimeout localStorage matchMedia undefined arguments of get set";

/// Short names: those of the whole script, and those of each function.
pub struct Names<'a> {
    outer: BTreeMap<&'a str, String>,
    /// Where each statement of the outer level begins, and the functions in it.
    inner: Vec<(usize, Vec<Scope<'a>>)>,
}

struct Scope<'a> {
    range: Range<usize>,
    /// How many names the functions around it declare.
    base: usize,
    names: Vec<&'a str>,
    shorts: BTreeMap<&'a str, String>,
}

impl<'a> Names<'a> {
    /// Gives every declared name a short one. Each function takes the same ones, in the order in which its names are met, but for
    /// those that mean something in it already: what repeats is sent for nothing.
    pub fn of(tokens: &[Token<'a>]) -> Self {
        let starts = statements(tokens);
        let outer: BTreeSet<&str> =
            starts.iter().filter_map(|at| tokens.get(at + 1)).filter(|t| t.is_name).map(|t| t.text).collect();
        let end = [tokens.len()];
        let units = starts.iter().zip(starts.iter().skip(1).chain(&end));
        let mut inner: Vec<(usize, Vec<Scope<'_>>)> =
            units.map(|(from, to)| (*from, scopes_of(tokens, *from..*to, &outer))).collect();
        let all = || inner.iter().flat_map(|(_, scopes)| scopes);
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let met = tokens.iter().enumerate().filter(|(_, token)| token.is_name);
        met.for_each(|(at, token)| places.entry(token.text).or_default().push(at));
        // A short name must not be one that the script takes from elsewhere.
        let locals: BTreeSet<&str> = all().flat_map(|scope| scope.names.iter().copied()).collect();
        let is_used = |name: &str| places.contains_key(name) && !outer.contains(name) && !locals.contains(name);
        let mut shorts = (0..).map(short).filter(|short| !is_kept(short) && !is_used(short));
        let most = all().map(|scope| scope.base + scope.names.len()).max().unwrap_or(0);
        let pool: Vec<String> = shorts.by_ref().take(most).collect();
        for (_, scopes) in &mut inner {
            for at in 0..scopes.len() {
                let (around, own) = scopes.split_at_mut(at);
                let taken = taken(&places, around, &own[0]);
                let free = pool.iter().filter(|short| !taken.contains(short.as_str())).cloned();
                own[0].shorts = own[0].names.iter().copied().zip(free).collect();
            }
        }
        // The shortest for those that are met most.
        let mut named: Vec<&str> = outer.iter().copied().filter(|name| !is_kept(name)).collect();
        named.sort_by_cached_key(|name| std::cmp::Reverse(places.get(name).map_or(0, Vec::len)));
        Self { outer: named.into_iter().zip(shorts).collect(), inner }
    }

    /// The short name of a name that stands at a token.
    pub fn get(&self, at: usize, name: &str) -> Option<&String> {
        let unit = self.inner.partition_point(|(from, _)| *from <= at).checked_sub(1);
        let around = unit.into_iter().flat_map(|unit| self.inner[unit].1.iter().rev());
        let own = around.filter(|scope| scope.range.contains(&at)).find_map(|scope| scope.shorts.get(name));
        own.or_else(|| self.outer.get(name))
    }
}

/// The short names of the functions around one that mean something in it too. `places` are the tokens at which each name stands.
fn taken<'s>(places: &BTreeMap<&str, Vec<usize>>, around: &'s [Scope<'_>], own: &Scope<'_>) -> BTreeSet<&'s str> {
    let is_met = |name: &str| {
        let places = places.get(name).map_or(&[][..], Vec::as_slice);
        let first = places.partition_point(|at| *at < own.range.start);
        places.get(first).is_some_and(|at| own.range.contains(at))
    };
    let around = around.iter().filter(|scope| scope.range.contains(&own.range.start));
    let all = around.flat_map(|scope| &scope.shorts).filter(|(name, _)| is_met(name));
    all.map(|(_, short)| short.as_str()).collect()
}

/// The functions of a statement with what each declares, and the statement itself as the first of them.
fn scopes_of<'a>(tokens: &[Token<'a>], part: Range<usize>, outer: &BTreeSet<&str>) -> Vec<Scope<'a>> {
    let ranges = std::iter::once(part.clone()).chain(scopes(tokens, part.clone()));
    let mut all: Vec<Scope<'_>> =
        ranges.map(|range| Scope { range, base: 0, names: Vec::new(), shorts: BTreeMap::new() }).collect();
    for (at, name) in declared(tokens, part) {
        let innermost = all.iter_mut().rev().find(|scope| scope.range.contains(&at));
        let ours = !outer.contains(name);
        innermost.filter(|scope| ours && !scope.names.contains(&name)).into_iter().for_each(|s| s.names.push(name));
    }
    for at in 0..all.len() {
        let around = all[..at].iter().filter(|scope| scope.range.contains(&all[at].range.start));
        all[at].base = around.map(|scope| scope.names.len()).sum();
    }
    all
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
    let letters = b"etanisorclupdhmgfbvwykxjqzSCDEALMNTOIPRBFUHVGWJKQXYZ";
    let mut name = String::from(char::from(letters[number % 52]));
    number /= 52;
    while number > 0 {
        name.push(char::from(letters[(number - 1) % 52]));
        number = (number - 1) / 52;
    }
    name
}

fn is_kept(name: &str) -> bool {
    IS_KEPT.contains(name) || is_of_language(name)
}

static IS_KEPT: LazyLock<BTreeSet<&str>> = LazyLock::new(|| KEPT.split(' ').collect());

/// Every name that is declared in a part, with its place: behind `const`, `let` and `function`, and as a parameter.
fn declared<'a>(tokens: &[Token<'a>], part: Range<usize>) -> Vec<(usize, &'a str)> {
    let mut names = Vec::new();
    for at in part {
        let token = &tokens[at];
        let next = tokens.get(at + 1).map_or("", |t| t.text);
        match token.text {
            "const" | "let" | "var" if matches!(next, "{" | "[") => pattern(tokens, at + 1, &mut names),
            "const" | "let" | "var" | "function" => {
                names.extend(tokens.get(at + 1).filter(|t| t.is_name).map(|t| (at + 1, t.text)))
            }
            // A promise's `catch` is a property and declares nothing.
            "catch" if at > 0 && tokens[at - 1].text != "." => pattern(tokens, at + 1, &mut names),
            "=>" if at > 0 && tokens[at - 1].is_name => names.push((at - 1, tokens[at - 1].text)),
            "(" if is_parameters(tokens, at) => pattern(tokens, at, &mut names),
            _ => {}
        }
    }
    names
}

/// Whether a bracket opens parameters: behind `function`, or before an arrow.
fn is_parameters(tokens: &[Token<'_>], open: usize) -> bool {
    let function = open > 0 && (tokens[open - 1].text == "function" || open > 1 && tokens[open - 2].text == "function");
    function || tokens.get(end(tokens, open) + 1).is_some_and(|token| token.text == "=>")
}

/// The names that a pattern binds: those before a comma or a bracket, not the keys before a colon.
fn pattern<'a>(tokens: &[Token<'a>], open: usize, names: &mut Vec<(usize, &'a str)>) {
    for at in open + 1..end(tokens, open) {
        let next = tokens[at + 1].text;
        let before = tokens[at - 1].text;
        if tokens[at].is_name && next != ":" && matches!(before, "{" | "[" | "(" | "," | ":" | "...") {
            names.push((at, tokens[at].text));
        }
    }
}
