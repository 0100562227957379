//! A sandbox, a clock it shares with the clients, and a client of each provider.

/// A builder whose client takes this road, if there is one.
macro_rules! routed {
    ($road:expr, $builder:expr) => {
        match &$road {
            Some(road) => $builder.transport(road.clone()),
            None => $builder,
        }
    };
}

pub mod debtcore;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use dots_users::{CreateUser, SendVerificationToken};
use finicity_connect::{
    ConsumerId, CreateConsumer, CreateTestingCustomer, CustomerId, Email, GenerateConnectUrl,
    InstitutionLoginId, ListAccounts, Partner, Ssn, Username,
};
use spinwheel_connect::{
    ConnectSms, DateOfBirth, Environment, Error, ExtUserId, OtpCode, PhoneNumber, SmsConnection, UserId,
    VerifySmsCode,
};
use verify_sandbox::finicity::Step;
use verify_sandbox::{Sandbox, Tenant};
use verify_testkit::ManualClock;

use crate::Wire;
use crate::hostile::Road;
use crate::seized::Seizable;

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
    pub spinwheel: spinwheel_connect::Client,
    /// A client of Finicity; it has not logged in yet.
    pub finicity: finicity_connect::Client,
    /// A client of Dots.
    pub dots: dots_users::Client,
    /// A client of DebtCore; it has no token yet.
    pub debtcore: spinwheel_gql::Client,
    /// A client of Signzy, with the token that needs no login.
    pub signzy: signzy_link::Client,
    customers: Arc<AtomicU32>,
    /// The road all clients take that are made from now on; `None` for one of their own.
    road: Option<Road>,
}

/// An ordinary phone number.
pub const PHONE: &str = "+12025550143";
/// The birth date of a person with debts of 5,000 dollars.
pub const BIRTH_DATE: &str = "1990-01-01";
/// Finicity's test institution FinBank.
pub const FINBANK: u64 = 101_732;

impl World {
    /// Starts a sandbox and builds the clients.
    pub async fn start() -> Self {
        Self::start_by(skipping(), None).await
    }

    /// The same, where all requests of the clients go along this road.
    pub async fn on(road: &Road) -> Self {
        Self::start_by(skipping(), Some(road)).await
    }

    /// The same, where clients do pause on the clock.
    pub async fn with_pauses_on(road: &Road) -> Self {
        Self::start_by(ManualClock::frozen(), Some(road)).await
    }

    /// The same on a road that can be seized.
    pub async fn start_seizable() -> (Self, Seizable) {
        let road = Road::new();
        (Self::on(&road).await, Seizable::on(road))
    }

    async fn start_by(clock: ManualClock, road: Option<&Road>) -> Self {
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let road = road.cloned();
        macro_rules! client {
            ($builder:expr) => {
                routed!(road, $builder.clock(clock.clone())).build().unwrap()
            };
        }
        Self {
            spinwheel: client!(Self::spinwheel_builder(&tenant)),
            finicity: client!(Self::finicity_builder(&tenant)),
            dots: client!(Self::dots_builder(&tenant)),
            debtcore: client!(Self::debtcore_builder(&tenant)),
            signzy: client!(Self::signzy_builder(&tenant)),
            sandbox,
            tenant,
            clock,
            customers: Arc::default(),
            road,
        }
    }

    /// The same world, with clients of Finicity and DebtCore over this wire.
    #[must_use]
    pub fn over(mut self, wire: &Wire) -> Self {
        let builder = Self::debtcore_builder(&self.tenant).clock(self.clock.clone());
        self.debtcore = builder.transport(wire.clone()).build().unwrap();
        let builder = Self::finicity_builder(&self.tenant).clock(self.clock.clone());
        self.finicity = builder.transport(wire.clone()).build().unwrap();
        self
    }

