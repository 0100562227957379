//! Two people apply together, by one e-mail.

use finicity_connect::{
    Borrower, ConsumerId, CreateConsumer, CustomerId, DateOfBirth, Email, EmailOptions, ListAccounts,
    SendJointBorrowerConnectEmail,
};

use super::app::{App, until};
use super::person::Person;
use super::{CREATE_CONSUMER, CREATED, JOINT_EMAIL, LIST, OK};
use crate::demo::{Halt, Kind, Lane, Person as Consumer, Stage};

/// The test institution with many profiles.
const FINBANK_PROFILES: u64 = 102_105;

/// The second applicant.
const SAM: (&str, &str) = ("Sam", "Testperson");

pub(super) async fn play(app: &App, stage: &mut Stage<'_>, customer: &CustomerId) -> Result<(), Halt> {
    let Consumer { first_name, last_name, birth_date, .. } = stage.person().clone();
    let before = stage.tenant().finicity().accounts(customer.as_str()).len();
    let first = consumer(app, stage, customer, (first_name, last_name), birth_date).await?;
    let sam = app.new_customer(stage, "customer-2", SAM, "Sam, the second applicant.").await?;
    let second = consumer(app, stage, &sam, SAM, DateOfBirth::new("1990-09-30")?).await?;
    let link = send(app, stage, &(customer.clone(), first), (sam, second)).await?;
    stage.later(300);
    stage.note(Lane::Mail, "the link", "Five minutes later they open it.");
    let page = Person::opens(stage, &link)?;
    page.finds(stage, "profiles", FINBANK_PROFILES)?;
    stage.later(45);
    let found = page.signs_in(stage, ("profile_03", "profile_03"), "They sign in and share everything.")?;
    page.chooses(&found)?;
    page.is_done(stage, "Without a webhook and a redirect the app hears nothing of this; it has to ask.")?;
    stage.call(LIST, OK, "Have they done it?");
    let accounts =
        stage.came(app.client.list_accounts(stage.sends(&ListAccounts::new(customer.clone()))).await)?;
    let kept = stage.tenant().finicity().accounts(customer.as_str());
    if accounts.len() != kept.len() || accounts.len() <= before {
        return Err(Halt::surprise("the accounts of list and sandbox differ"));
    }
    let new = accounts.len() - before;
    stage.answer(format!("Yes: {new} accounts besides the {before} of before, with the first applicant."));
    stage.accounts(&accounts);
    Ok(())
}

/// Who a customer is.
async fn consumer(
    app: &App,
    stage: &mut Stage<'_>,
    customer: &CustomerId,
    (first_name, last_name): (&str, &str),
    born: DateOfBirth,
) -> Result<ConsumerId, Halt> {
    let text = format!("Who that is: {first_name}, with name, birth date and e-mail address.");
    stage.call(CREATE_CONSUMER, CREATED, text);
    let email = Email::new(&stage.person().email)?;
    let request = CreateConsumer::new(customer.clone(), first_name, last_name, "IA", born, email);
    let consumer = stage.came(app.client.create_consumer(stage.sends(&request)).await)?.id;
    stage.answer("A consumer: e-mails and reports need one.");
    Ok(consumer)
}

/// Has the e-mail sent; gives the link that stands in it.
async fn send(
    app: &App,
    stage: &mut Stage<'_>,
    (customer, consumer): &(CustomerId, ConsumerId),
    (other, others): (CustomerId, ConsumerId),
) -> Result<String, Halt> {
    let people = [Borrower::primary(customer.clone(), consumer.clone()), Borrower::joint(other, others)];
    let address = stage.person().email.as_str();
    let both = format!("{} and {}", stage.person().first_name, SAM.0);
    stage.guard(Kind::Name, both.as_str());
    let email = EmailOptions::new(Email::new(address)?).first_name(&both).subject("Your application");
    stage.call(
        JOINT_EMAIL,
        OK,
        "One e-mail with a link, please, for both of them; never twice, whatever happens.",
    );
    let request = SendJointBorrowerConnectEmail::new(people, email);
    let sent = stage.came(app.client.send_joint_borrower_connect_email(stage.sends(&request)).await)?;
    let sent = sent.link.ok_or_else(|| Halt::surprise("the answer has no link"))?;
    let message = stage.emailed(address)?;
    let link = message.link().ok_or_else(|| Halt::surprise("the e-mail has no link"))?;
    if link != sent.expose() {
        return Err(Halt::surprise("the link in the e-mail is another one"));
    }
    stage.answer(format!("It is on its way; the link in it can be opened until {}.", until(&sent, stage)));
    Ok(link.to_owned())
}
