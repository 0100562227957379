//! Nothing secret or personal shows on the way to Finicity: not in errors, not in what is traced, not in the journal's
//! headers and paths.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::sync::Arc;
use std::time::Duration;

use finicity_connect::{
    Borrower, ConsumerId, CreateConsumer, CreateTestingCustomer, CustomerId, Error, ErrorCode,
    GenerateConnectUrl, GenerateFixConnectUrl, GenerateJointBorrowerConnectUrl, GenerateLiteConnectUrl,
    GetConsumer, GetConsumerForCustomer, GetCustomer, InstitutionId, ListAccounts, ListCustomers,
    ModifyConsumer, ModifyCustomer, RefreshAccounts, RotatePartnerSecret, SearchInstitutions,
    SendConnectEmail, SendJointBorrowerConnectEmail, Username,
};
use verify_sandbox::{Fault, FaultKind};
use verify_testkit::{LogCapture, assert_no_leak, canary};
use verify_tests::canaries::finicity_connect::requests::{
    HOOK, consumer_info, contact, email, email_options, identity, phone, report_field, webhook_at,
};
use verify_tests::canaries::{self, printed};
use verify_tests::endpoints::{self, Boxed, Call, EndpointCase};
use verify_tests::world::FINBANK;
use verify_tests::{Hub, Wire, World, faults};

#[test]
fn a_birth_date_shows_in_no_other_form_either() {
    let all = canaries::all();
    let (_, rows) = all.iter().find(|(krate, _)| *krate == "finicity-connect").unwrap();
    for row in rows {
        for form in ["1957", "381542400", "381_542_400"] {
            assert!(!row.printed.contains(form), "{}: {}", row.name, row.printed);
        }
    }
}

/// Fails if one of the secrets, or a canary, occurs in the text.
#[track_caller]
fn assert_silent(what: &str, text: &str, secrets: &[String]) {
    assert_no_leak(what, text);
    for (place, secret) in secrets.iter().enumerate() {
        assert!(!text.contains(secret), "{what} leaks secret {place} of {}", secrets.len());
    }
}

fn username() -> Username {
    Username::new(canary::EXTERNAL_ID).unwrap()
}

fn customer() -> CreateTestingCustomer {
    let customer = CreateTestingCustomer::new(username()).phone(phone()).email(email());
    customer.first_name(canary::FIRST_NAME).last_name(canary::LAST_NAME)
}

fn consumer(customer: CustomerId) -> CreateConsumer {
    let (first, last) = (canary::FIRST_NAME, canary::LAST_NAME);
    let consumer = CreateConsumer::new(customer, first, last, "UT", identity(), contact());
    consumer.address(canary::STREET).city(canary::STREET).zip("84101")
}

/// The options all six Connect calls have.
macro_rules! with_options {
    ($request:expr, $hook:expr) => {
        $request
            .redirect_uri(&format!("https://app.example.com/back?session={}", canary::SECRET))
            .unwrap()
            .webhook(webhook_at($hook))
    };
}

/// A customer with a consumer, and the address of a webhook.
struct Person {
    customer: CustomerId,
    consumer: ConsumerId,
    hook: String,
}

impl Person {
    async fn new(world: &World) -> Self {
        let customer = world.finicity.create_testing_customer(&customer()).await.unwrap().id;
        let consumer = world.finicity.create_consumer(&consumer(customer.clone())).await.unwrap().id;
        let hook = Hub::start(&[]).await.url(HOOK);
        Self { customer, consumer, hook }
    }

    fn full(&self) -> GenerateConnectUrl {
        let request = GenerateConnectUrl::new(self.customer.clone()).consumer_id(self.consumer.clone());
        let request = request.report_custom_fields([report_field()]).unwrap();
        with_options!(request.optional_consumer_info(consumer_info()), &self.hook)
    }

    fn lite(&self) -> GenerateLiteConnectUrl {
        let request = GenerateLiteConnectUrl::new(self.customer.clone(), InstitutionId::new(FINBANK));
        with_options!(request, &self.hook)
    }

