//! A script cut into words, string literals and marks, in one pass and without comments. It is a reader for rules that look
//! for names and literals, not a parser: where JavaScript is ambiguous it guesses as editors do.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, keyword or number.
    Word,
    /// The content of a string, or a stretch of a template without its values.
    Text,
    /// Any other character.
    Mark,
}

/// A token and its offset in the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub at: usize,
}

impl Token<'_> {
    /// Whether it is this mark.
    pub(super) fn is_mark(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.text == mark
    }

    /// Whether it is this name, or a text that holds it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.text == name || (self.kind == Kind::Text && self.text.contains(name))
    }

    /// Whether it is one of these words.
    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.contains(&self.text)
    }
}

/// A longer regular expression is taken for a division.
const LONGEST_REGEX: usize = 2_000;
/// After these words a slash begins a regular expression.
const BEFORE_REGEX: [&str; 10] = ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "else", "do"];

/// The tokens of a script.
pub(super) struct Tokens<'a> {
    script: &'a str,
    at: usize,
    /// For each template that is open around this place, how many braces are open inside its value.
    templates: Vec<u32>,
    in_template: bool,
    regex_may_follow: bool,
    /// How many bytes may still be read in search of regular expressions that are none, so that a line of slashes takes
    /// linear time.
    patience: usize,
}

/// Cuts a script.
pub(super) fn tokens(script: &str) -> Tokens<'_> {
    Tokens { script, at: 0, templates: Vec::new(), in_template: false, regex_may_follow: true, patience: script.len() }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let token = self.cut()?;
        self.regex_may_follow = match token.kind {
            Kind::Word => BEFORE_REGEX.contains(&token.text),
            Kind::Text => false,
            Kind::Mark => ![")", "]", "}"].contains(&token.text),
        };
        Some(token)
    }
}

impl<'a> Tokens<'a> {
    fn cut(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.in_template) {
            return Some(self.template());
        }
        let bytes = self.script.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            let next = bytes.get(self.at + 1).copied().unwrap_or(0);
            match byte {
                b' ' | b'\t'..=b'\r' => self.at += 1,
                b'/' if next == b'/' => self.skip_past("\n"),
                b'/' if next == b'*' => {
                    self.at += 2;
                    self.skip_past("*/");
                }
                b'/' if self.regex_may_follow => match self.regex_end() {
                    Some(end) => {
                        self.at = end;
                        self.regex_may_follow = false;
                    }
                    None => return Some(self.mark()),
                },
                b'\'' | b'"' => return Some(self.string(byte)),
                b'`' => {
                    self.at += 1;
                    return Some(self.template());
                }
                b'}' if self.templates.last() == Some(&0) => {
                    self.templates.pop();
                    self.at += 1;
                    return Some(self.template());
                }
                _ if is_word(byte) => return Some(self.word()),
                _ => return Some(self.mark()),
            }
        }
    }

    fn skip_past(&mut self, end: &str) {
        let rest = &self.script[self.at..];
        self.at += rest.find(end).map_or(rest.len(), |at| at + end.len());
    }

    fn word(&mut self) -> Token<'a> {
        let begin = self.at;
        let rest = &self.script.as_bytes()[begin..];
        self.at += rest.iter().position(|&b| !is_word(b)).unwrap_or(rest.len());
        Token { kind: Kind::Word, text: &self.script[begin..self.at], at: begin }
    }

    fn mark(&mut self) -> Token<'a> {
        let begin = self.at;
        self.at += 1;
        if let Some(open) = self.templates.last_mut() {
            match self.script.as_bytes()[begin] {
                b'{' => *open += 1,
                b'}' => *open = open.saturating_sub(1),
                _ => {}
            }
        }
        Token { kind: Kind::Mark, text: &self.script[begin..self.at], at: begin }
    }

    /// A string to its quote, or to the end of its line where the quote is missing.
    fn string(&mut self, quote: u8) -> Token<'a> {
        let bytes = self.script.as_bytes();
        let begin = self.at + 1;
        let mut end = begin;
        while end < bytes.len() && bytes[end] != quote && bytes[end] != b'\n' {
            end += 1 + usize::from(bytes[end] == b'\\');
        }
        self.text(begin, end, 1)
    }

    /// A stretch of a template to its end or to its next value.
    fn template(&mut self) -> Token<'a> {
        let bytes = self.script.as_bytes();
        let begin = self.at;
        let mut end = begin;
        while end < bytes.len() && bytes[end] != b'`' && !bytes[end..].starts_with(b"${") {
            end += 1 + usize::from(bytes[end] == b'\\');
        }
        let value = bytes.get(end) == Some(&b'$');
        if value {
            self.templates.push(0);
        }
        self.text(begin, end, 1 + usize::from(value))
    }

    fn text(&mut self, begin: usize, end: usize, closing: usize) -> Token<'a> {
        // A backslash may stand before a longer character, or at the very end.
        let mut end = end.min(self.script.len());
        while !self.script.is_char_boundary(end) {
            end += 1;
        }
        self.at = (end + closing).min(self.script.len());
        while !self.script.is_char_boundary(self.at) {
            self.at += 1;
        }
        Token { kind: Kind::Text, text: &self.script[begin..end], at: begin }
    }

    /// Where the regular expression that may begin here ends, flags not counted.
    fn regex_end(&mut self) -> Option<usize> {
        let bytes = &self.script.as_bytes()[self.at..];
        let (mut at, mut in_class) = (1, false);
        while at < bytes.len().min(LONGEST_REGEX).min(self.patience) {
            match bytes[at] {
                b'\n' => break,
                b'\\' => at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => return Some(self.at + at + 1),
                _ => {}
            }
            at += 1;
        }
        self.patience = self.patience.saturating_sub(at);
        None
    }
}

/// Letters, digits, `_`, `$` and everything beyond ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<&str> {
        tokens(script).filter(|t| t.kind == Kind::Text).map(|t| t.text).collect()
    }

    #[test]
    fn comments_and_regular_expressions_hide_their_quotes() {
        assert_eq!(texts("a // it's\n = /['\"]/.test('b') /* \"c\" */ + \"d\\\"e\""), ["b", "d\\\"e"]);
        assert_eq!(texts("x = a / b / c + 'é'"), ["é"]);
    }

    #[test]
    fn templates_nest() {
        assert_eq!(texts("`a${ f({b: `c${1}d`}) }e` + 'f'"), ["a", "c", "d", "e", "f"]);
    }

    #[test]
    fn unfinished_things_end_with_the_script() {
        for script in ["'é", "`${", "/*", "/[", "'\\", "`\\", "\"\\é", "}`}", "`${`${`"] {
            assert!(tokens(script).count() < 10, "{script}");
        }
    }
}
