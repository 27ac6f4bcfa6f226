//! JavaScript cut into tokens, as far as making it small needs it.

/// Whether a text is a word of the language, or a short name that would read as one.
pub fn is_of_language(text: &str) -> bool {
    matches!(
        text,
        "const"
            | "let"
            | "var"
            | "function"
            | "return"
            | "if"
            | "else"
            | "for"
            | "while"
            | "do"
            | "switch"
            | "case"
            | "break"
            | "continue"
            | "new"
            | "typeof"
            | "instanceof"
            | "in"
            | "of"
            | "try"
            | "catch"
            | "finally"
            | "throw"
            | "delete"
            | "void"
            | "null"
            | "true"
            | "false"
            | "this"
            | "default"
            | "class"
            | "extends"
            | "super"
            | "yield"
            | "async"
            | "await"
            | "as"
            | "is"
    )
}

/// A token and what is known of it.
pub struct Token<'a> {
    /// As it is written.
    pub text: &'a str,
    /// Whether it is a name, of a thing or of a property.
    pub is_name: bool,
    /// Whether a line ends before it.
    pub new_line: bool,
}

/// Whether a character may stand in a name or a number.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// Cuts a script into tokens; texts, templates' parts and patterns are one token each.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut at, mut new_line) = (0, false);
    // For each template that is open, how many braces are open inside its expression.
    let mut templates: Vec<usize> = Vec::new();
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            new_line |= first == '\n';
            at += first.len_utf8();
            continue;
        }
        if rest.starts_with("//") || rest.starts_with("/*") {
            let stop = if rest.starts_with("//") { "\n" } else { "*/" };
            at += rest.find(stop).map_or(rest.len(), |found| found + usize::from(stop == "*/") * 2);
            continue;
        }
        let length = match first {
            '\'' | '"' => quoted(rest, first),
            '`' => template(rest, 1, &mut templates),
            '}' if templates.last() == Some(&0) => {
                templates.pop();
                template(rest, 1, &mut templates)
            }
            '/' if begins_pattern(tokens.last()) => regex(rest),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => operator(rest),
        };
        match (&rest[..length], templates.last_mut()) {
            ("{", Some(open)) => *open += 1,
            ("}", Some(open)) => *open -= 1,
            _ => {}
        }
        let is_name = is_word(first) && !first.is_ascii_digit() && !is_of_language(&rest[..length]);
        tokens.push(Token { text: &rest[..length], is_name, new_line });
        new_line = false;
        at += length;
    }
    tokens
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The part of a template up to its end or to the next expression, which it opens.
fn template(rest: &str, from: usize, templates: &mut Vec<usize>) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().filter(|(at, _)| *at >= from) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '`' => return at + 1,
            '$' if rest[at..].starts_with("${") => {
                templates.push(0);
                return at + 2;
            }
            _ => {}
        }
    }
    rest.len()
}

/// A slash begins a pattern where no value can end.
fn begins_pattern(before: Option<&Token<'_>>) -> bool {
    before.is_none_or(|t| {
        t.text == "return" || (!is_word(t.text.chars().last().unwrap_or(' ')) && !matches!(t.text, ")" | "]" | "}"))
    })
}

fn regex(rest: &str) -> usize {
    let (mut escaped, mut in_class) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => {
                let flags = rest[at + 1..].find(|c| !is_word(c)).unwrap_or(0);
                return at + 1 + flags;
            }
            _ => {}
        }
    }
    rest.len()
}

fn operator(rest: &str) -> usize {
    let longer = ["...", "=>", "?.", "===", "!==", "==", "!=", "++", "--", "&&", "||", "<=", ">="];
    longer
        .iter()
        .find(|operator| rest.starts_with(**operator))
        .map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |o| o.len())
}
