//! What the page, the control API and Rust get to see of a session.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::super::state::Account;
use super::institutions::{Field, Institution};

/// An institution, and what its sign-in asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SupportedInstitution {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// One signs in at its own page, and types nothing here.
    pub oauth: bool,
    /// The fields of the form, in order.
    pub fields: Vec<SignInField>,
}

/// A field of a sign-in form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignInField {
    /// Its id: the institution's number and a count.
    pub id: String,
    /// What is written beside it.
    pub label: String,
    /// `text` or `password`.
    #[serde(rename = "type")]
    pub kind: String,
}

impl From<&Institution> for SupportedInstitution {
    fn from(institution: &Institution) -> Self {
        let field = |field: &Field| SignInField {
            id: field.id.to_owned(),
            label: field.label.to_owned(),
            kind: field.kind.to_owned(),
        };
        Self {
            id: institution.id,
            name: institution.name.to_owned(),
            url: institution.url.to_owned(),
            oauth: institution.oauth,
            fields: institution.fields.iter().map(field).collect(),
        }
    }
}

/// What follows a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// The accounts that were found; choose some.
    Accounts {
        /// The accounts.
        accounts: Vec<FoundAccount>,
    },
    /// The institution asks; answer all.
    Mfa {
        /// The questions.
        questions: Vec<Question>,
    },
    /// It did not work; sign in again.
    Failed {
        /// The aggregation status code.
        code: u32,
        /// What is shown.
        message: String,
    },
}

/// A question of a second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The answers to choose from; none when any text will do.
    pub choices: Vec<String>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuestionKind {
    /// By any text.
    Text,
    /// By one of the choices.
    Choice,
}

/// An account that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FoundAccount {
    /// Its id: what is chosen.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The last four digits of its number.
    pub number: String,
    /// `checking`, `savings`, `creditCard`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The balance in cents; as JSON an amount.
    #[serde(rename = "balance", serialize_with = "serialize_amount")]
    pub balance_cents: i64,
    /// `USD`.
    pub currency: String,
}

impl From<&Account> for FoundAccount {
    fn from(account: &Account) -> Self {
        let cut = account.number.len().saturating_sub(4);
        Self {
            id: account.id.clone(),
            name: account.name.clone(),
            number: account.number.get(cut..).unwrap_or_default().to_owned(),
            kind: account.kind.clone(),
            balance_cents: account.balance_cents,
            currency: account.currency.clone(),
        }
    }
}

/// An account that was added, or repaired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AddedAccount {
    /// The account.
    #[serde(flatten)]
    pub account: FoundAccount,
    /// The sign-in it belongs to.
    pub institution_login_id: u64,
}

/// How a session ended: the message to the embedding page, or the redirect. As JSON `{"message": {"type", "data"},
/// "redirect"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct End {
    /// `type` of the message.
    pub kind: EndKind,
    /// `data.code`: 200, 100, 1440, 500, 201.
    pub code: u32,
    /// `data.reason`.
    pub reason: &'static str,
    /// `data.reportData` of a session that made reports.
    pub reports: Vec<Report>,
    /// Where the browser goes when the link had a `redirectUri`.
    pub redirect: Option<String>,
    /// Whether no reports are `[]` rather than `null`.
    pub(in crate::finicity::connect) list: bool,
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EndKind {
    /// Completed.
    Done,
    /// Left by the person.
    Cancel,
    /// Failed or timed out.
    Error,
}

/// A report that a session has made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// The portfolio it is in.
    pub portfolio_id: String,
    /// `voa`, `voi`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The report.
    pub report_id: String,
}

impl End {
    pub(super) fn report_data(&self) -> Value {
        if self.reports.is_empty() && !self.list { Value::Null } else { json!(self.reports) }
    }
}

impl Serialize for End {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut data = json!({"code": self.code, "reason": self.reason});
        if self.kind == EndKind::Done {
            data["reportData"] = self.report_data();
        }
        json!({"message": {"type": self.kind, "data": data}, "redirect": self.redirect}).serialize(serializer)
    }
}

/// An amount as JavaScript writes it: `5000`, `1820.5`.
// A reference is what serde hands in.
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(super) fn serialize_amount<S: Serializer>(cents: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    if cents % 100 == 0 {
        return serializer.serialize_i64(cents / 100);
    }
    // The shortest text of the quotient is the amount with its cents up to 2^53 of them.
    let amount: f64 = format!("{cents}e-2").parse().unwrap_or_default();
    serializer.serialize_f64(amount)
}
