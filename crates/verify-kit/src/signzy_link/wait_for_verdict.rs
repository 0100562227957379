//! `wait-for-verdict`: asks again and again until the link was opened or the time is over.

use signzy_link::{CheckLink, Doubt, LINK_LIFE, POLL_INTERVAL, Verdict, WaitForVerdict};

use super::ids::LinkArgs;
use super::verdict::{Judged, lines};
use super::{Act, Call, Session, Signzy, explain};
use crate::exit::{Answered, Failure};
use crate::progress::waiting_at_most;
use crate::waiting::{WaitArgs, pause, seconds};

const EXIT_CODES: &str = "\
The exit code is 0 only when the person is verified. It is 3 when the answer is no proof: opened
on another device, or the carrier cannot tell, or the link has ended. It is 1 when nobody has
opened the link so far.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Args {
    #[command(flatten)]
    link: LinkArgs,
    /// Seconds between two looks; Signzy advises ten
    #[arg(long, value_name = "SECONDS", default_value_t = POLL_INTERVAL.as_secs(), value_parser = pause)]
    every: u64,
    /// Seconds after which to give up; a link works for five minutes
    #[arg(long, value_name = "SECONDS", default_value_t = LINK_LIFE.as_secs(), value_parser = seconds)]
    for_at_most: u64,
}

impl Call<Signzy> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let link = self.link.read(session.ask)?;
        session.announce(Act::of::<CheckLink>())?;
        let times = WaitArgs { every: self.every, for_at_most: self.for_at_most };
        times.announce();
        let wait = WaitForVerdict::new(link).every(times.interval()).for_at_most(times.limit());
        let asked = session.client.wait_for_verdict(&wait);
        let waited = waiting_at_most("the verdict", times.limit(), asked).await;
        let conclusion = waited.map_err(|error| explain(&error))?;
        let (verdict, status) = (conclusion.verdict, conclusion.status);
        session.show(&Judged::new(verdict, &status), &lines(verdict, &status))?;
        if verdict.is_verified() { Ok(()) } else { Err(no_proof(verdict)) }
    }
}

/// An answer as any other to the client, a no to a script.
fn no_proof(verdict: Verdict) -> Failure {
    let failure = match verdict {
        Verdict::NotClicked => Failure::failed("no proof so far: the link was not opened"),
        verdict => Failure::refused(format!("no proof: {verdict}")),
    };
    let failure = failure.next(match verdict {
        Verdict::NotClicked => {
            "wait-for-verdict again; a link works for 5 minutes, then send-link sends another"
        }
        Verdict::Indeterminate(Doubt::NoCarrierResult) => {
            "let the person switch Wi-Fi off, then send-link sends another"
        }
        Verdict::Expired => "send-link, which sends another",
        _ => "verify the person in another way",
    });
    failure.answered(Answered { operation: "check_link", body: None })
}

#[cfg(test)]
mod tests {
    use signzy_link::{Doubt, Verdict};

    use super::no_proof;
    use crate::exit::Exit;

    #[test]
    fn only_to_wait_again_is_no_answer() {
        let exit = |verdict| no_proof(verdict).exit;
        assert_eq!(exit(Verdict::NotClicked), Exit::Failed);
        assert_eq!((exit(Verdict::Mismatch), exit(Verdict::Expired)), (Exit::Refused, Exit::Refused));
        for doubt in [Doubt::NoCarrierResult, Doubt::MatchMissing, Doubt::MatchUnknown, Doubt::LineType] {
            assert_eq!(exit(Verdict::Indeterminate(doubt)), Exit::Refused);
        }
    }
}
