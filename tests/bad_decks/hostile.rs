//! Texts that are made to keep a reader busy, or to exhaust its stack: as large as a file may be.

use crate::made::card;
use cartable::diagnostic::{Locale, json};
use std::time::{Duration, Instant};

const SIZE: usize = 990_000;

fn fill(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

/// Reads, checks and reports a deck of one hostile file beside a `deck.toml`, on the small stack of a thread.
fn report(path: &str, text: &str) -> usize {
    let deck = include_str!("../decks/good/deck.toml");
    let theme = include_str!("../decks/good/fr/1-deborder/theme.md");
    let files = [("deck.toml", deck), ("fr/1-deborder/theme.md", theme)];
    let files = files.into_iter().filter(|(name, _)| *name != path).chain([(path, text)]);
    let (deck, mut findings) = cartable::read::read_files(files);
    findings.extend(cartable::check::check(&deck));
    let table = json(&findings, Locale::Fr);
    table["findings"].as_array().map_or(0, Vec::len)
}

fn bounded(name: &str, path: &str, text: &str) {
    let start = Instant::now();
    let found = report(path, text);
    let taken = start.elapsed();
    println!("{name}: {found} findings in {taken:?}");
    assert!(taken < Duration::from_secs(30), "{name} took {taken:?}");
}

#[test]
fn markdown_that_is_made_to_hurt_is_read_in_time() {
    for piece in [
        "*a _b ",
        "*a **a ",
        "**",
        "[",
        "![",
        "![a](",
        "[a](",
        "](a) ",
        "<b>",
        "</b>",
        "<",
        "<!--",
        "`",
        "> ",
        ">",
        "- ",
        "1. ",
        "- a\n",
        "## {#a}\n",
        "## a {#prompts}\n## b {#b}\n",
        "### a {#a kind=note}\n",
        "# a\n",
        "&#1;",
        "&amp;",
        "\\",
        "| a ",
        "|a|\n|-|\n",
        "[^a]",
        "[^a]: b\n",
        "~~",
        "```\n",
        "    a\n",
        "---\n",
        "a\n",
        "é",
        "{",
        "{#",
        "[a]: b\n",
        "https://a ",
        "a. ",
        "<a@b.c> ",
        "![](x) ",
        "[a](//b) ",
    ] {
        bounded(piece, "fr/1-deborder/03.md", &card("t1-s03", &fill(piece)));
    }
    let lists: String = (0..1300).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect();
    bounded("deeper and deeper", "fr/1-deborder/03.md", &card("t1-s03", &lists));
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    let word = |at: usize| [at / 17576, at / 676, at / 26, at].map(letter).iter().collect::<String>();
    let acronyms: String = (0..190_000).map(|at| word(at) + " ").collect();
    bounded("many acronyms", "fr/1-deborder/03.md", &card("t1-s03", &format!("Un mot (ou deux, {acronyms}")));
}

#[test]
fn a_quiz_that_is_made_to_hurt_is_read_in_time() {
    let items: String = (0..20_000).map(|at| format!("### a {{#q{at} kind=note}}\n")).collect();
    let quiz = format!("{}\n## Quiz {{#quiz}}\n\n{items}", card("t1-s03", "Une histoire."));
    bounded("many items", "fr/1-deborder/03.md", &quiz);
    for piece in ["- [ ] a\n", "- [x] a\n  > b\n", "> a\n\n", "a\n\n", "#### b\n"] {
        let text = format!("{}\n## Quiz {{#quiz}}\n\n### a {{#q kind=fact}}\n\n{}", card("t1-s03", "A."), fill(piece));
        bounded(piece, "fr/1-deborder/03.md", &text);
    }
}

#[test]
fn toml_that_is_made_to_hurt_is_read_in_time() {
    for piece in
        ["[", "[a]\n", "[[a]]\n", "a.", "a = 1\n", "a = [\n", "\"", "\"\"\"", "{", "a={", "#", "x = {a=1,", "é", "=\n"]
    {
        bounded(piece, "deck.toml", &fill(piece));
    }
    let many: String = (0..60_000).map(|at| format!("k{at} = 1\n")).collect();
    bounded("many keys", "deck.toml", &many);
    let ids: String = (0..60_000).map(|at| format!("\"c{at}\",")).collect();
    bounded("many capsules", "fr/1-deborder/03.md", &card("t1-s03", "A.").replace("\"pause\"", &ids));
    let tags: String = (0..60_000).map(|at| format!("\"a{:x}\",", at % 4096)).collect();
    let deck = include_str!("../decks/good/deck.toml");
    bounded("many languages", "deck.toml", &deck.replace("[\"fr\"]", &format!("[{tags}]")));
    bounded("many themes", "deck.toml", &deck.replace("[\"t1\"]", &format!("[{ids}]")));
}
