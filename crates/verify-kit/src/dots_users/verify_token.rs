//! `verify-token`: checks the code.

use dots_users::{OtpCode, UserId, Verification, VerifyToken};
use serde_json::json;

use super::ids::UserArg;
use super::{Act, Call, Dots, Session, explain};
use crate::ask::{Guarded, Wanted, broken_rule};
use crate::exit::{Answered, Failure};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
    /// The code, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "CODE", conflicts_with = "token_stdin")]
    token: Option<String>,
    /// Read the code from stdin, after the credentials if they come from there, too
    #[arg(long)]
    token_stdin: bool,
}

const TOKEN: Wanted = Wanted { flag: "--token", question: "The code from the text message or the call" };

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        let guarded =
            Guarded { wanted: TOKEN, given: self.token, stdin: ("--token-stdin", self.token_stdin) };
        let token = session.ask.guarded(guarded, session.is_live(), OtpCode::new)?;
        let request =
            VerifyToken::new(user.clone(), token).map_err(|invalid| broken_rule(TOKEN.flag, &invalid))?;
        session.announce(Act::of::<VerifyToken>())?;
        match session.client.verify_token(&request).await.map_err(|error| explain(&error))? {
            Verification::Verified => verified(session, &user),
            Verification::WrongToken => Err(wrong()),
            _ => Err(Failure::failed("the answer is one that this version does not know")),
        }
    }
}

fn verified(session: &Session, user: &UserId) -> Result<(), Failure> {
    let line = "The code is right: the phone number is proved.".to_owned();
    session.show(&json!({"user_id": user, "verified": true}), &[line])?;
    session.suggest(format_args!("retrieve-user --user-id {}", user.as_str()));
    Ok(())
}

/// An answer as any other to the client, a refusal to a script.
fn wrong() -> Failure {
    Failure::refused("dots verify_token: the code was not accepted (HTTP 400)")
        .next("verify-token again; one that is too old or used up looks the same: send-verification-token sends another")
        .answered(Answered { operation: "verify_token", body: None })
}