    async fn fix(&self, world: &World) -> GenerateFixConnectUrl {
        let login = world.institution_login(&self.customer).await;
        with_options!(GenerateFixConnectUrl::new(self.customer.clone(), login), &self.hook)
    }

    fn mail(&self) -> SendConnectEmail {
        let mail = SendConnectEmail::new(self.customer.clone(), self.consumer.clone(), email_options());
        with_options!(mail.optional_consumer_info(consumer_info()), &self.hook)
    }

    async fn borrowers(&self, world: &World) -> [Borrower; 2] {
        let first = Borrower::primary(self.customer.clone(), self.consumer.clone());
        let (customer, consumer) = world.consumer().await;
        [first.optional_consumer_info(consumer_info()), Borrower::joint(customer, consumer)]
    }

    async fn joint(&self, world: &World) -> GenerateJointBorrowerConnectUrl {
        with_options!(GenerateJointBorrowerConnectUrl::new(self.borrowers(world).await), &self.hook)
    }

    async fn joint_mail(&self, world: &World) -> SendJointBorrowerConnectEmail {
        let borrowers = self.borrowers(world).await;
        with_options!(SendJointBorrowerConnectEmail::new(borrowers, email_options()), &self.hook)
    }
}

/// The partner secret becomes a canary, and the client logs in with it.
async fn rotate(world: &World) {
    world.finicity.authenticate().await.unwrap();
    let change = RotatePartnerSecret::new(canary::SECRET).unwrap();
    world.finicity.rotate_partner_secret(&change).await.unwrap();
    world.clock.advance(Duration::from_hours(2));
    world.finicity.authenticate().await.unwrap();
}

/// Everything there is to call, with canaries wherever they fit; the errors of what goes wrong on the way.
async fn journey(world: &World) -> Vec<Error> {
    rotate(world).await;
    let client = &world.finicity;
    let person = Person::new(world).await;
    let link = client.generate_connect_url(&person.full()).await.unwrap();
    world.connect_accounts(link.expose());
    client.generate_lite_connect_url(&person.lite()).await.unwrap();
    client.generate_fix_connect_url(&person.fix(world).await).await.unwrap();
    client.generate_joint_borrower_connect_url(&person.joint(world).await).await.unwrap();
    client.send_connect_email(&person.mail()).await.unwrap();
    client.send_joint_borrower_connect_email(&person.joint_mail(world).await).await.unwrap();
    read_everything(world, &person).await;
    failures(world, &person).await
}

async fn read_everything(world: &World, person: &Person) {
    let client = &world.finicity;
    let list = ListCustomers::new().username(username()).search(canary::LAST_NAME);
    assert_eq!(client.list_customers(&list).await.unwrap().customers.len(), 1);
    client.get_customer(&GetCustomer::new(person.customer.clone())).await.unwrap();
    client.get_consumer(&GetConsumer::new(person.consumer.clone())).await.unwrap();
    client.get_consumer_for_customer(&GetConsumerForCustomer::new(person.customer.clone())).await.unwrap();
    client.search_institutions(&SearchInstitutions::new(canary::STREET)).await.unwrap();
    let modify = ModifyCustomer::new(person.customer.clone()).first_name(canary::FIRST_NAME);
    client.modify_customer(&modify).await.unwrap();
    let modify = ModifyConsumer::new(person.consumer.clone()).identity(identity());
    client.modify_consumer(&modify).await.unwrap();
    let accounts = client.list_accounts(&ListAccounts::new(person.customer.clone())).await.unwrap();
    assert_eq!(accounts.len(), 3);
    client.refresh_accounts(&RefreshAccounts::new(person.customer.clone())).await.unwrap();
}

