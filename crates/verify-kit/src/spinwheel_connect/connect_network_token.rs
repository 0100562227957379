//! `connect-network-token`: connects a person by a token that another partner holds.

use spinwheel_connect::{ConnectNetworkToken, DateOfBirth, ExtUserId};

use super::connect_sms::BIRTH_DATE;
use super::consent::{CONSENT, agreed_at, remind_of_consent};
use super::person::SsnArgs;
use super::user_key::EXT_USER_ID;
use super::{Act, Call, Session, Spinwheel, connected, explain};
use crate::ask::{self, Guarded, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Your own id of the person
    #[arg(long, value_name = "ID")]
    ext_user_id: Option<String>,
    /// The network token, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "TOKEN", conflicts_with = "network_token_stdin")]
    network_token: Option<String>,
    /// Read the network token from stdin, after the secret key if that comes from there, too
    #[arg(long)]
    network_token_stdin: bool,
    #[command(flatten)]
    ssn: SsnArgs,
    /// The person's birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// When the person agreed to the End User Agreement: ISO 8601, of which the day in UTC is sent
    #[arg(long, value_name = "TIME")]
    consent_timestamp: Option<String>,
}

const TOKEN: Wanted = Wanted { flag: "--network-token", question: "Network token" };

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        remind_of_consent();
        session.announce(Act::of::<ConnectNetworkToken>())?;
        let connection =
            session.client.connect_network_token(&request).await.map_err(|error| explain(&error))?;
        connected::show(session, &connection)
    }
}

impl Args {
    /// What comes from stdin is read in the order of the flags: the token, then the number.
    fn request(self, session: &Session) -> Result<ConnectNetworkToken, Failure> {
        let ask = session.ask;
        let user = ask.value(self.ext_user_id, EXT_USER_ID, |text| ExtUserId::new(text.trim()))?;
        let stdin = ("--network-token-stdin", self.network_token_stdin);
        let guarded = Guarded { wanted: TOKEN, given: self.network_token, stdin };
        let token = ask.guarded(guarded, session.is_live(), ask::text("network token"))?;
        let ssn = self.ssn.read(session)?;
        let born = ask.value(self.birth_date, BIRTH_DATE, DateOfBirth::new)?;
        let agreed = ask.value(self.consent_timestamp, CONSENT, agreed_at)?;
        Ok(ConnectNetworkToken::new(user, token, ssn, born, agreed))
    }
}
