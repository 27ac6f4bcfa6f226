//! What can be wrong with the sources of a report. The texts are in `templates/findings/LANGUAGE/report.toml`.

use crate::diagnostic::rules;

rules! {
    /// A text that is not a statement.
    NOT_A_STATEMENT = error "N001";
    /// A statement without a time that can be read.
    NO_TIME = error "N002";
    /// A statement about a group, or about nobody who is named.
    NOBODY = note "N003";
    /// A source without any statement.
    NOTHING = warning "N004";
    /// A source larger than what can be held at once.
    TOO_LARGE = error "N005";
    /// A list without a column by which learners may be known.
    NO_LEARNERS = error "N006";
    /// A learner of the list without an account.
    NO_ACCOUNT = error "N007";
    /// An account under two names.
    TWO_NAMES = warning "N008";
    /// More groups than anyone has.
    MANY_GROUPS = error "N009";
    /// A list of which no learner occurs in the sources.
    STRANGERS = warning "N010";
    /// A learner who was asked for and does not occur.
    UNKNOWN_LEARNER = error "N011";
    /// A file of thresholds that cannot be read.
    BAD_THRESHOLDS = error "N012";
    /// A learner who was asked for by a name that several have.
    SEVERAL_LEARNERS = error "N013";
    /// An account of the list that occurs at several home pages.
    SEVERAL_ACCOUNTS = warning "N014";
    /// An account that the list gives to several learners.
    CLAIMED_TWICE = warning "N015";
    /// An account of the list that the sources write with other capital letters.
    OTHER_CASE = note "N016";
    /// Statements of a record store that say nothing that a report could count.
    LEFT_OUT = note "N017";
}
