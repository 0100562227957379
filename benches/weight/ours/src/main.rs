//! One call of a provider, as the first pages of our crates have it.

use std::env::{VarError, var};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{}", runtime.block_on(call())?);
    Ok(())
}

fn secret() -> Result<String, VarError> {
    var("API_SECRET")
}

fn base_url() -> Result<String, VarError> {
    var("BASE_URL")
}

#[cfg(feature = "finicity-connect")]
async fn call() -> Result<String, Box<dyn Error>> {
    use finicity_connect::{Client, Environment, GenerateConnectUrl, Partner};

    let partner = Partner::new("1445585709680".parse()?, secret()?, secret()?);
    let client = Client::new(Environment::custom(&base_url()?)?, partner)?;
    let link = client.generate_connect_url(&GenerateConnectUrl::new("1005061234".parse()?)).await?;
    Ok(format!("{} characters", link.expose().len()))
}

#[cfg(feature = "dots-users")]
async fn call() -> Result<String, Box<dyn Error>> {
    use dots_users::{Client, Environment, Keys, RetrieveUser};

    let keys = Keys::new("pk_dev_0001".parse()?, secret()?);
    let client = Client::new(Environment::custom(&base_url()?)?, keys)?;
    let user =
        client.retrieve_user(&RetrieveUser::new("00000000-0000-4000-8000-000000000001".parse()?)).await?;
    Ok(format!("{:?}", user.status))
}

#[cfg(feature = "spinwheel-connect")]
async fn call() -> Result<String, Box<dyn Error>> {
    use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber};

    let environment = Environment::Custom { standard: base_url()?.parse()?, secure: base_url()?.parse()? };
    let client = Client::new(environment, secret()?)?;
    let phone = PhoneNumber::new("+12025550143")?;
    let request = ConnectSms::new(phone, DateOfBirth::new("1990-01-01")?, ExtUserId::new("customer-17")?);
    Ok(format!("{:?}", client.connect_sms(&request).await?))
}

#[cfg(feature = "spinwheel-gql")]
async fn call() -> Result<String, Box<dyn Error>> {
    use spinwheel_gql::{Access, Client, DateOfBirth, PhoneNumber, ReqOrgContactId, SendSmsVerificationCode};

    let client = Client::new(base_url()?.parse()?, Access::Token(secret()?.into()))?;
    let phone = PhoneNumber::new("+12025550140")?;
    let contact = ReqOrgContactId::new("contact-12345")?;
    let request = SendSmsVerificationCode::new(phone, DateOfBirth::new("1985-03-15")?, contact);
    Ok(format!("{:?}", client.send_sms_verification_code(&request).await?))
}

#[cfg(feature = "signzy-link")]
async fn call() -> Result<String, Box<dyn Error>> {
    use signzy_link::{Access, Client, Environment, PhoneNumber, SendLink};

    let client = Client::builder(Environment::custom(&base_url()?)?, Access::token(secret()?));
    let client = client.send_link_path("/us/instant-link").build()?;
    let request = SendLink::new(PhoneNumber::new("+12025550143")?, "https://app.example.com/back/17")?;
    Ok(format!("{:?}", client.send_link(&request).await?))
}
