//! Texting a code and checking it.

use spinwheel_connect::{
    DateOfBirth, Error, Fallback, OtpCode, Outcome, PhoneNumber, Start, Subject, UserId,
};

use crate::intake::{PACE, Visit};
use crate::{Intake, Reply, Report, Step};

/// What a person says about themselves; kept by nobody.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) phone: PhoneNumber,
    pub(crate) birth_date: DateOfBirth,
}

impl Person {
    fn subject(&self, customer: &str) -> Subject {
        let mut subject = Subject::new();
        subject.phone_number = Some(self.phone.clone());
        subject.date_of_birth = Some(self.birth_date.clone());
        subject.reference = Some(customer.into());
        subject
    }
}

fn sent() -> Reply {
    Reply::ok("code_sent", "We have sent you a code. It is good for five minutes.")
}

fn too_early(wait: std::time::Duration) -> Reply {
    Reply::wait("too_early", "We have just sent you a text. Please wait for it.", wait)
}

fn perhaps_sent(wait: std::time::Duration) -> Reply {
    let message = "We do not know whether our text went out, so we do not send another one right away. \
                   Please ask for a new code in a moment.";
    Reply::wait("perhaps_sent", message, wait)
}

impl Intake {
    /// Has a code texted, unless a text is or may be on its way.
    pub(crate) async fn start(&self, visit: &mut Visit, person: &Person) -> Result<Reply, Reply> {
        let before = visit.session.step.clone();
        match (&before, self.too_early(&before)) {
            (Step::Connected(..), _) => return Ok(verified()),
            (Step::Sending(_), Some(wait)) => return Ok(perhaps_sent(wait)),
            (_, Some(wait)) => return Ok(too_early(wait)),
            _ => {}
        }
        // Written before the call: a restart in the middle of it does not lead to a second text either.
        self.move_on(visit, Step::Sending(self.clock.now().into()))?;
        let started = self.verifier.start(&person.subject(&visit.session.customer)).await;
        self.started(visit, before, started)
    }

    /// Has another code texted for the connection there is.
    pub(crate) async fn resend(&self, visit: &mut Visit, person: &Person) -> Result<Reply, Reply> {
        let before = visit.session.step.clone();
        let Step::CodeSent(challenge) = &before else { return self.start(visit, person).await };
        if let Some(wait) = self.too_early(&before) {
            return Ok(too_early(wait));
        }
        self.move_on(visit, self.perhaps_sent_now(&before))?;
        let subject = person.subject(&visit.session.customer);
        let started = self.verifier.resend(&subject, challenge).await;
        self.started(visit, before.clone(), started)
    }

    fn started(
        &self,
        visit: &mut Visit,
        before: Step,
        started: Result<Start, Error>,
    ) -> Result<Reply, Reply> {
        let (step, reply) = match started {
            Ok(Start::Sent(challenge)) => (Step::CodeSent(challenge), sent()),
            Ok(Start::TooEarly(wait)) => (before, too_early(wait)),
            Ok(Start::Ended(outcome)) => self.judge(outcome, before),
            Err(error) if error.may_have_acted() => {
                tracing::warn!(%error, "a text may be on its way");
                (self.perhaps_sent_now(&visit.session.step), perhaps_sent(PACE))
            }
            Err(error) => (before, self.trouble(&error)),
            Ok(_) => (before, unknown()),
        };
        self.move_on(visit, step)?;
        Ok(reply)
    }

    /// The same step, with a text that may leave just now. A connection there is stays: its code can still be right.
    fn perhaps_sent_now(&self, step: &Step) -> Step {
        let now = self.clock.now();
        match step {
            Step::CodeSent(challenge) => Step::CodeSent(challenge.clone().sent_again(now)),
            _ => Step::Sending(now.into()),
        }
    }

    /// Checks the code the person has entered; if it is right, the credit report is ordered.
    pub(crate) async fn check(&self, visit: &mut Visit, code: &OtpCode) -> Result<Reply, Reply> {
        let challenge = match &visit.session.step {
            Step::CodeSent(challenge) => challenge.clone(),
            Step::Connected(..) => return Ok(verified()),
            step @ Step::Sending(_) => return Ok(perhaps_sent(self.too_early(step).unwrap_or_default())),
            _ => return Err(Reply::conflict("no_code", "There is no code to check: please start again.")),
        };
        let outcome = match self.verifier.check(&challenge, code).await {
            Ok(outcome) => outcome,
            Err(error) if error.may_have_acted() => {
                tracing::warn!(%error, "a try may be used up");
                return Ok(Reply::ok("unchecked", "We could not check the code. Please enter it once more."));
            }
            Err(error) => return Err(self.trouble(&error)),
        };
        let (step, reply) = self.judge(outcome, visit.session.step.clone());
        self.move_on(visit, step)?;
        self.order_if_connected(visit).await?;
        Ok(reply)
    }

    /// What an outcome means: how the session goes on, and what the person is told.
    fn judge(&self, outcome: Outcome, before: Step) -> (Step, Reply) {
        if outcome.fallback() == Some(Fallback::Questions) {
            let reply = Reply::ok("questions", "A code is not enough. Please answer some questions instead.");
            return (Step::Questions(None), reply);
        }
        match outcome {
            Outcome::Verified(user_id) => match UserId::new(user_id) {
                Ok(user_id) => (Step::Connected(user_id, Report::Missing), verified()),
                Err(_) => (before, unknown()),
            },
            Outcome::WrongCode => {
                (before, Reply::ok("wrong_code", "This is not the code. Please try again."))
            }
            Outcome::Expired => {
                (Step::New, Reply::ok("expired", "The code has expired. Please start again."))
            }
            Outcome::LockedUntil(time) => {
                let wait = time.duration_since(self.clock.now()).unwrap_or_default();
                (before, Reply::wait("locked", "That was tried too often. Please try again later.", wait))
            }
            Outcome::CorrectInput(what) => (Step::New, Reply::correct(what)),
            _ => (Step::New, unknown()),
        }
    }

    /// Logs an error that left nothing behind, and says so to the person.
    pub(crate) fn trouble(&self, error: &Error) -> Reply {
        tracing::warn!(%error, verifier = self.verifier.provider(), "a call failed");
        Reply::trouble(error, PACE)
    }
}

pub(crate) fn verified() -> Reply {
    Reply::ok("verified", "Thank you. We are fetching your debts.")
}

pub(crate) fn unknown() -> Reply {
    Reply::ok("not_verified", "We could not verify that it is you.")
}
