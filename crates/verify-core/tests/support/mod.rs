//! A provider made up for tests, with an endpoint of each effect.

#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests, outside of test functions.

pub(crate) mod gate;

use std::sync::Arc;

use http::Method;
use verify_core::provider::{
    Answer, Credentials, Endpoint, Failure, Meaning, Operation, Parts, Pipeline, Provider, Refusal, Settings,
    answer,
};
use verify_core::{Effect, Error, Secret, Transport};
use verify_testkit::{ManualClock, Script};

#[derive(Debug)]
pub(crate) struct Example;

impl Provider for Example {
    const NAME: &'static str = "example";
    const USER_AGENT: &'static str = "example/1.0";
    const REQUEST_ID_HEADER: Option<&'static str> = Some("x-request-id");
}

answer! {
    /// A thing.
    pub(crate) struct Thing {
        required {
            /// Its id.
            id: String => "id",
        }
    }
}

fn read(answer: &Answer) -> Result<Thing, Failure> {
    if answer.status().as_u16() == 401 && &answer.body()[..] == b"token" {
        return Err(Failure::Refused(Refusal::new().meaning(Meaning::Token)));
    }
    if !answer.status().is_success() {
        return Err(Failure::Refused(Refusal::new()));
    }
    Ok(answer.json()?)
}

macro_rules! endpoint {
    ($name:ident, $operation:literal, $method:ident, $effect:expr) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Endpoint for $name {
            type Provider = Example;
            type Output = Thing;
            const OPERATION: &'static Operation =
                &Operation::new($operation, Method::$method, concat!("/", $operation), $effect);

            fn write(&self, _: &mut Parts) -> Result<(), Error> {
                Ok(())
            }

            fn decode(&self, answer: &Answer) -> Result<Thing, Failure> {
                read(answer)
            }
        }
    };
}

endpoint!(Get, "get", GET, Effect::Read);
endpoint!(Put, "put", PUT, Effect::Idempotent);
endpoint!(Send, "send", POST, Effect::AtMostOnce("sends a text message"));

#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) id: String,
    pub(crate) filter: String,
}

impl Endpoint for Look {
    type Provider = Example;
    type Output = Thing;
    const OPERATION: &'static Operation =
        &Operation::new("look", Method::GET, "/things/{id}/look", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(&self.id)?;
        parts.query("filter", &self.filter);
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<Thing, Failure> {
        read(answer)
    }
}

fn build(settings: Settings) -> Pipeline<Example> {
    let host = "https://api.example.com/base".parse().unwrap();
    let credentials = Credentials::bearer(&Secret::new("test-key")).unwrap();
    settings.build(vec![host], credentials).unwrap()
}

/// A pipeline that skips pauses.
pub(crate) fn client(script: &Script) -> Pipeline<Example> {
    client_with(script, |settings| settings.clock = Some(Arc::new(ManualClock::frozen().skipping_pauses())))
}

pub(crate) fn client_with(script: &Script, adjust: impl FnOnce(&mut Settings)) -> Pipeline<Example> {
    let mut settings = Settings::default();
    settings.transport = Some(Arc::new(script.clone()));
    adjust(&mut settings);
    build(settings)
}

pub(crate) fn pipeline_over(transport: impl Transport + 'static) -> Pipeline<Example> {
    let mut settings = Settings::default();
    settings.transport = Some(Arc::new(transport));
    build(settings)
}
