//! Connect as one of several ways to verify a person by a link they open.

use std::collections::BTreeSet;

use async_trait::async_trait;
use verify_core::provider::Provider;
use verify_core::{Challenge, Error, LinkVerifier, Outcome, Pii, Start, Subject};

use crate::models::CustomerType;
use crate::{
    Client, CreateActiveCustomer, CreateTestingCustomer, CustomerId, ErrorCode, Experience, Finicity,
    GenerateConnectUrl, ListAccounts, ListCustomers, Username, Webhook,
};

/// Verifies a person by the accounts they connect: who signs in at a bank and adds an account is verified.
///
/// **Effect:** [`start`](LinkVerifier::start) creates a customer for a person who has none (billable for active ones) and makes a
/// link for the full Connect page. It needs the subject's `reference`, which becomes the customer's username (6 to 255
/// letters, digits and `! @ . # $ % & * _ - +`); `target_url` becomes the redirect URI, which is needed unless the page runs in
/// an iframe. [`check`](LinkVerifier::check) reads the customer's accounts: accounts that were there at the start do not count.
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
/// # script.on("list_accounts").answer(200, r#"{"accounts":[{"id":"5"}]}"#);
/// # let partner = Partner { id: "1445585709680".parse()?, secret: "secret".into(), app_key: "key".into() };
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

    async fn known(&self, username: &Username) -> Result<Option<CustomerId>, Error> {
        let page = self.client.list_customers(&ListCustomers::new().username(username.clone())).await?;
        let same = |name: Option<&Username>| name == Some(username);
        let found = page.customers.into_iter().find(|customer| same(customer.username.as_ref()));
        Ok(found.map(|customer| customer.id))
    }

    async fn accounts(&self, customer: &CustomerId) -> Result<BTreeSet<String>, Error> {
        let accounts = self.client.list_accounts(&ListAccounts::new(customer.clone())).await?;
        Ok(accounts.into_iter().filter_map(|account| Some(account.id?.as_str().to_owned())).collect())
    }
}

#[async_trait]
impl LinkVerifier for ConnectVerifier {
    fn provider(&self) -> &'static str {
        Finicity::NAME
    }

    async fn start(&self, subject: &Subject) -> Result<Start, Error> {
        let reference =
            Subject::need(&subject.reference, "the subject has no reference, which becomes the username")?;
        let customer = self.customer(&Username::new(reference.expose().as_str())?).await?;
        let before = self.accounts(&customer).await?;
        let mut request = GenerateConnectUrl::new(customer.clone());
        if let Some(target) = &subject.target_url {
            request = request.redirect_uri(target.expose())?;
        }
        if let Some(experience) = &self.experience {
            request = request.experience(experience.clone());
        }
        if let Some(webhook) = &self.webhook {
            request = request.webhook(webhook.clone());
        }
        let link = self.client.generate_connect_url(&request).await?;
        let challenge = Challenge::new(
            Finicity::NAME,
            Baseline { customer, before }.to_text(),
            self.client.clock().now(),
        );
        let challenge = match link.expires_at() {
            Some(at) => challenge.expiring(at.to_system_time()),
            None => challenge,
        };
        Ok(Start::Open(Pii::from(link.expose()), challenge))
    }

    async fn check(&self, challenge: &Challenge) -> Result<Outcome, Error> {
        let baseline = Baseline::of_text(challenge.id_for(Finicity::NAME)?)?;
        let now = self.accounts(&baseline.customer).await?;
        if now.difference(&baseline.before).next().is_some() {
            return Ok(Outcome::Verified(baseline.customer.as_str().to_owned()));
        }
        let expired = challenge.has_expired(self.client.clock().now());
        Ok(if expired { Outcome::Expired } else { Outcome::Pending })
    }
}

/// The customer, and the accounts there were at the start: `customer` or `customer/account,account`.
struct Baseline {
    customer: CustomerId,
    before: BTreeSet<String>,
}

impl Baseline {
    fn to_text(&self) -> String {
        let before: Vec<&str> = self.before.iter().map(String::as_str).collect();
        format!("{}/{}", self.customer, before.join(","))
    }

    fn of_text(text: &str) -> Result<Self, Error> {
        let (customer, before) = text.split_once('/').unwrap_or((text, ""));
        let before = before.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Ok(Self { customer: CustomerId::new(customer)?, before })
    }
}
