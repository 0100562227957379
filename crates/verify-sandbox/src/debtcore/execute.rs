//! Parses, validates and executes.

use std::cell::RefCell;

use apollo_compiler::ExecutableDocument;
use apollo_compiler::ast::Document;
use apollo_compiler::executable::Operation;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::resolvers::Execution;
use apollo_compiler::response::{ExecutionResponse, GraphQLError, JsonMap, JsonValue};
use apollo_compiler::validation::{DiagnosticList, Valid};
use serde_json::{Value, json};

use super::choices::DebtCoreChoices;
use super::codes;
use super::dialect::{Failed, error};
use super::request::{self, Asked};
use super::root::{Ran, Root};
use super::schema::schema;
use super::simulator::Simulator;
use super::variables;
use crate::engine::call::Call;
use crate::engine::wire::Answer;

/// Where a document comes from, in messages.
const SOURCE: &str = "request";

pub(crate) fn answer(simulator: &Simulator, choices: &DebtCoreChoices, call: &mut Call) -> Answer {
    match run(simulator, choices, call) {
        Ok(answer) => answer,
        Err(failed) => failed.into_answer(),
    }
}

fn run(simulator: &Simulator, choices: &DebtCoreChoices, call: &mut Call) -> Result<Answer, Failed> {
    let asked = request::read(choices, call)?;
    let document = document(choices, call, &asked.query)?;
    let operation = operation(choices, call, &document, &asked)?;
    check_introspection(choices, call, &document, operation)?;
    let given = coerced(choices, call, &document, operation, &asked)?;
    let type_name = if operation.is_mutation() { "Mutation" } else { "Query" };
    let ran = RefCell::new(Ran { call, errors: Vec::new(), refused: false, why: Vec::new() });
    let root = Root { type_name, simulator, choices, ran };
    let execution = Execution::new(schema(), &document)
        .operation(operation)
        .coerced_variable_values(&given)
        .enable_schema_introspection(choices.introspection);
    let response = execution.execute_sync(&root);
    let ran = root.ran.into_inner();
    let response = response.map_err(|wrong| {
        Failed::new(choices.request_error_status, codes::INTERNAL, wrong.message().to_string())
    })?;
    Ok(rendered(choices, &response, ran))
}

fn document(
    choices: &DebtCoreChoices,
    call: &mut Call,
    query: &str,
) -> Result<Valid<ExecutableDocument>, Failed> {
    let mut failed = |code: &str, found: &DiagnosticList| {
        call.rests_on("request_error_status");
        let errors: Vec<_> = found.iter().map(|one| coded(&one.to_json(), code)).collect();
        let first = errors.first().and_then(|error| error["message"].as_str()).unwrap_or_default().to_owned();
        Failed { status: choices.request_error_status, errors, why: format!("Not executed: {first}") }
    };
    Document::parse(query, SOURCE).map_err(|wrong| failed(codes::PARSE_FAILED, &wrong.errors))?;
    ExecutableDocument::parse_and_validate(schema(), query, SOURCE)
        .map_err(|wrong| failed(codes::VALIDATION_FAILED, &wrong.errors))
}

fn operation<'a>(
    choices: &DebtCoreChoices,
    call: &mut Call,
    document: &'a ExecutableDocument,
    asked: &Asked,
) -> Result<&'a Operation, Failed> {
    let mut refused = |status: u16, code: &str, message: &str| {
        call.rests_on("request_error_status");
        Failed::new(status, code, message)
    };
    let found = document.operations.get(asked.operation.as_deref()).map_err(|_| {
        let message = match &asked.operation {
            Some(name) => format!("The document has no operation \"{name}\"."),
            None => {
                "The document has not exactly one operation, and operationName does not choose.".to_owned()
            }
        };
        refused(choices.request_error_status, codes::NO_OPERATION, &message)
    })?;
    if asked.by_get && !found.is_query() {
        let message = "Only queries can be sent by GET.";
        return Err(refused(choices.get_status, codes::BAD_REQUEST, message));
    }
    Ok(found)
}

