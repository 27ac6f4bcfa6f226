//! One session with an editor: each message that comes in, and what is sent back. Knows the methods of the protocol that cartable
//! has; reads and writes no bytes.

use super::completion::{Manner, completion};
use super::desk::Desk;
use super::diagnostics::diagnostics;
use super::fixes::fixes;
use super::hover::{hover, name, told};
use super::position::Encoding;
use super::wire::Incoming;
use crate::diagnostic::{Locale, say};
use crate::read::FileKind;
use crate::source::Source;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Error codes (JSON-RPC 2.0, 5.1; LSP 3.17, "ErrorCodes").
const NOT_JSON: i32 = -32_700;
const NO_REQUEST: i32 = -32_600;
const NO_METHOD: i32 = -32_601;
const BAD_PARAMS: i32 = -32_602;
const NOT_INITIALIZED: i32 = -32_002;

/// The command that shows what `explain` says of a code.
const EXPLAIN: &str = "cartable.explain";

/// A session.
pub struct Session {
    desk: Desk,
    manner: Manner,
    /// The language that the command line names, which the editor's own settings alone outweigh.
    named: Option<Locale>,
    stage: Stage,
    watches: bool,
    /// What was last sent, by deck and by file.
    shown: BTreeMap<PathBuf, BTreeMap<String, Vec<Value>>>,
    outbox: Vec<Value>,
}

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Before `initialize`.
    New,
    /// In use.
    Open,
    /// After `shutdown`.
    Shut,
    /// After `exit`; whether `shutdown` came first.
    Gone(bool),
}

