//! `send-verification-token`: texts a code, or has it spoken.

use dots_users::SendVerificationToken;
use serde_json::json;

use super::ids::UserArg;
use super::{Act, Call, Dots, Session, explain};
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
    /// Have it spoken in a phone call, instead of texted
    #[arg(long)]
    voice: bool,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce(Act::of::<SendVerificationToken>())?;
        let new = if self.voice { SendVerificationToken::voice } else { SendVerificationToken::text };
        let sent = session.client.send_verification_token(&new(user.clone())).await;
        sent.map_err(|error| explain(&error))?;
        let line =
            if self.voice { "A call that speaks the code is on its way." } else { "A code is on its way." };
        session.show(&json!({"user_id": user, "sent": true, "voice": self.voice}), &[line.to_owned()])?;
        if let Some(outbox) = session.outbox("code") {
            output::talk(format_args!("The code in it: {outbox}"));
        }
        session.suggest(format_args!("verify-token --user-id {}", user.as_str()));
        Ok(())
    }
}
