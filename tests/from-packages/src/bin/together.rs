//! All five provider crates in one program, against the sandbox from its package: over HTTP, each makes a call, and the
//! sandbox has seen it.

use verify_sandbox::{Sandbox, Tenant};

type Done = Result<(), Box<dyn std::error::Error>>;

const PHONE: &str = "+12025550143";
const BORN: &str = "1990-01-01";
const SEEN: [&str; 5] = [
    "dots.create_user",
    "debtcore.send_sms_verification_code",
    "finicity.create_testing_customer",
    "signzy.send_link",
    "spinwheel.connect_sms",
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let sandbox = Sandbox::start().await?;
    let tenant = sandbox.default_tenant();
    spinwheel(&tenant).await?;
    debtcore(&tenant).await?;
    dots(&tenant).await?;
    finicity(&tenant).await?;
    signzy(&tenant).await?;
    let entries = tenant.journal().entries();
    for operation in SEEN {
        let seen = entries.iter().any(|entry| entry.operation == Some(operation));
        assert!(seen, "the sandbox has not seen {operation}");
    }
    Ok(())
}

async fn spinwheel(tenant: &Tenant) -> Done {
    use spinwheel_connect::{
        Client, ConnectSms, DateOfBirth, Environment, ExtUserId, OtpCode, PhoneNumber, VerifySmsCode,
    };
    let spinwheel = tenant.spinwheel();
    let environment = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url())?;
    let client = Client::builder(environment, spinwheel.api_key()).build()?;
    let (phone, born) = (PhoneNumber::new(PHONE)?, DateOfBirth::new(BORN)?);
    let user =
        client.connect_sms(&ConnectSms::new(phone, born, ExtUserId::new("customer-17")?)).await?.user_id;
    let code = tenant.outbox().latest_code_for(PHONE).ok_or("no code was texted")?;
    let verified = client.verify_sms_code(&VerifySmsCode::new(user, OtpCode::new(&code)?)).await?;
    assert!(verified.is_connected());
    Ok(())
}

async fn debtcore(tenant: &Tenant) -> Done {
    use spinwheel_gql::{
        Client, ClientCredentials, Consent, DateOfBirth, PhoneNumber, ReqOrgContactId,
        SendSmsVerificationCode,
    };
    let debtcore = tenant.debtcore();
    let credentials = ClientCredentials::new(
        debtcore.tenant_id().parse()?,
        debtcore.client_id().parse()?,
        debtcore.client_secret(),
        debtcore.scope(),
    );
    let builder = Client::builder(debtcore.endpoint().parse()?, credentials);
    let client = builder.authority(debtcore.authority().parse()?).build()?;
    let (phone, born) = (PhoneNumber::new("+12025550144")?, DateOfBirth::new(BORN)?);
    let request = SendSmsVerificationCode::new(phone, born, ReqOrgContactId::new("contact-17")?);
    assert_eq!(client.send_sms_verification_code(&request).await?, Consent::Sent);
    Ok(())
}

async fn dots(tenant: &Tenant) -> Done {
    use dots_users::{Client, CreateUser, Email, Environment, Keys, PhoneNumber};
    let dots = tenant.dots();
    let keys = Keys::new(dots.client_id().parse()?, dots.api_key());
    let client = Client::new(Environment::custom(&dots.base_url())?, keys)?;
    let (email, phone) = (Email::new("ada@example.com")?, PhoneNumber::new(PHONE)?);
    client.create_user(&CreateUser::new("Ada", "Lovelace", email, phone)?).await?;
    Ok(())
}

async fn finicity(tenant: &Tenant) -> Done {
    use finicity_connect::{Client, CreateTestingCustomer, Environment, Partner, Username};
    let finicity = tenant.finicity();
    let partner = Partner::new(finicity.partner_id().parse()?, finicity.partner_secret(), finicity.app_key());
    let client = Client::new(Environment::custom(&finicity.base_url())?, partner)?;
    client.create_testing_customer(&CreateTestingCustomer::new(Username::new("customer-17")?)).await?;
    Ok(())
}

async fn signzy(tenant: &Tenant) -> Done {
    use signzy_link::{Access, Client, Environment, PhoneNumber, SendLink};
    let signzy = tenant.signzy();
    let builder =
        Client::builder(Environment::custom(&signzy.base_url())?, Access::token(signzy.static_token()));
    let client = builder.send_link_path(signzy.send_link_path()).build()?;
    let phone = PhoneNumber::new(PHONE)?;
    client.send_link(&SendLink::new(phone, "https://app.example.com/back/17")?).await?;
    Ok(())
}
