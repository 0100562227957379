//! Webhooks: typed events, and the checks there are.
//!
//! **Spinwheel signs nothing.** No signature is documented, so none can be verified; anybody who knows the address can
//! post to it. What there is: headers of your own choosing, which Spinwheel sends along ([`HeaderCheck`]), and the
//! addresses it sends from ([`SANDBOX_SENDERS`], [`PRODUCTION_SENDERS`]). Use both, take an event as a hint to look,
//! and read the facts with [`retrieve_user`](crate::Client::retrieve_user).
//!
//! ```
//! use spinwheel_connect::webhook::{Event, EventType, HeaderCheck, HeaderMap};
//!
//! fn receive(check: &HeaderCheck, headers: &HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//!     if !check.accepts(headers) {
//!         return Err("not from Spinwheel".into());
//!     }
//!     let event = Event::parse(body)?;
//!     if event.event_type == EventType::UserLiabilitiesConnected {
//!         println!("look at user {} again", event.user_id.as_str());
//!     }
//!     Ok(())
//! }
//!
//! let check = HeaderCheck::new("x-webhook-key", "a long random text")?;
//! let mut headers = HeaderMap::new();
//! headers.insert("x-webhook-key", "a long random text".parse()?);
//! receive(&check, &headers, br#"{"eventType":"USER_LIABILITIES_CONNECTED","userId":"u-1"}"#)?;
//! assert!(receive(&check, &HeaderMap::new(), b"{}").is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::net::{IpAddr, Ipv4Addr};

pub use http::HeaderMap;
use http::HeaderName;
use verify_core::provider::{answer, open_enum, read};
use verify_core::{Error, Secret};

use crate::models::{AutoLoan, CreditCard, HomeLoan, MiscellaneousLiability, PersonalLoan, StudentLoan};
use crate::{ExtUserId, SubscriptionId, UserId, WebhookId};

/// Where Spinwheel's sandbox sends webhooks from (source: its webhook guide).
pub const SANDBOX_SENDERS: [IpAddr; 3] = [
    IpAddr::V4(Ipv4Addr::new(34, 203, 72, 127)),
    IpAddr::V4(Ipv4Addr::new(52, 2, 114, 95)),
    IpAddr::V4(Ipv4Addr::new(52, 12, 60, 65)),
];

/// Where Spinwheel's production sends webhooks from (source: its webhook guide).
pub const PRODUCTION_SENDERS: [IpAddr; 2] =
    [IpAddr::V4(Ipv4Addr::new(44, 232, 30, 137)), IpAddr::V4(Ipv4Addr::new(3, 230, 55, 249))];

/// A header that you configured at Spinwheel with a secret value of your own. It shows that the sender knows the
/// value, not that the body is untouched.
#[derive(Debug, Clone)]
pub struct HeaderCheck {
    name: HeaderName,
    value: Secret,
}

impl HeaderCheck {
    /// The header's name and value as configured at Spinwheel; the value must be a long random text.
    pub fn new(name: &str, value: impl Into<Secret>) -> Result<Self, Error> {
        let name =
            name.parse().map_err(|_| Error::configuration("this is not the name of an HTTP header"))?;
        let value = value.into();
        if value.expose().len() < 16 {
            return Err(Error::configuration(
                "the value of the webhook header must have at least 16 characters",
            ));
        }
        Ok(Self { name, value })
    }

    /// Whether the header is there once, with that value; compared byte by byte to the end wherever the first difference is.
    pub fn accepts(&self, headers: &HeaderMap) -> bool {
        let mut values = headers.get_all(&self.name).iter();
        let (Some(value), None) = (values.next(), values.next()) else { return false };
        value.to_str().is_ok_and(|value| Secret::from(value) == self.value)
    }
}

open_enum! {
    /// What happened. Spinwheel's lists differ between revisions; these are all the names it has published as event
    /// types.
    pub enum EventType {
        /// The debts of a user are there for the first time.
        UserLiabilitiesConnected => "USER_LIABILITIES_CONNECTED",
        /// The debts of a user could not be fetched.
        UserLiabilitiesConnectionFailed => "USER_LIABILITIES_CONNECTION_FAILED",
        /// A subscription fetched a new report.
        UserCreditProfileTransaction => "USER_CREDIT_PROFILE_TRANSACTION",
        /// A subscription could not fetch a new report.
        UserCreditProfileTransactionFailed => "USER_CREDIT_PROFILE_TRANSACTION_FAILED",
        /// A refresh of debts has completed or failed.
        RefreshTransactionStatus => "REFRESH_TRANSACTION_STATUS",
        /// New debts were reported.
        NewLiabilitiesReported => "NEW_LIABILITIES_REPORTED",
        /// A payment of a user has a new status.
        UserPaymentStatus => "USER_PAYMENT_STATUS",
        /// A payment of the platform has a new status.
        PlatformPaymentStatus => "PLATFORM_PAYMENT_STATUS",
    }
}

answer! {
    /// A webhook. Only one payload is published (`NEW_LIABILITIES_REPORTED`); of the others nothing but type and user
    /// is relied on.
    pub struct Event {
        required {
            /// What happened.
            event_type: EventType => "eventType",
            /// To whom.
            user_id: UserId => "userId",
        }
        /// This delivery; the same id twice is a duplicate.
        webhook_id: Option<WebhookId> => "webhookId",
        /// The subscription it belongs to.
        subscription_id: Option<SubscriptionId> => "subscriptionId",
        /// The application's id of the user.
        ext_user_id: Option<ExtUserId> => "extUserId",
        /// The debts it is about.
        data: Option<EventData> => "data",
    }
}

answer! {
    /// What is relied on.
    struct EventHead {
        required {
            /// What happened.
            event_type: EventType => "eventType",
            /// To whom.
            user_id: UserId => "userId",
        }
        /// This delivery.
        webhook_id: Option<WebhookId> => "webhookId",
        /// The subscription.
        subscription_id: Option<SubscriptionId> => "subscriptionId",
        /// The application's id.
        ext_user_id: Option<ExtUserId> => "extUserId",
    }
}

impl From<EventHead> for Event {
    fn from(head: EventHead) -> Self {
        let EventHead { event_type, user_id, webhook_id, subscription_id, ext_user_id } = head;
        Self { event_type, user_id, webhook_id, subscription_id, ext_user_id, data: None }
    }
}

answer! {
    /// Debts a webhook is about.
    pub struct EventData {
        /// Credit cards.
        credit_cards: Vec<CreditCard> => "creditCards",
        /// Car loans and leases.
        auto_loans: Vec<AutoLoan> => "autoLoans",
        /// Mortgages.
        home_loans: Vec<HomeLoan> => "homeLoans",
        /// Personal loans.
        personal_loans: Vec<PersonalLoan> => "personalLoans",
        /// Student loans.
        student_loans: Vec<StudentLoan> => "studentLoans",
        /// Everything else that is owed.
        miscellaneous_liabilities: Vec<MiscellaneousLiability> => "miscellaneousLiabilities",
    }
}

impl Event {
    /// Reads the body of a webhook. It proves nothing about who sent it; see the [module](self).
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        // Data in a form nobody has published must not cost the event.
        let without_data = || read::<EventHead>(body).map(Self::from);
        read(body)
            .or_else(|_| without_data())
            .map_err(|_| Error::invalid_input("this is not a Spinwheel webhook: no eventType and userId"))
    }
}
