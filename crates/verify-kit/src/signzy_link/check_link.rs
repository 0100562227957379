//! `check-link`: shows what is known of a link.

use signzy_link::{CheckLink, Policy, Verdict};

use super::ids::{LinkArgs, flags};
use super::verdict::{Judged, lines};
use super::{Act, Call, Session, Signzy, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    link: LinkArgs,
}

impl Call<Signzy> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let link = self.link.read(session.ask)?;
        session.announce(Act::of::<CheckLink>())?;
        let status =
            session.client.check_link(&CheckLink::of(&link)).await.map_err(|error| explain(&error))?;
        let verdict = Policy::strict().judge(&status);
        session.show(&Judged::new(verdict, &status), &lines(verdict, &status))?;
        if verdict == Verdict::NotClicked {
            session.suggest(format_args!("wait-for-verdict {}", flags(&link)));
        }
        Ok(())
    }
}
