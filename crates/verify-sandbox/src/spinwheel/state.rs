//! The users and connections of one tenant.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use super::choices::Bureau;
use super::kba::Quiz;
use super::refresh::Refresh;
use super::report::Wanted;
use super::subscriptions::Subscription;
use crate::engine::moment::Moment;
use crate::engine::rng::Rng;

/// Documented: a code is good for 5 minutes.
pub(crate) const CODE_LIFETIME: Duration = Duration::from_secs(300);
/// Documented: five tries.
pub(crate) const MAX_ATTEMPTS: u32 = 5;
/// Documented: then 5 minutes of waiting.
pub(crate) const LOCK: Duration = Duration::from_secs(300);
/// Documented: the block of a number.
pub(crate) const BLOCK: Duration = Duration::from_secs(86_400);
/// With this many, a new code is no longer compared with the oldest ones.
const MANY_CODES: usize = 500_000;
/// A user's orders are counted over a day.
pub(crate) const DAY: Duration = Duration::from_secs(86_400);

/// How a user was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Verified {
    ByText,
    ByKba,
    /// By the caller.
    Preverified,
    ByNetworkToken,
}

/// A code that was sent.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Connection {
    pub(crate) id: String,
    pub(crate) code: String,
    #[serde(with = "crate::state::time")]
    pub(crate) expires: Duration,
    pub(crate) used: bool,
    /// A newer connection took its place.
    pub(crate) cancelled: bool,
    pub(crate) tries: Tries,
}

/// Wrong codes.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Tries {
    pub(crate) wrong: u32,
    /// When the last one allowed was used up.
    #[serde(with = "crate::state::time::optional")]
    pub(crate) spent_at: Option<Duration>,
}

impl Tries {
    pub(crate) fn count_wrong(&mut self, now: Duration) {
        self.wrong += 1;
        if self.wrong >= MAX_ATTEMPTS {
            self.spent_at.get_or_insert(now);
        }
    }

    /// Uses up all of them.
    pub(crate) fn spend(&mut self, now: Duration) {
        self.wrong = MAX_ATTEMPTS;
        self.spent_at.get_or_insert(now);
    }

    /// Until when no new code is to be had.
    pub(crate) fn is_locked(&self, now: Duration) -> bool {
        self.spent_at.is_some_and(|at| now < at + LOCK)
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.spent_at.is_some()
    }
}

/// What ordered a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum OrderPath {
    /// The oldest: `creditReports/order`.
    CreditReports,
    Equifax,
    DebtProfile,
    /// A pull of a subscription; not limited.
    Subscription,
}

/// An ordered report.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Order {
    /// Counts the orders of the user, from 1.
    pub(crate) number: u64,
    pub(crate) ordered: Moment,
    /// `None`: never.
    #[serde(with = "crate::state::time::optional")]
    pub(crate) ready: Option<Duration>,
    pub(crate) ready_wall: SystemTime,
    pub(crate) fails: bool,
    pub(crate) path: OrderPath,
    pub(crate) wanted: Wanted,
    /// Who delivers.
    pub(crate) bureau: Bureau,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    Running,
    Done,
    Failed,
}

impl Order {
    /// Derived from the time alone.
    pub(crate) fn progress(&self, now: Duration) -> Progress {
        match self.ready {
            Some(ready) if ready <= now && self.fails => Progress::Failed,
            Some(ready) if ready <= now => Progress::Done,
            _ => Progress::Running,
        }
    }
}

/// An address, as a caller gives it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Address {
    pub(crate) line1: String,
    pub(crate) city: String,
    pub(crate) state: String,
    pub(crate) zip: String,
}

/// A name and addresses, as a caller of KBA or of a pre-verified connect gives them.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct GivenIdentity {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) ssn: String,
    /// At least one.
    pub(crate) addresses: Vec<Address>,
}

/// A token with which another partner can connect the user.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct NetworkToken {
    pub(crate) value: String,
    #[serde(with = "crate::state::time")]
    pub(crate) issued: Duration,
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct User {
    pub(crate) id: String,
    /// Counts the users of the tenant.
    pub(crate) number: u64,
    pub(crate) ext_id: Option<String>,
    /// Unknown for somebody who came by KBA.
    pub(crate) phone: Option<String>,
    pub(crate) birth_date: String,
    pub(crate) created: SystemTime,
    pub(crate) updated: SystemTime,
    pub(crate) connections: Vec<Connection>,
    pub(crate) connection_id: String,
    pub(crate) verified: Option<Verified>,
    /// When that was, the first time.
    pub(crate) verified_at: Option<SystemTime>,
    /// When the code or the questions were asked for that led, or are to lead, there.
    pub(crate) asked_at: Option<SystemTime>,
    pub(crate) given: Option<GivenIdentity>,
    pub(crate) quiz: Option<Quiz>,
    /// Oldest first.
    pub(crate) orders: Vec<Order>,
    /// Oldest first.
    pub(crate) network_tokens: Vec<NetworkToken>,
    /// How many liabilities were reported after the first report.
    pub(crate) reported: usize,
    /// Oldest first.
    pub(crate) refreshes: Vec<Refresh>,
    pub(crate) subscriptions: Vec<Subscription>,
    /// True once the user is deleted: what was to be told about it is not told any more.
    #[serde(skip)]
    pub(crate) gone: Arc<AtomicBool>,
}

