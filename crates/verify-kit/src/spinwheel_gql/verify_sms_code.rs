//! `verify-sms-code`: checks the texted code.

use spinwheel_gql::{OtpCode, VerifySmsCode};

use super::consent::settled;
use super::ids::ContactArg;
use super::{Act, Call, DebtCore, Session, explain};
use crate::ask::{Guarded, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    contact: ContactArg,
    /// The code, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "CODE", conflicts_with = "code_stdin")]
    code: Option<String>,
    /// Read the code from stdin, after the credentials if they come from there, too
    #[arg(long)]
    code_stdin: bool,
}

const CODE: Wanted = Wanted { flag: "--code", question: "The code from the text message" };

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let contact = self.contact.read(session.ask)?;
        let guarded = Guarded { wanted: CODE, given: self.code, stdin: ("--code-stdin", self.code_stdin) };
        let code = session.ask.guarded(guarded, session.is_live(), OtpCode::new)?;
        session.announce(Act::of::<VerifySmsCode>())?;
        let request = VerifySmsCode::new(contact.clone(), code);
        let consent = session.client.verify_sms_code(&request).await.map_err(|error| explain(&error))?;
        settled(session, "verify_sms_code", &contact, consent)
    }
}
