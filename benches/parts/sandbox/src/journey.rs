//! From a phone number to debts, client and sandbox in this process.

use std::time::Instant;

use measure::{Failure, process_time};
use serde::Serialize;
use spinwheel_connect::{
    Client, ConnectSms, DateOfBirth, Environment, ExtUserId, OrderDebtProfile, OtpCode, PhoneNumber,
    RetrieveUser, UserId, VerifySmsCode,
};
use tokio::runtime::Builder;
use verify_sandbox::{Sandbox, Tenant};

/// Journeys after the first.
const MORE: u32 = 100;
const PHONE: &str = "+12025550143";

/// What it took; all in milliseconds.
#[derive(Serialize)]
pub(crate) struct Journey {
    /// Until the sandbox listens, on the clock.
    start: f64,
    /// The same on the processor.
    start_processor: f64,
    /// All of the process until the first journey has ended: loading, start, client, journey; on the processor.
    first_processor: f64,
    /// One of those that follow, each by a client and a tenant of its own; on the processor.
    next_processor: f64,
}

pub(crate) fn journey() -> Result<Journey, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (clock, processor) = (Instant::now(), process_time());
        let sandbox = Sandbox::start().await?;
        let (start, start_processor) = (clock.elapsed(), process_time() - processor);
        travel(&sandbox.tenant("first")).await?;
        let first_processor = process_time();
        for number in 0..MORE {
            travel(&sandbox.tenant(&format!("next-{number}"))).await?;
        }
        let next_processor = (process_time() - first_processor) / MORE;
        let ms = |time: std::time::Duration| time.as_secs_f64() * 1e3;
        Ok(Journey {
            start: ms(start),
            start_processor: ms(start_processor),
            first_processor: ms(first_processor),
            next_processor: ms(next_processor),
        })
    })
}

/// Connect, read the text, verify.
pub(crate) async fn connected(tenant: &Tenant) -> Result<(Client, UserId), Failure> {
    let spinwheel = tenant.spinwheel();
    let hosts = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url())?;
    let client = Client::new(hosts, spinwheel.api_key())?;
    let birth_date = DateOfBirth::new("1990-01-01")?;
    let connect = ConnectSms::new(PhoneNumber::new(PHONE)?, birth_date, ExtUserId::new("customer-17")?);
    let user_id = client.connect_sms(&connect).await?.user_id;
    let code = tenant.outbox().latest_code_for(PHONE).ok_or("no text message came")?;
    client.verify_sms_code(&VerifySmsCode::new(user_id.clone(), OtpCode::new(&code)?)).await?;
    Ok((client, user_id))
}

/// All the way: besides, order the report and look at the user.
async fn travel(tenant: &Tenant) -> Result<(), Failure> {
    let (client, user_id) = connected(tenant).await?;
    client.order_debt_profile(&OrderDebtProfile::new(user_id.clone()).report(None)).await?;
    let user = client.retrieve_user(&RetrieveUser::new(user_id)).await?;
    if user.liabilities().is_empty() { Err("the user has no debts".into()) } else { Ok(()) }
}
