//! Two people with one application, and links that travel by e-mail.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::time::Duration;

use finicity_connect::{
    Borrower, ConnectLink, CustomerId, Delivery, Email, EmailOptions, ErrorCode, ErrorKind,
    GenerateJointBorrowerConnectUrl, ListAccounts, SendConnectEmail, SendJointBorrowerConnectEmail,
    SentConnectEmail,
};
use verify_sandbox::{Channel, Fault, FaultKind, Message};
use verify_tests::World;

async fn count(world: &World, customer: &CustomerId) -> usize {
    world.finicity.list_accounts(&ListAccounts::new(customer.clone())).await.unwrap().len()
}

/// Two people: their customers, and how they stand in a request.
async fn two(world: &World) -> ([CustomerId; 2], [Borrower; 2]) {
    let (first, second) = (world.consumer().await, world.consumer().await);
    let customers = [first.0.clone(), second.0.clone()];
    (customers, [Borrower::primary(first.0, first.1), Borrower::joint(second.0, second.1)])
}

fn email(to: &str) -> EmailOptions {
    EmailOptions::new(Email::new(to).unwrap())
        .from("lender@example.com")
        .subject("Verify your income")
        .first_name("Ada")
        .institution_name("Acme Lending")
        .support_phone("800-555-0100")
        .signature_line("Casey Sample")
}

/// The only e-mail there is.
fn only_message(world: &World) -> Message {
    let messages = world.tenant.outbox().messages();
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    assert_eq!(message.channel, Channel::Email);
    message.clone()
}

/// The link of the e-mail is the one of the answer, and works.
fn open(world: &World, sent: &SentConnectEmail) {
    let message = only_message(world);
    assert_eq!(sent.link.as_ref().map(ConnectLink::expose), message.link());
    world.connect_accounts(message.link().unwrap());
}

#[tokio::test]
async fn two_people_share_a_link() {
    let world = World::start().await;
    let ([first, second], borrowers) = two(&world).await;
    let request = GenerateJointBorrowerConnectUrl::new(borrowers);
    let link = world.finicity.generate_joint_borrower_connect_url(&request).await.unwrap();
    assert_eq!(world.tenant.finicity().open(link.expose()).unwrap().kind(), "joint");
    world.connect_accounts(link.expose());
    // Whose accounts they are is not documented; here they go to the first applicant.
    assert_eq!((count(&world, &first).await, count(&world, &second).await), (3, 0));
}

#[tokio::test]
async fn a_joint_link_needs_one_of_each() {
    let world = World::start().await;
    let (_, [first, _]) = two(&world).await;
    let request = GenerateJointBorrowerConnectUrl::new([first]);
    let error = world.finicity.generate_joint_borrower_connect_url(&request).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidRequest));
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Refused, 1));
}

#[tokio::test]
async fn a_link_arrives_by_mail() {
    let world = World::start().await;
    let (customer, consumer) = world.consumer().await;
    let request = SendConnectEmail::new(customer.clone(), consumer, email("ada@example.com"));
    let sent = world.finicity.send_connect_email(&request).await.unwrap();
    let message = only_message(&world);
    assert_eq!((message.to.as_str(), message.operation), ("ada@example.com", "finicity.send_connect_email"));
    for part in ["From: lender@example.com", "Subject: Verify your income", "Hello Ada,", "Casey Sample"] {
        assert!(message.text.contains(part), "{part}: {}", message.text);
    }
    let understood = sent.email_config.as_ref().unwrap();
    assert_eq!(understood.to.as_ref().unwrap().expose(), "ada@example.com");
    assert_eq!(understood.subject.as_ref().unwrap().expose(), "Verify your income");
    assert_eq!(understood.signature[0].expose(), "Casey Sample");
    // It may be read days later.
    world.clock.advance(Duration::from_hours(48));
    open(&world, &sent);
    assert_eq!(count(&world, &customer).await, 3);
    let requests = world.tenant.journal();
    assert_eq!(requests.requests("finicity.send_connect_email"), 1);
    for entry in requests.entries() {
        assert_eq!(entry.unread_fields, Vec::<String>::new(), "{:?}", entry.operation);
    }
}

#[tokio::test]
async fn a_joint_link_arrives_by_mail_at_one_address() {
    let world = World::start().await;
    let ([first, second], borrowers) = two(&world).await;
    let email = email("both@example.com").first_name("Ada and Charles");
    let request = SendJointBorrowerConnectEmail::new(borrowers, email);
    let sent = world.finicity.send_joint_borrower_connect_email(&request).await.unwrap();
    let message = only_message(&world);
    assert_eq!(message.operation, "finicity.send_joint_borrower_connect_email");
    assert!(message.to == "both@example.com" && message.text.contains("Hello Ada and Charles,"));
    open(&world, &sent);
    assert_eq!((count(&world, &first).await, count(&world, &second).await), (3, 0));
}

#[tokio::test]
async fn a_lost_answer_gives_one_mail_and_an_error_that_says_so() {
    let world = World::start().await;
    let (customer, consumer) = world.consumer().await;
    let fault = Fault::new("finicity.send_connect_email", FaultKind::AcceptedThenLost).times(1);
    let _guard = world.tenant.faults().arm(fault).unwrap();
    let request = SendConnectEmail::new(customer, consumer, email("ada@example.com"));
    let error = world.finicity.send_connect_email(&request).await.unwrap_err();
    assert!(error.may_have_acted());
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    only_message(&world);
    assert!(world.tenant.double_sends().is_empty());
}

#[tokio::test]
async fn a_mail_goes_out_once_though_the_token_was_taken_back() {
    let world = World::start().await;
    let (customer, consumer) = world.consumer().await;
    world.tenant.finicity().revoke_tokens();
    let request = SendConnectEmail::new(customer, consumer, email("ada@example.com"));
    world.finicity.send_connect_email(&request).await.unwrap();
    only_message(&world);
    let journal = world.tenant.journal();
    let requests = ["authenticate", "send_connect_email"].map(|operation| journal.requests(operation));
    assert_eq!(requests, [2, 2], "the first one was refused at the door");
}
