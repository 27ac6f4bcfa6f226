//! The learner's script made small for slow lines: comments and spaces go, names become short. Knows JavaScript as the runtime
//! writes it (semicolons, no labels, no empty bodies, no holes in lists, no two names behind one `let`), and nothing of what the script does.

mod names;
mod properties;
mod scopes;
mod shorter;
mod tokens;

use names::Names;
use shorter::shorter;
use tokens::{is_word, tokens};

/// Files of script as one program of a page, in a scope of its own and made small.
pub fn enclosed(files: &str) -> String {
    shrink(&format!("(function () {{\n'use strict';\n{files}}}());\n"))
}

/// The script with a short name for each name that it declares, and for its own properties; all other property names stay.
pub fn shrink(text: &str) -> String {
    let tokens = tokens(text);
    let names = Names::of(&tokens);
    let instead = shorter(&tokens);
    let mut out = String::with_capacity(text.len() / 2);
    let mut open: Vec<char> = Vec::new();
    let mut written = None;
    for (at, token) in tokens.iter().enumerate() {
        let text = instead[at].unwrap_or(token.text);
        if text.is_empty() {
            continue;
        }
        let (before, after) = (at.checked_sub(1).map(|at| tokens[at].text), tokens.get(at + 1).map(|t| t.text));
        match text {
            "{" | "(" | "[" | "${" => open.push(text.chars().last().unwrap_or('{')),
            "}" | ")" | "]" => drop(open.pop()),
            _ => {}
        }
        // What closes needs no separator before it.
        match text {
            "}" if out.ends_with([';', ',']) => drop(out.pop()),
            "]" | ")" if out.ends_with(',') => drop(out.pop()),
            _ => {}
        }
        join(&mut out, text, token.new_line, written);
        written = Some(text);
        if !token.is_name {
            // Nothing here is assigned that must not be, and the shorter word repeats more often.
            out.push_str(if text == "const" { "let" } else { text });
            continue;
        }
        let in_braces = open.last() == Some(&'{') && matches!(before, Some("{" | ","));
        let is_property = matches!(before, Some("." | "?.")) || in_braces && after == Some(":");
        let property = || properties::short(text).unwrap_or(text);
        if is_property {
            out.push_str(property());
            continue;
        }
        match names.get(at, text) {
            Some(short) if in_braces && matches!(after, Some("," | "}")) => out.extend([property(), ":", short]),
            Some(short) => out.push_str(short),
            None => out.push_str(text),
        }
    }
    out.push('\n');
    out
}

/// Puts between two tokens what they need: a space between words, a line break where a statement may end without a semicolon.
fn join(out: &mut String, text: &str, new_line: bool, before: Option<&str>) {
    let Some(before) = before else { return };
    let closed =
        matches!(before, ";" | "{" | "(" | "[" | ",") || matches!(text, "}" | ")" | "]" | ";" | "," | "." | "?" | ":");
    let (last, first) = (before.chars().last().unwrap_or(' '), text.chars().next().unwrap_or(' '));
    let apart = is_word(last) && is_word(first) || last == first && matches!(last, '+' | '-');
    // A block that ends before one of these words ends its statement too.
    let begins = before == "}" && matches!(text, "function" | "const" | "let" | "if" | "return");
    if new_line && !closed && !begins {
        out.push('\n');
    } else if apart {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_short_and_everything_else_stays() {
        for (long, short) in [
            (
                "const count = 1; // one\nfunction add(first, second) {\n  return first + second;\n}",
                "let n=1;function a(e,t){return e+t}",
            ),
            ("const one = { one: 1, two: one }; one.one;", "let e={one:1,two:e};e.one;"),
            ("const { key, other: mine } = held; use({ key, mine });", "let{key:e,other:t}=held;use({key:e,mine:t});"),
            (
                "const t = `a ${t ? 'x' : `${t}`} t`; /[/t]/.test(t); 't';",
                "let e=`a ${e?'x':`${e}`} t`;/[/t]/.test(e);'t';",
            ),
            (
                "const go = other => other; function all(rows) { rows.map((row) => row.text); }",
                "let n=e=>e;function a(e){e.map(e=>e.text)}",
            ),
            ("const name = window.name; let x = 1\nx -= -1; x + +1", "let name=window.name,e=1\ne-=-1;e+ +1"),
            ("f([1, 2,], { a: 1, });\nfor (;;) { g(); }", "f([1,2],{a:1});for(;;){g()}"),
            ("const a = b ? c : d; const c = 1;", "let t=b?e:d,e=1;"),
            // What means something in a function keeps its name there; two functions beside each other share theirs.
            (
                "function go(link, no) { a((one) => one + link); b((two) => (two ? no : 1), link).catch(() => link); }",
                "function i(e,t){a(t=>t+e);b(e=>(e?t:1),e).catch(()=>e)}",
            ),
            // A name of the browser's is a name like any other where a function declares it.
            ("function pick(name, status) { return name || status; } name;", "function a(e,t){return e||t}name;"),
        ] {
            assert_eq!(shrink(long).trim_end(), short);
        }
    }
}
