//! finicity-connect as it is: deadline, retries, token cache, spans and redaction are on. It logs in while it warms up.

use finicity_connect::{Client, ConnectLink, CustomerId, Environment, GenerateConnectUrl, Partner};
use scene::program::Failure;
use scene::request::{APP_KEY, CUSTOMER_ID, PARTNER_ID, PARTNER_SECRET, REDIRECT_URI};
use scene::{Caller, Linked};

struct Ours(Client);

/// The link as an application gets it.
struct Made(ConnectLink);

impl Linked for Made {
    fn link(&self) -> &str {
        self.0.expose()
    }
}

impl Caller for Ours {
    type Answer = Made;

    fn new(base: &str) -> Result<Self, Failure> {
        let partner = Partner::new(PARTNER_ID.parse()?, PARTNER_SECRET, APP_KEY);
        Ok(Self(Client::new(Environment::custom(base)?, partner)?))
    }

    async fn call(&self) -> Result<Made, Failure> {
        let request = GenerateConnectUrl::new(CustomerId::new(CUSTOMER_ID)?).redirect_uri(REDIRECT_URI)?;
        Ok(Made(self.0.generate_connect_url(&request).await?))
    }
}

fn main() -> Result<(), Failure> {
    scene::run::<Ours>()
}
