//! `POST /connect/v2/generate` of Finicity: what is sent and what comes back.

use serde::{Deserialize, Serialize};

/// The operation that all clients call.
pub const PATH: &str = "/connect/v2/generate";
/// Where an access token comes from; only the client that fetches its own calls it.
pub const LOGIN: &str = "/aggregation/v2/partners/authentication";

pub const APP_KEY: &str = "d15e7a6f0c2b4a3e9f8d7c6b5a493827";
pub const APP_TOKEN: &str = "Xk2vB7nQ9sLw4TzRy8Gm";
pub const PARTNER_ID: &str = "1445585709680";
pub const PARTNER_SECRET: &str = "synthetic-partner-secret-1";
pub const CUSTOMER_ID: &str = "1005061234";
pub const REDIRECT_URI: &str = "https://app.example.com/connected";

/// What each request must carry, besides its body; the names in lower case.
pub const HEADERS: [(&str, &str); 4] = [
    ("accept", "application/json"),
    ("content-type", "application/json"),
    ("finicity-app-key", APP_KEY),
    ("finicity-app-token", APP_TOKEN),
];

/// The link of the answer.
pub const LINK: &str = "https://connect2.finicity.com?customerId=1005061234&origin=url&partnerId=1445585709680\
     &signature=00000000000000000000000000000000000000000000000000000000000000ab&timestamp=1768478400000&ttl=1768485600000";

/// The body, as a hand-written client would have it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Body<'a> {
    pub partner_id: &'a str,
    pub customer_id: &'a str,
    pub redirect_uri: &'a str,
}

impl Body<'static> {
    pub const SENT: Self =
        Self { partner_id: PARTNER_ID, customer_id: CUSTOMER_ID, redirect_uri: REDIRECT_URI };
}

/// The answer.
#[derive(Deserialize)]
pub struct Generated {
    pub link: String,
}
