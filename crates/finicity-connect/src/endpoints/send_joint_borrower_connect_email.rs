//! `POST /connect/v2/send/email/jointBorrower`: sends a link for two people by e-mail.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::connect::{Body, Borrower, EmailBody, EmailOptions, Options, SentConnectEmail, setters};
use crate::{Client, Finicity, PartnerId, envelope};

/// An e-mail with a button that opens the Connect page for two people who apply together. It goes to one address.
///
/// Finicity's description requires an [`experience`](Self::experience) here, while its own test leaves it out and succeeds; it is
/// therefore optional.
/// How long the link in an e-mail lives is not documented; the link itself says
/// ([`expires_at`](crate::ConnectLink::expires_at)). Without a [`redirect_uri`](Self::redirect_uri) the page ends on a screen that
/// says thanks. In whose name the accounts of both are connected is not documented: look at both customers.
///
/// **Effect:** sends an e-mail, so it is never repeated after it may have acted. With a [`webhook`](Self::webhook) Finicity posts a
/// `ping` to it first. When [`Error::may_have_acted`] is true, an e-mail may be on its way: ask the person whether it came
/// before sending another one.
///
/// **Errors:** [`InvalidRequest`](crate::ErrorCode::InvalidRequest), [`MissingParameter`](crate::ErrorCode::MissingParameter),
/// [`BadRequest`](crate::ErrorCode::BadRequest).
///
/// Source: Finicity's page "Generate V2 Connect URL Links", OAS 1.42 (`SendJointBorrowerConnectEmail`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendJointBorrowerConnectEmail {
    borrowers: Vec<Borrower>,
    email: EmailOptions,
    options: Options,
}

impl SendJointBorrowerConnectEmail {
    /// For these people, each a customer and consumer of this client's partner.
    pub fn new(borrowers: impl IntoIterator<Item = Borrower>, email: EmailOptions) -> Self {
        Self { borrowers: borrowers.into_iter().collect(), email, options: Options::default() }
    }
}

setters!(SendJointBorrowerConnectEmail: all, report);

impl Endpoint for SendJointBorrowerConnectEmail {
    type Provider = Finicity;
    type Output = SentConnectEmail;
    const OPERATION: &'static Operation = &Operation::new(
        "send_joint_borrower_connect_email",
        Method::POST,
        "/connect/v2/send/email/jointBorrower",
        Effect::AtMostOnce("sends an e-mail"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let partner_id = parts.context::<PartnerId>()?;
        parts.json(&Body {
            borrowers: Some(&self.borrowers),
            email: Some(EmailBody::of(&self.email)),
            ..Body::new(&partner_id, &self.options)
        })
    }

    fn decode(&self, answer: &Answer) -> Result<SentConnectEmail, Failure> {
        envelope::body_or_default(answer)
    }
}

impl Client {
    /// Sends a link for two people by e-mail; see [`SendJointBorrowerConnectEmail`] for effect and errors.
    ///
    /// ```
    /// use finicity_connect::{Borrower, ConsumerId, CustomerId, Email, EmailOptions, SendJointBorrowerConnectEmail};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("send_joint_borrower_connect_email").answer(200, include_str!("../../tests/samples/send_joint_borrower_connect_email/sent.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let (first, second) = (CustomerId::new("1005061234")?, CustomerId::new("1005063558")?);
    /// let consumer = |id: &str| ConsumerId::new(id);
    /// let borrowers = [
    ///     Borrower::primary(first, consumer("1973f901305e2ab3ba8840f411f6b057")?),
    ///     Borrower::joint(second, consumer("1973f901305e2ab3ba8840f41112adf9")?),
    /// ];
    /// let email = EmailOptions::new(Email::new("ada@example.com")?).first_name("Marvin and Jenny");
    /// client.send_joint_borrower_connect_email(&SendJointBorrowerConnectEmail::new(borrowers, email)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_joint_borrower_connect_email(
        &self,
        request: &SendJointBorrowerConnectEmail,
    ) -> Result<SentConnectEmail, Error> {
        self.send(request).await
    }
}