fn check_introspection(
    choices: &DebtCoreChoices,
    call: &mut Call,
    document: &ExecutableDocument,
    operation: &Operation,
) -> Result<(), Failed> {
    let introspects =
        operation.root_fields(document).any(|field| matches!(field.name.as_str(), "__schema" | "__type"));
    if !introspects {
        return Ok(());
    }
    call.rests_on("introspection");
    if choices.introspection {
        return Ok(());
    }
    let message = "Introspection is switched off.";
    Err(Failed::new(choices.request_error_status, codes::VALIDATION_FAILED, message))
}

fn coerced(
    choices: &DebtCoreChoices,
    call: &mut Call,
    document: &Valid<ExecutableDocument>,
    operation: &Operation,
    asked: &Asked,
) -> Result<Valid<JsonMap>, Failed> {
    // A scalar can only be there for a directive; what is inside an object, somebody has to read.
    for variable in &operation.variables {
        if asked
            .variables
            .get(variable.name.as_str())
            .is_some_and(|value| !value.is_object() && !value.is_array())
        {
            call.fields.field(&format!("variables.{}", variable.name));
        }
    }
    let JsonValue::Object(given) = JsonValue::from(Value::Object(asked.variables.clone())) else {
        return Ok(Valid::assume_valid(JsonMap::new()));
    };
    coerce_variable_values(schema(), operation, &given).map_err(|wrong| {
        for choice in ["bad_variables_status", "echo_input"] {
            call.rests_on(choice);
        }
        let mut errors = Vec::new();
        for variable in &operation.variables {
            for message in variables::problems(schema(), variable, &asked.variables, choices.echo_input) {
                let error = GraphQLError::new(message, variable.location(), &document.sources);
                errors.push(coded(&error, codes::BAD_USER_INPUT));
            }
        }
        if errors.is_empty() {
            errors.push(error("The variables are not valid.", codes::BAD_USER_INPUT));
        }
        // The message quotes; the journal may.
        Failed {
            status: choices.bad_variables_status,
            errors,
            why: format!("Not executed: {}.", wrong.message()),
        }
    })
}

fn coded(error: &GraphQLError, code: &str) -> Value {
    let mut error = serde_json::to_value(error).unwrap_or_default();
    error["extensions"] = json!({"code": code});
    error
}

fn rendered(choices: &DebtCoreChoices, response: &ExecutionResponse, ran: Ran<'_>) -> Answer {
    let Ran { call, mut errors, refused, why } = ran;
    let located = |error: &GraphQLError| {
        (serde_json::to_value(&error.path).unwrap_or_default(), error.locations.clone())
    };
    let locations: Vec<_> = response.errors.iter().map(located).collect();
    for error in &mut errors {
        let found = locations.iter().find(|(path, _)| *path == error["path"]);
        if let Some((_, locations)) = found {
            error["locations"] = serde_json::to_value(locations).unwrap_or_default();
        }
    }
    // What no operation has refused: a null where none may be, introspection that is off.
    let own = |error: &&GraphQLError| {
        let path = serde_json::to_value(&error.path).unwrap_or_default();
        !errors.iter().any(|known| known["path"] == path)
    };
    let others: Vec<_> =
        response.errors.iter().filter(own).map(|error| coded(error, codes::INTERNAL)).collect();
    errors.extend(others);
    let data = serde_json::to_value(&response.data).unwrap_or_default();
    let why = if why.is_empty() { "A query about the schema itself.".to_owned() } else { why.join(" ") };
    let mut status = 200;
    if refused || !errors.is_empty() {
        call.rests_on("error_status");
        status = choices.error_status;
    }
    let body =
        if errors.is_empty() { json!({"data": data}) } else { json!({"data": data, "errors": errors}) };
    Answer::new(status, body, why)
}
