//! Payout links: an address at which somebody claims a payout.

use verify_core::provider::{answer, open_enum};
use verify_core::{FreeForm, Pii, Timestamp};

use crate::{Cents, FlowId, PayoutLinkId, Rail, TransferId, UserId};

answer! {
    /// A payout link. Of `payout_link.updated` Dots' page shows the id alone, and its list of events the whole link. What the
    /// application has stored with it is the [event's `metadata`](super::Event::metadata).
    pub struct PayoutLink {
        required {
            /// Which one.
            id: PayoutLinkId => "id" | "payout_link_id",
        }
        /// When it was made.
        created: Option<Timestamp> => "created",
        /// The address; who has it can claim the money.
        link: Option<Pii<String>> => "link",
        /// How much.
        amount: Option<Cents> => "amount",
        /// How much it was at first.
        original_amount: Option<Cents> => "original_amount",
        /// How it stands.
        status: Option<PayoutLinkStatus> => "status",
        /// For whom it is.
        payee: Option<PayoutLinkPayee> => "payee",
        /// How it is brought to them.
        delivery: Option<PayoutLinkDelivery> => "delivery",
        /// Whether it does not count for taxes.
        tax_exempt: Option<bool> => "tax_exempt",
        /// The user who has claimed it.
        claimed_user_id: Option<UserId> => "claimed_user_id",
        /// The flow behind it.
        flow_id: Option<FlowId> => "flow_id",
        /// The transfer that was made for it.
        transfer_id: Option<TransferId> => "transfer_id",
        /// What the payee reads.
        memo: Option<Pii<String>> => "memo",
        /// What the payee does not read.
        description: Option<Pii<String>> => "description",
        /// For the accounts.
        accounting_data: Option<FreeForm> => "accounting_data",
        /// Who made it.
        created_by_email: Option<Pii<String>> => "created_by_email",
        /// Where the money comes from.
        funding_source: Option<FundingSource> => "funding_source",
        /// How it was paid out; the values are not documented. With `payout_link.paid_out` alone, as the next field.
        method: Option<Rail> => "method",
        /// How much was paid out.
        withdrew_amount: Option<Cents> => "withdrew_amount",
    }
}

open_enum! {
    /// How a payout link stands.
    pub enum PayoutLinkStatus {
        /// It exists.
        Created => "created",
        /// It is about to be sent.
        DeliveryPending => "delivery_pending",
        /// It could not be sent.
        DeliveryFailed => "delivery_failed",
        /// It was sent.
        Sent => "sent",
        /// It has arrived.
        Delivered => "delivered",
        /// Somebody has claimed it.
        Claimed => "claimed",
        /// The payout was taken back.
        Reversed => "reversed",
        /// It was called off.
        Canceled => "canceled",
        /// It is too old.
        Expired => "expired",
        /// It has failed.
        Failed => "failed",
    }
}

open_enum! {
    /// Where the money of a payout link comes from.
    pub enum FundingSource {
        /// The balance at Dots.
        DotsBalance => "dots_balance",
        /// A bank account.
        Ach => "ach",
    }
}

answer! {
    /// For whom a payout link is: what the page fills in for them.
    pub struct PayoutLinkPayee {
        /// Given name.
        first_name: Option<Pii<String>> => "first_name",
        /// Family name.
        last_name: Option<Pii<String>> => "last_name",
        /// E-mail address.
        email: Option<Pii<String>> => "email",
        /// The phone number's country calling code, without `+`.
        country_code: Option<Pii<String>> => "country_code",
        /// The rest of the phone number.
        phone_number: Option<Pii<String>> => "phone_number",
    }
}

answer! {
    /// How a payout link is brought to its payee.
    pub struct PayoutLinkDelivery {
        /// `link`, `sms`, `email` or `all`.
        method: Option<Pii<String>> => "method",
        /// E-mail address.
        email: Option<Pii<String>> => "email",
        /// The phone number's country calling code, without `+`.
        country_code: Option<Pii<String>> => "country_code",
        /// The rest of the phone number.
        phone_number: Option<Pii<String>> => "phone_number",
    }
}

answer! {
    /// A payout link whose money could not be fetched.
    pub struct PayoutLinkFailed {
        required {
            /// The transfer that has failed.
            funding_transfer_id: TransferId => "funding_transfer_id",
        }
        /// The link; what of it is there is not documented.
        payout_link: Option<FreeForm> => "payout_link",
        /// How much.
        amount: Option<Cents> => "amount",
        /// What the payee reads.
        memo: Option<Pii<String>> => "memo",
        /// How it stands: failed.
        status: Option<PayoutLinkStatus> => "status",
        /// Why.
        reason: Option<Pii<String>> => "reason",
    }
}
