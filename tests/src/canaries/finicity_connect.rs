//! The types of `finicity-connect`.

pub mod requests;

use ::finicity_connect::models::{
    Account, AccountConnection, AccountStatus, AccountType, Birthday, Consumer, ConsumerEndUser,
    CreatedConsumer, CreatedCustomer, Customer, CustomerPage, CustomerType, Institution, InstitutionPage,
    InstitutionStatus,
};
use ::finicity_connect::webhook::{
    AccountsDeleted, Added, Adding, CredentialsUpdated, Discovered, Event, EventType, InstitutionEvent,
    InstitutionNotFound, Payload, Receiver, UnableToConnect,
};
use ::finicity_connect::{
    AccountId, ApplicationId, BaseUrl, Client, ConnectLink, ConnectRedirect, ConnectVerifier, ConsumerId,
    CustomerId, CustomerStream, EmailConfig, Environment, ErrorCode, EventId, Finicity, FreeForm,
    InstitutionId, InstitutionLoginId, ListCustomers, NextStep, Partner, PartnerId, Secret, SentConnectEmail,
    Username,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use verify_testkit::{Script, canary};

use super::{Row, answered, canary_object, row};

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    let mut rows = requests::rows();
    rows.extend(ids());
    rows.extend(answers());
    rows.extend(webhooks());
    rows.extend(others());
    rows
}

/// Puts canaries under the two names that mean something else to another provider, at every depth.
fn with_name_and_address(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(with_name_and_address);
            object.insert("name".to_owned(), canary::LAST_NAME.into());
            object.insert("address".to_owned(), canary::STREET.into());
        }
        Value::Array(list) => list.iter_mut().for_each(with_name_and_address),
        _ => {}
    }
}

fn canaries() -> Value {
    canaries_down_to(2)
}

fn canaries_down_to(depth: u32) -> Value {
    let mut object = canary_object(depth);
    with_name_and_address(&mut object);
    object
}

/// A value of the type with canaries in it.
fn personal<T: DeserializeOwned>() -> T {
    serde_json::from_value(canaries()).unwrap()
}

fn customer_id() -> CustomerId {
    CustomerId::new("1005061234").unwrap()
}

fn username() -> Username {
    Username::new(canary::EXTERNAL_ID).unwrap()
}

fn ids() -> Vec<Row> {
    vec![
        row("PartnerId", PartnerId::new("1445585709680").unwrap()),
        row("CustomerId", customer_id()),
        row("ConsumerId", ConsumerId::new("c-1").unwrap()),
        row("InstitutionLoginId", InstitutionLoginId::new("17").unwrap()),
        row("AccountId", AccountId::new("5").unwrap()),
        row("EventId", EventId::new("e-1").unwrap()),
        row("ApplicationId", ApplicationId::new("a-1").unwrap()),
        row("Username", username()),
        row("InstitutionId", InstitutionId::new(101_732)),
    ]
}

fn answers() -> Vec<Row> {
    vec![
        row("Account", personal::<Account>()),
        row("AccountConnection", [AccountConnection::New, personal::<Account>().connection()]),
        row("AccountStatus", AccountStatus::from(canary::EXTERNAL_ID)),
        row("AccountType", AccountType::from(canary::EXTERNAL_ID)),
        row("Birthday", personal::<Birthday>()),
        row("Consumer", personal::<Consumer>()),
        row("ConsumerEndUser", personal::<ConsumerEndUser>()),
        row("CreatedConsumer", personal::<CreatedConsumer>()),
        row("CreatedCustomer", personal::<CreatedCustomer>()),
        row("Customer", personal::<Customer>()),
        row("CustomerPage", personal::<CustomerPage>()),
        row("CustomerType", CustomerType::from(canary::EXTERNAL_ID)),
        // The name of an institution is no secret.
        row("Institution", answered::<Institution>()),
        row("InstitutionPage", answered::<InstitutionPage>()),
        row("InstitutionStatus", InstitutionStatus::from(canary::EXTERNAL_ID)),
        row("SentConnectEmail", personal::<SentConnectEmail>()),
        row("EmailConfig", personal::<EmailConfig>()),
        row("ConnectLink", ConnectLink::new(format!("https://connect.example.com/?key={}", canary::SECRET))),
        row("ConnectRedirect", redirects()),
        row("CustomerStream", customers()),
    ]
}

