//! When a text goes out, when not, and when it is the next provider's turn.

use std::net::IpAddr;
use std::time::Duration;

use dots_users::{RetrieveUser, UserId};
use spinwheel_connect::{Challenge, OtpCode, Outcome, Start, Subject, Timestamp};

use crate::app::Visit;
use crate::notice::Notice;
use crate::{App, Verification, Way};

impl App {
    /// Has a code or a link texted, unless one is or may be on its way. Falls back to the next way where it is certain that this
    /// one sent nothing. `from` is who asks for it.
    pub(crate) async fn start(
        &self,
        visit: &mut Visit,
        subject: &Subject,
        from: IpAddr,
    ) -> Result<Notice, Notice> {
        let next = match visit.session.verification.clone() {
            Verification::Open { way } => Some(way),
            Verification::Asked { way, at } => match self.too_early(way, at) {
                Some(wait) => return Ok(Notice::PerhapsSent(wait)),
                // It had its chance. Whether its text has arrived or not, there is nothing to check a code by.
                None => Some((way + 1).min(self.ways.len().saturating_sub(1))),
            },
            Verification::Sent { way, challenge } => match self.too_early(way, challenge.sent_at()) {
                Some(wait) => return Ok(Notice::TooEarly(wait)),
                None => None,
            },
            Verification::Verified { .. } => return Ok(Notice::Verified),
            Verification::InReview => return Ok(Notice::InReview),
            Verification::Refused => return Ok(Notice::Refused),
        };
        if let Some(phone) = &subject.phone_number
            && let Err(wait) = self.limits.ask(phone, from, self.clock.monotonic())
        {
            return Ok(Notice::LockedFor(wait));
        }
        let Some(mut way) = next else { return self.send_again(visit, subject).await };
        let first = way;
        loop {
            let Some(verifier) = self.ways.get(way) else {
                // Nobody could be reached. That passes: the person may try all of it again.
                self.verification(visit, Verification::Open { way: first })?;
                return Ok(Notice::Trouble);
            };
            let at = self.now();
            // Written before the call: neither a restart in the middle of it, nor a second click, nor a browser that goes away (then
            // the server drops this) leads to a second text.
            self.verification(visit, Verification::Asked { way, at })?;
            let outcome = match verifier.send(subject, None).await {
                Ok(Start::Sent(challenge)) => {
                    self.verification(visit, Verification::Sent { way, challenge })?;
                    return Ok(self.sent(way));
                }
                Ok(Start::Ended(outcome)) => outcome,
                Err(error) if error.may_have_acted() => {
                    tracing::warn!(%error, "a text may be on its way");
                    return Ok(Notice::PerhapsSent(verifier.pace()));
                }
                Err(error) if error.another_may_try() => {
                    tracing::warn!(%error, "nothing was sent: the next way");
                    way += 1;
                    continue;
                }
                Err(_) => {
                    self.verification(visit, Verification::Open { way })?;
                    return Ok(Notice::Correct("what you have entered"));
                }
                // None of these ways has a link to show, and only another text can come too early.
                Ok(_) => Outcome::Indeterminate,
            };
            if !leads_on(&outcome, true) || way + 1 == self.ways.len() {
                return self.judge(visit, way, &outcome);
            }
            tracing::info!(?outcome, provider = verifier.provider(), "the next way");
            way += 1;
        }
    }

    /// Has another text sent for the challenge there is, whose code stays good whatever comes of this; or a first one, where the
    /// person has corrected the number.
    async fn send_again(&self, visit: &mut Visit, subject: &Subject) -> Result<Notice, Notice> {
        let before = visit.session.verification.clone();
        let Verification::Sent { way, challenge } = before.clone() else { return Ok(Notice::Busy) };
        let Some(verifier) = self.ways.get(way) else { return Ok(Notice::Refused) };
        let is_corrected = verifier.provider() == "dots" && self.has_other_phone(&challenge, subject).await?;
        let perhaps_sent = challenge.clone().sent_again(self.now());
        self.verification(visit, Verification::Sent { way, challenge: perhaps_sent })?;
        match verifier.send(subject, Some(&challenge).filter(|_| !is_corrected)).await {
            Ok(Start::Sent(challenge)) => {
                self.verification(visit, Verification::Sent { way, challenge })?;
                Ok(self.sent(way))
            }
            Ok(Start::TooEarly(wait)) => Ok(Notice::TooEarly(wait)),
            Ok(Start::Ended(Outcome::CorrectInput("e-mail address")))
                if is_corrected && way + 1 < self.ways.len() =>
            {
                // Dots keeps it for the number it came with first.
                self.verification(visit, Verification::Open { way: way + 1 })?;
                Ok(Notice::AnotherWay)
            }
            Ok(Start::Ended(outcome)) => {
                self.verification(visit, before)?;
                self.judge(visit, way, &outcome)
            }
            Ok(_) => Ok(Notice::Trouble),
            Err(error) if error.may_have_acted() => {
                tracing::warn!(%error, "a text may be on its way");
                Ok(Notice::PerhapsSent(verifier.pace()))
            }
            Err(error) => {
                self.verification(visit, before)?;
                Err(Self::trouble(&error))
            }
        }
    }

