//! What a bureau has on file about somebody, without the form that an interface gives it.

use super::debt::Debt;
use super::identity::Identity;
use super::personas;
use super::user_object::debts;
use crate::spinwheel::state::User;

/// A person and the debts.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct File {
    pub(crate) first_name: String,
    pub(crate) middle_name: Option<String>,
    pub(crate) last_name: String,
    pub(crate) birth_date: String,
    /// The last four digits of the social security number.
    pub(crate) last_four: String,
    /// Of residence.
    pub(crate) state: String,
    /// By the Vantage model.
    pub(crate) score: u16,
    pub(crate) debts: Vec<Debt>,
}

impl File {
    /// Of a user: what was given, else as the sandbox knows the person.
    pub(crate) fn of(user: &User) -> Self {
        let identity = Identity::of(user);
        let persona = personas::find(&user.birth_date);
        let state =
            user.given.as_ref().and_then(|given| given.addresses.first()).map(|home| home.state.clone());
        Self {
            first_name: identity.first_name.to_owned(),
            middle_name: identity.middle_name.map(str::to_owned),
            last_name: identity.last_name.to_owned(),
            birth_date: user.birth_date.clone(),
            last_four: identity.last_four().to_owned(),
            state: state.unwrap_or_else(|| persona.state.to_owned()),
            score: persona.score,
            debts: debts(user),
        }
    }

    /// Of the person of the sandbox with this birth date; the default person's, for any other and for none.
    pub(crate) fn by_birth_date(born: Option<&str>) -> Self {
        let persona = personas::find(born.unwrap_or_default());
        let last_four = persona.ssn.get(persona.ssn.len().saturating_sub(4)..);
        Self {
            first_name: persona.first_name.to_owned(),
            middle_name: persona.middle_name.map(str::to_owned),
            last_name: persona.last_name.to_owned(),
            birth_date: born.unwrap_or(persona.born).to_owned(),
            last_four: last_four.unwrap_or_default().to_owned(),
            state: persona.state.to_owned(),
            score: persona.score,
            debts: persona.debts.to_vec(),
        }
    }
}
