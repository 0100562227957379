//! Finicity's journey through the real client against the sandbox: a customer, a link, a person on the page, accounts.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;
use std::time::Duration;

use finicity_connect::models::{AccountConnection, AccountStatus, AccountType};
use finicity_connect::{
    Account, Amount, ConnectLink, ConnectRedirect, CustomerId, ErrorCode, ErrorKind, GenerateConnectUrl,
    GenerateFixConnectUrl, GenerateLiteConnectUrl, InstitutionId, ListAccounts, ListCustomers, NextStep,
    RefreshAccounts, Timestamp,
};
use verify_sandbox::finicity::{ConnectErrorKind, ConnectSession, EndKind, Step};
use verify_sandbox::{Clock as _, Fault, FaultKind};
use verify_tests::World;
use verify_tests::world::FINBANK;

const OAUTH_BANK: u64 = 102_176;

async fn link(world: &World, customer: &CustomerId) -> ConnectLink {
    world.finicity.generate_connect_url(&GenerateConnectUrl::new(customer.clone())).await.unwrap()
}

async fn accounts(world: &World, customer: &CustomerId) -> Vec<Account> {
    world.finicity.list_accounts(&ListAccounts::new(customer.clone())).await.unwrap()
}

fn open(world: &World, link: &ConnectLink) -> ConnectSession {
    world.tenant.finicity().open(link.expose()).unwrap()
}

fn refused(world: &World, link: &ConnectLink) -> ConnectErrorKind {
    world.tenant.finicity().open(link.expose()).unwrap_err().kind()
}

/// Adds everything that was found; the ids.
fn add_all(session: &ConnectSession, step: Step) -> Vec<String> {
    let Step::Accounts { accounts } = step else { panic!("{step:?}") };
    let ids: Vec<_> = accounts.into_iter().map(|account| account.id).collect();
    session.add_accounts(ids.iter().map(String::as_str)).unwrap();
    ids
}

fn ids(accounts: &[Account]) -> Vec<&str> {
    accounts.iter().map(|account| account.id.as_ref().unwrap().as_str()).collect()
}

/// The operations the server saw, each request once.
fn operations(world: &World) -> Vec<&'static str> {
    world.tenant.journal().entries().iter().filter_map(|entry| entry.operation).collect()
}

#[tokio::test]
async fn from_a_customer_to_accounts() {
    let world = World::start().await;
    let customer = world.customer().await;
    let request = GenerateConnectUrl::new(customer.clone());
    let request = request.redirect_uri("https://app.example.com/connected?order=17").unwrap().language("es");
    let link = world.finicity.generate_connect_url(&request).await.unwrap();
    let two_hours = Timestamp::from(world.clock.now() + Duration::from_hours(2));
    assert_eq!(link.expires_at(), Some(two_hours));
    assert!(accounts(&world, &customer).await.is_empty());

    let session = open(&world, &link);
    assert_eq!((session.kind(), session.language()), ("full", "es"));
    session.choose(FINBANK).unwrap();
    let added = add_all(&session, session.sign_in("demo", "go").unwrap());
    let redirect = session.done().unwrap().redirect.unwrap();
    assert!(redirect.starts_with("https://app.example.com/connected?order=17&"), "{redirect}");
    assert_eq!(ConnectRedirect::parse(&redirect), ConnectRedirect::Completed { report_data: None });

    let accounts = accounts(&world, &customer).await;
    assert_eq!(ids(&accounts), added);
    let first = &accounts[0];
    assert_eq!(first.account_type, Some(AccountType::Checking));
    assert_eq!(first.status, Some(AccountStatus::Active));
    assert_eq!(first.balance, Some(Amount::from_cents(1_250_075)));
    assert_eq!(first.currency.as_deref(), Some("USD"));
    assert_eq!(first.number.as_ref().unwrap().expose(), "1000004321");
    assert_eq!(first.account_number_display.as_ref().unwrap().expose(), "4321");
    assert_eq!(first.customer_id.as_ref(), Some(&customer));
    assert_eq!(first.institution_id, Some(InstitutionId::new(FINBANK)));
    assert_eq!(first.created_date, Some(world.clock.now().into()));
    assert_eq!(accounts[2].balance, Some(Amount::from_cents(-195_240)));
    let expected = [
        "finicity.authenticate",
        "finicity.create_testing_customer",
        "finicity.generate_connect_url",
        "finicity.list_accounts",
        "finicity.list_accounts",
    ];
    assert_eq!(operations(&world), expected);
    for entry in world.tenant.journal().entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
}

