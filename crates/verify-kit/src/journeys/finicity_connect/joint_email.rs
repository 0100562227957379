//! Two people apply together, by one e-mail.

use finicity_connect::{
    Borrower, ConsumerId, CreateConsumer, CustomerId, DateOfBirth, Email, EmailOptions, ListAccounts,
    SendJointBorrowerConnectEmail,
};

use super::app::{App, until};
use super::person::Person;
use super::{CREATE_CONSUMER, CREATED, JOINT_EMAIL, LIST, OK};
use crate::demo::{Halt, Lane, Stage};

/// One address for both.
const ADDRESS: &str = "riley.and.sam@example.com";

/// The test institution with many profiles.
const FINBANK_PROFILES: u64 = 102_105;

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let riley = applicant(app, stage, "riley-2026", ("Riley", "1988-02-14"), "The first applicant.").await?;
    let sam = applicant(app, stage, "sam-2026", ("Sam", "1990-09-30"), "The second one.").await?;
    let link = send(app, stage, &riley, sam).await?;
    stage.later(300);
    stage.note(Lane::Mail, "the link", "Five minutes later they open it.");
    let page = Person::opens(stage, &link)?;
    page.finds(stage, "profiles", FINBANK_PROFILES)?;
    stage.later(45);
    let found = page.signs_in(stage, ("profile_03", "profile_03"), "They sign in and share everything.")?;
    page.chooses(&found)?;
    page.is_done(stage, "Without a webhook and a redirect the app hears nothing of this; it has to ask.")?;
    stage.call(LIST, OK, "Have they done it?");
    let accounts = app.client.list_accounts(&ListAccounts::new(riley.0.clone())).await?;
    let kept = stage.tenant().finicity().accounts(riley.0.as_str());
    if accounts.len() != kept.len() || accounts.is_empty() {
        return Err(Halt::surprise("the accounts of list and sandbox differ"));
    }
    stage.answer(format!("Yes: {} accounts, with the first applicant.", accounts.len()));
    stage.accounts(&accounts);
    Ok(())
}

/// A customer, and the person they are.
async fn applicant(
    app: &App,
    stage: &mut Stage<'_>,
    username: &str,
    (name, born): (&str, &str),
    why: &str,
) -> Result<(CustomerId, ConsumerId), Halt> {
    let customer = app.new_customer(stage, username, why).await?;
    stage.call(CREATE_CONSUMER, CREATED, format!("Who that is: {name}, born {born}."));
    let (born, email) = (DateOfBirth::new(born)?, Email::new(ADDRESS)?);
    let request = CreateConsumer::new(customer.clone(), (name, "Example"), "IA", born, email);
    let consumer = app.client.create_consumer(&request).await?.id;
    stage.answer("A consumer: e-mails and reports need one.");
    Ok((customer, consumer))
}

/// Has the e-mail sent; gives the link that stands in it.
async fn send(
    app: &App,
    stage: &mut Stage<'_>,
    (customer, consumer): &(CustomerId, ConsumerId),
    (other, others): (CustomerId, ConsumerId),
) -> Result<String, Halt> {
    let people = [Borrower::primary(customer.clone(), consumer.clone()), Borrower::joint(other, others)];
    let email =
        EmailOptions::new(Email::new(ADDRESS)?).first_name("Riley and Sam").subject("Your application");
    stage.call(
        JOINT_EMAIL,
        OK,
        "One e-mail with a link, please, for both of them; never twice, whatever happens.",
    );
    let request = SendJointBorrowerConnectEmail::new(people, email);
    let sent = app.client.send_joint_borrower_connect_email(&request).await?;
    let sent = sent.link.ok_or_else(|| Halt::surprise("the answer has no link"))?;
    let message = stage.emailed(ADDRESS)?;
    let link = message.link().ok_or_else(|| Halt::surprise("the e-mail has no link"))?;
    if link != sent.expose() {
        return Err(Halt::surprise("the link in the e-mail is another one"));
    }
    stage.answer(format!("It is on its way; the link in it can be opened until {}.", until(&sent, stage)));
    Ok(link.to_owned())
}
