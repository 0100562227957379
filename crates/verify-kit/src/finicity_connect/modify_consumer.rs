//! `modify-consumer`: changes what is known about a person.

use finicity_connect::ModifyConsumer;
use serde_json::json;

use super::consumer::{ConsumerArgs, with_details};
use super::ids::ConsumerArg;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    consumer: ConsumerArg,
    #[command(flatten)]
    person: ConsumerArgs,
}

const ACT: Act = Act::harmless("modify_consumer", "changes the consumer's record");

impl Call<Finicity> for Args {
    async fn run(&self, session: &Session) -> Result<(), Failure> {
        let consumer = self.consumer.read(session.ask)?;
        let mut request = with_details!(ModifyConsumer::new(consumer.clone()), self.person);
        for (text, set) in self.names() {
            if let Some(text) = text {
                request = set(request, text);
            }
        }
        if let Some(identity) = self.person.given_identity(session)? {
            request = request.identity(identity);
        }
        if let Some(contact) = self.person.given_contact()? {
            request = request.contact(contact);
        }
        session.announce(ACT)?;
        session.client.modify_consumer(&request).await.map_err(|error| explain(&error))?;
        let answer = json!({"consumerId": consumer, "modified": true});
        session.show(&answer, &["The consumer is changed.".to_owned()])
    }
}

type Set = fn(ModifyConsumer, &str) -> ModifyConsumer;

impl Args {
    fn names(&self) -> [(Option<&str>, Set); 3] {
        let person = &self.person;
        [
            (person.first_name.as_deref(), ModifyConsumer::first_name),
            (person.last_name.as_deref(), ModifyConsumer::last_name),
            (person.state.as_deref(), ModifyConsumer::state),
        ]
    }
}
