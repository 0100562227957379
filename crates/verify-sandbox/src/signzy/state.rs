//! Everything one tenant's Signzy knows.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use super::choices::IdForm;
use super::link::{LinkStage, OpenedBy};
use super::phone::{Country, LineType};
use crate::engine::moment::Moment;
use crate::engine::rng::Rng;

/// What a client logs in with, and the token that needs no login. Synthetic.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) static_token: String,
    pub(crate) user_id: String,
}

impl Credentials {
    pub(crate) fn new(seed: u64, tenant: &str) -> Self {
        let mut rng = Rng::new(seed, &[tenant, "signzy", "credentials"]);
        Self {
            username: format!("{tenant}-{}", rng.hex(6)),
            password: rng.hex(32),
            static_token: rng.hex(64),
            user_id: rng.hex(24),
        }
    }
}

/// A token of a login.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Token {
    pub(crate) value: String,
    /// On the monotonic clock.
    #[serde(with = "crate::state::time")]
    pub(crate) expires: Duration,
    /// It was taken back.
    pub(crate) revoked: bool,
}

/// How a link was opened.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Opening {
    pub(crate) by: OpenedBy,
    pub(crate) ip: IpAddr,
    pub(crate) at: SystemTime,
    /// Where the phone was sent, with the `vfp`.
    pub(crate) redirect: String,
}

/// A link that was sent.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Link {
    pub(crate) request_id: String,
    pub(crate) session_id: String,
    pub(crate) transaction_id: String,
    /// The last part of its address.
    pub(crate) one_time_id: String,
    /// Ten digits.
    pub(crate) national: String,
    pub(crate) country: Country,
    pub(crate) line_type: LineType,
    /// The carrier of this number never answers.
    pub(crate) without_carrier_result: bool,
    pub(crate) target_url: String,
    pub(crate) source_ip: Option<IpAddr>,
    pub(crate) sent: Moment,
    pub(crate) lifetime: Duration,
    /// A newer one has taken its place.
    pub(crate) replaced: bool,
    /// How many times it was looked at without acting.
    pub(crate) previews: u64,
    /// How many times its result was asked for, and when for the last time.
    pub(crate) polls: u64,
    #[serde(with = "crate::state::time::optional")]
    pub(crate) last_poll: Option<Duration>,
    pub(crate) opening: Option<Opening>,
}

impl Link {
    /// Whether the window has closed, used or not.
    pub(crate) fn is_late(&self, now: Moment) -> bool {
        now.mono.saturating_sub(self.sent.mono) >= self.lifetime
    }

    pub(crate) fn stage(&self, now: Moment) -> LinkStage {
        if self.opening.is_some() {
            LinkStage::Used
        } else if self.replaced || self.is_late(now) {
            LinkStage::Expired
        } else {
            LinkStage::Open
        }
    }

    /// As messages are addressed.
    pub(crate) fn dialled(&self) -> String {
        format!("+1{}", self.national)
    }

    /// Whether the phone with the number has opened it; `None` when nobody knows.
    pub(crate) fn phone_match(&self) -> Option<bool> {
        match self.opening.as_ref()?.by {
            OpenedBy::Carrier if self.without_carrier_result => None,
            OpenedBy::Carrier => Some(true),
            OpenedBy::Wifi => None,
            OpenedBy::OtherDevice => Some(false),
        }
    }

    /// Whether it was opened from `sourceIp`; `None` without one, or when it was not opened.
    pub(crate) fn ip_match(&self) -> Option<bool> {
        Some(self.opening.as_ref()?.ip == self.source_ip?)
    }
}

/// The state of one tenant.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    pub(crate) tokens: Vec<Token>,
    /// Oldest first.
    pub(crate) links: Vec<Link>,
    /// How many times username and password were checked.
    pub(crate) logins: u64,
    pub(crate) rng: Rng,
}

impl State {
    pub(crate) fn new(seed: u64, tenant: &str) -> Self {
        let rng = Rng::new(seed, &[tenant, "signzy"]);
        Self { tokens: Vec::new(), links: Vec::new(), logins: 0, rng }
    }

    /// A new token for so long.
    pub(crate) fn new_token(&mut self, now: Moment, lifetime: Duration) -> String {
        let value = self.rng.hex(64);
        let expires = now.after(lifetime).mono;
        self.tokens.push(Token { value: value.clone(), expires, revoked: false });
        value
    }

    pub(crate) fn new_id(&mut self, form: IdForm) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        match form {
            IdForm::Uuid => self.rng.uuid(),
            IdForm::Hex => self.rng.hex(24),
            IdForm::Base64 => {
                let mut digit = || usize::try_from(self.rng.below(64)).unwrap_or(0);
                // With both characters that have to be escaped in a path, whatever is drawn.
                let drawn: String = (0..20).map(|_| char::from(ALPHABET[digit() % 64])).collect();
                format!("{drawn}/+==")
            }
        }
    }

    pub(crate) fn by_request(&mut self, request_id: &str) -> Option<&mut Link> {
        self.links.iter_mut().find(|link| link.request_id == request_id)
    }

    pub(crate) fn by_one_time_id(&mut self, id: &str) -> Option<&mut Link> {
        self.links.iter_mut().find(|link| link.one_time_id == id)
    }
}
