//! Everything one tenant's Finicity knows.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use super::connect;
use crate::engine::moment::Moment;
use crate::engine::rng::Rng;

/// Documented: a token lives 2 hours.
pub(crate) const TOKEN_LIFETIME: Duration = Duration::from_secs(7200);
/// Documented: five wrong logins lock the account.
pub(crate) const MAX_FAILED_LOGINS: u32 = 5;
/// Documented: 30 days of grace for the old secret.
pub(crate) const GRACE: Duration = Duration::from_secs(30 * 86_400);

/// The state of one tenant.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    pub(crate) partner: Partner,
    pub(crate) tokens: Vec<Token>,
    /// By id.
    pub(crate) customers: BTreeMap<String, Customer>,
    /// By id.
    pub(crate) consumers: BTreeMap<String, Consumer>,
    /// By `institutionLoginId`.
    pub(crate) logins: BTreeMap<u64, Login>,
    pub(crate) links: Vec<connect::Link>,
    /// By session id.
    pub(crate) sessions: BTreeMap<String, connect::Session>,
    pub(crate) rng: Rng,
    customer_ids: Counter,
    login_ids: Counter,
    account_ids: Counter,
}

/// Who calls.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Partner {
    pub(crate) id: String,
    /// Shown on the page.
    pub(crate) name: String,
    pub(crate) app_key: String,
    pub(crate) secret: String,
    /// After a rotation with grace: the old secret, and until when on the monotonic clock it works.
    #[serde(with = "crate::state::time::pair::optional")]
    pub(crate) old_secret: Option<(String, Duration)>,
    /// How many times an id and a secret were checked.
    pub(crate) logins: u64,
    pub(crate) failed_logins: u32,
    pub(crate) locked: bool,
}

impl Partner {
    fn new(rng: &mut Rng, tenant: &str) -> Self {
        Self {
            id: format!("24455{}", rng.digits(8)),
            name: format!("Sandbox partner {tenant}"),
            app_key: rng.hex(32),
            secret: format!("Sandbox-{}9a", rng.hex(18)),
            old_secret: None,
            logins: 0,
            failed_logins: 0,
            locked: false,
        }
    }

    /// Whether a rotation has left the old secret working.
    pub(crate) fn is_in_grace(&self, now: Duration) -> bool {
        self.old_secret.as_ref().is_some_and(|(_, until)| now < *until)
    }

    /// Whether the secret opens the account now.
    pub(crate) fn accepts(&self, secret: &str, now: Duration) -> bool {
        let is_old = self.old_secret.as_ref().is_some_and(|(old, _)| old == secret);
        self.secret == secret || (is_old && self.is_in_grace(now))
    }
}

/// A `Finicity-App-Token`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Token {
    pub(crate) value: String,
    /// On the monotonic clock.
    #[serde(with = "crate::state::time")]
    pub(crate) expires: Duration,
    /// It was taken back, and counts as invalid.
    pub(crate) revoked: bool,
}

/// How a customer was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum CustomerKind {
    Testing,
    Active,
}

impl CustomerKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Testing => "testing",
            Self::Active => "active",
        }
    }
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Customer {
    pub(crate) id: String,
    pub(crate) kind: CustomerKind,
    pub(crate) username: String,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) application_id: Option<String>,
    pub(crate) created: SystemTime,
    pub(crate) modified: SystemTime,
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Consumer {
    pub(crate) id: String,
    pub(crate) customer_id: String,
    /// As given, except `ssn`: what is read back.
    #[serde(with = "crate::state::text")]
    pub(crate) record: serde_json::Map<String, serde_json::Value>,
    pub(crate) created: SystemTime,
}

/// A sign-in at an institution, with the accounts that were added.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Login {
    pub(crate) id: u64,
    pub(crate) customer_id: String,
    pub(crate) institution_id: u64,
    /// 0 is fine; else the aggregation status code of a broken connection (103, 185, …), which a repair sets to 0 again.
    pub(crate) status_code: u32,
    /// What was typed as the user; empty for a sign-in at the institution's own page.
    pub(crate) username: String,
    pub(crate) accounts: Vec<Account>,
}

/// An account that was added.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) name: String,
    /// `checking`, `savings`, …
    pub(crate) kind: String,
    pub(crate) balance_cents: i64,
    pub(crate) currency: String,
    /// `active`.
    pub(crate) status: String,
    pub(crate) created: SystemTime,
    /// `None` until the first refresh.
    pub(crate) updated: Option<SystemTime>,
    /// From 1.
    pub(crate) position: u32,
}

/// Ids that count up.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Counter(u64);

impl Counter {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

impl State {
    pub(crate) fn new(seed: u64, tenant: &str) -> Self {
        let mut rng = Rng::new(seed, &[tenant, "finicity"]);
        let mut from = |base: u64| Counter(base + rng.below(900_000));
        let (customer_ids, login_ids, account_ids) =
            (from(1_005_000_000), from(1_007_000_000), from(5_053_000_000));
        Self {
            partner: Partner::new(&mut Rng::new(seed, &[tenant, "finicity", "partner"]), tenant),
            tokens: Vec::new(),
            customers: BTreeMap::new(),
            consumers: BTreeMap::new(),
            logins: BTreeMap::new(),
            links: Vec::new(),
            sessions: BTreeMap::new(),
            rng,
            customer_ids,
            login_ids,
            account_ids,
        }
    }

    pub(crate) fn new_customer_id(&mut self) -> String {
        self.customer_ids.next().to_string()
    }

    /// An `institutionLoginId`.
    pub(crate) fn new_login_id(&mut self) -> u64 {
        self.login_ids.next()
    }

    pub(crate) fn new_account_id(&mut self) -> String {
        self.account_ids.next().to_string()
    }

    /// A new token; older ones stay good.
    pub(crate) fn new_token(&mut self, now: Moment) -> String {
        let value = self.rng.hex(20);
        self.tokens.push(Token { value: value.clone(), expires: now.mono + TOKEN_LIFETIME, revoked: false });
        value
    }

    /// The consumer of a customer; there is at most one.
    pub(crate) fn consumer_of(&self, customer_id: &str) -> Option<&Consumer> {
        self.consumers.values().find(|consumer| consumer.customer_id == customer_id)
    }

    /// The sign-ins of a customer, oldest first.
    pub(crate) fn logins_of(&self, customer_id: &str) -> impl Iterator<Item = &Login> {
        self.logins.values().filter(move |login| login.customer_id == customer_id)
    }
}