async fn failures(world: &World, person: &Person) -> Vec<Error> {
    let client = &world.finicity;
    let mut errors = Vec::new();
    let wrong = world.finicity_with(&format!("{}-wrong", canary::SECRET));
    errors.push(wrong.authenticate().await.unwrap_err());
    errors.push(wrong.send_connect_email(&person.mail()).await.unwrap_err());
    errors.push(client.create_testing_customer(&customer()).await.unwrap_err());
    errors.push(client.create_consumer(&consumer(person.customer.clone())).await.unwrap_err());
    let refusing = Person {
        customer: person.customer.clone(),
        consumer: person.consumer.clone(),
        hook: Hub::start(&[500]).await.url(HOOK),
    };
    errors.push(client.generate_connect_url(&refusing.full()).await.unwrap_err());
    errors
}

/// What must show nowhere, besides the canaries: app key, tokens and links, the first secret, account numbers.
fn secrets(world: &World, wire: &Wire, first_secret: &str) -> Vec<String> {
    let mut secrets = wire.secrets();
    assert!(secrets.contains(&world.tenant.finicity().app_key()), "the wire was overheard");
    secrets.push(first_secret.to_owned());
    secrets.extend(["1000004321", "1000005678", "4000000000008765"].map(str::to_owned));
    secrets
}

#[tokio::test]
async fn a_journey_traces_no_canary() {
    let log = LogCapture::start();
    let (world, wire, first_secret) = overheard().await;
    let errors = journey(&world).await;
    let secrets = secrets(&world, &wire, &first_secret);
    assert_eq!(wire.secrets().len(), 1 + 2 + 6, "app key, two tokens, six links");
    let codes: Vec<_> = errors.iter().filter_map(ErrorCode::of).collect();
    let expected = [
        ErrorCode::InvalidCredentials,
        ErrorCode::InvalidCredentials,
        ErrorCode::UsernameTaken,
        ErrorCode::ConsumerExists,
        ErrorCode::InvalidRequest,
    ];
    assert_eq!(codes, expected);
    for error in &errors {
        assert_silent("an error", &printed(error), &secrets);
    }
    let text = log.text();
    let connect = endpoints::all().into_iter().filter(|case| case.krate == "finicity-connect");
    for case in connect {
        let called = world.tenant.journal().requests(case.sandbox_operation) > 0;
        assert_eq!(text.contains(case.operation), called, "{} was heard", case.operation);
    }
    for heard in ["/decisioning/v1/customers/{customerId}/consumer", "110002", "10010"] {
        assert!(text.contains(heard), "{heard} was heard");
    }
    assert_silent("the log", &text, &secrets);
}

/// A world with a wire that is overheard, and the partner secret it begins with.
async fn overheard() -> (World, Wire, String) {
    let world = World::start().await;
    let wire = Wire::new(&world.tenant);
    let secret = world.tenant.finicity().partner_secret();
    (world.over(&wire), wire, secret)
}

#[tokio::test]
async fn the_journal_shows_no_credentials_in_headers_and_paths() {
    let (world, wire, first_secret) = overheard().await;
    journey(&world).await;
    let mut secrets = secrets(&world, &wire, &first_secret);
    secrets.push(canary::SECRET.to_owned());
    let entries = world.tenant.journal().entries();
    assert!(entries.len() > 20, "{}", entries.len());
    for entry in entries {
        let shown = format!("{} {:?}", entry.path, entry.headers);
        assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
        let redacted =
            |name: &str| entry.headers.iter().any(|(known, value)| known == name && value == "<redacted>");
        let logs_in =
            matches!(entry.operation, Some("finicity.authenticate" | "finicity.rotate_partner_secret"));
        assert!(redacted("finicity-app-key"), "{shown}");
        assert_eq!(redacted("finicity-app-token"), !logs_in, "{shown}");
    }
}

/// A row of the fault matrix whose request or answer holds canaries.
fn case(operation: &str, prepare: fn(World) -> Boxed<Call>) -> EndpointCase {
    let found = endpoints::all()
        .into_iter()
        .find(|case| case.krate == "finicity-connect" && case.operation == operation);
    EndpointCase { prepare, ..found.unwrap() }
}

