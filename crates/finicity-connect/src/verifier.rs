//! Connect as one of several ways to verify a person by a link they open.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use verify_core::provider::Provider;
use verify_core::{Challenge, Error, LinkVerifier, Outcome, Pii, Start, Subject, Timestamp};

use crate::connect::Options;
use crate::models::{Account, AccountStatus, Customer, CustomerType};
use crate::{
    AccountId, Client, CreateActiveCustomer, CreateTestingCustomer, CustomerId, ErrorCode, Experience,
    Finicity, GenerateConnectUrl, ListAccounts, ListCustomers, Username, Webhook,
};

/// Verifies a person by the accounts they connect: who signs in at a bank and adds an account is verified.
///
/// **Effect:** [`start`](LinkVerifier::start) creates a customer for a person who has none (billable for active ones) and makes a
/// link for the full Connect page. It needs the subject's `reference`, which becomes the customer's username (6 to 255
/// letters, digits and `! @ . # $ % & * _ - +`); `target_url` becomes the redirect URI, which is needed unless the page runs in
/// an iframe. [`check`](LinkVerifier::check) reads the customer's accounts: those that were there at the start, are not in use, or
/// were connected an hour after the link's end do not count. A name that belongs to a customer of the other type is an error.
///
/// ```
/// use finicity_connect::{Client, ConnectVerifier, Environment, LinkVerifier, Partner, Start, Subject};
/// # use verify_testkit::Script;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let script = Script::new();
/// # script.on("authenticate").answer(200, r#"{"token":"t"}"#);
/// # script.on("list_customers").answer(200, r#"{"found":0,"displaying":0,"moreAvailable":false,"customers":[]}"#);
/// # script.on("create_testing_customer").answer(201, r#"{"id":"1005061234","username":"customer-17"}"#);
/// # script.on("list_accounts").answer(200, r#"{"accounts":[]}"#);
/// # script.on("generate_connect_url").answer(200, include_str!("../tests/samples/generate_connect_url/link.json"));
/// # script.on("list_accounts").answer(200, r#"{"accounts":[{"id":"5","status":"active"}]}"#);
/// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
/// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
///
/// let verifier: Box<dyn LinkVerifier> = Box::new(ConnectVerifier::testing(client));
/// let mut subject = Subject::new();
/// subject.reference = Some("customer-17".into());
/// subject.target_url = Some("https://app.example.com/connected".into());
///
/// if let Start::Open(link, challenge) = verifier.start(&subject).await? {
///     // Store the challenge, send the person to the link; when they are back, or from time to time:
///     let outcome = verifier.check(&challenge).await?;
///     assert!(outcome.is_verified());
/// #   assert!(link.expose().starts_with("https://connect2.finicity.com"));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ConnectVerifier {
    client: Client,
    kind: CustomerType,
    experience: Option<Experience>,
    webhook: Option<Webhook>,
}

impl ConnectVerifier {
    /// Creates testing customers: free, and for test institutions alone.
    pub fn testing(client: Client) -> Self {
        Self { client, kind: CustomerType::Testing, experience: None, webhook: None }
    }

    /// Creates active customers: **billable**, for live institutions.
    pub fn active(client: Client) -> Self {
        Self { kind: CustomerType::Active, ..Self::testing(client) }
    }

    /// What the page looks like and which reports it makes.
    #[must_use]
    pub fn experience(mut self, experience: Experience) -> Self {
        self.experience = Some(experience);
        self
    }

    /// Where the events of the sessions are posted.
    #[must_use]
    pub fn webhook(mut self, webhook: Webhook) -> Self {
        self.webhook = Some(webhook);
        self
    }

    /// Whose accounts a link is for, also while nothing is verified: to tell whom an event is about, or to delete a customer whose
    /// person gave up. Asks nobody; a challenge of another verifier is an error.
    pub fn customer_id(challenge: &Challenge) -> Result<CustomerId, Error> {
        Ok(Baseline::of_challenge(challenge)?.customer)
    }

    /// What the link is to be made with.
    fn options(&self, subject: &Subject) -> Result<Options, Error> {
        let (experience, webhook) = (self.experience.clone(), self.webhook.clone());
        let mut options = Options { webhook, experience, ..Options::default() };
        if let Some(target) = &subject.target_url {
            options.set_redirect_uri(target.clone())?;
        }
        Ok(options)
    }

