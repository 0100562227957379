//! `verify-sms-code`: checks the texted code.

use spinwheel_connect::{Connection, OtpCode, VerifySmsCode};

use super::user_key::user_id;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::ask::{Guarded, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Spinwheel's id of the user, from connect-sms
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
    /// The code, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "CODE", conflicts_with = "code_stdin")]
    code: Option<String>,
    /// Read the code from stdin, after the secret key if that comes from there, too
    #[arg(long)]
    code_stdin: bool,
}

const CODE: Wanted = Wanted { flag: "--code", question: "The code from the text message" };

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = user_id(self.user_id, session.ask)?;
        let guarded = Guarded { wanted: CODE, given: self.code, stdin: ("--code-stdin", self.code_stdin) };
        let code = session.ask.guarded(guarded, session.is_live(), OtpCode::new)?;
        session.announce(Act::of::<VerifySmsCode>())?;
        let request = VerifySmsCode::new(user.clone(), code);
        let connection = session.client.verify_sms_code(&request).await.map_err(|error| explain(&error))?;
        session.show(&connection, &lines(&connection))?;
        if connection.is_connected() {
            session.suggest(format_args!("order-credit-report --user-id {}", user.as_str()));
        }
        Ok(())
    }
}

/// What a verification came to.
pub(super) fn lines(connection: &Connection) -> Vec<String> {
    let mut lines = vec![if connection.is_connected() {
        "The person is connected.".to_owned()
    } else {
        "The answer does not say that the person is connected.".to_owned()
    }];
    let id = connection.user_id.as_ref().map(|id| format!("user id: {}", id.as_str()));
    let name = connection.profile.as_ref().and_then(super::retrieve_user::name);
    lines.extend(id);
    lines.extend(name.map(|name| format!("name: {name}")));
    lines
}
