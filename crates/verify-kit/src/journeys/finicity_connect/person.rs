//! The person in front of the Connect page.

use verify_sandbox::finicity::{ConnectError, ConnectSession, EndKind, FoundAccount, Step};

use crate::demo::{Halt, Lane, Stage};

/// A session of a link, each step told as it is made.
pub(super) struct Person(ConnectSession);

fn refused(error: &ConnectError) -> Halt {
    Halt::surprise(format!("the page refused: {error}"))
}

impl Person {
    /// Opens the link in a browser.
    pub(super) fn opens(stage: &Stage<'_>, link: &str) -> Result<Self, Halt> {
        stage.tenant().finicity().open(link).map(Self).map_err(|error| refused(&error))
    }

    pub(super) fn kind(&self) -> &'static str {
        self.0.kind()
    }

    /// Searches, and chooses this one of what was found.
    pub(super) fn finds(&self, stage: &mut Stage<'_>, words: &str, institution: u64) -> Result<(), Halt> {
        let found = self.0.search(words).map_err(|error| refused(&error))?;
        let chosen = self.0.choose(institution).map_err(|error| refused(&error))?;
        let text = format!("“{words}” finds {}; the person takes {}.", found.len(), chosen.name);
        stage.pass(Lane::Page, Lane::Api, "search", text);
        Ok(())
    }

    /// Signs in with a password that the bank does not accept.
    pub(super) fn mistypes(&self, stage: &mut Stage<'_>, user: &str, password: &str) -> Result<(), Halt> {
        stage.pass(Lane::Page, Lane::Api, "sign-in", "User and password go to the bank, not to the app.");
        match self.0.sign_in(user, password).map_err(|error| refused(&error))? {
            Step::Failed { code: 103, message } => {
                stage.pass(Lane::Api, Lane::Page, "103", format!("“{message}”"));
                Ok(())
            }
            _ => Err(Halt::surprise("a wrong password was not refused")),
        }
    }

    /// Signs in; gives the accounts to choose from.
    pub(super) fn signs_in(
        &self,
        stage: &mut Stage<'_>,
        (user, password): (&str, &str),
        text: &str,
    ) -> Result<Vec<FoundAccount>, Halt> {
        stage.pass(Lane::Page, Lane::Api, "sign-in", text);
        match self.0.sign_in(user, password).map_err(|error| refused(&error))? {
            Step::Accounts { accounts } => Ok(accounts),
            _ => Err(Halt::surprise("the right password led to no accounts")),
        }
    }

    /// Chooses accounts, none in a repair.
    pub(super) fn chooses(&self, accounts: &[FoundAccount]) -> Result<(), Halt> {
        let added = self.0.add_accounts(accounts.iter().map(|account| account.id.as_str()));
        added.map(|_| ()).map_err(|error| refused(&error))
    }

    /// Completes the session.
    pub(super) fn is_done(&self, stage: &mut Stage<'_>, text: &str) -> Result<(), Halt> {
        let end = self.0.done().map_err(|error| refused(&error))?;
        if (end.kind, end.code) != (EndKind::Done, 200) {
            return Err(Halt::surprise("the session did not end well"));
        }
        stage.pass(Lane::Page, Lane::App, format!("{} {}", end.reason, end.code), text);
        Ok(())
    }
}
