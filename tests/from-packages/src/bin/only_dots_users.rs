//! `dots-users` and nothing of the other providers: a user is created.

use dots_users::{Client, CreateUser, Email, Environment, Keys, PhoneNumber};
use verify_testkit::Script;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let script = Script::new();
    let id = "0d075000-0000-4000-8000-000000000001";
    let answer = format!(r#"{{"id":"{id}","status":"unverified","verified":false}}"#);
    script.on("create_user").with_json("/email", "ada@example.com").answer(201, answer);

    let keys = Keys::new("pk_dev_0001".parse()?, "key");
    let client = Client::builder(Environment::Sandbox, keys).transport(script.clone()).build()?;
    let (email, phone) = (Email::new("ada@example.com")?, PhoneNumber::new("+12025550143")?);
    let created = client.create_user(&CreateUser::new("Ada", "Lovelace", email, phone)?).await?;

    script.assert_done();
    assert_eq!(created.user.id.to_string(), id);
    Ok(())
}
