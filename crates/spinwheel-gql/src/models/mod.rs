//! What answers are made of. Anything in an answer may be absent unless it is no `Option`.
//!
//! Sources: the tables and examples of DebtCore's pages, and the schema that one of the provider's partners published (see
//! `schema.graphql` in this crate, which says of each type where it is from).

mod credit_report;
mod debt;
mod kba;
mod report_parts;
mod source;
mod verification;

use verify_core::Pii;
use verify_core::provider::Unreadable;

pub use credit_report::{CreditReport, CreditReportPage, CreditReportSummary, FileStatus, ReportStatus};
pub use debt::Debt;
pub use kba::{KbaOption, KbaQuestion, KbaQuestions};
pub use report_parts::{AlternativeName, FileMetadata, PublicRecord, Score, ScoreFactor};
pub use source::CreditReportSource;
pub use verification::{UserVerification, VerificationStatus, VerificationType};

/// Made of what arrived. No public trait: the generated types are nobody's business.
pub(crate) trait FromWire<W>: Sized {
    /// Fails where what arrived is of no use.
    fn from_wire(node: W) -> Result<Self, Unreadable>;
}

/// A list in which DebtCore's schema allows for nulls, without them.
fn items<T, U: FromWire<T>>(list: Vec<Option<T>>) -> Result<Vec<U>, Unreadable> {
    list.into_iter().flatten().map(U::from_wire).collect()
}

/// The same of a list that may be absent.
fn some_items<T, U: FromWire<T>>(list: Option<Vec<Option<T>>>) -> Result<Option<Vec<U>>, Unreadable> {
    list.map(items).transpose()
}

/// An id, unless it is empty.
fn id<I: std::str::FromStr>(text: Option<impl AsRef<str>>) -> Option<I> {
    text?.as_ref().parse().ok()
}

/// The text of a value that is personal.
fn text(personal: Option<&Pii<String>>) -> Option<&str> {
    personal.map(|personal| personal.expose().as_str())
}

/// A list of texts, without nulls.
fn texts(list: Option<Vec<Option<Pii<String>>>>) -> Vec<Pii<String>> {
    list.into_iter().flatten().flatten().collect()
}

/// A value of an open enumeration.
fn open<E: for<'a> From<&'a str>>(text: Option<String>) -> Option<E> {
    Some(E::from(text?.as_str()))
}
