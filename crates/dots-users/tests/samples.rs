//! Every sample is read, and nothing that stands in it is lost.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

#[path = "support/reading.rs"]
mod reading;
mod support;

use dots_users::models::{
    BackgroundCheckStatus, Compliance, EntityType, OfacStatus, Platform, TaxForm, TaxIdVerification,
};
use dots_users::{
    Cents, CreatedUser, ErrorCode, ErrorKind, Existed, Rail, Timestamp, User, UserId, UserStatus,
    Verification,
};
use reading::{decode, lost, refused};
use serde_json::json;
use support::{client, sample};
use verify_testkit::Script;

#[tokio::test]
async fn created_users() {
    let created = decode!(create_user, "created.json");
    assert_eq!(created, decode!(create_user, "created.json", 201, []));
    let user = &created.user;
    assert_eq!((&user.id, &user.status), (&support::user_id(), &Some(UserStatus::Unverified)));
    assert_eq!(user.phone_number.as_ref().unwrap().phone_number(), Some(support::phone()));
    assert_eq!((user.verified, user.country.as_deref()), (Some(false), Some("US")));
    assert_eq!(user.metadata.as_ref().unwrap().expose(), &json!({}));
    assert!(!user.is_verified());

    let older =
        decode!(create_user, "created_as_in_older_documents.json", 200, [".wallet.withdrawable_balance"]);
    assert_eq!(older.user.wallet.unwrap().withdrawable_amount, Some(Cents::new(0)));
    assert_eq!((older.user.status, older.user.verified), (None, None));

    let error = refused!(create_user, "email_taken.json", 403);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::EmailAlreadyExists));
    let error = refused!(create_user, "refused_as_in_version_1.json", 400);
    assert_eq!((ErrorCode::of(&error), error.kind()), (None, ErrorKind::Refused));
}

#[tokio::test]
async fn whether_a_user_existed_is_told_by_a_verified_one_alone() {
    for status in [200, 201] {
        let script = Script::new();
        script.on("create_user").answer(status, sample("create_user/existing.json"));
        script.on("create_user").answer(status, sample("create_user/created.json"));
        let client = client(&script);
        for existed in [Existed::Before, Existed::NotKnown] {
            assert_eq!(client.create_user(&support::create_user()).await.unwrap().existed(), existed);
        }
    }
    assert_eq!(lost(&sample("create_user/existing.json"), &decode!(create_user, "existing.json")), [""; 0]);
    let mut user = User::new(support::user_id());
    assert_eq!(CreatedUser::new(user.clone()).existed(), Existed::NotKnown);
    user.status = Some(UserStatus::InReview);
    assert_eq!(CreatedUser::new(user.clone()).existed(), Existed::NotKnown);
    user.status = Some(UserStatus::Verified);
    assert_eq!(CreatedUser::new(user).existed(), Existed::Before);
}

#[test]
fn a_user_is_verified_when_nothing_contradicts() {
    use UserStatus::{Disabled, InReview, Unverified, Verified};

    let rows = [
        (None, None, false),
        (None, Some(false), false),
        (None, Some(true), true),
        (Some(Verified), None, true),
        (Some(Verified), Some(true), true),
        (Some(Verified), Some(false), false),
        (Some(Unverified), Some(true), false),
        (Some(InReview), Some(true), false),
        (Some(Disabled), Some(true), false),
        (Some(UserStatus::from("new")), Some(true), false),
    ];
    for (status, verified, expected) in rows {
        let mut user = User::new(support::user_id());
        (user.status, user.verified) = (status, verified);
        assert_eq!(user.is_verified(), expected, "{user:?}");
    }
}

#[tokio::test]
async fn a_user_in_full() {
    let user = decode!(retrieve_user, "full.json");
    assert!(user.is_verified());
    assert_eq!(user.payout_options_exclude_list, [Rail::Venmo, Rail::Crypto]);
    assert_eq!(user.default_payout_method, Some(Rail::Ach));
    assert_eq!(user.default_payout_method_details.unwrap().platform, Some(Platform::Ach));
    let wallet = user.wallet.unwrap();
    assert_eq!(wallet.amount.unwrap().amount(), "1250.00".parse().unwrap());
    assert_eq!(wallet.withdrawable_amount.map(Cents::get), Some(100_000));
    let adjustment = user.adjustment_1099.unwrap();
    assert_eq!((adjustment.form, adjustment.amount), (Some(TaxForm::Nec), Some(Cents::new(10_000))));

    let compliance = user.compliance.unwrap();
    assert_eq!(compliance.collected_1099, Some(true));
    assert_eq!(compliance.tax_id_status(), Some(&TaxIdVerification::Matched));
    assert_eq!(compliance.w9.unwrap().entity_type, Some(EntityType::Business));
    let check = compliance.background_check.unwrap();
    assert_eq!(check.expose().status, Some(BackgroundCheckStatus::Pass));
    assert_eq!(check.expose().updated, Timestamp::parse("2026-01-15T12:00:00.846Z"), "taken as UTC");
    assert_eq!(compliance.flags.unwrap().expose().ofac_status, Some(OfacStatus::Unflagged));
    assert_eq!(compliance.has_criminal_activity.map(|finding| *finding.expose()), Some(false));
}

