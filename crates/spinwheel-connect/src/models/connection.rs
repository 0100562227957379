//! A connected person.

use verify_core::{FreeForm, Pii};

use verify_core::provider::{answer, open_enum};

use super::Profile;
use crate::{ConnectionId, ExtUserId, UserId};

open_enum! {
    /// How far a connection is. Spinwheel documents one value only.
    pub enum ConnectionStatus {
        /// The person is connected.
        Success => "SUCCESS",
    }
}

answer! {
    /// The outcome of a verification: the connection, and who the person is.
    ///
    /// Source: Spinwheel's Connect SMS UI prompt; `riskAssessments` from its guide to fraud protection.
    pub struct Connection {
        /// Spinwheel's id of the user.
        user_id: Option<UserId> => "userId",
        /// The application's id of the user.
        ext_user_id: Option<ExtUserId> => "extUserId",
        /// This connection.
        connection_id: Option<ConnectionId> => "connectionId",
        /// `Success` when the person is connected; see [`is_connected`](Connection::is_connected).
        connection_status: Option<ConnectionStatus> => "connectionStatus",
        /// Who the person is.
        profile: Option<Profile> => "profile",
        /// A token for connecting the person elsewhere; for producers of network tokens alone.
        network_token: Option<Pii<String>> => "networkToken",
        /// Where the risk layer is switched on.
        risk_assessments: Vec<RiskAssessment> => "riskAssessments",
    }
}

impl Connection {
    /// Whether the person is connected. Only the documented `SUCCESS` counts: no status is not a yes.
    pub fn is_connected(&self) -> bool {
        self.connection_status == Some(ConnectionStatus::Success)
    }
}

answer! {
    /// What a vendor of fraud signals says.
    pub struct RiskAssessment {
        /// The vendor, for instance `PROVE`.
        vendor: Option<String> => "vendor",
        /// The vendor's product, for instance `trust/v2`.
        version: Option<String> => "version",
        /// What the vendor found, in the vendor's own form.
        details: Option<FreeForm> => "details",
    }
}
