//! The tokens and reports of one tenant. Who was verified is Spinwheel's business.

use std::time::Duration;

use super::reports::Report;
use crate::engine::rng::Rng;

/// What a client of this tenant needs; synthetic, the same in every run with the same seed.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) tenant_id: String,
    pub(crate) app_id: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    /// The id of the calling organization.
    pub(crate) org_id: String,
}

impl Credentials {
    pub(crate) fn new(seed: u64, tenant: &str) -> Self {
        let mut rng = Rng::new(seed, &[tenant, "debtcore", "credentials"]);
        Self {
            tenant_id: rng.uuid(),
            app_id: rng.uuid(),
            client_id: rng.uuid(),
            client_secret: format!("sandbox~{}", rng.hex(32)),
            org_id: format!("org-{}", rng.hex(12)),
        }
    }

    /// The one scope there is.
    pub(crate) fn scope(&self) -> String {
        format!("api://{}/.default", self.app_id)
    }
}

/// A token that was issued.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Token {
    pub(crate) value: String,
    #[serde(with = "crate::state::time")]
    pub(crate) expires: Duration,
    pub(crate) revoked: bool,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    pub(crate) rng: Rng,
    /// Oldest first.
    pub(crate) tokens: Vec<Token>,
    /// How many times a client's id and secret were checked.
    pub(crate) logins: u64,
    /// Oldest first.
    pub(crate) reports: Vec<Report>,
}

impl State {
    pub(crate) fn new(seed: u64, tenant: &str) -> Self {
        let rng = Rng::new(seed, &[tenant, "debtcore"]);
        Self { rng, tokens: Vec::new(), logins: 0, reports: Vec::new() }
    }
}
