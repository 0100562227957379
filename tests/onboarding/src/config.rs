//! The providers, as the environment describes them.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use finicity_connect::{ConnectVerifier, Partner};
use signzy_link::{Access, InstantLinkVerifier};
use spinwheel_connect::{Clock, Error, Secret};

use crate::Way;

/// A client of each provider, and those who check their webhooks.
#[derive(Debug, Clone)]
pub struct Providers {
    /// Verifies by a code, and knows whom phone and birth date belong to.
    pub spinwheel: spinwheel_connect::Client,
    /// Verifies by a code.
    pub dots: dots_users::Client,
    /// Verifies by a link.
    pub signzy: signzy_link::Client,
    /// Connects bank accounts.
    pub finicity: finicity_connect::Client,
    /// Believes what Finicity has signed.
    pub finicity_webhooks: finicity_connect::webhook::Receiver,
    /// Believes what Dots has signed.
    pub dots_webhooks: dots_users::webhook::Receiver,
}

/// The variables that are not set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing(pub Vec<&'static str>);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not set in the environment: {}", self.0.join(", "))
    }
}

impl StdError for Missing {}

const NEEDED: [&str; 9] = [
    "SPINWHEEL_SECRET_KEY",
    "DOTS_CLIENT_ID",
    "DOTS_API_KEY",
    "DOTS_WEBHOOK_SECRET",
    "SIGNZY_TOKEN",
    "SIGNZY_SEND_LINK_PATH",
    "FINICITY_PARTNER_ID",
    "FINICITY_PARTNER_SECRET",
    "FINICITY_APP_KEY",
];

impl Providers {
    /// `variable` is `|name| std::env::var(name).ok()`, or what a test gives. All that is missing is named at once. The addresses
    /// `SPINWHEEL_BASE_URL`, `SPINWHEEL_SECURE_BASE_URL`, `DOTS_BASE_URL`, `SIGNZY_BASE_URL` and `FINICITY_BASE_URL` are for tests;
    /// without them each provider's own place for trying things out is called.
    pub fn from_environment(
        variable: impl Fn(&str) -> Option<String>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Self, Box<dyn StdError + Send + Sync>> {
        let missing: Vec<_> = NEEDED.into_iter().filter(|name| variable(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(Missing(missing).into());
        }
        let get = |name: &str| variable(name).unwrap_or_default();
        if !get("DOTS_WEBHOOK_SECRET").starts_with("whsec_") {
            // Anything else is the wrong line of the dashboard, and would only show when webhooks come.
            return Err(
                "DOTS_WEBHOOK_SECRET must begin with whsec_, as the signing secrets of Dots' webhooks do"
                    .into(),
            );
        }
        let at = |name: &str| variable(name);

        let place = match (at("SPINWHEEL_BASE_URL"), at("SPINWHEEL_SECURE_BASE_URL")) {
            (Some(standard), Some(secure)) => spinwheel_connect::Environment::custom(&standard, &secure)?,
            (None, None) => spinwheel_connect::Environment::Sandbox,
            // Half of it must not lead to Spinwheel, which texts.
            _ => return Err("SPINWHEEL_BASE_URL and SPINWHEEL_SECURE_BASE_URL go together".into()),
        };
        let spinwheel = spinwheel_connect::Client::builder(place, get("SPINWHEEL_SECRET_KEY"));

        let place = match at("DOTS_BASE_URL") {
            Some(address) => dots_users::Environment::custom(&address)?,
            None => dots_users::Environment::Sandbox,
        };
        let keys = dots_users::Keys::new(get("DOTS_CLIENT_ID").parse()?, get("DOTS_API_KEY"));
        let dots = dots_users::Client::builder(place, keys);

        let place = match at("SIGNZY_BASE_URL") {
            Some(address) => signzy_link::Environment::custom(&address)?,
            None => signzy_link::Environment::PreProduction,
        };
        let signzy = signzy_link::Client::builder(place, Access::token(get("SIGNZY_TOKEN")))
            .send_link_path(get("SIGNZY_SEND_LINK_PATH"));

        let place = match at("FINICITY_BASE_URL") {
            Some(address) => finicity_connect::Environment::custom(&address)?,
            None => finicity_connect::Environment::Finicity,
        };
        let secret = Secret::new(get("FINICITY_PARTNER_SECRET"));
        let partner =
            Partner::new(get("FINICITY_PARTNER_ID").parse()?, secret.clone(), get("FINICITY_APP_KEY"));
        let finicity = finicity_connect::Client::builder(place, partner);

        let signing = Secret::new(get("DOTS_WEBHOOK_SECRET"));
        Ok(Self {
            spinwheel: spinwheel.clock(Arc::clone(clock)).build()?,
            dots: dots.clock(Arc::clone(clock)).build()?,
            signzy: signzy.clock(Arc::clone(clock)).build()?,
            finicity: finicity.clock(Arc::clone(clock)).build()?,
            finicity_webhooks: finicity_connect::webhook::Receiver::new([secret])?,
            dots_webhooks: dots_users::webhook::Receiver::new([signing])?.clock(Arc::clone(clock)),
        })
    }

    /// How people are verified: Spinwheel, which also knows whom phone and birth date belong to; else Dots; else Signzy.
    pub(crate) fn ways(&self) -> Vec<Way> {
        vec![
            Way::Code(Arc::new(self.spinwheel.clone())),
            Way::Code(Arc::new(self.dots.clone())),
            Way::Link(Arc::new(InstantLinkVerifier::new(self.signzy.clone()))),
        ]
    }

    /// Who connects this person's accounts. Finicity's events carry the person's id, which tells whom they are about.
    pub(crate) fn bank(&self, url: &str, person: &str) -> Result<ConnectVerifier, Error> {
        let webhook = finicity_connect::Webhook::new(format!("{url}/webhooks/finicity"))?;
        let webhook = webhook.data(serde_json::json!({ "person": person }))?;
        // Customers for tests are free and reach test institutions alone; `active` is the kind that is billed.
        Ok(ConnectVerifier::testing(self.finicity.clone()).webhook(webhook))
    }
}
