//! When the facts of a text were checked, and who answers for it.

use crate::source::At;

/// What the front matter of a text says of its checking.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// The month in which its facts were checked, `YYYY-MM`.
    pub checked: Option<At<String>>,
    /// Who reviewed it: name, role and month. Empty: nobody yet. None: the text does not say.
    pub reviewer: Option<At<String>>,
}
