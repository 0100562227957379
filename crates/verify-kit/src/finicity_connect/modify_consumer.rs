//! `modify-consumer`: changes what is known about a person.

use finicity_connect::ModifyConsumer;
use serde_json::json;

use super::consumer::{ContactArgs, IdentityArgs, WhoArgs, with_details};
use super::ids::ConsumerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    consumer: ConsumerArg,
    #[command(flatten)]
    who: WhoArgs,
    #[command(flatten)]
    known: IdentityArgs,
    #[command(flatten)]
    reached: ContactArgs,
}

const ACT: Act = Act::harmless("modify_consumer", "changes the consumer's record");

type Set = fn(ModifyConsumer, String) -> ModifyConsumer;

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let (consumer, who) = (self.consumer.read(session.ask)?, self.who);
        if who.is_empty() && self.known.is_empty() && self.reached.is_empty() {
            return Err(Failure::usage(
                "there is nothing to change: give --first-name, --city, --email or another",
            ));
        }
        let mut request = with_details!(ModifyConsumer::new(consumer.clone()), who);
        let names: [(Option<String>, Set); 3] = [
            (who.first_name, ModifyConsumer::first_name),
            (who.last_name, ModifyConsumer::last_name),
            (who.state, ModifyConsumer::state),
        ];
        for (text, set) in names {
            if let Some(text) = text {
                request = set(request, text);
            }
        }
        if let Some(identity) = self.known.given(session)? {
            request = request.identity(identity);
        }
        if let Some(contact) = self.reached.given()? {
            request = request.contact(contact);
        }
        session.announce(ACT)?;
        session.client.modify_consumer(&request).await.map_err(|error| explain(&error))?;
        let answer = json!({"consumerId": consumer, "modified": true});
        session.show(&answer, &["The consumer is changed.".to_owned()])
    }
}
