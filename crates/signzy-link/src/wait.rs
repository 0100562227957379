//! Waiting for a verdict by asking again and again.

use std::time::Duration;

use verify_core::{Error, ErrorKind};

use crate::models::{LinkStatus, SentLink};
use crate::policy::{Policy, Verdict};
use crate::{CheckLink, Client, ErrorCode};

/// How often Signzy advises to ask (source: page "Check Link Status").
pub const POLL_INTERVAL: Duration = Duration::from_secs(10);

/// How long a link works (source: the same page; another copy of it says 10 minutes).
pub const LINK_LIFE: Duration = Duration::from_secs(300);

/// How many questions an opened link gets whose result says nothing about the phone: it may still be on its way. Ours.
const SETTLING: u32 = 3;

/// What the last question has at least, so that an answer at the last moment counts. Ours.
const LAST_LOOK: Duration = Duration::from_secs(5);

/// How to wait for a verdict: every 10 s for 300 s, unless told otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitForVerdict {
    link: SentLink,
    policy: Policy,
    interval: Duration,
    limit: Duration,
}

impl WaitForVerdict {
    /// Waits for what becomes of this link, judged strictly.
    pub fn new(link: SentLink) -> Self {
        Self { link, policy: Policy::strict(), interval: POLL_INTERVAL, limit: LINK_LIFE }
    }

    /// Judges by another policy.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// How long to pause between two questions; at least 1 s.
    #[must_use]
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval.max(Duration::from_secs(1));
        self
    }

    /// After how long to give up. Where the wait begins later than the link, leave out what has passed.
    #[must_use]
    pub fn for_at_most(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }
}

/// How a wait ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Conclusion {
    /// The verdict.
    pub verdict: Verdict,
    /// What it rests on; the last that was known, where the link was not opened.
    pub status: LinkStatus,
}

impl Conclusion {
    /// An end of your own, for tests.
    pub fn new(verdict: Verdict, status: LinkStatus) -> Self {
        Self { verdict, status }
    }
}

impl Client {
    /// Asks what became of a link until there is a verdict or the time is over, on the client's clock. Each question is a
    /// [`check_link`](Client::check_link). Dropping the future ends the wait.
    ///
    /// A verdict ends it at once. While the link was not opened it goes on, to the end: then the verdict is
    /// [`NotClicked`](Verdict::NotClicked), or [`Expired`](Verdict::Expired) where Signzy stopped knowing the link. The last
    /// question is asked when the time is over, and has 5 s at least. An opened link of whose phone nothing is said gets
    /// three questions.
    ///
    /// Failures of network and server, requests to slow down (whose `Retry-After` is kept to), 404 and
    /// [`AuthFail`](ErrorCode::AuthFail), both of which may mean "not finished", do not end it; for `AuthFail` the token is renewed
    /// once per wait. An error they become if nothing else ever came. Any other error ends the wait.
    ///
    /// ```
    /// use signzy_link::{SentLink, Verdict, WaitForVerdict};
    /// # use signzy_link::{Access, Client, Environment};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("check_link").answer(200, include_str!("../tests/samples/check_link/match.json"));
    /// # let builder = Client::builder(Environment::PreProduction, Access::token("token"));
    /// # let client = builder.send_link_path("/send-link").transport(script).build()?;
    ///
    /// let sent = SentLink::new("request-1".parse()?, "session-1".parse()?); // as Send Link gave them
    /// match client.wait_for_verdict(&WaitForVerdict::new(sent)).await?.verdict {
    ///     Verdict::Verified => println!("welcome"),
    ///     Verdict::Indeterminate(_) => println!("please switch Wi-Fi off and try again"),
    ///     verdict => println!("{verdict}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait_for_verdict(&self, wait: &WaitForVerdict) -> Result<Conclusion, Error> {
        let clock = self.clock();
        let end = clock.monotonic().saturating_add(wait.limit);
        let mut known = Known::default();
        loop {
            let rest = end.saturating_sub(clock.monotonic());
            let look = self.capped(rest.max(LAST_LOOK));
            let asked_for = match look.check_link(&known.question(wait)).await {
                Ok(status) => match known.learn(status, &wait.policy) {
                    Some(conclusion) => return Ok(conclusion),
                    None => Duration::ZERO,
                },
                Err(error) => known.bear(error)?,
            };
            let rest = end.saturating_sub(clock.monotonic());
            if rest.is_zero() || asked_for > rest {
                return known.conclude(&wait.policy);
            }
            // The last question comes at the end, however the pauses fall.
            clock.sleep(wait.interval.max(asked_for).min(rest)).await;
        }
    }
}

/// What a wait has learned so far.
#[derive(Default)]
struct Known {
    status: Option<LinkStatus>,
    /// What the last question ended with, where that was no status.
    error: Option<Error>,
    /// How many questions an opened link without a result has had.
    settling: u32,
    token_renewed: bool,
}

impl Known {
    fn question(&self, wait: &WaitForVerdict) -> CheckLink {
        let question = CheckLink::of(&wait.link);
        if self.token_renewed { question.keeping_token() } else { question }
    }

    /// Takes a status in; it may end the wait.
    fn learn(&mut self, status: LinkStatus, policy: &Policy) -> Option<Conclusion> {
        let verdict = policy.judge(&status);
        self.error = None;
        let open = if verdict == Verdict::NotClicked {
            true
        } else if status.phone_match.is_none() {
            // Whatever the policy makes of silence, the carrier's word is better.
            self.settling += 1;
            self.settling < SETTLING
        } else {
            false
        };
        if open {
            self.status = Some(status);
            return None;
        }
        Some(Conclusion { verdict, status })
    }

    /// Takes an error in that does not end the wait, and gives the pause it asks for.
    fn bear(&mut self, error: Error) -> Result<Duration, Error> {
        if !may_pass(&error) {
            return Err(error);
        }
        self.token_renewed |= ErrorCode::of(&error) == Some(ErrorCode::AuthFail);
        let pause = error.retry_after().unwrap_or_default();
        self.error = Some(error);
        Ok(pause)
    }

    /// The time is over.
    fn conclude(self, policy: &Policy) -> Result<Conclusion, Error> {
        match (self.status, self.error) {
            (None, Some(error)) => Err(error),
            (Some(status), Some(error)) if is_status(&error, 404) => {
                Ok(Conclusion { verdict: Verdict::Expired, status })
            }
            (status, _) => {
                let status = status.unwrap_or_default();
                Ok(Conclusion { verdict: policy.judge(&status), status })
            }
        }
    }
}

/// Whether another question may be answered otherwise.
fn may_pass(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Connection
        | ErrorKind::Interrupted
        | ErrorKind::Timeout
        | ErrorKind::Throttled
        | ErrorKind::Unavailable => true,
        _ => {
            is_status(error, 404)
                || is_status(error, 409)
                || ErrorCode::of(error) == Some(ErrorCode::AuthFail)
        }
    }
}

fn is_status(error: &Error, status: u16) -> bool {
    error.status().is_some_and(|told| told.as_u16() == status)
}
