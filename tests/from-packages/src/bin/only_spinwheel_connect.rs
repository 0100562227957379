//! `spinwheel-connect` and nothing of the other providers: a code is texted.

use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber};
use verify_testkit::Script;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let script = Script::new();
    let answer = r#"{"status":{"code":201,"desc":"success"},"data":{"userId":"user-1"}}"#;
    script.on("connect_sms").with_json("/phoneNumber", "+12025550143").answer(201, answer);

    let client = Client::builder(Environment::Sandbox, "key").transport(script.clone()).build()?;
    let (phone, born) = (PhoneNumber::new("+12025550143")?, DateOfBirth::new("1990-01-01")?);
    let connected = client.connect_sms(&ConnectSms::new(phone, born, ExtUserId::new("customer-17")?)).await?;

    script.assert_done();
    assert_eq!(connected.user_id.as_str(), "user-1");
    Ok(())
}
