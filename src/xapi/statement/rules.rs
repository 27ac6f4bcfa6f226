//! What the standard asks of a statement: a row a rule, with its clause in xAPI 1.0.3 (part two, Data) and in xAPI 2.0.0 (IEEE
//! 9274.1.1-2023). The texts are in `templates/findings/LANGUAGE/xapi.toml`. A code is never given to another rule.

use super::Version;
use crate::diagnostic::Rule;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $code:ident $one:literal $two:literal)*) => {
        $($(#[$doc])* pub static $name: Rule = Rule::error(stringify!($code));)*

        /// Every rule that a statement is held against.
        pub static RULES: &[&Rule] = &[$(&$name),*];

        /// The clause that a rule rests on, in a version of the standard.
        pub fn clause(rule: &Rule, version: Version) -> &'static str {
            match (rule.code, version) {
                $((stringify!($code), Version::One) => concat!("xAPI 1.0.3, Data ", $one),
                (stringify!($code), Version::Two) => concat!("xAPI 2.0.0, ", $two),)*
                _ => "",
            }
        }
    };
}

rules! {
    /// Bytes that are no JSON.
    NOT_JSON        X001 "2.2"      "4.2"
    /// A key that stands twice in an object.
    TWICE           X002 "2.2"      "4.2"
    /// A value of another type than the one asked for.
    WRONG_TYPE      X003 "2.2"      "4.2"
    /// Null outside of extensions.
    NULL            X004 "2.2"      "4.2"
    /// A key that the standard does not know at this place.
    UNKNOWN_KEY     X005 "2.2"      "4.2"
    /// A key that is required.
    MISSING         X006 "2.2"      "4.2"
    /// A value that is none of those listed.
    NOT_LISTED      X007 "2.2"      "4.2"
    /// No IRI with a scheme.
    IRI             X008 "2.2"      "4.2.7"
    /// No UUID in standard form.
    UUID            X009 "2.4.1"    "4.2.4.2"
    /// No timestamp, or one with the offset -00:00.
    TIMESTAMP       X010 "4.5"      "4.2.7"
    /// No ISO 8601 duration.
    DURATION        X011 "4.6"      "4.2.7"
    /// No language tag of RFC 5646.
    LANGUAGE        X012 "4.2"      "4.2.7"
    /// Not exactly one identifier.
    IDENTIFIER      X013 "2.4.2.1"  "4.2.2.1"
    /// No `mailto:` address.
    MAILBOX         X014 "2.4.2.3"  "4.2.2.1"
    /// No SHA-1 in hexadecimal.
    SHA1            X015 "2.4.2.3"  "4.2.2.1"
    /// An anonymous group without members.
    NO_MEMBERS      X016 "2.4.2.2"  "4.2.2.1"
    /// A score out of its bounds.
    SCORE           X017 "2.4.5.1"  "4.2.2.4"
    /// A revision or a platform where the object is no activity.
    ACTIVITY_ONLY   X018 "2.4.6"    "4.2.2.5"
    /// A voiding statement whose object is no statement.
    VOIDING         X019 "2.3.2"    "4.2.5"
    /// An authority that is a group but not an anonymous one of two.
    AUTHORITY       X020 "2.4.9"    "4.2.4.2"
    /// A version that is not one of those allowed.
    VERSION         X021 "2.4.10"   "4.2.4.3"
    /// A property of interactions where the activity is none, or of another type of interaction.
    INTERACTION     X022 "2.4.4.1"  "4.2.2.3"
    /// Two components of an interaction with one id.
    COMPONENT       X023 "2.4.4.1"  "4.2.2.3"
    /// An attachment's media type, length or checksum that cannot be one.
    ATTACHMENT      X024 "2.4.11"   "4.2.2.6"
    /// Two statements with one id.
    SAME_ID         X025 "2.4.1"    "4.2.4.2"
    /// An attachment whose file would have to travel with the statement.
    NO_FILE         X026 "2.4.11"   "4.2.2.6"
    /// JSON that is nested deeper, or has larger numbers, than this program reads.
    BEYOND          X027 "2.2"      "4.2"
}