    /// Whether the user of Dots' that a challenge is of has another phone number than the form now says: Dots texts the user's. The
    /// session has none to compare with.
    async fn has_other_phone(&self, challenge: &Challenge, subject: &Subject) -> Result<bool, Notice> {
        let id = challenge.id_for("dots").ok().and_then(|id| UserId::new(id).ok());
        let Some(id) = id else { return Err(Notice::Trouble) };
        let user = self.providers.dots.retrieve_user(&RetrieveUser::new(id)).await;
        let phone = user.map_err(|error| Self::trouble(&error))?.phone_number;
        let phone = phone.and_then(|phone| phone.phone_number());
        Ok(phone.is_some() && phone != subject.phone_number)
    }

    /// Checks the code, or asks whether the link was opened.
    pub(crate) async fn check(&self, visit: &mut Visit, code: Option<&OtpCode>) -> Result<Notice, Notice> {
        let (way, challenge) = match visit.session.verification.clone() {
            Verification::Sent { way, challenge } => (way, challenge),
            Verification::Asked { way, at } => {
                // A code may be there, and nothing to check it by.
                return Ok(Notice::PerhapsSent(self.too_early(way, at).unwrap_or_default()));
            }
            Verification::Verified { .. } => return Ok(Notice::Verified),
            _ => return Ok(Notice::Welcome),
        };
        let Some(verifier) = self.ways.get(way) else { return Ok(Notice::Refused) };
        match verifier.check(&challenge, code).await {
            Ok(Outcome::Verified(id)) => {
                let provider = verifier.provider().to_owned();
                let now = if provider == "dots" {
                    // The code is used up: if Dots does not say how it stands, somebody has to look.
                    self.taken_by_dots(&id).await.unwrap_or(Verification::InReview)
                } else {
                    Verification::Verified { provider, id }
                };
                self.settle_code(visit, way, &now)?;
                Ok(self.standing(visit))
            }
            Ok(outcome) => self.judge(visit, way, &outcome),
            Err(error) if error.may_have_acted() => {
                tracing::warn!(%error, "a try may be used up");
                Ok(Notice::Unchecked)
            }
            Err(error) => Err(Self::trouble(&error)),
        }
    }

    /// Stores what came of a code that is used up now, also if another text of the same provider was asked for meanwhile, which is
    /// stored twice: before the call and after it.
    fn settle_code(&self, visit: &mut Visit, way: usize, now: &Verification) -> Result<(), Notice> {
        for _ in 0..2 {
            if self.verification(visit, now.clone()).is_ok() {
                return Ok(());
            }
            match visit.session.verification {
                Verification::Sent { way: other, .. } if other == way => {}
                _ => return Err(Notice::Busy),
            }
        }
        self.verification(visit, now.clone())
    }

    /// What an outcome other than "verified" means: how the session goes on, and what the person is told.
    fn judge(&self, visit: &mut Visit, way: usize, outcome: &Outcome) -> Result<Notice, Notice> {
        let at_start = matches!(visit.session.verification, Verification::Asked { .. });
        if leads_on(outcome, at_start) {
            // The form has to come again, since nothing personal was kept.
            let way = way + 1;
            let (next, notice) = match self.ways.get(way) {
                Some(_) => (Verification::Open { way }, Notice::AnotherWay),
                None => (Verification::Refused, Notice::Refused),
            };
            self.verification(visit, next)?;
            return Ok(notice);
        }
        if let Verification::Asked { .. } = visit.session.verification {
            // Certainly nothing was sent. What was sent before stays, and so does the time until the next text.
            self.verification(visit, Verification::Open { way })?;
        }
        Ok(match outcome {
            Outcome::WrongCode => Notice::WrongCode,
            Outcome::CorrectInput(what) => Notice::Correct(what),
            Outcome::Pending => Notice::Pending,
            Outcome::Expired | Outcome::Cancelled => Notice::Expired,
            Outcome::Mismatch => Notice::NotThisPhone,
            // Not the next way: who guesses codes shall not get another provider to guess at.
            Outcome::LockedUntil(time) => {
                Notice::LockedFor(time.duration_since(self.clock.now()).unwrap_or_default())
            }
            _ => Notice::Unclear,
        })
    }

    /// What a person is told who only looks.
    pub(crate) fn standing(&self, visit: &Visit) -> Notice {
        match &visit.session.verification {
            Verification::Sent { way, .. } => self.sent(*way),
            Verification::Verified { .. } => Notice::Verified,
            Verification::InReview => Notice::InReview,
            Verification::Refused => Notice::Refused,
            Verification::Open { .. } | Verification::Asked { .. } => Notice::Welcome,
        }
    }

    /// What there is to wait for.
    pub(crate) fn sent(&self, way: usize) -> Notice {
        match self.ways.get(way) {
            Some(Way::Link(_)) => Notice::LinkSent,
            _ => Notice::CodeSent,
        }
    }

    fn too_early(&self, way: usize, at: Timestamp) -> Option<Duration> {
        let pace = self.ways.get(way)?.pace();
        let passed = self.clock.now().duration_since(at.to_system_time()).unwrap_or_default();
        pace.checked_sub(passed).filter(|wait| !wait.is_zero())
    }
}

/// Whether it is the next way's turn. A way that does not reach the person has none of its own beside it here.
fn leads_on(outcome: &Outcome, at_start: bool) -> bool {
    outcome.another_may_try() || (at_start && matches!(outcome, Outcome::UseFallback(_)))
}