#[tokio::test]
async fn a_lite_link_begins_at_its_bank() {
    let world = World::start().await;
    let customer = world.customer().await;
    let request = GenerateLiteConnectUrl::new(customer.clone(), InstitutionId::new(FINBANK));
    let link = world.finicity.generate_lite_connect_url(&request).await.unwrap();
    let session = open(&world, &link);
    assert_eq!((session.kind(), session.institution().unwrap().id), ("lite", FINBANK));
    let added = add_all(&session, session.sign_in("profile_03", "profile_03").unwrap());
    assert_eq!(session.done().unwrap().code, 200);
    let accounts = accounts(&world, &customer).await;
    assert_eq!((ids(&accounts).len(), ids(&accounts)), (4, added.iter().map(String::as_str).collect()));
}

#[tokio::test]
async fn a_bank_with_a_page_of_its_own() {
    let world = World::start().await;
    let customer = world.customer().await;
    let session = open(&world, &link(&world, &customer).await);
    assert!(session.choose(OAUTH_BANK).unwrap().oauth);
    assert_eq!(session.sign_in("demo", "go").unwrap_err().kind(), ConnectErrorKind::Invalid);
    add_all(&session, session.sign_in_by_oauth().unwrap());
    session.done().unwrap();
    let accounts = accounts(&world, &customer).await;
    let kinds: Vec<_> = accounts.iter().filter_map(|account| account.account_type.as_ref()).collect();
    let expected =
        [&AccountType::Ira, &AccountType::Plan401k, &AccountType::Savings, &AccountType::CreditCard];
    assert_eq!(kinds, expected);
    assert!(accounts.iter().all(|account| account.institution_id == Some(InstitutionId::new(OAUTH_BANK))));
}

#[tokio::test]
async fn a_broken_sign_in_is_repaired() {
    let world = World::start().await;
    let customer = world.customer_with_accounts().await;
    let login = world.institution_login(&customer).await;
    let refresh = RefreshAccounts::new(customer.clone());
    assert_eq!(world.finicity.refresh_accounts(&refresh).await.unwrap().len(), 3);
    assert!(world.tenant.finicity().break_login(&login, 103));

    let error = world.finicity.refresh_accounts(&refresh).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidInstitutionCredentials));
    assert_eq!(NextStep::of(&error), NextStep::FixLink);
    let all = |accounts: Vec<Account>, connection| {
        assert_eq!(accounts.len(), 3);
        assert!(accounts.iter().all(|account| account.connection() == connection), "{accounts:?}");
    };
    all(accounts(&world, &customer).await, AccountConnection::NeedsPerson(103));

    let before = ids(&accounts(&world, &customer).await).join(",");
    let fix = GenerateFixConnectUrl::new(customer.clone(), login);
    let fix = fix.redirect_uri("https://app.example.com/fixed").unwrap();
    let link = world.finicity.generate_fix_connect_url(&fix).await.unwrap();
    let session = open(&world, &link);
    assert_eq!((session.kind(), session.institution().unwrap().id), ("fix", FINBANK));
    assert!(matches!(session.sign_in("invalid_user", "go").unwrap(), Step::Failed { code: 103, .. }));
    assert!(matches!(session.sign_in("demo", "go").unwrap(), Step::Accounts { .. }));
    session.add_accounts([]).unwrap();
    assert_eq!(session.done().unwrap().code, 200);
    all(accounts(&world, &customer).await, AccountConnection::Working);
    assert_eq!(ids(&accounts(&world, &customer).await).join(","), before, "the same accounts");
    assert_eq!(world.finicity.refresh_accounts(&refresh).await.unwrap().len(), 3);

    let whole = open(&world, &link);
    let end = whole.ended_at_once().unwrap();
    assert_eq!((end.kind, end.code), (EndKind::Error, 201));
    let redirect = ConnectRedirect::parse(end.redirect.as_ref().unwrap());
    assert_eq!(redirect, ConnectRedirect::Failed { code: Some(201) });
}

#[tokio::test]
async fn a_link_for_one_use_is_used_once() {
    let world = World::start().await;
    let customer = world.customer().await;
    let request = GenerateConnectUrl::new(customer.clone()).single_use_url(true);
    let request = request.redirect_uri("myapp://connected").unwrap();
    let link = world.finicity.generate_connect_url(&request).await.unwrap();
    let left = open(&world, &link).cancel().unwrap().redirect.unwrap();
    assert_eq!(ConnectRedirect::parse(&left), ConnectRedirect::Cancelled);
    world.connect_accounts(link.expose());
    assert_eq!(refused(&world, &link), ConnectErrorKind::Used);
    assert_eq!(accounts(&world, &customer).await.len(), 3);

    let reusable = self::link(&world, &customer).await;
    world.connect_accounts(reusable.expose());
    world.connect_accounts(reusable.expose());
    assert_eq!(accounts(&world, &customer).await.len(), 3, "nobody has an account twice");
}

