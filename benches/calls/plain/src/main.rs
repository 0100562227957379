//! reqwest with a structure of one's own, as anybody would write it.

use reqwest::Client;
use reqwest::header::ACCEPT;
use scene::Caller;
use scene::program::Failure;
use scene::request::{APP_KEY, APP_TOKEN, Body, Generated, PATH};

struct Plain {
    client: Client,
    url: String,
}

impl Caller for Plain {
    type Answer = Generated;

    fn new(base: &str) -> Result<Self, Failure> {
        Ok(Self { client: Client::new(), url: format!("{base}{PATH}") })
    }

    async fn call(&self) -> Result<Generated, Failure> {
        let generated = self
            .client
            .post(&self.url)
            .header(ACCEPT, "application/json")
            .header("Finicity-App-Key", APP_KEY)
            .header("Finicity-App-Token", APP_TOKEN)
            .json(&Body::SENT)
            .send()
            .await?
            .json::<Generated>()
            .await?;
        Ok(generated)
    }
}

fn main() -> Result<(), Failure> {
    #[cfg(feature = "rustls")]
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "a provider is installed already")?;
    scene::run::<Plain>()
}
