//! `POST /connect/v2/send/email`: sends a link by e-mail.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::connect::{Body, EmailBody, EmailOptions, Options, SentConnectEmail, setters};
use crate::{Client, ConsumerId, CustomerId, Finicity, PartnerId, envelope};

/// An e-mail with a button that opens the full Connect page.
/// How long the link in an e-mail lives is not documented; the link itself says
/// ([`expires_at`](crate::ConnectLink::expires_at)). Without a [`redirect_uri`](Self::redirect_uri) the page ends on a screen that
/// says thanks.
///
/// **Effect:** sends an e-mail, so it is never repeated after it may have acted. With a [`webhook`](Self::webhook) Finicity posts a
/// `ping` to it first. When [`Error::may_have_acted`] is true, an e-mail may be on its way: ask the person whether it came
/// before sending another one.
///
/// **Errors:** [`InvalidRequest`](crate::ErrorCode::InvalidRequest), [`MissingParameter`](crate::ErrorCode::MissingParameter),
/// [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: Finicity's page "Generate V2 Connect URL Links", OAS 1.42 (`SendConnectEmail`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendConnectEmail {
    customer_id: CustomerId,
    consumer_id: ConsumerId,
    email: EmailOptions,
    options: Options,
}

impl SendConnectEmail {
    /// For a customer of this client's partner and their consumer.
    pub fn new(customer_id: CustomerId, consumer_id: ConsumerId, email: EmailOptions) -> Self {
        Self { customer_id, consumer_id, email, options: Options::default() }
    }
}

setters!(SendConnectEmail: all, report, consumer);

impl Endpoint for SendConnectEmail {
    type Provider = Finicity;
    type Output = SentConnectEmail;
    const OPERATION: &'static Operation = &Operation::new(
        "send_connect_email",
        Method::POST,
        "/connect/v2/send/email",
        Effect::AtMostOnce("sends an e-mail"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let partner_id = parts.context::<PartnerId>()?;
        parts.json(&Body {
            customer_id: Some(&self.customer_id),
            consumer_id: Some(&self.consumer_id),
            email: Some(EmailBody::of(&self.email)),
            ..Body::new(&partner_id, &self.options)
        })
    }

    fn decode(&self, answer: &Answer) -> Result<SentConnectEmail, Failure> {
        envelope::body_or_default(answer)
    }
}

impl Client {
    /// Sends a link by e-mail; see [`SendConnectEmail`] for effect and errors.
    ///
    /// ```
    /// use finicity_connect::{ConsumerId, CustomerId, Email, EmailOptions, SendConnectEmail};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("send_connect_email").answer(200, include_str!("../../tests/samples/send_connect_email/sent.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let email = EmailOptions::new(Email::new("ada@example.com")?).subject("Connect your bank");
    /// let consumer = ConsumerId::new("1973f901305e2ab3ba8840f411f6b057")?;
    /// let request = SendConnectEmail::new(CustomerId::new("1005061234")?, consumer, email);
    /// client.send_connect_email(&request).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_connect_email(&self, request: &SendConnectEmail) -> Result<SentConnectEmail, Error> {
        self.send(request).await
    }
}
