//! Whether the provider accepts the credentials.

use spinwheel_connect::ErrorKind;

use super::clients::Client;
use super::finding::{Finding, Level};
use crate::output;

const CHECK: &str = "credentials";

/// A user who does not exist: to ask for them tells whether the key is accepted, and nothing about anybody.
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

impl Client {
    /// Why this one is not logged in unasked; `None` where it harms nobody.
    fn harm_of_login(&self) -> Option<&'static str> {
        match self {
            Self::Finicity(_) => Some("five failed logins lock the partner's account"),
            Self::Signzy(_, true) => Some("whether earlier tokens stay good after a login is not documented"),
            _ => None,
        }
    }

    /// What is about to be done; `None` where nothing can be found out.
    fn does(&self) -> Option<&'static str> {
        match self {
            Self::Spinwheel(_) | Self::Dots(_) => Some("looks up a user who does not exist"),
            Self::Finicity(_) => Some("logs in"),
            Self::DebtCore(_, fetches) => fetches.then_some("fetches an access token"),
            Self::Signzy(_, logs_in) => logs_in.then_some("logs in"),
        }
    }

    async fn try_it(&self) -> Result<(), spinwheel_connect::Error> {
        match self {
            Self::Spinwheel(client) => {
                let nobody = spinwheel_connect::UserId::new(NOBODY)?;
                client.retrieve_user(&spinwheel_connect::RetrieveUser::new(nobody)).await.map(drop)
            }
            Self::Dots(client) => {
                let nobody = dots_users::UserId::new(NOBODY)?;
                client.retrieve_user(&dots_users::RetrieveUser::new(nobody)).await.map(drop)
            }
            Self::Finicity(client) => client.authenticate().await,
            Self::DebtCore(client, _) => client.fetch_token().await,
            Self::Signzy(client, _) => client.login().await,
        }
    }
}

/// Why it is better not to log in: it could do harm, and nobody asked for it, or something is odd about what it would be
/// done with.
pub(super) fn reason_not_to(client: &Client, asked_for: bool, findings: &[Finding]) -> Option<String> {
    let harm = client.harm_of_login()?;
    let odd = findings.iter().any(|finding| finding.credentials && finding.level != Level::Ok);
    match (asked_for, odd) {
        (false, _) => Some(format!("{harm}; --login does it")),
        (true, true) => Some(format!("{harm}, and there is a warning about the credentials")),
        (true, false) => None,
    }
}

/// Says what it does, does it, and says what came of it.
pub(super) async fn check(client: &Client, name: &str) -> Option<Finding> {
    output::talk(format_args!(
        "doctor {} at {name}, with the credentials of the environment.",
        client.does()?
    ));
    Some(match client.try_it().await {
        Ok(()) => accepted(name),
        // Whoever is told that there is no such user was let in.
        Err(error) if error.kind() == ErrorKind::Refused => accepted(name),
        Err(error) if error.is_credentials() => {
            let fix = "check that they are complete, and of this environment";
            Finding::problem(CHECK, format!("{name} does not accept the credentials: {error}"), fix)
                .of_credentials(true)
        }
        Err(error) => {
            let says = format!("whether {name} accepts the credentials is not known: {error}");
            Finding::warning(CHECK, says, "try later")
        }
    })
}

fn accepted(name: &str) -> Finding {
    Finding::ok(CHECK, format!("{name} accepts the credentials"))
}
