//! The parameters of a request. What a resource does not know is refused, as the standard asks. Source: xAPI 1.0.3, part 3, 3.2.

use crate::record::Refusal;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// More parameters than any resource has, and all headers that a form may hold.
const MOST: usize = 100;
/// The greatest length of a parameter's value.
const LONGEST: usize = 8192;

/// The parameters by their names.
#[derive(Clone, Debug, Default)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    /// Reads a query or a form.
    ///
    /// # Errors
    /// A bad request, where a parameter is there twice or is no text, or where there are too many.
    pub fn read(encoded: &[u8], longest: usize) -> Result<Self, Refusal> {
        let mut all = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(encoded) {
            if value.contains('\u{fffd}') || value.len() > longest {
                return Err(Refusal::bad("a parameter is no UTF-8 or is too long"));
            }
            if all.len() >= MOST {
                return Err(Refusal::bad("there are too many parameters"));
            }
            if all.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(Refusal::bad("a parameter is there twice"));
            }
        }
        Ok(Self(all))
    }

    /// Reads the query of an address.
    ///
    /// # Errors
    /// As `read`.
    pub fn query(query: Option<&str>) -> Result<Self, Refusal> {
        Self::read(query.unwrap_or_default().as_bytes(), LONGEST)
    }

    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A parameter's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Takes a parameter away.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// Takes a parameter away whatever the case of its name.
    pub fn take_any_case(&mut self, name: &str) -> Option<String> {
        let written = self.0.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()?;
        self.0.remove(&written)
    }

    /// All of them but some, encoded again.
    pub fn encode_without(&self, left_out: &[&str]) -> form_urlencoded::Serializer<'static, String> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.0.iter().filter(|(name, _)| !left_out.contains(&name.as_str())));
        query
    }

    /// Refuses every parameter but these.
    ///
    /// # Errors
    /// A bad request.
    pub fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            Some(_) => Err(Refusal::bad(format!("the parameters here are: {}", known.join(", ")))),
            None => Ok(()),
        }
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    /// A bad request.
    pub fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).filter(|value| !value.is_empty()).ok_or_else(|| Refusal::bad(format!("{name} is missing")))
    }

    /// An IRI that must be there.
    ///
    /// # Errors
    /// A bad request.
    pub fn iri(&self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
        let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !begins
            || !is_scheme
            || value.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|^`\\".contains(c))
        {
            return Err(Refusal::bad(format!("{name} is no IRI")));
        }
        Ok(Some(value.to_owned()))
    }

    /// A UUID.
    ///
    /// # Errors
    /// A bad request, where it is none.
    pub fn uuid(&self, name: &str) -> Result<Option<Uuid>, Refusal> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let uuid = Uuid::try_parse(value).ok().filter(|_| value.len() == 36);
        uuid.map(Some).ok_or_else(|| Refusal::bad(format!("{name} is no UUID")))
    }

    /// `true` or `false`, and false where it is not there.
    ///
    /// # Errors
    /// A bad request, where it is anything else.
    pub fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.get(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Refusal::bad(format!("{name} is true or false"))),
        }
    }

    /// A moment, in microseconds since 1970.
    ///
    /// # Errors
    /// A bad request, where it is none.
    pub fn moment(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let moment: Result<Timestamp, _> = value.parse();
        let moment = moment.map_err(|_| Refusal::bad(format!("{name} is no moment of ISO 8601 with a zone")))?;
        Ok(Some(moment.as_microsecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_very_many_parameters_is_refused() {
        let form = |count: usize| (0..count).map(|n| format!("a{n}=b&")).collect::<String>();
        assert!(Params::read(form(MOST).as_bytes(), LONGEST).is_ok());
        assert!(Params::read(form(MOST + 1).as_bytes(), LONGEST).is_err());
    }
}