impl User {
    /// A code or questions were asked for.
    pub(crate) fn was_asked(&mut self, now: Moment) {
        self.updated = now.wall;
        if self.verified.is_none() {
            self.asked_at = Some(now.wall);
        }
    }

    pub(crate) fn phone(&self) -> &str {
        self.phone.as_deref().unwrap_or_default()
    }

    /// The newest report that is there; it stays while a newer one runs or fails.
    pub(crate) fn report(&self, now: Duration) -> Option<&Order> {
        self.done(now).find(|order| order.wanted.report)
    }

    /// The newest score that is there.
    pub(crate) fn score(&self, now: Duration) -> Option<&Order> {
        self.done(now).find(|order| order.wanted.model.is_some())
    }

    /// The newest order that is complete.
    pub(crate) fn done(&self, now: Duration) -> impl Iterator<Item = &Order> {
        self.orders.iter().rev().filter(move |order| order.progress(now) == Progress::Done)
    }

    /// The bureau the user was first connected with.
    pub(crate) fn first_bureau(&self) -> Option<Bureau> {
        self.orders.iter().find(|order| !order.fails).map(|order| order.bureau)
    }

    pub(crate) fn next_order_number(&self) -> u64 {
        self.orders.iter().map(|order| order.number).max().unwrap_or(0) + 1
    }
}

/// What is counted by phone number.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Phone {
    #[serde(with = "crate::state::time::list")]
    pub(crate) texts: Vec<Duration>,
    #[serde(with = "crate::state::time::list")]
    pub(crate) verifications: Vec<Duration>,
    #[serde(with = "crate::state::time::optional")]
    pub(crate) blocked_at: Option<Duration>,
    pub(crate) tries: Tries,
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    pub(crate) rng: Rng,
    pub(crate) users: BTreeMap<String, User>,
    pub(crate) phones: BTreeMap<String, Phone>,
    codes: BTreeSet<String>,
    added: u64,
    pub(crate) webhooks: u64,
}

impl State {
    pub(crate) fn new(rng: Rng) -> Self {
        Self {
            rng,
            users: BTreeMap::new(),
            phones: BTreeMap::new(),
            codes: BTreeSet::new(),
            added: 0,
            webhooks: 0,
        }
    }

    /// A code no connection of this tenant has had. The two that documents warn against are left out: a test that
    /// passes with them would pass by luck.
    pub(crate) fn new_code(&mut self) -> String {
        if self.codes.len() > MANY_CODES {
            self.codes.clear();
        }
        loop {
            let code = self.rng.digits(6);
            if code != "000000" && code != "123456" && self.codes.insert(code.clone()) {
                return code;
            }
        }
    }

    pub(crate) fn by_ext_id(&self, ext_id: &str) -> Option<&User> {
        self.users.values().find(|user| user.ext_id.as_deref() == Some(ext_id))
    }

    pub(crate) fn add_user(&mut self, ext_id: Option<String>, birth_date: &str, now: Moment) -> String {
        let id = self.rng.uuid();
        self.added += 1;
        let user = User {
            id: id.clone(),
            number: self.added,
            ext_id,
            phone: None,
            birth_date: birth_date.to_owned(),
            created: now.wall,
            updated: now.wall,
            connections: Vec::new(),
            connection_id: String::new(),
            verified: None,
            verified_at: None,
            asked_at: None,
            given: None,
            quiz: None,
            orders: Vec::new(),
            network_tokens: Vec::new(),
            reported: 0,
            refreshes: Vec::new(),
            subscriptions: Vec::new(),
            gone: Arc::default(),
        };
        self.users.insert(id.clone(), user);
        id
    }

    pub(crate) fn phone(&mut self, number: &str) -> &mut Phone {
        self.phones.entry(number.to_owned()).or_default()
    }
}

/// Whether one more event now would be more than `limit` within the window; 0 is no limit.
pub(crate) fn is_over(events: &[Duration], now: Duration, window: Duration, limit: u32) -> bool {
    let recent = events.iter().filter(|at| now.saturating_sub(**at) < window).count();
    limit > 0 && recent >= usize::try_from(limit).unwrap_or(usize::MAX)
}
