//! A sandbox, a clock it shares with the clients, and a client of each provider.

use spinwheel_connect::{
    Client, ClientBuilder, ConnectSms, DateOfBirth, Environment, Error, ExtUserId, OtpCode, PhoneNumber,
    SmsConnection, UserId, VerifySmsCode,
};
use verify_sandbox::{Sandbox, Tenant};
use verify_testkit::ManualClock;

/// Everything a test over real TCP needs. Clones share all of it.
#[derive(Debug, Clone)]
pub struct World {
    /// The sandbox, on a port of its own.
    pub sandbox: Sandbox,
    /// Its only tenant.
    pub tenant: Tenant,
    /// The clock of the sandbox and of the clients: it stands still, and clients do not really pause on it.
    pub clock: ManualClock,
    /// A client of Spinwheel.
    pub spinwheel: Client,
}

/// An ordinary phone number.
pub const PHONE: &str = "+12025550143";
/// The birth date of a person with debts of 5,000 dollars.
pub const BIRTH_DATE: &str = "1990-01-01";

impl World {
    /// Starts a sandbox and builds the clients.
    pub async fn start() -> Self {
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let spinwheel = Self::spinwheel_builder(&tenant).clock(clock.clone()).build().unwrap();
        Self { sandbox, tenant, clock, spinwheel }
    }

    /// A builder for a client of the sandbox's Spinwheel.
    pub fn spinwheel_builder(tenant: &Tenant) -> ClientBuilder {
        let spinwheel = tenant.spinwheel();
        let environment = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url()).unwrap();
        Client::builder(environment, spinwheel.api_key())
    }

    /// Starts a connection of a new user.
    pub async fn connect(&self, phone: &str, birth_date: &str) -> Result<SmsConnection, Error> {
        self.spinwheel.connect_sms(&connect_request(phone, birth_date)).await
    }

    /// The code in the last text message to the number.
    pub fn code(&self, phone: &str) -> OtpCode {
        let code = self.tenant.outbox().latest_code_for(phone).expect("a text message with a code");
        OtpCode::new(&code).unwrap()
    }

    /// Connects and verifies a new user.
    pub async fn connected_user(&self, phone: &str, birth_date: &str) -> UserId {
        let user_id = self.connect(phone, birth_date).await.unwrap().user_id;
        let request = VerifySmsCode::new(user_id.clone(), self.code(phone));
        assert!(self.spinwheel.verify_sms_code(&request).await.unwrap().is_connected());
        user_id
    }
}

/// The request to connect a person; the external id is made of the phone number.
pub fn connect_request(phone: &str, birth_date: &str) -> ConnectSms {
    let id = ExtUserId::new(format!("customer-{}", phone.trim_start_matches('+'))).unwrap();
    ConnectSms::new(PhoneNumber::new(phone).unwrap(), DateOfBirth::new(birth_date).unwrap(), id)
}
