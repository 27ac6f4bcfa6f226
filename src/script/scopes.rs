//! Where a script's functions begin and end: a name that one of them declares means nothing outside it.

use super::tokens::Token;
use std::ops::Range;

/// The functions in a part, each from its parameters to its end, in the order in which they begin.
pub fn scopes(tokens: &[Token<'_>], part: Range<usize>) -> Vec<Range<usize>> {
    let scope = |at: usize| match tokens[at].text {
        "function" => {
            let open = (at + 1..tokens.len()).find(|&at| tokens[at].text == "(")?;
            Some(open..end(tokens, end(tokens, open) + 1) + 1)
        }
        "=>" => Some(parameters(tokens, at)..body(tokens, at + 1)),
        _ => None,
    };
    let mut all: Vec<Range<usize>> = part.filter_map(scope).collect();
    all.sort_by_key(|scope| scope.start);
    all
}

/// Where the parameters of an arrow begin.
fn parameters(tokens: &[Token<'_>], arrow: usize) -> usize {
    let mut depth = 0;
    for at in (0..arrow).rev() {
        match tokens[at].text {
            ")" | "]" | "}" => depth += 1,
            "(" | "[" | "{" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    0
}

/// Where the body of an arrow ends: with its braces, or before what cannot belong to an expression.
fn body(tokens: &[Token<'_>], from: usize) -> usize {
    if tokens.get(from).is_some_and(|token| token.text == "{") {
        return end(tokens, from) + 1;
    }
    let (mut depth, mut choices) = (0, 0);
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.text {
            "(" | "[" | "{" | "${" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return at,
            ")" | "]" | "}" => depth -= 1,
            "," | ";" if depth == 0 => return at,
            "?" if depth == 0 => choices += 1,
            ":" if depth == 0 && choices == 0 => return at,
            ":" if depth == 0 => choices -= 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The bracket that closes the one at `open`.
pub fn end(tokens: &[Token<'_>], open: usize) -> usize {
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
