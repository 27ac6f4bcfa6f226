//! The parts of a statement that a report looks at, borrowed from its text: a million of them are read in seconds. What
//! has the wrong form is not a statement; whether all of it conforms to the standard is for `xapi::statement` to say.

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// A text that is borrowed where it holds no escapes.
#[derive(Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

#[derive(Deserialize)]
pub struct Raw<'a> {
    #[serde(borrow)]
    pub id: Option<Text<'a>>,
    #[serde(borrow)]
    pub actor: Actor<'a>,
    #[serde(borrow)]
    pub verb: Named<'a>,
    #[serde(borrow)]
    pub object: Object<'a>,
    #[serde(borrow)]
    pub result: Option<Outcome<'a>>,
    #[serde(borrow)]
    pub context: Option<Context<'a>>,
    #[serde(borrow)]
    pub timestamp: Option<Text<'a>>,
    #[serde(borrow)]
    pub stored: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub struct Named<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
}

#[derive(Deserialize)]
pub struct Actor<'a> {
    #[serde(borrow)]
    pub account: Option<Account<'a>>,
    #[serde(borrow)]
    pub mbox: Option<Text<'a>>,
    #[serde(borrow)]
    pub mbox_sha1sum: Option<Text<'a>>,
    #[serde(borrow)]
    pub openid: Option<Text<'a>>,
    pub member: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account<'a> {
    #[serde(borrow)]
    pub home_page: Text<'a>,
    #[serde(borrow)]
    pub name: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Object<'a> {
    #[serde(borrow)]
    pub object_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub id: Option<Text<'a>>,
    #[serde(borrow)]
    pub definition: Option<Definition<'a>>,
}

#[derive(Deserialize)]
pub struct Definition<'a> {
    #[serde(rename = "type", borrow)]
    pub kind: Option<Text<'a>>,
    #[serde(borrow)]
    pub name: Option<First<'a>>,
}

#[derive(Deserialize)]
pub struct Outcome<'a> {
    pub completion: Option<bool>,
    pub success: Option<bool>,
    pub score: Option<Score>,
    #[serde(borrow)]
    pub response: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub struct Score {
    pub scaled: Option<f32>,
    pub raw: Option<f32>,
    pub max: Option<f32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Context<'a> {
    #[serde(borrow)]
    pub language: Option<Text<'a>>,
    #[serde(borrow)]
    pub team: Option<Actor<'a>>,
    #[serde(borrow)]
    pub context_activities: Option<Around<'a>>,
}

#[derive(Deserialize)]
pub struct Around<'a> {
    #[serde(borrow)]
    pub parent: Option<First<'a>>,
}

/// The first text of a language map, or the id of the first activity of a list or of the only one.
pub struct First<'a>(pub Option<Text<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for First<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FirstVisitor).map(First)
    }
}

struct FirstVisitor;

impl<'de> Visitor<'de> for FirstVisitor {
    type Value = Option<Text<'de>>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a language map, an activity or a list of activities")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let first: Option<Named<'de>> = members.next_element()?;
        while members.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first.map(|named| named.id))
    }

    /// An activity has its id under `id`, which is also the tag of a language; its text is then taken just the same.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut first = None;
        while let Some(key) = entries.next_key::<Text<'de>>()? {
            if first.is_none() && !matches!(&*key.0, "objectType" | "definition") {
                first = Some(entries.next_value()?);
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        Ok(first)
    }
}
