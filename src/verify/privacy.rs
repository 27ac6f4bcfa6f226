//! What a package tells others, stores and gives away: outside hosts, storage, keys, the learner's name. Reads texts only,
//! so it says what stands in them and not what they do.

use super::hosts::{is_vocabulary, outside};
use super::html::{Tag, decode};
use super::report::Report;
use super::rules;
use super::script::{Kind, Token};
use super::secrets::secret;
use super::text::Text;
use crate::diagnostic::Rule;
use crate::source::Place;
use std::collections::BTreeMap;

/// Functions and constructors that ask an address for something at once.
const REQUESTS: [&str; 12] = [
    "fetch",
    "sendBeacon",
    "WebSocket",
    "EventSource",
    "importScripts",
    "import",
    "Worker",
    "SharedWorker",
    "Audio",
    "getScript",
    "getJSON",
    "FontFace",
];
/// Relations of a `link` that make the browser ask.
const LOADING: [&str; 10] = [
    "stylesheet",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "icon",
    "modulepreload",
    "manifest",
    "apple-touch-icon",
    "prerender",
];
const METHODS: [&str; 6] = ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH"];

/// A host, with its scheme, has fewer bytes.
const LONGEST_HOST: usize = 300;
/// More different things than any honest package says, and how much of each is remembered.
const MOST_SAID: usize = 10_000;
const LONGEST_SAID: usize = 200;

/// What was said already, so that each thing is said once a package.
#[derive(Default)]
pub(super) struct Privacy {
    /// The number of the text that said it.
    said: BTreeMap<(&'static str, String), usize>,
    texts: usize,
}

/// Something that is said once a package.
#[derive(Debug)]
pub(super) struct Said {
    rule: &'static Rule,
    what: String,
    place: Place,
    args: Vec<(&'static str, String)>,
}

impl Said {
    fn key(&self) -> (&'static str, String) {
        (self.rule.code, self.what.clone())
    }

    /// Adds it to what there is to tell of a package.
    pub(super) fn tell(&self, report: &mut Report) {
        report.list(self.rule, &self.place, self.args.iter().cloned());
    }
}

impl Privacy {
    /// What follows stands in another text.
    pub(super) fn begin(&mut self) {
        self.texts += 1;
    }

    /// Whether nothing was said yet of what a text in another package said.
    pub(super) fn is_new(&self, all: &[Said]) -> bool {
        self.said.len() + all.len() < MOST_SAID && all.iter().all(|said| !self.said.contains_key(&said.key()))
    }

    /// Says it of this package too.
    pub(super) fn recall(&mut self, all: &[Said], report: &mut Report) {
        self.begin();
        for said in all {
            self.said.insert(said.key(), self.texts);
            said.tell(report);
        }
    }

    /// A tag of a page.
    pub(super) fn tag(&mut self, tag: &Tag, file: &mut Text) {
        let what = What::of(tag);
        for attribute in &tag.attributes {
            match what.loads(tag, &attribute.key()) {
                Loads::Itself => self.request(&decode(attribute.value), attribute.at, file),
                Loads::List => {
                    for part in decode(attribute.value).split([',', ' ', '\n', '=', ';']) {
                        self.request(part, attribute.at, file);
                    }
                }
                Loads::Form => {
                    if let Some(host) = outside(&decode(attribute.value)) {
                        file.add(&rules::OUTSIDE_FORM, attribute.at, [("host", host)]);
                    }
                }
                Loads::Nothing => {}
            }
            if let Some(kind) = secret(attribute.value) {
                file.add(&rules::KEY_IN_CLEAR, attribute.at, [("kind", kind.to_owned())]);
            }
        }
    }

    /// A style sheet, or the value of a `style`.
    pub(super) fn style(&mut self, css: &str, at: usize, file: &mut Text) {
        let mut from = 0;
        while let Some(found) = css[from..].find(['(', '@', '/']) {
            let here = from + found;
            let rest = &css[here..];
            from = here + 1;
            if rest.starts_with("/*") {
                from = rest.find("*/").map_or(css.len(), |end| here + end + 2);
            } else if rest.starts_with('(') && ends_with_word(&css[..here], "url") {
                self.address(&rest[1..], at + here, file);
            } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("@import")) {
                self.address(&rest[7..], at + here, file);
            }
        }
    }

    /// The address that a style sheet goes on with. Only its beginning is looked at: a host stands there, and the rest of the
    /// sheet would be gone through for each address.
    fn address(&mut self, rest: &str, at: usize, file: &mut Text) {
        let begin = rest.trim_start().trim_start_matches(['"', '\'']);
        let mut end = begin.len().min(LONGEST_HOST);
        while !begin.is_char_boundary(end) {
            end -= 1;
        }
        self.request(&begin[..end], at, file);
    }

    /// A token of a script, after the six that went before it, the nearest last.
    pub(super) fn token(&mut self, token: &Token, before: &[Token], at: usize, file: &mut Text) {
        match token.kind {
            Kind::Text => self.literal(token, before, at, file),
            Kind::Word => self.word(token, before, at, file),
            Kind::Mark => {}
        }
    }

