//! What cannot be built, because Finicity would refuse it or misread it without a word.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::{Duration, SystemTime};

use finicity_connect::{
    ConnectLink, ConsumerInfo, CustomerId, DateOfBirth, Experience, FromDate, GenerateConnectUrl,
    ReportCustomField, RotatePartnerSecret, Ssn, Webhook,
};
use serde_json::json;

fn request() -> GenerateConnectUrl {
    GenerateConnectUrl::new(CustomerId::new("1005061234").unwrap())
}

#[test]
fn a_report_date_always_has_ten_digits() {
    let at = |seconds| FromDate::new(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    for (seconds, fine) in [
        (0, false),
        (12_345_678, false),
        (999_999_999, false),
        (1_000_000_000, true),
        (9_999_999_999, true),
        (10_000_000_000, false),
    ] {
        assert_eq!(at(seconds).is_ok(), fine, "{seconds}");
    }
    assert!(FromDate::new(SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(1)).unwrap()).is_err());
    let day = FromDate::from_ymd(2020, 12, 8).unwrap();
    assert_eq!(serde_json::to_value(day).unwrap(), json!(1_607_385_600));
    assert!(FromDate::from_ymd(2020, 2, 30).is_err());
}

#[test]
fn an_experience_is_the_default_or_a_guid() {
    for good in ["default", "e5ad2c36-a8b1-4d20-b0dc-80b4ef0bb1f0", " E5AD2C36-A8B1-4D20-B0DC-80B4EF0BB1F0 "]
    {
        assert!(Experience::new(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "Default",
        "e5ad2c36a8b14d20b0dc80b4ef0bb1f0",
        "g5ad2c36-a8b1-4d20-b0dc-80b4ef0bb1f0",
        "a-b-c-d-e",
    ] {
        assert!(Experience::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_report_has_at_most_five_labels() {
    let fields =
        |count: usize| (0..count).map(|number| ReportCustomField::new(format!("label {number}"), "value"));
    assert!(request().report_custom_fields(fields(5)).is_ok());
    assert_eq!(
        request().report_custom_fields(fields(6)).unwrap_err().to_string(),
        "reportCustomFields must be at most five"
    );
}

#[test]
fn a_redirect_goes_to_a_page_or_an_app() {
    for good in
        ["https://app.example.com/back?order=17", "http://localhost:3000/", "com.example.app://connect/back"]
    {
        assert!(request().redirect_uri(good).is_ok(), "{good}");
        assert!(request().in_web_view(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "/back",
        "app.example.com/back",
        "https://",
        "https://app.example.com/a b",
        "https://app.example.com/#x",
        "javascript:alert(1)",
    ] {
        assert!(request().redirect_uri(bad).is_err(), "{bad}");
    }
}

#[test]
fn webhook_headers_are_such_as_http_allows() {
    let webhook = || Webhook::new("https://hooks.example.com/finicity?tenant=7").unwrap();
    assert!(webhook().header("Authorization", "Bearer abc").is_ok());
    for (name, value) in [("", "x"), ("a b", "x"), ("x-a", "line\nbreak"), ("x-a", "é"), ("x:", "x")] {
        assert!(webhook().header(name, value).is_err(), "{name:?}: {value:?}");
    }
    assert!(webhook().data(json!({"order": 17})).is_ok());
    for not_an_object in [json!(17), json!([1]), json!(null), json!("text")] {
        assert!(webhook().data(not_an_object).is_err());
    }
    for bad in ["", "hooks.example.com", "ftp://hooks.example.com", "https://"] {
        assert!(Webhook::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_social_security_number_is_sent_as_nine_digits_and_a_birth_date_as_seconds() {
    let info = ConsumerInfo::new(Ssn::new("900-12-3456").unwrap());
    assert_eq!(serde_json::to_value(&info).unwrap(), json!({"ssn": "900123456"}));
    let born = |date: &str| info.clone().dob(DateOfBirth::new(date).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(born("1980-01-01")).unwrap()["dob"], json!(315_532_800));
    assert_eq!(serde_json::to_value(born("1969-12-31")).unwrap()["dob"], json!(-86_400));
    assert_eq!(format!("{:?}", born("1980-01-01")), "ConsumerInfo { ssn: Ssn(***), dob: Some(***) }");
}

#[test]
fn a_link_says_until_when_it_works_and_does_not_print_itself() {
    let text = "https://connect2.finicity.com?customerId=1005061234&signature=ab&timestamp=1768478400000&ttl=1768485600000";
    let link = ConnectLink::new(text);
    assert_eq!(link.expires_at().unwrap().to_string(), "2026-01-15T14:00:00.000Z");
    assert_eq!((link.expose(), format!("{link:?}").as_str()), (text, "ConnectLink(***)"));
    for without in ["https://connect2.finicity.com", "https://connect2.finicity.com?ttl=soon", ""] {
        assert_eq!(ConnectLink::new(without).expires_at(), None, "{without}");
    }
}

#[test]
fn a_partner_secret_follows_the_published_rule() {
    for good in ["abcdefghijk1", "A1!@#$%&*_-+"] {
        assert!(RotatePartnerSecret::new(good).is_ok(), "{good}");
    }
    for bad in ["abcdefghij1", "abcdefghijkl", "123456789012", "abcdefghijk1 ", "abcdefghijk1?"] {
        let error = RotatePartnerSecret::new(bad).unwrap_err();
        assert!(!error.to_string().contains(bad), "the value is not repeated");
    }
    assert!(RotatePartnerSecret::new("a1".repeat(128)).is_err(), "256 characters");
}
