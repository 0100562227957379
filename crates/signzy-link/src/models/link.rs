//! A link that was sent, and what became of it.

use verify_core::Pii;
use verify_core::provider::{answer, open_enum};

use super::PhoneMatch;
use crate::{RequestId, SessionId, TransactionId};

open_enum! {
    /// What kind of line a number is.
    pub enum LineType {
        /// A mobile phone.
        Mobile => "Mobile",
        /// A landline.
        Landline => "Landline",
        /// Internet telephony bound to a place.
        FixedVoip => "FixedVoIP",
        /// Internet telephony bound to no place.
        NonFixedVoip => "NonFixedVoIP",
    }
}

answer! {
    /// A link on its way to the consumer. The link itself is not in the answer. Keep both ids: they ask for the result.
    pub struct SentLink {
        required {
            /// The request.
            request_id: RequestId => "requestId" | "RequestId",
            /// The session.
            session_id: SessionId => "sessionId" | "SessionId",
        }
    }
}

answer! {
    /// What is known of a link. Every field may be missing: which of them there are before the consumer acts is not
    /// documented. [`Policy::judge`](crate::Policy::judge) says what it amounts to.
    ///
    /// `PhoneMatch`, `IpAddressMatch`, `SessionId` and `DeviceIp` are inferred from Prove's product, which Signzy's resembles.
    pub struct LinkStatus {
        /// The result's id.
        transaction_id: Option<TransactionId> => "TransactionId" | "transactionId",
        /// The kind of line.
        line_type: Option<LineType> => "LineType" | "lineType",
        /// The number of the phone, in a form that is not documented.
        phone_number: Option<Pii<String>> => "PhoneNumber" | "phoneNumber",
        /// The number's carrier.
        carrier: Option<String> => "Carrier" | "carrier",
        /// The number's country, in a form that is not documented.
        country_code: Option<String> => "CountryCode" | "countryCode",
        /// Whether the link was opened in time.
        link_clicked: Option<bool> => "LinkClicked" | "linkClicked",
        /// Whether it was opened on the right phone.
        phone_match: Option<PhoneMatch> => "PhoneMatch" | "phoneMatch",
        /// Whether it was opened from the address given as [`source_ip`](crate::SendLink::source_ip).
        ip_address_match: Option<bool> => "IpAddressMatch" | "ipAddressMatch",
        /// The session.
        session_id: Option<SessionId> => "SessionId" | "sessionId",
        /// The address it was opened from; only for accounts that have it switched on.
        device_ip: Option<Pii<String>> => "DeviceIp" | "deviceIp",
    }
}
