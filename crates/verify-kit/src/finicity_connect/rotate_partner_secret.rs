//! `rotate-partner-secret`: changes the partner secret.

use finicity_connect::RotatePartnerSecret;
use serde_json::json;

use super::{Act, Call, Finicity, Session, explain};
use crate::ask::{broken_rule, no_line};
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
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
        let request = self.request(session)?;
        session.announce(ACT)?;
        session.client.rotate_partner_secret(&request).await.map_err(|error| explain(&error))?;
        let old = if self.grace_period { "works for another 30 days" } else { "does not work any more" };
        let line = format!("The partner secret is changed; the old one {old}.");
        session.show(&json!({"rotated": true, "gracePeriod": self.grace_period}), &[line])?;
        output::talk("It also signs webhooks: give the new one to their receivers, and for a while both.");
        Ok(())
    }
}

impl Args {
    /// The secret never comes from a flag.
    fn request(&self, session: &Session) -> Result<RotatePartnerSecret, Failure> {
        let flag = "--new-secret-stdin";
        if !self.new_secret_stdin && !session.ask.is_terminal() {
            return Err(Failure::usage(format!("{flag} is missing")));
        }
        let typed = |question| session.ask.secret(question)?.ok_or_else(|| no_line(flag));
        let secret = typed("New partner secret")?;
        // A mistyped one would lock everybody out.
        if session.ask.is_terminal() && secret != typed("The same again")? {
            return Err(Failure::usage("the two are not the same; nothing was sent"));
        }
        let request = RotatePartnerSecret::new(secret).map_err(|invalid| broken_rule(flag, &invalid))?;
        Ok(if self.grace_period { request.with_grace_period() } else { request })
    }
}
