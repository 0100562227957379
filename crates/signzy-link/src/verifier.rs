//! The link as one of several ways to verify a person.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use verify_core::provider::Provider;
use verify_core::{Challenge, Error, LinkVerifier, Outcome, Start, Subject};

use crate::wait::{LINK_LIFE, POLL_INTERVAL};
use crate::{
    CheckLink, Client, ErrorCode, LinkStatus, Policy, RequestId, SendLink, SentLink, SessionId, Signzy,
    Verdict,
};

/// How long to wait between two links to the same person. Signzy does not say; this is our choice.
pub const RESEND_PACE: Duration = Duration::from_secs(30);

/// Verifies a person by a link that Signzy texts to their phone.
///
/// **Effect:** [`start`](LinkVerifier::start) sends a text message. It needs the subject's `phone_number` and `target_url`.
/// [`check`](LinkVerifier::check) asks Signzy, and judges strictly unless told otherwise. The [`Outcome`] carries the id of the
/// result, or of the request where there is none.
///
/// ```
/// use signzy_link::{Access, Client, Environment, InstantLinkVerifier, LinkVerifier, PhoneNumber, Start, Subject};
/// # use verify_testkit::Script;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let script = Script::new();
/// # script.on("send_link").answer(200, include_str!("../tests/samples/send_link/flat.json"));
/// # script.on("check_link").answer(200, include_str!("../tests/samples/check_link/match.json"));
/// # let builder = Client::builder(Environment::PreProduction, Access::token("token"));
/// # let client = builder.send_link_path("/send-link").transport(script).build()?;
///
/// let verifier: Box<dyn LinkVerifier> = Box::new(InstantLinkVerifier::new(client));
/// let mut subject = Subject::new();
/// subject.phone_number = Some(PhoneNumber::new("+12025550143")?);
/// subject.target_url = Some("https://app.example.com/back/17".into());
///
/// if let Start::Sent(challenge) = verifier.start(&subject).await? {
///     // Store the challenge; every ten seconds or so:
///     let outcome = verifier.check(&challenge).await?;
///     assert!(outcome.is_verified());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct InstantLinkVerifier {
    client: Client,
    policy: Policy,
    source_ip: Option<IpAddr>,
}

/// Without the address: it is the person's.
impl fmt::Debug for InstantLinkVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (client, policy) = (&self.client, &self.policy);
        f.debug_struct("InstantLinkVerifier")
            .field("client", client)
            .field("policy", policy)
            .finish_non_exhaustive()
    }
}

impl InstantLinkVerifier {
    /// Judges strictly.
    pub fn new(client: Client) -> Self {
        Self { client, policy: Policy::strict(), source_ip: None }
    }

    /// Judges by another policy.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Tells Signzy the address of the device on which the person began; see [`SendLink::source_ip`].
    #[must_use]
    pub fn source_ip(mut self, address: IpAddr) -> Self {
        self.source_ip = Some(address);
        self
    }

    fn outcome(&self, link: &Ids, status: &LinkStatus, expired: bool) -> Outcome {
        match self.policy.judge(status) {
            Verdict::Verified => Outcome::Verified(match &status.transaction_id {
                Some(id) => id.as_str().to_owned(),
                None => link.request.as_str().to_owned(),
            }),
            Verdict::Mismatch => Outcome::Mismatch,
            Verdict::Indeterminate(_) => Outcome::Indeterminate,
            _ if expired => Outcome::Expired,
            _ => Outcome::Pending,
        }
    }
}

#[async_trait]
impl LinkVerifier for InstantLinkVerifier {
    fn provider(&self) -> &'static str {
        Signzy::NAME
    }

    fn resend_pace(&self) -> Duration {
        RESEND_PACE
    }

    fn check_pace(&self) -> Duration {
        POLL_INTERVAL
    }

    async fn start(&self, subject: &Subject) -> Result<Start, Error> {
        let phone = Subject::need(&subject.phone_number, "the subject has no phone number")?;
        let target = Subject::need(&subject.target_url, "the subject has no target URL")?;
        let mut request = match SendLink::new(phone.clone(), target.clone()) {
            Ok(request) => request,
            Err(invalid) if invalid.what() == "phone number" => {
                return Ok(Start::Ended(Outcome::CorrectInput("phone number")));
            }
            Err(invalid) => return Err(invalid.into()),
        };
        if let Some(address) = self.source_ip {
            request = request.source_ip(address);
        }
        let sent_at = self.client.clock().now();
        let sent = self.client.send_link(&request).await?;
        let challenge = Challenge::new(Signzy::NAME, Ids::of(sent).to_text()?, sent_at);
        Ok(Start::Sent(match sent_at.checked_add(LINK_LIFE) {
            Some(end) => challenge.expiring(end),
            None => challenge,
        }))
    }

    async fn check(&self, challenge: &Challenge) -> Result<Outcome, Error> {
        let ids = Ids::of_text(challenge.id_for(Signzy::NAME)?)?;
        let expired = challenge.has_expired(self.client.clock().now());
        match self.client.check_link(&CheckLink::new(ids.request.clone(), ids.session.clone())).await {
            Ok(status) => Ok(self.outcome(&ids, &status, expired)),
            // Both may mean that the person has not finished. Later, a link nobody knows any more is one that is over, since the
            // ids are Signzy's own; a token that is not accepted is what it says.
            Err(error) if !expired && may_be_unfinished(&error) => Ok(Outcome::Pending),
            Err(error) if is_not_found(&error) => Ok(Outcome::Expired),
            Err(error) => Err(error),
        }
    }
}

fn may_be_unfinished(error: &Error) -> bool {
    is_not_found(error) || ErrorCode::of(error) == Some(ErrorCode::AuthFail)
}

fn is_not_found(error: &Error) -> bool {
    error.status().is_some_and(|status| status.as_u16() == 404)
}

/// What a challenge holds.
#[derive(Serialize, Deserialize)]
struct Ids {
    request: RequestId,
    session: SessionId,
}

impl Ids {
    fn of(sent: SentLink) -> Self {
        Self { request: sent.request_id, session: sent.session_id }
    }

    fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|_| Error::invalid_input("the challenge cannot be written"))
    }

    fn of_text(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text)
            .map_err(|_| Error::invalid_input("the challenge is not one of this verifier"))
    }
}
