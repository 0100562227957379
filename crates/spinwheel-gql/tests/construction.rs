//! What cannot be built, and what is printed of what can.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use spinwheel_gql::{
    Access, BaseUrl, Client, Consent, ConsentRefusal, CreditReportId, ErrorKind, ListCreditReports,
    ReqOrgContactId,
};
use support::{credentials, endpoint};

fn refused(endpoint: BaseUrl, access: impl Into<Access>) -> String {
    let error = Client::new(endpoint, access).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    error.to_string()
}

#[test]
fn an_endpoint_is_a_whole_address() {
    for host in ["https://debtcore.example.com", "https://debtcore.example.com/", "http://127.0.0.1:8080"] {
        let error = refused(host.parse().unwrap(), credentials());
        assert!(error.contains("the whole address of the GraphQL service, with its path"), "{error}");
    }
    for bad in ["", "debtcore.example.com/graphql", "http://debtcore.example.com/graphql"] {
        assert_eq!(bad.parse::<BaseUrl>().unwrap_err().kind(), ErrorKind::Configuration, "{bad}");
    }
    for good in ["https://debtcore.example.com/graphql", "http://127.0.0.1:8080/t1/debtcore/graphql"] {
        assert!(Client::new(good.parse().unwrap(), credentials()).is_ok(), "{good}");
    }
}

#[test]
fn credentials_that_cannot_be_right_are_a_configuration_error() {
    for bad in ["", "secret\n", " secret", "schlüssel"] {
        let mut with = credentials();
        with.client_secret = bad.into();
        let error = refused(endpoint(), with);
        assert!(error.contains("client secret") && !error.contains("schl"), "{error}");
        let client = Client::new(endpoint(), credentials()).unwrap();
        assert_eq!(client.replace_client_secret(bad).unwrap_err().kind(), ErrorKind::Configuration);
        assert_eq!(client.with_token(bad).unwrap_err().kind(), ErrorKind::Configuration);
        refused(endpoint(), Access::Token(bad.into()));
    }
    for bad in ["", "api://a/.default api://b/.default"] {
        let mut with = credentials();
        with.scope = bad.to_owned();
        assert!(refused(endpoint(), with).contains("scope"));
    }
}

#[test]
fn lists_ask_for_1_to_20_ids_and_for_something() {
    let ids = |count: u32| (0..count).map(|id| CreditReportId::new(format!("cr-{id}")).unwrap());
    for (count, fine) in [(0, false), (1, true), (20, true), (21, false)] {
        assert_eq!(ListCreditReports::new().ids(ids(count)).is_ok(), fine, "{count}");
    }
    assert!(ListCreditReports::new().first(0).is_err() && ListCreditReports::new().last(0).is_err());
    let there = ListCreditReports::new().last(3).unwrap().before("a");
    let back = there.clone().first(2).unwrap().after("b");
    assert_eq!(back, ListCreditReports::new().first(2).unwrap().after("b"), "one direction");
    assert_ne!(back, there);
}

#[test]
fn ids_are_not_empty() {
    assert!(ReqOrgContactId::new("").is_err());
    assert_eq!("contact-12345".parse::<ReqOrgContactId>().unwrap().as_str(), "contact-12345");
}

/// What nobody may find in a log.
const PERSONAL: [&str; 18] = [
    "2025550123",
    "1985",
    "012345",
    "900",
    "3456",
    "contact-12345",
    "client-secret",
    "token-value",
    "Ada",
    "Byron",
    "King",
    "Main Street",
    "Springfield",
    "62701",
    "1234",
    "Oak Street",
    "EXAMPLE",
    "680",
];

#[test]
fn nothing_personal_is_printed() {
    let client = |access: Access| Client::new(endpoint(), access).unwrap();
    let read = |sample: &str, payload: &str| {
        let answer: serde_json::Value = serde_json::from_str(&support::sample(sample)).unwrap();
        answer["data"][payload]["data"].clone()
    };
    let report: spinwheel_gql::CreditReport =
        serde_json::from_value(read("credit_report/report.json", "creditReport")).unwrap();
    let pulled: spinwheel_gql::CreditReport =
        serde_json::from_value(read("pull_credit_report/pulled.json", "pullCreditReport")).unwrap();
    let verification: spinwheel_gql::UserVerification =
        serde_json::from_value(read("user_verification/passed.json", "userVerification")).unwrap();
    let questions: spinwheel_gql::KbaQuestions =
        serde_json::from_value(read("kba_questions/questions.json", "kbaQuestions")).unwrap();
    let printed = [
        format!("{:?}", support::send_sms_verification_code()),
        format!("{:?}", support::verify_sms_code()),
        format!("{:?}", support::user_verification()),
        format!("{:?}", support::kba_questions_in_full()),
        format!("{:?}", support::send_kba_answers()),
        format!("{:?}", support::pull_credit_report_in_full()),
        format!("{:?}", support::credit_reports_in_full()),
        format!("{:?}", support::address_in_full()),
        format!("{:?}", support::contact()),
        format!("{:?}", support::subject()),
        format!("{:?} {:?}", credentials(), Access::from(credentials())),
        format!("{:?}", client(credentials().into())),
        format!("{:?}", Client::builder(endpoint(), credentials())),
        format!("{:?}", client(Access::Token("token-value".into()))),
        format!("{:?}", Access::Token("token-value".into())),
        format!("{report:?} {report:#?}"),
        format!("{pulled:?}"),
        format!("{verification:?}"),
        format!("{questions:?}"),
        format!("{:?}", [Consent::Granted, Consent::Refused(ConsentRefusal::Unspecified)]),
    ];
    for text in printed {
        for personal in PERSONAL {
            assert!(!text.contains(personal), "{personal} in {text}");
        }
    }
}
