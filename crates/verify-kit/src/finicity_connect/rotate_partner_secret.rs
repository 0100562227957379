//! `rotate-partner-secret`: changes the partner secret.

use finicity_connect::{RotatePartnerSecret, Secret};
use serde_json::json;

use super::{Act, Call, Finicity, Session, explain};
use crate::ask::{broken_rule, no_line};
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The new secret, from --data alone
    #[arg(long, hide = true, value_name = "SECRET", conflicts_with = "new_secret_stdin")]
    new_secret: Option<String>,
    /// Read the new secret from stdin, after the credentials if they come from there, too; without this it is asked for
    #[arg(long)]
    new_secret_stdin: bool,
    /// Let the old secret work for another 30 days
    #[arg(long)]
    grace_period: bool,
}

const ACT: Act =
    Act::serious("rotate_partner_secret", "changes the partner secret for everybody who uses it");

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let grace_period = self.grace_period;
        let request = self.request(session)?;
        session.announce(ACT)?;
        session.client.rotate_partner_secret(&request).await.map_err(|error| explain(&error))?;
        let old = if grace_period { "works for another 30 days" } else { "does not work any more" };
        let line = format!("The partner secret is changed; the old one {old}.");
        session.show(&json!({"rotated": true, "gracePeriod": grace_period}), &[line])?;
        output::talk("It also signs webhooks: give the new one to their receivers, and for a while both.");
        Ok(())
    }
}

const FLAG: &str = "--new-secret-stdin";

impl Args {
    /// The secret never comes from a flag.
    fn request(self, session: &Session) -> Result<RotatePartnerSecret, Failure> {
        let grace_period = self.grace_period;
        let request = RotatePartnerSecret::new(self.secret(session)?);
        let request = request.map_err(|invalid| broken_rule(FLAG, &invalid))?;
        Ok(if grace_period { request.with_grace_period() } else { request })
    }

    fn secret(self, session: &Session) -> Result<Secret, Failure> {
        let ask = session.ask;
        match self.new_secret {
            Some(_) if !ask.is_from_file() => {
                return Err(Failure::usage("--new-secret: a new secret never comes from a flag")
                    .next(format!("pass it with {FLAG} or with --data @FILE")));
            }
            Some(secret) if !ask.is_planning() => return Ok(secret.into()),
            _ => {}
        }
        if !self.new_secret_stdin && !ask.is_planning() && !ask.is_terminal() {
            return Err(Failure::usage(format!("{FLAG} is missing")));
        }
        let typed = |question| ask.secret(question)?.ok_or_else(|| no_line(FLAG));
        let secret = typed("New partner secret")?;
        // A mistyped one would lock everybody out.
        if ask.is_terminal() && secret != typed("The same again")? {
            return Err(Failure::usage("the two are not the same; nothing was sent"));
        }
        Ok(secret)
    }
}
