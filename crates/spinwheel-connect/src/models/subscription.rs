//! Subscriptions to news about a user.

use verify_core::Timestamp;
use verify_core::provider::{answer, open_enum};

use crate::{SubscriptionId, UserId};

open_enum! {
    /// What a subscription is about.
    pub enum SubscriptionType {
        /// New debts, as they are reported.
        NewLiabilities => "NEW_LIABILITIES",
        /// A fresh report at regular times.
        DebtProfileRefresh => "DEBT_PROFILE.REFRESH",
    }
}

answer! {
    /// A subscription of a user.
    pub struct Subscription {
        required {
            /// Its id.
            subscription_id: SubscriptionId => "subscriptionId",
        }
        /// What it is about.
        subscription_type: Option<SubscriptionType> => "subscriptionType",
        /// Whose it is.
        user_id: Option<UserId> => "userId",
        /// When it last changed; the unit is inferred.
        updated_on: Option<Timestamp> => "updatedOn",
        /// When it began; the unit is inferred.
        created_on: Option<Timestamp> => "createdOn",
    }
}