    /// The customer of this name, created if there is none.
    async fn customer(&self, username: &Username) -> Result<CustomerId, Error> {
        if let Some(known) = self.known(username).await? {
            return Ok(known);
        }
        let created = match self.kind {
            CustomerType::Active => {
                self.client.create_active_customer(&CreateActiveCustomer::new(username.clone())).await
            }
            _ => self.client.create_testing_customer(&CreateTestingCustomer::new(username.clone())).await,
        };
        match created {
            Ok(created) => Ok(created.id),
            // Somebody was faster, or an earlier attempt had arrived after all.
            Err(error) if ErrorCode::of(&error) == Some(ErrorCode::UsernameTaken) => {
                self.known(username).await?.ok_or(error)
            }
            Err(error) => Err(error),
        }
    }

    /// The customer of this name. One of the other type is not taken: what a testing customer connects is no bank, and an
    /// active one is billed.
    async fn known(&self, username: &Username) -> Result<Option<CustomerId>, Error> {
        let request = ListCustomers::new().username(username.clone()).customer_type(self.kind.clone());
        let page = self.client.list_customers(&request).await?;
        let same = |customer: &Customer| {
            customer.username.as_ref() == Some(username)
                && customer.customer_type.as_ref() == Some(&self.kind)
        };
        Ok(page.customers.into_iter().find(same).map(|customer| customer.id))
    }

    async fn accounts(&self, customer: &CustomerId) -> Result<Vec<Account>, Error> {
        self.client.list_accounts(&ListAccounts::new(customer.clone())).await
    }
}

#[async_trait]
impl LinkVerifier for ConnectVerifier {
    fn provider(&self) -> &'static str {
        Finicity::NAME
    }

    /// None: a spare link harms nobody.
    fn resend_pace(&self) -> Duration {
        Duration::ZERO
    }

    fn check_pace(&self) -> Duration {
        CHECK_PACE
    }

    async fn start(&self, subject: &Subject) -> Result<Start, Error> {
        let reference =
            Subject::need(&subject.reference, "the subject has no reference, which becomes the username")?;
        // Whatever is wrong with the subject shows before a customer is created, who may be billed.
        let (username, options) = (Username::new(reference.expose().as_str())?, self.options(subject)?);
        let customer = self.customer(&username).await?;
        let before = self.accounts(&customer).await?.into_iter().filter_map(|account| account.id).collect();
        let request = GenerateConnectUrl::with_options(customer.clone(), options);
        let link = self.client.generate_connect_url(&request).await?;
        let baseline = Baseline { customer, before, until: link.expires_at() };
        let challenge = Challenge::new(Finicity::NAME, baseline.to_text()?, self.client.clock().now());
        let challenge = match link.expires_at() {
            Some(at) => challenge.expiring(at),
            None => challenge,
        };
        Ok(Start::Open(Pii::from(link.expose()), challenge))
    }

    async fn check(&self, challenge: &Challenge) -> Result<Outcome, Error> {
        let baseline = Baseline::of_challenge(challenge)?;
        let accounts = self.accounts(&baseline.customer).await?;
        if accounts.iter().any(|account| baseline.counts(account)) {
            return Ok(Outcome::Verified(baseline.customer.as_str().to_owned()));
        }
        let expired = challenge.has_expired(self.client.clock().now());
        Ok(if expired { Outcome::Expired } else { Outcome::Pending })
    }
}

/// How long to wait between two looks at a customer's accounts. Finicity does not say; this is our choice.
pub const CHECK_PACE: Duration = Duration::from_secs(10);

/// How long after the end of the link a session that was open then may still connect accounts. Our choice.
const GRACE: Duration = Duration::from_secs(3600);

/// What there was at the start, and until when the link can be opened.
#[derive(Serialize, Deserialize)]
struct Baseline {
    customer: CustomerId,
    before: Vec<AccountId>,
    until: Option<Timestamp>,
}

impl Baseline {
    fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|_| Error::invalid_input("the challenge cannot be written"))
    }

    fn of_challenge(challenge: &Challenge) -> Result<Self, Error> {
        serde_json::from_str(challenge.id_for(Finicity::NAME)?)
            .map_err(|_| Error::invalid_input("the challenge is not one of this verifier"))
    }

    /// An account counts if it was not there before, is in use, and was connected while this link could be open.
    fn counts(&self, account: &Account) -> bool {
        let Some(id) = &account.id else { return false };
        let in_time = match (account.created_date, self.until) {
            (Some(created), Some(until)) => created.to_system_time() <= until.to_system_time() + GRACE,
            _ => true,
        };
        !self.before.contains(id) && account.status != Some(AccountStatus::Pending) && in_time
    }
}
