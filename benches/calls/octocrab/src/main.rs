//! The generic post of octocrab, a client of another API with a way to call any path.

use http::header::ACCEPT;
use octocrab::Octocrab;
use scene::Caller;
use scene::program::Failure;
use scene::request::{APP_KEY, APP_TOKEN, Body, Generated, PATH};

struct Generic(Octocrab);

impl Caller for Generic {
    type Answer = Generated;

    fn new(base: &str) -> Result<Self, Failure> {
        let client = Octocrab::builder()
            .base_uri(base)?
            .add_header(ACCEPT, "application/json".to_owned())
            .add_header("finicity-app-key".parse()?, APP_KEY.to_owned())
            .add_header("finicity-app-token".parse()?, APP_TOKEN.to_owned())
            .build()?;
        Ok(Self(client))
    }

    async fn call(&self) -> Result<Generated, Failure> {
        Ok(self.0.post(PATH, Some(&Body::SENT)).await?)
    }
}

fn main() -> Result<(), Failure> {
    scene::run::<Generic>()
}
