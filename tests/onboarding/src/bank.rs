//! Connecting bank accounts: the link to Finicity, and the way back.

use finicity_connect::{CustomerId, LinkVerifier as _, ListAccounts};
use spinwheel_connect::{Outcome, Start, Subject};

use crate::app::Visit;
use crate::notice::Notice;
use crate::{App, Bank, Verification};

impl App {
    /// A link for somebody who is verified, and for nobody else: whoever has it can act as the person.
    pub(crate) async fn bank_link(&self, visit: &mut Visit) -> Result<String, Notice> {
        let Verification::Verified { .. } = visit.session.verification else {
            return Err(self.standing(visit));
        };
        // What was connected by an earlier link counts for nothing with a new one: look before it is forgotten.
        if self.look_at_bank(visit).await? == Notice::BankConnected {
            return Err(Notice::BankConnected);
        }
        let person = &visit.session.person;
        let verifier = self.providers.bank(&self.url, person).map_err(|error| Self::trouble(&error))?;
        let mut subject = Subject::new();
        subject.reference = Some(person.as_str().into());
        subject.target_url = Some(format!("{}/bank", self.url).into());
        match verifier.start(&subject).await {
            Ok(Start::Open(link, challenge)) => {
                self.bank(visit, Bank::Asked(challenge))?;
                Ok(link.expose().clone())
            }
            Ok(_) => Err(Notice::Trouble),
            // Another link is a spare one: the person can try again at once.
            Err(error) => Err(Self::trouble(&error)),
        }
    }

    /// Asks Finicity how it stands. The browser that came back proves nothing, and neither does a webhook.
    pub(crate) async fn look_at_bank(&self, visit: &mut Visit) -> Result<Notice, Notice> {
        let Verification::Verified { .. } = visit.session.verification else {
            return Ok(self.standing(visit));
        };
        match visit.session.bank.clone() {
            Bank::None => Ok(Notice::Verified),
            Bank::Asked(challenge) => {
                let person = &visit.session.person;
                let verifier =
                    self.providers.bank(&self.url, person).map_err(|error| Self::trouble(&error))?;
                match verifier.check(&challenge).await {
                    Ok(Outcome::Verified(customer)) => {
                        self.bank(visit, Bank::Connected(customer))?;
                        Ok(Notice::BankConnected)
                    }
                    Ok(Outcome::Expired) => {
                        self.bank(visit, Bank::None)?;
                        Ok(Notice::Expired)
                    }
                    Ok(_) => Ok(Notice::BankPending),
                    Err(error) => Err(Self::trouble(&error)),
                }
            }
            Bank::Connected(_) if self.accounts(visit).await?.is_empty() => {
                // The person has taken them back.
                self.bank(visit, Bank::None)?;
                Ok(Notice::Verified)
            }
            Bank::Connected(_) => Ok(Notice::BankConnected),
        }
    }

    /// The names of the accounts there are now, of somebody who is verified. They may hold the person's own words: escape them.
    pub(crate) async fn accounts(&self, visit: &Visit) -> Result<Vec<String>, Notice> {
        let (Verification::Verified { .. }, Bank::Connected(customer)) =
            (&visit.session.verification, &visit.session.bank)
        else {
            return Ok(Vec::new());
        };
        let Ok(customer) = CustomerId::new(customer.as_str()) else { return Err(Notice::Trouble) };
        let listed = self.providers.finicity.list_accounts(&ListAccounts::new(customer)).await;
        let accounts = listed.map_err(|error| Self::trouble(&error))?;
        let name = |name: Option<finicity_connect::Pii<String>>| {
            name.map_or_else(|| "an account".to_owned(), |name| name.expose().clone())
        };
        Ok(accounts.into_iter().map(|account| name(account.name)).collect())
    }
}