/// Why there is no answer to a request.
struct Refusal(i32, &'static str);

impl Session {
    /// A session in a language that the command line names, or else in that of the environment.
    pub fn new(named: Option<Locale>, environment: Locale) -> Self {
        let locale = named.unwrap_or(environment);
        Self {
            desk: Desk::default(),
            manner: Manner { encoding: Encoding::default(), snippets: false, locale },
            named,
            stage: Stage::New,
            watches: false,
            shown: BTreeMap::new(),
            outbox: Vec::new(),
        }
    }

    /// Whether the editor has said `exit`, and if so whether it said `shutdown` before.
    pub fn is_over(&self) -> Option<bool> {
        match self.stage {
            Stage::Gone(is_clean) => Some(is_clean),
            _ => None,
        }
    }

    /// Takes a message, and gives what is to be sent.
    pub fn take(&mut self, incoming: Incoming) -> Vec<Value> {
        let Incoming::Message(message) = incoming else {
            self.refuse(&Value::Null, &Refusal(NOT_JSON, "lsp.not_json"));
            return std::mem::take(&mut self.outbox);
        };
        let id = message.get("id").filter(|id| id.is_string() || id.is_number());
        let params = &message["params"];
        match (message["method"].as_str(), id) {
            (Some(method), Some(id)) => match self.answer(method, params) {
                Ok(result) => self.outbox.push(json!({ "jsonrpc": "2.0", "id": id, "result": result })),
                Err(refusal) => self.refuse(id, &refusal),
            },
            (Some(method), None) => self.notice(method, params),
            // An answer to a question of ours, which asks for nothing back.
            (None, Some(_)) if message.get("result").is_some() || message.get("error").is_some() => {}
            (None, id) => {
                let id = id.cloned().unwrap_or_default();
                self.refuse(&id, &Refusal(NO_REQUEST, "lsp.no_request"));
            }
        }
        std::mem::take(&mut self.outbox)
    }

    fn refuse(&mut self, id: &Value, Refusal(code, key): &Refusal) {
        let error = json!({ "code": code, "message": say(self.manner.locale, key, &[]) });
        self.outbox.push(json!({ "jsonrpc": "2.0", "id": id, "error": error }));
    }

    /// What is to be sent once nothing more waits: the findings of all decks that have changed.
    pub fn rest(&mut self) -> Vec<Value> {
        for root in self.desk.unseen() {
            self.desk.deck(&root);
            let found = self.desk.known(&root);
            let now = found.map(|known| diagnostics(known, &self.desk, self.manner.encoding, self.manner.locale));
            self.show(root, now.unwrap_or_default());
        }
        std::mem::take(&mut self.outbox)
    }

    /// Sends what is not as it was last sent.
    fn show(&mut self, root: PathBuf, now: BTreeMap<String, Vec<Value>>) {
        let before = self.shown.remove(&root).unwrap_or_default();
        let none = Vec::new();
        for address in before.keys().chain(now.keys().filter(|address| !before.contains_key(*address))) {
            let (old, new) = (before.get(address).unwrap_or(&none), now.get(address).unwrap_or(&none));
            if old != new {
                self.outbox.push(json!({
                    "jsonrpc": "2.0",
                    "method": "textDocument/publishDiagnostics",
                    "params": { "uri": address, "diagnostics": new },
                }));
            }
        }
        self.shown.insert(root, now);
    }

    fn answer(&mut self, method: &str, params: &Value) -> Result<Value, Refusal> {
        match (self.stage, method) {
            (Stage::New, "initialize") => Ok(self.initialize(params)),
            (Stage::New, _) => Err(Refusal(NOT_INITIALIZED, "lsp.not_initialized")),
            (Stage::Open, "shutdown") => {
                self.stage = Stage::Shut;
                Ok(Value::Null)
            }
            (Stage::Open, "textDocument/completion") => self.completion(params),
            (Stage::Open, "textDocument/hover") => self.hover(params),
            (Stage::Open, "textDocument/definition") => self.definition(params),
            (Stage::Open, "textDocument/codeAction") => self.actions(params),
            (Stage::Open, "workspace/executeCommand") => self.explain(params),
            (Stage::Open, "initialize") | (Stage::Shut | Stage::Gone(_), _) => {
                Err(Refusal(NO_REQUEST, "lsp.no_request"))
            }
            _ => Err(Refusal(NO_METHOD, "lsp.no_method")),
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        let locale = |value: &Value| Locale::from_key(&value.as_str()?.get(..2)?.to_ascii_lowercase());
        let own = locale(&params["initializationOptions"]["messages"]);
        let client = &params["capabilities"];
        self.manner = Manner {
            encoding: Encoding::best(&client["general"]["positionEncodings"]),
            snippets: client["textDocument"]["completion"]["completionItem"]["snippetSupport"] == true,
            locale: own.or(self.named).or(locale(&params["locale"])).unwrap_or(self.manner.locale),
        };
        self.watches = client["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] == true;
        self.stage = Stage::Open;
        json!({
            "serverInfo": { "name": "cartable", "version": env!("CARGO_PKG_VERSION") },
            "capabilities": {
                "positionEncoding": self.manner.encoding.key(),
                "textDocumentSync": { "openClose": true, "change": 1, "save": true },
                "completionProvider": { "triggerCharacters": ["\"", "{", "#", "=", ":", "["] },
                "hoverProvider": true,
                "definitionProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
                "executeCommandProvider": { "commands": [EXPLAIN] },
            },
        })
    }

    fn notice(&mut self, method: &str, params: &Value) {
        let document = &params["textDocument"];
        let address = document["uri"].as_str();
        match (method, self.stage) {
            ("exit", stage) => self.stage = Stage::Gone(stage == Stage::Shut),
            ("initialized", Stage::Open) if self.watches => self.watch(),
            ("textDocument/didOpen", Stage::Open) => {
                if let Some((address, text)) = address.zip(document["text"].as_str()) {
                    self.desk.put(address, text.to_owned());
                }
            }
            ("textDocument/didChange", Stage::Open) => {
                // The whole text comes with each change, as was agreed; the last one counts.
                let changes = params["contentChanges"].as_array();
                let text = changes.and_then(|changes| changes.last()?["text"].as_str());
                if let Some((address, text)) = address.zip(text) {
                    self.desk.put(address, text.to_owned());
                }
            }
            ("textDocument/didClose", Stage::Open) => self.desk.close(address.unwrap_or_default()),
            ("textDocument/didSave" | "workspace/didChangeWatchedFiles", Stage::Open) => self.desk.doubt(),
            _ => {}
        }
    }

    /// Asks the editor to say when files of a deck change on the disk.
    fn watch(&mut self) {
        let options = json!({ "watchers": [{ "globPattern": "**/*.{md,toml,svg,png,jpg,jpeg,webp,gif}" }] });
        self.outbox.push(json!({
            "jsonrpc": "2.0",
            "id": "cartable-watch",
            "method": "client/registerCapability",
            "params": { "registrations": [{
                "id": "cartable-watch", "method": "workspace/didChangeWatchedFiles", "registerOptions": options,
            }] },
        }));
    }

    /// The open text that a request names, where it is in a deck.
    fn text(&self, params: &Value) -> Result<Option<(PathBuf, Source)>, Refusal> {
        let address = params["textDocument"]["uri"].as_str().ok_or(Refusal(BAD_PARAMS, "lsp.bad_params"))?;
        Ok(self.desk.source(address))
    }

    /// The same with the byte of the position that it names.
    fn spot(&self, params: &Value) -> Result<Option<(PathBuf, Source, usize)>, Refusal> {
        let Some((root, source)) = self.text(params)? else { return Ok(None) };
        let at = self.manner.encoding.byte(source.text(), &params["position"]);
        let at = at.ok_or(Refusal(BAD_PARAMS, "lsp.bad_params"))?;
        Ok(Some((root, source, at)))
    }

    fn completion(&mut self, params: &Value) -> Result<Value, Refusal> {
        let Some((root, source, at)) = self.spot(params)? else { return Ok(json!([])) };
        let manner = self.manner;
        let known = self.desk.recent(&root);
        Ok(known.map_or(json!([]), |known| json!(completion(&known.deck, &source, at, manner))))
    }

    fn hover(&mut self, params: &Value) -> Result<Value, Refusal> {
        let Some((root, source, at)) = self.spot(params)? else { return Ok(Value::Null) };
        let locale = self.manner.locale;
        let text = self.desk.deck(&root).and_then(|known| hover(known, &source, at, locale));
        Ok(text.map_or(Value::Null, |text| json!({ "contents": { "kind": "markdown", "value": text } })))
    }

    fn definition(&mut self, params: &Value) -> Result<Value, Refusal> {
        let Some((root, source, at)) = self.spot(params)? else { return Ok(Value::Null) };
        let Some(known) = self.desk.deck(&root) else { return Ok(Value::Null) };
        let Some(name) = name(known, &source, at) else { return Ok(Value::Null) };
        let file = known.file(&name.place);
        let range = self.manner.encoding.range_of(&name.place);
        Ok(json!({ "uri": self.desk.address(&file), "range": range }))
    }

    /// For each finding in a range: its fixes, and the command that explains its rule.
    fn actions(&mut self, params: &Value) -> Result<Value, Refusal> {
        let Some((root, source)) = self.text(params)? else { return Ok(json!([])) };
        let Manner { encoding, locale, .. } = self.manner;
        let byte = |end: &str| {
            encoding.byte(source.text(), &params["range"][end]).ok_or(Refusal(BAD_PARAMS, "lsp.bad_params"))
        };
        let (start, end) = (byte("start")?, byte("end")?);
        let only = params["context"]["only"].as_array();
        let is_wanted = only.is_none_or(|kinds| kinds.iter().any(|kind| kind == "quickfix"));
        let address = params["textDocument"]["uri"].as_str().unwrap_or_default();
        let kind = FileKind::of(&source);
        let Some(known) = self.desk.deck(&root).filter(|_| is_wanted) else { return Ok(json!([])) };
        let mut actions = Vec::new();
        for finding in known.findings_in(source.path()) {
            if finding.place.start > end || finding.place.end < start {
                continue;
            }
            let found = kind.map(|kind| fixes(finding, kind, &known.deck)).unwrap_or_default();
            for (rank, fix) in found.into_iter().enumerate() {
                let old = &source.text()[fix.range.clone()];
                let key = if old.is_empty() { "lsp.insert" } else { "lsp.replace" };
                let edit = json!({ "range": encoding.range(source.text(), &fix.range), "newText": fix.text });
                actions.push(json!({
                    "title": say(locale, key, &[("old", old.trim()), ("new", fix.text.trim())]),
                    "kind": "quickfix",
                    "isPreferred": rank == 0,
                    "edit": { "changes": { address: [edit] } },
                }));
            }
            let title = say(locale, "lsp.explain", &[("code", finding.rule.code)]);
            let command = json!({ "title": title, "command": EXPLAIN, "arguments": [finding.rule.code] });
            actions.push(json!({ "title": title, "kind": "quickfix", "command": command }));
        }
        Ok(json!(actions))
    }

    fn explain(&mut self, params: &Value) -> Result<Value, Refusal> {
        let code = params["arguments"][0].as_str().filter(|_| params["command"] == EXPLAIN);
        let text = code.and_then(|code| told(code, self.manner.locale)).ok_or(Refusal(BAD_PARAMS, "lsp.bad_params"))?;
        let params = json!({ "type": 3, "message": text });
        self.outbox.push(json!({ "jsonrpc": "2.0", "method": "window/showMessage", "params": params }));
        Ok(Value::Null)
    }
}
