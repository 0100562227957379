//! `signzy-link` and nothing of the other providers: a link is texted.

use signzy_link::{Access, Client, Environment, PhoneNumber, SendLink};
use verify_testkit::Script;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let script = Script::new();
    script.on("send_link").answer(200, r#"{"requestId":"request-1","sessionId":"session-1"}"#);

    let builder = Client::builder(Environment::PreProduction, Access::token("token"));
    let client = builder.send_link_path("/send-link").transport(script.clone()).build()?;
    let phone = PhoneNumber::new("+12025550143")?;
    let sent = client.send_link(&SendLink::new(phone, "https://app.example.com/back/17")?).await?;

    script.assert_done();
    assert_eq!(sent.request_id.as_str(), "request-1");
    Ok(())
}