    /// A builder for a client of the sandbox's Spinwheel.
    pub fn spinwheel_builder(tenant: &Tenant) -> spinwheel_connect::ClientBuilder {
        let spinwheel = tenant.spinwheel();
        let environment = Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url()).unwrap();
        spinwheel_connect::Client::builder(environment, spinwheel.api_key())
    }

    /// A builder for a client of the sandbox's Finicity, with the partner secret as it is now.
    pub fn finicity_builder(tenant: &Tenant) -> finicity_connect::ClientBuilder {
        Self::finicity_builder_with(tenant, &tenant.finicity().partner_secret())
    }

    /// The same with another partner secret.
    pub fn finicity_builder_with(tenant: &Tenant, secret: &str) -> finicity_connect::ClientBuilder {
        let finicity = tenant.finicity();
        let partner = Partner::new(finicity.partner_id().parse().unwrap(), secret, finicity.app_key());
        let environment = finicity_connect::Environment::custom(&finicity.base_url()).unwrap();
        finicity_connect::Client::builder(environment, partner)
    }

    /// A builder for a client of the sandbox's Dots.
    pub fn dots_builder(tenant: &Tenant) -> dots_users::ClientBuilder {
        Self::dots_builder_with(tenant, &tenant.dots().client_id(), &tenant.dots().api_key())
    }

    /// The same with other keys.
    pub fn dots_builder_with(tenant: &Tenant, client_id: &str, api_key: &str) -> dots_users::ClientBuilder {
        let environment = dots_users::Environment::custom(&tenant.dots().base_url()).unwrap();
        let keys = dots_users::Keys::new(client_id.parse().unwrap(), api_key);
        dots_users::Client::builder(environment, keys)
    }

    /// A builder for a client of the sandbox's Signzy, with the token that needs no login.
    pub fn signzy_builder(tenant: &Tenant) -> signzy_link::ClientBuilder {
        Self::signzy_builder_with(tenant, signzy_link::Access::token(tenant.signzy().static_token()))
    }

    /// The same, which logs in with this password.
    pub fn signzy_login_builder(tenant: &Tenant, password: &str) -> signzy_link::ClientBuilder {
        Self::signzy_builder_with(tenant, signzy_link::Access::login(tenant.signzy().username(), password))
    }

    fn signzy_builder_with(tenant: &Tenant, access: signzy_link::Access) -> signzy_link::ClientBuilder {
        let signzy = tenant.signzy();
        let environment = signzy_link::Environment::custom(&signzy.base_url()).unwrap();
        let builder = signzy_link::Client::builder(environment, access);
        builder.send_link_path(signzy.send_link_path()).login_path(signzy.login_path())
    }

    /// A client of the sandbox's Signzy that logs in, and has not yet.
    pub fn signzy_with_login(&self) -> signzy_link::Client {
        let password = self.tenant.signzy().password();
        let builder = Self::signzy_login_builder(&self.tenant, &password).clock(self.clock.clone());
        routed!(self.road, builder).build().unwrap()
    }

    /// Another client of the sandbox's Finicity, with this partner secret; it has not logged in yet.
    pub fn finicity_with(&self, secret: &str) -> finicity_connect::Client {
        let builder = Self::finicity_builder_with(&self.tenant, secret).clock(self.clock.clone());
        routed!(self.road, builder).build().unwrap()
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

    /// A code that is not the last one to the number.
    pub fn wrong_code(&self, phone: &str) -> OtpCode {
        let wrong = if self.code(phone).expose() == "111111" { "222222" } else { "111111" };
        OtpCode::new(wrong).unwrap()
    }

    /// Connects and verifies a new user.
    pub async fn connected_user(&self, phone: &str, birth_date: &str) -> UserId {
        let user_id = self.connect(phone, birth_date).await.unwrap().user_id;
        let request = VerifySmsCode::new(user_id.clone(), self.code(phone));
        assert!(self.spinwheel.verify_sms_code(&request).await.unwrap().is_connected());
        user_id
    }

    /// A username nobody has yet.
    pub fn username(&self) -> Username {
        let number = self.customers.fetch_add(1, Ordering::Relaxed);
        Username::new(format!("customer-{number}")).unwrap()
    }

    /// A new testing customer of Finicity.
    pub async fn customer(&self) -> CustomerId {
        self.finicity.create_testing_customer(&CreateTestingCustomer::new(self.username())).await.unwrap().id
    }

    /// A new customer of Finicity who has connected all accounts of a test user at FinBank.
    pub async fn customer_with_accounts(&self) -> CustomerId {
        let customer = self.customer().await;
        let request = GenerateConnectUrl::new(customer.clone());
        let link = self.finicity.generate_connect_url(&request).await.unwrap();
        self.connect_accounts(link.expose());
        customer
    }

    /// A new customer of Finicity, and their consumer.
    pub async fn consumer(&self) -> (CustomerId, ConsumerId) {
        let customer = self.customer().await;
        let consumer = self.finicity.create_consumer(&new_consumer(customer.clone())).await.unwrap();
        (customer, consumer.id)
    }

    /// The sign-in with which a customer's first account was connected.
    pub async fn institution_login(&self, customer: &CustomerId) -> InstitutionLoginId {
        let accounts = self.finicity.list_accounts(&ListAccounts::new(customer.clone())).await.unwrap();
        accounts.into_iter().find_map(|account| account.institution_login_id).expect("a connected account")
    }

    /// The user of Dots with this phone number, new or not.
    pub async fn dots_user(&self, phone: &str) -> dots_users::UserId {
        self.dots.create_user(&new_user(phone)).await.unwrap().user.id
    }

    /// The same, who has been texted a token.
    pub async fn dots_user_with_token(&self, phone: &str) -> dots_users::UserId {
        let user = self.dots_user(phone).await;
        self.dots.send_verification_token(&SendVerificationToken::text(user.clone())).await.unwrap();
        user
    }

    /// A link of Signzy's on its way to the ordinary number.
    pub async fn signzy_link(&self) -> signzy_link::SentLink {
        self.signzy_link_to(PHONE).await
    }

    /// The same to another number.
    pub async fn signzy_link_to(&self, phone: &str) -> signzy_link::SentLink {
        self.signzy.send_link(&new_link(phone)).await.unwrap()
    }

    /// The same link as the person has it.
    pub fn texted(&self, link: &signzy_link::SentLink) -> verify_sandbox::signzy::SentLink {
        self.tenant.signzy().link(link.request_id.as_str()).expect("a link that was sent")
    }

    /// Goes through the Connect page as a person would: FinBank, sign in, all accounts, done.
    pub fn connect_accounts(&self, link: &str) {
        let session = self.tenant.finicity().open(link).unwrap();
        session.choose(FINBANK).unwrap();
        let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else {
            panic!("the test user signs in without more ado")
        };
        session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
        session.done().unwrap();
    }
}

