//! A request as a resource sees it.

use super::Params;
use crate::record::scope::Right;
use crate::record::store::keys::Key;
use crate::record::store::mentions;
use crate::record::{Refusal, Settings, reading};
use crate::xapi::statement::Version;
use axum::http::HeaderMap;
use serde_json::Value;
use std::sync::Arc;

/// What is to be done. HEAD is GET whose body is left out on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Look.
    Get,
    /// Set.
    Put,
    /// Add.
    Post,
    /// Remove.
    Delete,
}

impl Method {
    /// The method of a name, where resources have it.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "GET" | "HEAD" => Some(Self::Get),
            "PUT" => Some(Self::Put),
            "POST" => Some(Self::Post),
            "DELETE" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// A request whose sender, version and size are settled.
pub struct Call {
    /// What is to be done.
    pub method: Method,
    /// In which version.
    pub version: Version,
    /// The parameters.
    pub params: Params,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// With which key.
    pub key: Key,
    /// How the store is set up.
    pub settings: Arc<Settings>,
}

impl Call {
    /// The text of a header, where it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The content type without its parameters, in lower case.
    pub fn content_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Goes on where the key may do this.
    ///
    /// # Errors
    /// Forbidden.
    pub fn need(&self, right: Right) -> Result<(), Refusal> {
        if self.key.scope.allows(right) { Ok(()) } else { Err(Refusal::forbidden("this key may not do that")) }
    }

    /// The parameter `agent`: an agent or identified group as JSON, as this store knows it, with its identity.
    ///
    /// # Errors
    /// A bad request, where it is none; forbidden, where the key is for somebody else.
    pub fn agent(&self) -> Result<Option<(Value, String)>, Refusal> {
        let Some(text) = self.params.get("agent") else { return Ok(None) };
        let mut agent = reading::parse(text.as_bytes(), self.version)?;
        reading::check_actor(&agent, self.version)?;
        if let Some(pseudonyms) = &self.settings.pseudonyms {
            pseudonyms.replace(&mut agent);
        }
        let identity = mentions::identity(&agent).ok_or_else(|| Refusal::bad("agent is no agent"))?;
        if self.key.session.as_ref().is_some_and(|session| session.agent != identity) {
            return Err(Refusal::forbidden("this key is for another learner"));
        }
        Ok(Some((agent, identity)))
    }
}
