//! `Query` and `Mutation`: carries out what was selected.

use std::cell::RefCell;

use apollo_compiler::executable::Field;
use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::{Value, json};

use super::args::Args;
use super::choices::{DebtCoreChoices, ErrorChannel, FailureData, NoErrors};
use super::desk::{Desk, Done, Endpoint};
use super::dialect::{Trouble, error};
use super::endpoints::ENDPOINTS;
use super::node::resolved;
use super::schema::schema;
use super::simulator::Simulator;
use crate::engine::call::Call;
use crate::engine::lock;

/// What the fields leave behind besides their values.
pub(crate) struct Ran<'a> {
    pub(crate) call: &'a mut Call,
    /// For the list `errors`.
    pub(crate) errors: Vec<Value>,
    /// Whether an operation was refused.
    pub(crate) refused: bool,
    /// For the journal.
    pub(crate) why: Vec<String>,
}

/// The root of an execution.
pub(crate) struct Root<'a> {
    pub(crate) type_name: &'static str,
    pub(crate) simulator: &'a Simulator,
    pub(crate) choices: &'a DebtCoreChoices,
    pub(crate) ran: RefCell<Ran<'a>>,
}

impl ObjectValue for Root<'_> {
    fn type_name(&self) -> &str {
        self.type_name
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.field == info.field_name());
        let (Some(endpoint), Some(field)) = (endpoint, info.field_selections().first()) else {
            return Err(self.unknown_field_error(info));
        };
        let values = serde_json::to_value(info.arguments()).unwrap_or_default();
        if self.choices.null_items {
            self.ran.borrow_mut().call.rests_on("null_items");
        }
        let payload = self.run(endpoint, field, values).map_err(|message| FieldError { message })?;
        let ty = &info.field_definition().ty;
        Ok(resolved(info.schema(), ty, payload, self.choices.null_items))
    }
}

impl Root<'_> {
    /// The payload; a message when there is none.
    fn run(&self, endpoint: &Endpoint, field: &Field, values: Value) -> Result<Value, String> {
        let mut ran = self.ran.borrow_mut();
        let ran = &mut *ran;
        let handled = {
            let mut state = lock(&self.simulator.state);
            let args = Args::new(values, field);
            let shared = (self.simulator, self.choices);
            let mut desk = Desk::new(shared, &mut state, ran.call, endpoint.operation.name, args);
            (endpoint.run)(&mut desk)
        };
        match handled {
            Ok(Done::Null(why)) => {
                ran.why.push(why);
                Ok(Value::Null)
            }
            Ok(Done::Data(data, why)) => {
                ran.why.push(why);
                Ok(self.success(ran.call, &data))
            }
            Err(trouble) => {
                ran.why.push(trouble.why.clone());
                self.failure(ran, field, &trouble)
            }
        }
    }

    fn success(&self, call: &mut Call, data: &Value) -> Value {
        for choice in ["no_errors", "null_payload"] {
            call.rests_on(choice);
        }
        if self.choices.null_payload {
            return json!({"data": null, "errors": null});
        }
        let errors = match self.choices.no_errors {
            NoErrors::Null => Value::Null,
            NoErrors::Empty => json!([]),
            NoErrors::NullItem => json!([null]),
        };
        json!({"data": data, "errors": errors})
    }

    fn failure(&self, ran: &mut Ran<'_>, field: &Field, trouble: &Trouble) -> Result<Value, String> {
        ran.refused = true;
        ran.call.rests_on("error_channel");
        if self.choices.error_channel != ErrorChannel::Payload {
            if trouble.token.is_some() {
                ran.call.rests_on("provider_refusal_code");
            }
            ran.errors.extend(trouble.messages.iter().map(|message| {
                let mut error = error(message, &trouble.code);
                error["path"] = json!([field.response_key().as_str()]);
                error
            }));
        }
        if self.choices.error_channel == ErrorChannel::TopLevel {
            return Err(trouble.messages.join("; "));
        }
        ran.call.rests_on("failure_data");
        let data = match self.choices.failure_data {
            FailureData::Message if has_message(field) => json!({"message": "The request was processed."}),
            _ => Value::Null,
        };
        let errors: Vec<_> = trouble.messages.iter().map(|message| json!({"message": message})).collect();
        Ok(json!({"data": data, "errors": errors}))
    }
}

/// Whether `data` of the payload is a message.
fn has_message(field: &Field) -> bool {
    let object = |name: &str| schema().get_object(name);
    let payload = object(field.ty().inner_named_type());
    let data = payload.and_then(|payload| payload.fields.get("data"));
    let data = data.and_then(|data| object(data.ty.inner_named_type()));
    data.is_some_and(|data| data.fields.contains_key("message"))
}
