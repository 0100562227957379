//! The Spinwheel behind DebtCore.

use serde_json::Value;

use super::choices::SpinwheelMessage;
use super::codes;
use super::desk::Desk;
use super::dialect::Trouble;
use crate::spinwheel::{Inside, Refused, Standing, Told};

impl Desk<'_> {
    /// Lets Spinwheel carry out one of its operations.
    pub(crate) fn spinwheel(
        &mut self,
        operation: &'static str,
        user: Option<&str>,
        body: Value,
    ) -> Result<Value, Trouble> {
        let told = self.ask(operation, user, body);
        for choice in told.choices {
            self.call.rests_on(choice);
        }
        told.data.map_err(|refused| self.passed_on(refused))
    }

    fn ask(&self, operation: &'static str, user: Option<&str>, body: Value) -> Told {
        let (on_behalf_of, cause, now) = (self.operation, self.call.body.clone(), self.call.now);
        self.simulator.spinwheel.inside(Inside { operation, on_behalf_of, user, body, cause, now })
    }

    fn passed_on(&mut self, refused: Refused) -> Trouble {
        let why = format!("Spinwheel refuses: {}", refused.why);
        let Some(token) = refused.token else {
            return Trouble::new(codes::VALIDATION_ERROR, own_names(&refused.text), why);
        };
        self.call.rests_on("spinwheel_message");
        let message = match self.choices.spinwheel_message {
            SpinwheelMessage::Text => refused.text,
            SpinwheelMessage::Token => token.clone(),
            SpinwheelMessage::Both => format!("{token}: {}", refused.text),
            SpinwheelMessage::Generic => "The request could not be completed.".to_owned(),
        };
        let code = &self.choices.provider_refusal_code;
        Trouble { token: Some(token), ..Trouble::new(code, message, why) }
    }

    /// What Spinwheel knows of a contact.
    pub(crate) fn standing(&self, contact: &str) -> Option<Standing> {
        self.simulator.spinwheel.standing(contact, self.call.now)
    }

    /// The same, of a contact who has to be known.
    pub(crate) fn known(&self, contact: &str) -> Result<Standing, Trouble> {
        self.standing(contact).ok_or_else(|| {
            let why = "Nobody with this reqOrgContactId has come by, here or at Spinwheel.";
            Trouble::not_found("There is no contact with this reqOrgContactId.", why)
        })
    }
}

/// Spinwheel's names of fields as DebtCore calls them.
fn own_names(text: &str) -> String {
    let names = [("extUserId", "reqOrgContactId"), ("address.", ""), ("code must", "verificationCode must")];
    names.iter().fold(text.to_owned(), |text, (theirs, own)| text.replace(theirs, own))
}