#[tokio::test]
async fn a_link_expires_and_a_session_times_out() {
    let world = World::start().await;
    let customer = world.customer().await;
    let request = GenerateConnectUrl::new(customer.clone()).redirect_uri("https://app.example.com/").unwrap();
    let link = world.finicity.generate_connect_url(&request).await.unwrap();
    world.clock.advance(Duration::from_secs(7199));
    let session = open(&world, &link);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(refused(&world, &link), ConnectErrorKind::Expired);
    world.clock.advance(Duration::from_mins(20));
    let error = session.choose(FINBANK).unwrap_err();
    let end = error.end().unwrap();
    assert_eq!((error.kind(), end.code), (ConnectErrorKind::Ended, 1440));
    let redirect = ConnectRedirect::parse(end.redirect.as_ref().unwrap());
    assert_eq!(redirect, ConnectRedirect::TimedOut);
    let changed = ConnectLink::new(format!("{}x", link.expose()));
    assert_eq!(refused(&world, &changed), ConnectErrorKind::Unknown);
    assert!(accounts(&world, &customer).await.is_empty());
}

#[tokio::test]
async fn a_wrong_password_and_then_the_right_one() {
    let world = World::start().await;
    let customer = world.customer().await;
    let session = open(&world, &link(&world, &customer).await);
    session.choose(FINBANK).unwrap();
    for (user, password) in [("demo", "stop"), ("invalid_user", "go")] {
        assert!(matches!(session.sign_in(user, password).unwrap(), Step::Failed { code: 103, .. }));
    }
    assert_eq!(session.done().unwrap_err().kind(), ConnectErrorKind::Invalid);
    assert!(accounts(&world, &customer).await.is_empty());
    add_all(&session, session.sign_in("demo", "go").unwrap());
    session.done().unwrap();
    assert_eq!(accounts(&world, &customer).await.len(), 3);
}

#[tokio::test]
async fn second_factors_of_each_kind() {
    let world = World::start().await;
    for user in ["tfa_text", "tfa_choice", "tfa_multi"] {
        let customer = world.customer().await;
        let session = open(&world, &link(&world, &customer).await);
        session.choose(FINBANK).unwrap();
        let Step::Mfa { questions } = session.sign_in(user, "go").unwrap() else { panic!("{user}") };
        let wrong = questions.iter().map(|_| "fail");
        assert!(matches!(session.answer(wrong).unwrap(), Step::Failed { code: 187, .. }), "{user}");
        assert!(matches!(session.sign_in(user, "go").unwrap(), Step::Mfa { .. }));
        let right = questions.iter().map(|question| question.choices.first().map_or("Rex", String::as_str));
        add_all(&session, session.answer(right).unwrap());
        session.done().unwrap();
        assert_eq!(accounts(&world, &customer).await.len(), 2, "{user}");
    }
}

#[tokio::test]
async fn a_thousand_customers_in_four_requests() {
    let world = World::start().await;
    world.tenant.finicity().choose(|choices| choices.testing_customer_cap = 0);
    let mut created = BTreeSet::new();
    for _ in 0..1000 {
        created.insert(world.customer().await.as_str().to_owned());
    }
    for (limit, requests) in [(Some(300), 4), (Some(1000), 1), (Some(500), 2), (None, 40)] {
        let before = world.tenant.journal().requests("finicity.list_customers");
        let list = limit.map_or(ListCustomers::new(), |limit| ListCustomers::new().limit(limit).unwrap());
        let (mut stream, mut seen) = (world.finicity.customers(&list), Vec::new());
        while let Some(customer) = stream.next().await {
            seen.push(customer.unwrap().id.as_str().to_owned());
        }
        assert_eq!(seen.len(), 1000);
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), created);
        let after = world.tenant.journal().requests("finicity.list_customers");
        assert_eq!(after - before, requests, "{limit:?}");
    }
}

#[tokio::test]
async fn a_refresh_is_given_three_minutes() {
    let world = World::start().await;
    let customer = world.customer_with_accounts().await;
    let fault = Fault::new("finicity.refresh_accounts", FaultKind::NoAnswer).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let (journal, clock) = (world.tenant.journal(), &world.clock);
    let (arrived, idle) = (journal.total_requests() + 1, clock.sleepers());
    let refresh = RefreshAccounts::new(customer.clone());
    let client = world.finicity.clone();
    let running = tokio::spawn(async move { client.refresh_accounts(&refresh).await });
    journal.wait(arrived).await;
    clock.wait_for_sleepers(idle + 1).await;
    assert_eq!(clock.next_due(), Some(Duration::from_mins(3)));
    clock.advance(Duration::from_millis(179_999));
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!running.is_finished());
    clock.advance(Duration::from_millis(1));
    let error = running.await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(journal.requests("finicity.refresh_accounts"), 1);
    let refresh = RefreshAccounts::new(customer);
    assert_eq!(world.finicity.refresh_accounts(&refresh).await.unwrap().len(), 3);
}
