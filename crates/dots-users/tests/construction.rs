//! What cannot be built, because Dots' published patterns say so.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use dots_users::models::{MonthlyAmounts, TaxForm};
use dots_users::{
    Adjustment1099, AppId, Cents, Client, CreateUser, Environment, ErrorKind, Keys, ListFlows, ListUsers,
    OtpCode, Rail, UpdateUser, Username, VerifyToken,
};
use serde_json::json;
use support::{email, months, phone};

#[test]
fn names_have_1_to_50_characters() {
    let (longest, too_long) = ("é".repeat(50), "é".repeat(51));
    for (name, fine) in [("", false), ("A", true), (longest.as_str(), true), (too_long.as_str(), false)] {
        assert_eq!(CreateUser::new(name, "Lovelace", email(), phone()).is_ok(), fine, "{name}");
        assert_eq!(CreateUser::new("Ada", name, email(), phone()).is_ok(), fine, "{name}");
    }
    let error = CreateUser::new("Ada", "", email(), phone()).unwrap_err();
    assert_eq!(error.to_string(), "last_name must be 1 to 50 characters");
}

#[test]
fn usernames_have_letters_digits_and_hyphens() {
    let (longest, too_long) = ("a".repeat(50), "a".repeat(51));
    for good in ["a", "Ada-17", "-", longest.as_str()] {
        assert_eq!(Username::new(good).unwrap().expose(), good);
        assert_eq!(good.parse::<Username>().unwrap(), Username::new(good).unwrap());
    }
    for bad in ["", "ada lovelace", "ada_17", "adä", "ada.17", too_long.as_str()] {
        let error = Username::new(bad).unwrap_err();
        assert_eq!(error.to_string(), "username must be 1 to 50 letters, digits and hyphens");
    }
    assert_eq!(format!("{:?}", Username::new("ada-17").unwrap()), "Username(***)");
}

#[test]
fn tokens_have_at_least_6_digits() {
    for (code, fine) in [("1234", false), ("12345", false), ("012345", true), ("0123456789", true)] {
        let code = OtpCode::new(code).unwrap();
        assert_eq!(VerifyToken::new(support::user_id(), code).is_ok(), fine);
    }
}

#[test]
fn metadata_of_a_new_user_is_a_text_or_an_object() {
    for good in [json!("customer-17"), json!({}), json!({ "a": [1] }), json!(null)] {
        assert!(support::create_user().metadata(&good).is_ok(), "{good}");
    }
    for bad in [json!(1), json!(true), json!([])] {
        assert!(support::create_user().metadata(&bad).is_err(), "{bad}");
        assert!(UpdateUser::new(support::user_id()).metadata(&bad).is_ok(), "a change takes any JSON");
    }
    let no_json = std::collections::HashMap::from([((1, 2), 3)]);
    assert!(support::create_user().metadata(&no_json).is_err());
    assert!(UpdateUser::new(support::user_id()).metadata(&no_json).is_err());
}

#[test]
fn excluded_rails_have_names() {
    for rails in [vec![], vec![Rail::Ach, Rail::Ach], vec![Rail::from("new_rail")]] {
        assert!(support::create_user().payout_options_exclude_list(rails).is_ok());
    }
    assert!(support::create_user().payout_options_exclude_list([Rail::from("")]).is_err());
    assert!(UpdateUser::new(support::user_id()).payout_options_exclude_list([Rail::from("")]).is_err());
}

#[test]
fn lists_have_parts_of_1_to_100() {
    for (limit, fine) in [(0, false), (1, true), (100, true), (101, false)] {
        assert_eq!(ListUsers::new().limit(limit).is_ok(), fine, "{limit}");
        assert_eq!(ListFlows::new().limit(limit).is_ok(), fine, "{limit}");
    }
}

#[test]
fn adjustments_are_of_one_form_and_complete() {
    for (cents, fine) in [(-1, false), (0, false), (1, true)] {
        assert_eq!(Adjustment1099::nec(2026, Cents::new(cents)).is_ok(), fine, "{cents}");
    }
    for (count, fine) in [(None, true), (Some(0), false), (Some(1), true)] {
        assert_eq!(Adjustment1099::k(2026, months(), count).is_ok(), fine, "{count:?}");
    }
    let nec = Adjustment1099::nec(2026, Cents::new(1)).unwrap();
    let k = Adjustment1099::k(2026, months(), None).unwrap();
    let mut bad = vec![Adjustment1099::new(); 8];
    bad[1].clone_from(&nec);
    bad[1].year = None;
    bad[2].clone_from(&nec);
    bad[2].form = Some(TaxForm::K);
    bad[3].clone_from(&nec);
    bad[3].form = Some(TaxForm::from("1099-X"));
    bad[4].clone_from(&k);
    bad[4].form = Some(TaxForm::Nec);
    bad[5].clone_from(&k);
    bad[5].monthly_amounts.as_mut().unwrap().december = None;
    bad[6].clone_from(&nec);
    bad[6].monthly_amounts = Some(MonthlyAmounts::from(months()));
    bad[7].clone_from(&nec);
    bad[7].transaction_count = Some(1);
    for bad in bad {
        assert!(support::create_user().adjustment_1099(bad.clone()).is_err(), "{bad:?}");
        assert!(UpdateUser::new(support::user_id()).adjustment_1099(bad).is_err());
    }
    assert_eq!(k.monthly_amounts.unwrap().months(), Some(months()));
}

#[test]
fn keys_that_no_header_can_carry_are_a_configuration_error() {
    let good = ("pk_dev_1", "sk_dev_1");
    let rows = [
        (good.0, ""),
        (good.0, "abc\n"),
        (good.0, " abc"),
        (good.0, "schlüssel"),
        ("abc\n", good.1),
        ("a:b", good.1),
    ];
    for (client_id, api_key) in rows {
        let keys = Keys::new(client_id.parse().unwrap(), api_key);
        let error = Client::new(Environment::Sandbox, keys).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!error.to_string().contains("abc"), "{error}");
    }
    let app = AppId::new("not an\nid").unwrap();
    let error = Client::builder(Environment::Sandbox, support::keys()).app_id(app).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
