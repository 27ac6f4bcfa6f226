//! GIFT as `qformat_gift` reads it: blocks between empty lines, escaped characters behind placeholders, then cut at the signs.

use crate::{Held, words};

/// What `escapedchar_pre` puts in the place of escaped characters.
const PLACES: [(&str, &str, &str); 7] = [
    ("\\:", "&&058;", ":"),
    ("\\#", "&&035;", "#"),
    ("\\=", "&&061;", "="),
    ("\\{", "&&123;", "{"),
    ("\\}", "&&125;", "}"),
    ("\\~", "&&126;", "~"),
    ("\\n", "&&010;", "\n"),
];

pub fn read(gift: &str) -> Vec<Held> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    for line in gift.lines().map(str::trim) {
        // PHP's `empty` takes a line of one zero for nothing.
        if line.is_empty() || line == "0" {
            blocks.push(Vec::new());
        } else {
            blocks.last_mut().expect("one").push(line);
        }
    }
    let (mut category, mut all) = (Vec::new(), Vec::new());
    for block in blocks.into_iter().filter(|block| !block.is_empty()) {
        let comments: String = block.iter().filter(|line| line.starts_with("//")).copied().collect();
        let lines: Vec<&str> = block.iter().map(|line| if line.starts_with("//") { " " } else { line }).collect();
        let text = before(lines.join("\n").trim());
        match text.strip_prefix("$CATEGORY:") {
            Some(named) => category = path(named.trim()),
            None => all.push(Held { category: category.clone(), ..question(&text, &comments) }),
        }
    }
    all
}

/// The names in a path: cut at single slashes, then double ones are single (`split_category_path`).
pub fn path(path: &str) -> Vec<String> {
    path.replace("//", "\0").split('/').map(|name| name.trim().replace('\0', "/")).collect()
}

fn before(text: &str) -> String {
    let text = text.replace("\\\\", "&&092;");
    let text = PLACES.iter().fold(text, |text, (escaped, place, _)| text.replace(escaped, place));
    text.replace("&&092;", "\\")
}

fn after(text: &str) -> String {
    PLACES.iter().fold(text.to_owned(), |text, (_, place, character)| text.replace(place, character))
}

/// A text without the name of its format.
fn said(text: &str) -> String {
    let text = text.trim();
    words(after(text.strip_prefix("[html]").unwrap_or(text)).trim())
}

fn bracketed<'a>(comments: &'a str, name: &str) -> Vec<&'a str> {
    comments.split(&format!("[{name}:")).skip(1).filter_map(|rest| rest.split(']').next()).collect()
}

fn question(text: &str, comments: &str) -> Held {
    let (name, rest) = text.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a name");
    let id = bracketed(comments, "id").first().map_or(String::new(), |id| (*id).to_owned());
    assert!(after(name).starts_with(&id), "{name}");
    let tags = bracketed(comments, "tag").into_iter().map(str::to_owned).collect();
    let rest = rest.trim();
    let mut held = Held { id, tags, kind: "description".to_owned(), text: said(rest), ..Held::default() };
    let (Some(open), Some(close)) = (rest.find('{'), rest.find('}')) else {
        assert!(!rest.contains(['{', '}']), "{rest}");
        return held;
    };
    assert!(rest.ends_with('}') && close == rest.len() - 1, "answers stand at the end: {rest}");
    held.text = said(&rest[..open]);
    let answers = rest[open + 1..close].trim();
    let (answers, feedback) =
        answers.rsplit_once("####").map_or((answers, ""), |(answers, rest)| (answers.trim(), rest));
    held.feedback = said(feedback);
    if answers.contains('~') {
        held.kind = "multichoice".to_owned();
        held.single = answers.contains('=');
        let answers = answers.replace('=', "~=");
        held.parts = answers.split('~').filter(|answer| !answer.trim().is_empty()).map(choice).collect();
    } else {
        assert!(answers.contains('=') && answers.contains("->"), "{answers}");
        held.kind = "matching".to_owned();
        held.parts = answers.split('=').filter(|answer| !answer.trim().is_empty()).map(pair).collect();
    }
    assert!(held.parts.len() >= 2, "{text}");
    held
}

fn choice(answer: &str) -> [String; 3] {
    let answer = answer.trim();
    let (share, rest) = match (answer.strip_prefix('='), answer.strip_prefix('%')) {
        (Some(rest), _) => ("100", rest),
        (_, Some(rest)) => rest.split_once('%').expect("a weight"),
        _ => ("0", answer),
    };
    let (text, feedback) = rest.split_once('#').unwrap_or((rest, ""));
    [said(text), share.to_owned(), said(feedback)]
}

fn pair(answer: &str) -> [String; 3] {
    let (left, right) = answer.split_once("->").expect("an arrow");
    [said(left), words(after(right).trim()), String::new()]
}
