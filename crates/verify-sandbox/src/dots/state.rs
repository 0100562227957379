//! Everything one tenant's Dots knows.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::compliance::Compliance;
use super::flows::Flow;
use super::happening::Happening;
use super::hosted::Session;
use super::methods::PayoutMethod;
use crate::engine::rng::Rng;

/// Tokens nobody gets: they are in documents, or look like a fixed one.
const NOT_SENT: [&str; 3] = ["000000", "111111", "123456"];

/// The documented statuses of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UserStatus {
    /// The phone number is verified.
    Verified,
    /// It is not, as after creation.
    Unverified,
    /// Flagged for fraud risk.
    InReview,
    /// Switched off.
    Disabled,
}

impl UserStatus {
    pub(crate) const ALL: [Self; 4] = [Self::Verified, Self::Unverified, Self::InReview, Self::Disabled];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::InReview => "in_review",
            Self::Disabled => "disabled",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// Country code and national number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Phone {
    pub(crate) country_code: String,
    pub(crate) number: String,
}

impl Phone {
    /// As messages are addressed.
    pub(crate) fn dialled(&self) -> String {
        format!("+{}{}", self.country_code, self.number)
    }
}

/// A token that was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SentToken {
    pub(crate) token: String,
    /// On the monotonic clock.
    #[serde(with = "crate::state::time")]
    pub(crate) sent: Duration,
    pub(crate) wrong: u32,
    pub(crate) used: bool,
    /// A newer one has taken its place.
    pub(crate) replaced: bool,
}

/// A user.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) phone: Phone,
    pub(crate) username: String,
    /// `None` when none was given.
    #[serde(with = "crate::state::text")]
    pub(crate) metadata: Option<Value>,
    pub(crate) excluded: Vec<String>,
    pub(crate) date_of_birth: Option<String>,
    #[serde(with = "crate::state::text")]
    pub(crate) adjustment: Option<Value>,
    pub(crate) status: UserStatus,
    /// Deleted from this app, and still known by phone number.
    pub(crate) disconnected: bool,
    /// Oldest first.
    pub(crate) payout_methods: Vec<PayoutMethod>,
    pub(crate) default_payout_method: Option<String>,
    pub(crate) auto_payout: Option<bool>,
    pub(crate) compliance: Compliance,
    pub(crate) tokens: Vec<SentToken>,
    /// How many tokens were compared.
    pub(crate) attempts: u64,
    /// `Api-App-Id` and `Dots-User-IP` of the creation.
    pub(crate) app_id: Option<String>,
    pub(crate) end_user_ip: Option<String>,
}

impl User {
    /// Somebody who has no id yet.
    pub(crate) fn new(first_name: String, last_name: String, email: String, phone: Phone) -> Self {
        Self {
            id: String::new(),
            first_name,
            last_name,
            email,
            phone,
            username: String::new(),
            metadata: None,
            excluded: Vec::new(),
            date_of_birth: None,
            adjustment: None,
            status: UserStatus::Unverified,
            disconnected: false,
            payout_methods: Vec::new(),
            default_payout_method: None,
            auto_payout: None,
            compliance: Compliance::default(),
            tokens: Vec::new(),
            attempts: 0,
            app_id: None,
            end_user_ip: None,
        }
    }

    /// The newest method of the default rail.
    pub(crate) fn default_method(&self) -> Option<&PayoutMethod> {
        let rail = self.default_payout_method.as_ref()?;
        self.payout_methods.iter().rev().find(|method| method.platform == *rail)
    }

    pub(crate) fn has_rail(&self, rail: &str) -> bool {
        self.payout_methods.iter().any(|method| method.platform == rail)
    }
}

/// A check of a tax number whose end is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TaxCheck {
    pub(crate) user_id: String,
    /// When the number was handed in.
    #[serde(with = "crate::state::time")]
    pub(crate) submitted: Duration,
    #[serde(with = "crate::state::time")]
    pub(crate) due: Duration,
}

/// The state of one tenant.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct State {
    /// Oldest first.
    pub(crate) users: Vec<User>,
    /// Who has given a phone number on the page of a flow, and no code yet.
    pub(crate) visitors: Vec<User>,
    /// Oldest first.
    pub(crate) flows: Vec<Flow>,
    /// Of the pages of flows, by id.
    pub(crate) sessions: BTreeMap<String, Session>,
    /// Not told yet, oldest first.
    pub(crate) happenings: Vec<Happening>,
    /// Those whose end is to be told.
    pub(crate) tax_checks: Vec<TaxCheck>,
    pub(crate) rng: Rng,
}

impl State {
    pub(crate) fn new(seed: u64, tenant: &str) -> Self {
        let rng = Rng::new(seed, &[tenant, "dots"]);
        Self {
            users: Vec::new(),
            visitors: Vec::new(),
            flows: Vec::new(),
            sessions: BTreeMap::new(),
            happenings: Vec::new(),
            tax_checks: Vec::new(),
            rng,
        }
    }

    /// The user of this app.
    pub(crate) fn user(&mut self, id: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id && !user.disconnected)
    }

    /// Anybody: of this app or not, a user or not yet.
    pub(crate) fn person(&mut self, id: &str) -> Option<&mut User> {
        self.users.iter_mut().chain(&mut self.visitors).find(|user| user.id == id)
    }

    /// Gives the flows of one user to another. A code that was texted to the one is none of the other's.
    pub(crate) fn hand_over(&mut self, from: &str, to: &str) {
        let users = self.flows.iter_mut().filter_map(|flow| flow.user_id.as_mut());
        users.filter(|user_id| *user_id == from).for_each(|user_id| to.clone_into(user_id));
    }

    /// The first user with this phone number, whether of this app or not.
    pub(crate) fn by_phone(&self, phone: &Phone) -> Option<&User> {
        self.users.iter().find(|user| user.phone == *phone)
    }

    pub(crate) fn has_username(&self, username: &str) -> bool {
        self.users.iter().any(|user| user.username.eq_ignore_ascii_case(username))
    }

    pub(crate) fn random_username(&mut self) -> String {
        loop {
            let username = format!("user-{}", self.rng.hex(10));
            if !self.has_username(&username) {
                return username;
            }
        }
    }

    /// A token that this user has not been sent before.
    pub(crate) fn new_token(&mut self, length: usize, user_id: &str) -> String {
        let all = self.users.iter().chain(&self.visitors);
        let own = all.filter(|user| user.id == user_id).flat_map(|user| &user.tokens);
        // With this many, the oldest ones are no longer compared.
        let earlier: BTreeSet<_> = own.rev().take(1000).map(|sent| sent.token.clone()).collect();
        loop {
            let token = self.rng.digits(length);
            if !NOT_SENT.contains(&token.as_str()) && !earlier.contains(&token) {
                return token;
            }
        }
    }
}
