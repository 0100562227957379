//! Institutions as they are listed.

use serde::Serialize;
use serde_json::{Value, json};

use super::connect::{self, Institution};

/// A row of [`institutions`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InstitutionSummary {
    /// The institution's id.
    pub id: u64,
    /// Its name.
    pub name: &'static str,
    /// One signs in at the institution's own page.
    pub oauth: bool,
    /// Whether accounts can be added.
    pub certified: bool,
}

/// Every institution of the simulated Finicity: the table for documentation and tests.
pub fn institutions() -> Vec<InstitutionSummary> {
    let row = |found: &Institution| InstitutionSummary {
        id: found.id,
        name: found.name,
        oauth: found.oauth,
        certified: found.certified,
    };
    connect::all().iter().map(row).collect()
}

/// The sandbox makes no reports, so that none of the report flags is set.
pub(crate) fn record(institution: &Institution) -> Value {
    json!({
        "id": institution.id,
        "name": institution.name,
        "transAgg": institution.certified,
        "ach": false,
        "stateAgg": false,
        "voi": false,
        "voa": false,
        "aha": false,
        "availBalance": false,
        "accountOwner": false,
        "urlHomeApp": institution.url,
        "urlLogonApp": institution.url,
        "oauthEnabled": institution.oauth,
        "currency": "USD",
        "status": "online",
    })
}
