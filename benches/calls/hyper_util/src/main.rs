//! hyper-util's client alone: what HTTP itself costs. Each header, the body and the answer by hand.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Request, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use scene::Caller;
use scene::program::Failure;
use scene::request::{APP_KEY, APP_TOKEN, Body, Generated, PATH};

struct HyperUtil {
    client: Client<HttpConnector, Full<Bytes>>,
    uri: Uri,
}

impl Caller for HyperUtil {
    type Answer = Generated;

    fn new(base: &str) -> Result<Self, Failure> {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self { client, uri: format!("{base}{PATH}").parse()? })
    }

    async fn call(&self) -> Result<Generated, Failure> {
        let request = Request::post(self.uri.clone())
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header("finicity-app-key", APP_KEY)
            .header("finicity-app-token", APP_TOKEN)
            .body(Full::from(serde_json::to_vec(&Body::SENT)?))?;
        let answer = self.client.request(request).await?;
        let body = answer.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}

fn main() -> Result<(), Failure> {
    scene::run::<HyperUtil>()
}
