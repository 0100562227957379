//! `finicity-connect` and nothing of the other providers: a login, and a link.

use finicity_connect::{Client, CustomerId, Environment, GenerateConnectUrl, Partner};
use verify_testkit::Script;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let script = Script::new();
    let link = "https://connect.example.com/?customerId=1005061234";
    script.on("authenticate").answer(200, r#"{"token":"synthetic-access-token"}"#);
    script.on("generate_connect_url").answer(200, format!(r#"{{"link":"{link}"}}"#));

    let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    let client = Client::builder(Environment::Finicity, partner).transport(script.clone()).build()?;
    let generated =
        client.generate_connect_url(&GenerateConnectUrl::new(CustomerId::new("1005061234")?)).await?;

    script.assert_done();
    assert_eq!(generated.expose(), link);
    Ok(())
}
