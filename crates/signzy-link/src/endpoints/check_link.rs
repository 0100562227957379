//! `GET /api/v3/us-kyc/poll-check-verify/request/{requestId}/session/{sessionId}`: asks what became of a link.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Meaning, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{LinkStatus, SentLink};
use crate::{Client, ErrorCode, RequestId, SessionId, Signzy, envelope};

/// Asks what became of a link. [`Client::wait_for_verdict`] asks again and again; Signzy advises every 10 s or so, and the link
/// works for 5 minutes (another copy of its page says 10).
///
/// What is answered before the consumer acts, after the link's end and for unknown ids is not documented. A status without a
/// click, and a 401 that says "not completed", both come back as a [`LinkStatus`] that is no verdict yet.
///
/// **Effect:** reads.
///
/// **Errors:** [`AuthFail`](ErrorCode::AuthFail), which can also mean that the consumer has not finished: where a new
/// token changes nothing, the client renews it for no other status call within the next 5 minutes.
///
/// Source: Signzy's page "Check Link Status".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLink {
    request_id: RequestId,
    session_id: SessionId,
    keep_token: bool,
}

impl CheckLink {
    /// Takes both ids as Send Link gave them.
    pub fn new(request_id: RequestId, session_id: SessionId) -> Self {
        Self { request_id, session_id, keep_token: false }
    }

    /// The question about a link that was just sent.
    pub fn of(link: &SentLink) -> Self {
        Self::new(link.request_id.clone(), link.session_id.clone())
    }

    /// `AUTH_FAIL` is not taken for a matter of the token any more: one was renewed for this link already.
    pub(crate) fn keeping_token(mut self) -> Self {
        self.keep_token = true;
        self
    }
}

impl Endpoint for CheckLink {
    type Provider = Signzy;
    type Output = LinkStatus;
    const OPERATION: &'static Operation = &Operation::new(
        "check_link",
        Method::GET,
        "/api/v3/us-kyc/poll-check-verify/request/{requestId}/session/{sessionId}",
        Effect::Read,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.request_id.as_str())?;
        parts.path_value(self.session_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<LinkStatus, Failure> {
        if envelope::is_unfinished(answer) {
            return Ok(LinkStatus::new());
        }
        envelope::body(answer).map_err(|failure| match failure {
            Failure::Refused(refusal) if self.keep_token && envelope::is_doubtful(answer) => {
                Failure::Refused(refusal.meaning(Meaning::Credentials))
            }
            other => other,
        })
    }
}

impl Client {
    /// Asks what became of a link; see [`CheckLink`].
    ///
    /// ```
    /// use signzy_link::{CheckLink, Policy, SentLink};
    /// # use signzy_link::{Access, Client, Environment};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("check_link").answer(200, include_str!("../../tests/samples/check_link/match.json"));
    /// # let builder = Client::builder(Environment::PreProduction, Access::token("token"));
    /// # let client = builder.send_link_path("/send-link").transport(script).build()?;
    ///
    /// let sent = SentLink::new("request-1".parse()?, "session-1".parse()?); // as Send Link gave them
    /// let status = client.check_link(&CheckLink::of(&sent)).await?;
    /// assert!(Policy::strict().judge(&status).is_verified());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn check_link(&self, request: &CheckLink) -> Result<LinkStatus, Error> {
        let keep_token = request.keep_token || self.doubtful().keep_token(self.clock().monotonic());
        let result = self.send(&CheckLink { keep_token, ..request.clone() }).await;
        let refused = result.as_ref().err().and_then(ErrorCode::of) == Some(ErrorCode::AuthFail);
        if refused && !keep_token {
            self.doubtful().note(self.clock().monotonic());
        }
        result
    }
}
