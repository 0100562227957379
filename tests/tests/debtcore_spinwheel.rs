//! One person on both sides: verified by GraphQL, used by REST, and the other way round. The caller's id ties them together.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use spinwheel_connect::{
    ConnectSms, DateOfBirth, ExtUserId, OrderCreditReport, OrderDebtProfile, PhoneNumber, RetrieveUser,
};
use spinwheel_gql::{
    Consent, CreditReportUserId, GetUserVerification, PullCreditReport, VerificationStatus, VerifySmsCode,
};
use verify_tests::World;
use verify_tests::world::debtcore::contact;
use verify_tests::world::{BIRTH_DATE, PHONE};

fn ext_user_id() -> ExtUserId {
    ExtUserId::new("contact-1").unwrap()
}

fn by_rest() -> ConnectSms {
    ConnectSms::new(PhoneNumber::new(PHONE).unwrap(), DateOfBirth::new(BIRTH_DATE).unwrap(), ext_user_id())
}

async fn standing(world: &World) -> spinwheel_gql::UserVerification {
    world.debtcore.user_verification(&GetUserVerification::new(contact("contact-1"))).await.unwrap()
}

#[tokio::test]
async fn verified_by_graphql_and_used_by_rest() {
    let world = World::start().await;
    world.consented("contact-1", PHONE).await;
    let user = world.spinwheel.retrieve_user(&RetrieveUser::new(ext_user_id())).await.unwrap();
    let id = user.user_id.unwrap();
    let known = standing(&world).await.credit_report_user_id.unwrap();
    assert_eq!(known, CreditReportUserId::new(id.as_str()).unwrap());
    world.spinwheel.order_debt_profile(&OrderDebtProfile::new(id)).await.unwrap();
    assert_eq!(world.tenant.spinwheel().users().len(), 1, "nobody is there twice");
    assert_eq!(world.tenant.outbox().len(), 1);
}

#[tokio::test]
async fn verified_by_rest_and_used_by_graphql() {
    let world = World::start().await;
    let connection = world.spinwheel.connect_sms(&by_rest()).await.unwrap();
    assert_eq!(standing(&world).await.status, Some(VerificationStatus::InProgress));
    let pull = PullCreditReport::spinwheel(contact("contact-1"));
    world.debtcore.pull_credit_report(&pull).await.unwrap_err();
    let request = spinwheel_connect::VerifySmsCode::new(connection.user_id.clone(), world.code(PHONE));
    assert!(world.spinwheel.verify_sms_code(&request).await.unwrap().is_connected());
    assert!(standing(&world).await.is_passed());
    let report = world.debtcore.pull_credit_report(&pull).await.unwrap();
    assert!(report.is_completed() && !report.debts.unwrap().is_empty());
    let contacts = world.tenant.debtcore().contacts();
    assert_eq!((contacts.len(), contacts[0].user_id.as_str()), (1, connection.user_id.as_str()));
}

#[tokio::test]
async fn a_code_asked_for_on_one_side_is_good_on_the_other() {
    let world = World::start().await;
    world.spinwheel.connect_sms(&by_rest()).await.unwrap();
    let request = VerifySmsCode::new(contact("contact-1"), world.contact_code(PHONE));
    assert_eq!(world.debtcore.verify_sms_code(&request).await.unwrap(), Consent::Granted);

    let world = World::start().await;
    world.text_contact("contact-1", PHONE).await;
    let user = world.tenant.spinwheel().users().remove(0).user_id.parse().unwrap();
    let request = spinwheel_connect::VerifySmsCode::new(user, world.code(PHONE));
    assert!(world.spinwheel.verify_sms_code(&request).await.unwrap().is_connected());
    assert!(standing(&world).await.is_passed());
    let order = OrderCreditReport::new(request_user(&world));
    world.spinwheel.order_credit_report(&order).await.unwrap();
}

fn request_user(world: &World) -> spinwheel_connect::UserId {
    world.tenant.spinwheel().users().remove(0).user_id.parse().unwrap()
}