fn redirects() -> [ConnectRedirect; 2] {
    let query = format!("reason=complete&code=200&reportData={}", canary::SECRET);
    let unknown = format!("reason={}&code={}", canary::EXTERNAL_ID, canary::CODE);
    [ConnectRedirect::parse(&query), ConnectRedirect::parse(&unknown)]
}

/// A stream that has read two customers and handed out one of them.
fn customers() -> CustomerStream {
    let mut other = canaries();
    other["id"] = json!("18");
    let page = json!({"found": 2, "moreAvailable": false, "customers": [canaries(), other]});
    let script = Script::new();
    script.on("authenticate").answer(200, json!({"token": canary::SECRET}).to_string());
    script.on("list_customers").answer(200, page.to_string());
    let client = Client::builder(Environment::Finicity, partner()).transport(script).build().unwrap();
    let mut stream = client.customers(&ListCustomers::new().username(username()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(stream.next()).unwrap().unwrap();
    stream
}

fn webhooks() -> Vec<Row> {
    let secret = Secret::new(canary::SECRET);
    vec![
        row("Event", events()),
        row("EventType", EventType::from(canary::EXTERNAL_ID)),
        row("Payload", [Payload::Empty, Payload::Other(FreeForm::new(canaries()))]),
        row("InstitutionNotFound", personal::<InstitutionNotFound>()),
        row("InstitutionEvent", personal::<InstitutionEvent>()),
        row("Adding", personal::<Adding>()),
        row("UnableToConnect", personal::<UnableToConnect>()),
        row("Discovered", personal::<Discovered>()),
        row("Added", personal::<Added>()),
        row("CredentialsUpdated", personal::<CredentialsUpdated>()),
        row("AccountsDeleted", personal::<AccountsDeleted>()),
        row("Receiver", Receiver::new([secret]).unwrap()),
    ]
}

/// One of each type, and one of a type nobody knows, as they arrive.
fn events() -> Vec<Event> {
    let types = [
        "ping",
        "started",
        "institutionNotFound",
        "institutionNotSupported",
        "institutionSupported",
        "adding",
        "mfa",
        "invalidCredentials",
        "unableToConnect",
        "processing",
        "discovered",
        "added",
        "credentialsUpdated",
        "accountsDeleted",
        "done",
        canary::EXTERNAL_ID,
    ];
    let event = |name| {
        let mut body = canaries();
        body["eventType"] = json!(name);
        body["eventId"] = json!("e-1");
        Event::parse(body.to_string().as_bytes()).unwrap()
    };
    types.map(event).into()
}

fn partner() -> Partner {
    Partner::new(PartnerId::new("1445585709680").unwrap(), canary::SECRET, canary::SECRET)
}

fn others() -> Vec<Row> {
    let address: BaseUrl = format!("https://api.example.com/{}", canary::SECRET).parse().unwrap();
    let environment = Environment::Custom(address);
    let builder = Client::builder(environment.clone(), partner());
    let client = builder.clone().build().unwrap();
    let verifier = ConnectVerifier::active(client.clone()).webhook(requests::webhook());
    vec![
        row("Partner", partner()),
        row("Finicity", Finicity),
        row("Environment", environment),
        row("ClientBuilder", builder),
        row("Client", client),
        row("ConnectVerifier", verifier),
        row("ErrorCode", ErrorCode::from(canary::EXTERNAL_ID)),
        row("NextStep", NextStep::FixLink),
    ]
}