/// Readies a call of a client's method.
macro_rules! ready {
    ($world:expr, $method:ident, $request:expr) => {{
        let (client, request) = ($world.finicity.clone(), Arc::new($request));
        let call: Call = Box::new(move || {
            let (client, request) = (client.clone(), Arc::clone(&request));
            Box::pin(async move { client.$method(&request).await.map(drop) })
        });
        call
    }};
}

fn cases() -> Vec<EndpointCase> {
    vec![
        case("authenticate", |world| {
            Box::pin(async move {
                world
                    .finicity
                    .rotate_partner_secret(&RotatePartnerSecret::new(canary::SECRET).unwrap())
                    .await
                    .unwrap();
                let client = world.finicity_with(canary::SECRET);
                let call: Call = Box::new(move || {
                    let client = client.clone();
                    Box::pin(async move { client.authenticate().await })
                });
                call
            })
        }),
        case("rotate_partner_secret", |world| {
            Box::pin(async move {
                let change = RotatePartnerSecret::new(canary::SECRET).unwrap();
                ready!(world, rotate_partner_secret, change)
            })
        }),
        case("create_testing_customer", |world| {
            Box::pin(async move {
                world.finicity.authenticate().await.unwrap();
                ready!(world, create_testing_customer, customer())
            })
        }),
        case("create_consumer", |world| {
            Box::pin(async move {
                let customer = world.customer().await;
                ready!(world, create_consumer, consumer(customer))
            })
        }),
        case("get_consumer", |world| {
            Box::pin(async move {
                let person = Person::new(&world).await;
                ready!(world, get_consumer, GetConsumer::new(person.consumer))
            })
        }),
        case("list_customers", |world| {
            Box::pin(async move {
                Person::new(&world).await;
                let list = ListCustomers::new().username(username()).search(canary::LAST_NAME);
                ready!(world, list_customers, list)
            })
        }),
        case("generate_connect_url", |world| {
            Box::pin(async move {
                let person = Person::new(&world).await;
                ready!(world, generate_connect_url, person.full())
            })
        }),
        case("send_connect_email", |world| {
            Box::pin(async move {
                let person = Person::new(&world).await;
                ready!(world, send_connect_email, person.mail())
            })
        }),
        case("list_accounts", |world| {
            Box::pin(async move {
                let customer = world.customer_with_accounts().await;
                ready!(world, list_accounts, ListAccounts::new(customer))
            })
        }),
    ]
}

#[tokio::test]
async fn no_fault_makes_an_error_or_a_trace_leak() {
    let mut errors = 0;
    for case in cases() {
        let (world, ..) = overheard().await;
        let call = (case.prepare)(world.clone()).await;
        call().await.unwrap_or_else(|error| panic!("{} without a fault: {error}", case.operation));
        for fault in faults::all() {
            let what = format!("{} after {fault}", case.operation);
            let log = LogCapture::start();
            let (world, wire, first_secret) = overheard().await;
            let call = (case.prepare)(world.clone()).await;
            let silent = matches!(fault, FaultKind::NoAnswer | FaultKind::Slow { .. });
            let _guard = world.tenant.faults().arm(Fault::new(case.sandbox_operation, fault)).unwrap();
            let result = faults::observe(&world, &case, &call, silent).await.result;
            let secrets = secrets(&world, &wire, &first_secret);
            if let Err(error) = result {
                assert_silent(&format!("the error of {what}"), &printed(&error), &secrets);
                errors += 1;
            }
            let text = log.text();
            assert!(text.contains(case.operation), "{what} was heard");
            assert_silent(&format!("the log of {what}"), &text, &secrets);
        }
    }
    assert!(errors > cases().len() * 14, "most faults end in an error: {errors}");
}

#[test]
#[should_panic(expected = "a text leaks secret 1 of 2")]
fn a_deliberate_leak_of_a_token_is_caught() {
    assert_silent("a text", "token t-2", &["t-1".to_owned(), "t-2".to_owned()]);
}