/// A clock that stands still, and on which nobody really pauses.
fn skipping() -> ManualClock {
    ManualClock::frozen().skipping_pauses()
}

/// The request to create an ordinary user; the e-mail address is made of the phone number.
pub fn new_user(phone: &str) -> CreateUser {
    let email = Email::new(&format!("ada{}@example.com", phone.trim_start_matches('+'))).unwrap();
    CreateUser::new("Ada", "Example", email, PhoneNumber::new(phone).unwrap()).unwrap()
}

/// The request to text a link to this number.
pub fn new_link(phone: &str) -> signzy_link::SendLink {
    signzy_link::SendLink::new(PhoneNumber::new(phone).unwrap(), "https://app.example.com/back/17").unwrap()
}

/// The request to create an ordinary person's consumer.
pub fn new_consumer(customer: CustomerId) -> CreateConsumer {
    let email = Email::new("ada@example.com").unwrap();
    CreateConsumer::new(customer, "Ada", "Example", "UT", Ssn::new("900-12-3456").unwrap(), email)
}

/// The request to connect a person; the external id is made of the phone number.
pub fn connect_request(phone: &str, birth_date: &str) -> ConnectSms {
    let id = ExtUserId::new(format!("customer-{}", phone.trim_start_matches('+'))).unwrap();
    ConnectSms::new(PhoneNumber::new(phone).unwrap(), DateOfBirth::new(birth_date).unwrap(), id)
}