#[tokio::test]
async fn users_as_other_documents_have_them() {
    let user = decode!(retrieve_user, "with_1099_k.json");
    let adjustment = user.adjustment_1099.unwrap();
    assert_eq!((adjustment.form, adjustment.transaction_count), (Some(TaxForm::K), Some(24)));
    assert_eq!(adjustment.monthly_amounts.unwrap().months().unwrap()[11], Cents::new(1200));

    let other_names = [".metadata", ".phone_number.number", ".wallet.withdrawable_balance"];
    let user = decode!(retrieve_user, "as_in_the_overview.json", 200, other_names);
    assert_eq!(user.phone_number.unwrap().phone_number(), Some(support::phone()));
    let wallet = user.wallet.unwrap();
    assert_eq!((wallet.amount, wallet.withdrawable_amount), (Some(Cents::new(1000)), Some(Cents::new(500))));

    let nothing = [".compliance.w9", ".default_payout_method", ".wallet"];
    let user = decode!(retrieve_user, "with_text_as_metadata.json", 200, nothing);
    assert_eq!(user.metadata.unwrap().expose(), &json!("customer-17"));
    assert_eq!(user.status, Some(UserStatus::InReview));
    assert_eq!(user.compliance.unwrap().tax_id_status(), Some(&TaxIdVerification::Pending));

    let error = refused!(retrieve_user, "not_found.json", 404);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NoSuchResource));
}

#[test]
fn the_tax_id_of_the_w9_counts_first() {
    let compliance: Compliance = serde_json::from_str(
        r#"{"tax_id_verification":"pending","w9":{"tax_id_verification":"mismatched"}}"#,
    )
    .unwrap();
    assert_eq!(compliance.tax_id_status(), Some(&TaxIdVerification::Mismatched));
}

#[tokio::test]
async fn lists_of_users() {
    let page = decode!(list_users, "page.json");
    assert_eq!((page.data.len(), page.has_more), (2, Some(true)));
    assert_eq!(page.data[1].status, Some(UserStatus::InReview));
    let page = decode!(list_users, "last_page.json");
    assert_eq!((&page.data[0].status, page.has_more), (&Some(UserStatus::Disabled), Some(false)));
    assert_eq!(decode!(list_users, "none.json").data, []);
}

#[tokio::test]
async fn changed_and_deleted_users() {
    let user = decode!(update_user, "updated.json");
    assert_eq!(user.metadata.unwrap().expose(), &json!({ "tier": 2 }));
    let error = refused!(update_user, "refused.json", 400);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidInput));

    let user = decode!(delete_user, "deleted.json").unwrap();
    assert_eq!((user.id, user.status), (support::user_id(), Some(UserStatus::Disabled)));
    let error = refused!(delete_user, "refused_without_code.json", 403);
    assert_eq!((ErrorCode::of(&error), error.kind()), (None, ErrorKind::Credentials));
    for body in ["", "{}", "deleted", r#"{"success":true}"#] {
        let script = Script::new();
        script.on("delete_user").answer(204, body);
        assert_eq!(client(&script).delete_user(&support::delete_user()).await.unwrap(), None, "{body}");
    }
}

#[tokio::test]
async fn tokens() {
    let paths = ["send_verification_token/accepted.txt", "send_verification_token/accepted_with_body.json"];
    for body in paths.map(sample).into_iter().chain(["accepted".to_owned()]) {
        for status in [200, 202, 204] {
            let script = Script::new();
            script.on("send_verification_token").answer(status, body.clone());
            client(&script).send_verification_token(&support::send_verification_token()).await.unwrap();
        }
    }
    let error = refused!(send_verification_token, "landline.json", 400);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidPhoneNumberLandline));
}

async fn verify(status: u16, body: &str) -> Verification {
    let script = Script::new();
    script.on("verify_token").answer(status, body.to_owned());
    let verification = client(&script).verify_token(&support::verify_token()).await.unwrap();
    assert_eq!(script.requests().len(), 1, "a token is never sent twice");
    verification
}

#[tokio::test]
async fn right_and_wrong_tokens() {
    for path in ["verify_token/verified.txt", "verify_token/verified_with_body.json"] {
        assert_eq!(verify(200, &sample(path)).await, Verification::Verified);
    }
    assert!(verify(200, "verified").await.is_verified());
    for path in ["verify_token/wrong.json", "verify_token/wrong.txt"] {
        assert_eq!(verify(400, &sample(path)).await, Verification::WrongToken);
    }
    for body in ["", "{}", "[]", r#"{"success":false}"#, r#"{"success":false,"error_code":"a-new-code"}"#] {
        assert!(!verify(400, body).await.is_verified());
    }
}

#[test]
fn users_can_be_stored_and_read_again() {
    for file in ["full", "with_1099_k", "with_text_as_metadata"] {
        let user: User = serde_json::from_str(&sample(&format!("retrieve_user/{file}.json"))).unwrap();
        let again: User = serde_json::from_str(&serde_json::to_string(&user).unwrap()).unwrap();
        assert_eq!(user, again);
        for personal in ["Ada", "ada@", "2025550143", "6789", "customer-17", "Pass", "unflagged"] {
            assert!(!format!("{user:?}").contains(personal), "{personal}");
        }
    }
    assert!(serde_json::from_str::<UserId>("\"\"").is_err());
}