    fn literal(&mut self, token: &Token, before: &[Token], at: usize, file: &mut Text) {
        let text = token.text;
        if text.len() > 3 && text.contains("//") {
            if asks(before) {
                self.request(text, at, file);
            } else if text.contains("://")
                && let Some(host) = outside(text)
                && !is_vocabulary(&host)
            {
                self.once(&rules::OUTSIDE_ADDRESS, &host, at, [("host", host.clone())], file);
            }
        }
        if ["cmi.core.student_name", "cmi.core.student_id", "cmi.learner_name", "cmi.learner_id"].contains(&text) {
            self.once(&rules::LEARNER_NAME, text, at, [("element", text.to_owned())], file);
        }
        if let Some((kind, key)) = stored(token, before) {
            self.once(&rules::STORAGE, &format!("{kind} {key}"), at, [("kind", kind), ("key", key)], file);
        }
        if let Some(kind) = secret(text).or_else(|| super::secrets::named(text, before)) {
            file.add(&rules::KEY_IN_CLEAR, at, [("kind", kind.to_owned())]);
        }
    }

    fn word(&mut self, token: &Token, before: &[Token], at: usize, file: &mut Text) {
        let after = |object: &str| matches!(before, [.., o, dot] if dot.is_mark(".") && o.is_word(&[object]));
        match token.text {
            "localStorage" | "sessionStorage" | "indexedDB" => {
                let args = [("kind", token.text.to_owned()), ("key", "*".to_owned())];
                self.once(&rules::STORAGE, token.text, at, args, file);
            }
            "cookie" if after("document") => file.add(&rules::COOKIE, at, []),
            "getUserMedia" => file.add(&rules::SENSOR, at, [("what", token.text.to_owned())]),
            "geolocation" if after("navigator") => {
                file.add(&rules::SENSOR, at, [("what", token.text.to_owned())]);
            }
            _ => {}
        }
    }

    fn request(&mut self, address: &str, at: usize, file: &mut Text) {
        if let Some(host) = outside(address) {
            file.add(&rules::OUTSIDE_REQUEST, at, [("host", host)]);
        }
    }

    /// Says what was not said yet. Once the most is reached, all is said each time, which costs neither memory nor a search.
    fn once<const N: usize>(
        &mut self,
        rule: &'static Rule,
        what: &str,
        at: usize,
        args: [(&'static str, String); N],
        file: &mut Text,
    ) {
        if self.said.len() >= MOST_SAID {
            return file.add(rule, at, args);
        }
        let key = (rule.code, what.chars().take(LONGEST_SAID).collect());
        match self.said.get(&key) {
            // In a package without the text that said it, this one would.
            Some(text) => file.traits.told |= *text != self.texts,
            None => {
                let said = Said { rule, what: key.1.clone(), place: file.place(at), args: args.to_vec() };
                self.said.insert(key, self.texts);
                file.say(said);
            }
        }
    }
}

/// What a browser does with an attribute's address.
enum Loads {
    Itself,
    List,
    Form,
    Nothing,
}

/// What a tag says of its addresses, looked up once: a stranger's tag may have thousands of them.
struct What {
    /// It is a `link` that makes the browser ask.
    loading: bool,
    /// It is a `meta` that leads to another page.
    refresh: bool,
}

impl What {
    fn of(tag: &Tag) -> Self {
        let value = |name: &str| tag.get(name).map_or("", |attribute| attribute.value);
        let is_loading = |relation: &str| LOADING.iter().any(|known| known.eq_ignore_ascii_case(relation));
        Self {
            loading: tag.is("link") && value("rel").split_ascii_whitespace().any(is_loading),
            refresh: tag.is("meta") && value("http-equiv").eq_ignore_ascii_case("refresh"),
        }
    }

    fn loads(&self, tag: &Tag, attribute: &str) -> Loads {
        match attribute {
            "src" | "poster" | "background" | "ping" => Loads::Itself,
            "data" if tag.is("object") => Loads::Itself,
            "srcset" | "imagesrcset" => Loads::List,
            "content" if self.refresh => Loads::List,
            "href" if self.loading => Loads::Itself,
            "href" | "xlink:href" if ["base", "image", "use", "feimage", "script"].iter().any(|e| tag.is(e)) => {
                Loads::Itself
            }
            "action" if tag.is("form") => Loads::Form,
            "formaction" => Loads::Form,
            _ => Loads::Nothing,
        }
    }
}

/// Whether what stands before a literal hands it to a request.
fn asks(before: &[Token]) -> bool {
    match before {
        [.., name, open] if open.is_mark("(") => name.is_word(&REQUESTS),
        [.., word] if word.is_word(&["from", "import"]) => true,
        [.., name, equals] if equals.is_mark("=") => name.is_word(&["src", "srcset"]),
        [.., open, first, comma] if comma.is_mark(",") && open.is_mark("(") && first.kind == Kind::Text => {
            METHODS.contains(&first.text) || ["src", "srcset"].contains(&first.text)
        }
        _ => false,
    }
}

/// The storage and the key that a literal names: `localStorage.setItem("key"`, `localStorage["key"`, `indexedDB.open("key"`.
fn stored(token: &Token, before: &[Token]) -> Option<(String, String)> {
    let kinds = ["localStorage", "sessionStorage", "indexedDB"];
    let kind = match before {
        [.., kind, dot, method, open] if dot.is_mark(".") && open.is_mark("(") && method.kind == Kind::Word => kind,
        [.., kind, open] if open.is_mark("[") => kind,
        _ => return None,
    };
    kind.is_word(&kinds).then(|| (kind.text.to_owned(), token.text.to_owned()))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= word.len() && bytes[bytes.len() - word.len()..].eq_ignore_ascii_case(word.as_bytes())
}
