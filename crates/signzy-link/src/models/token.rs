//! What a login gives.

use verify_core::provider::answer;
use verify_core::{Pii, Timestamp};

answer! {
    /// An access token. (Source: the login pages of Signzy's products: `ttl` is a text on one and a number on another.)
    pub(crate) struct AccessToken {
        required {
            /// The token itself.
            id: Pii<String> => "id" | "accessToken" | "access_token",
        }
        /// Its life in seconds.
        ttl: Option<u64> => "ttl",
        /// When it was made.
        created: Option<Timestamp> => "created",
    }
}
