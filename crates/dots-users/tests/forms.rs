//! What cannot be built of payout methods, tax forms, addresses and flows.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

mod support;

use dots_users::{
    Address, BankAccount, CashAppAccount, CreateFlow, Ein, FeeParty, InvalidValue, PhoneNumber, PutAddress,
    PutCompliance, Signature, Ssn, Step, StepName, TaxTreaty, VenmoAccount, W8BenForm, W9Form,
};
use serde_json::json;
use support::{address, address_abroad, born, email, user_id};

fn rule<T: std::fmt::Debug>(result: Result<T, InvalidValue>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn routing_numbers_have_nine_digits() {
    for (number, fine) in [
        ("900123456", true),
        (" 900123456 ", true),
        ("90012345", false),
        ("9001234567", false),
        ("90012345a", false),
        ("900-12345", false),
        ("９００１２３４５６", false),
        ("", false),
    ] {
        assert_eq!(BankAccount::checking(number, "000123456789").is_ok(), fine, "{number}");
        assert_eq!(BankAccount::savings(number, "000123456789").is_ok(), fine, "{number}");
        assert_eq!(CashAppAccount::new("$ada", number, "000123456789").is_ok(), fine, "{number}");
    }
    assert_eq!(rule(BankAccount::checking("1", "2")), "routing_number must be nine digits");
}

#[test]
fn accounts_have_numbers_and_names() {
    for empty in ["", "  ", "a\nb"] {
        assert_eq!(rule(BankAccount::checking("900123456", empty)), "account_number must not be empty");
        assert_eq!(rule(CashAppAccount::new(empty, "900123456", "1")), "cash_tag must not be empty");
        assert_eq!(rule(VenmoAccount::handle(empty)), "handle must not be empty");
    }
}

#[test]
fn venmo_takes_numbers_of_north_america() {
    for (phone, fine) in [("+12025550143", true), ("+1202555014", false), ("+442079460000", false)] {
        let phone = PhoneNumber::new(phone).unwrap();
        assert_eq!(VenmoAccount::phone_number(phone).is_ok(), fine);
    }
}

#[test]
fn metadata_of_a_payout_method_is_any_json() {
    for good in [json!("text"), json!({}), json!(null), json!(1), json!(true), json!([])] {
        assert!(support::put_payout_method().metadata(&good).is_ok(), "{good}");
    }
    let no_json = std::collections::HashMap::from([((1, 2), 3)]);
    assert!(support::put_payout_method().metadata(&no_json).is_err());
}

#[test]
fn company_numbers_have_nine_digits() {
    for good in ["001234567", "00-1234567", " 00-1234567 "] {
        assert_eq!(Ein::new(good).unwrap().expose(), "001234567");
        assert_eq!(good.parse::<Ein>().unwrap(), Ein::new(good).unwrap());
    }
    for bad in
        ["", "00123456", "0012345678", "001-234567", "00-12345-67", "00123456a", "00-123456a", "-001234567"]
    {
        assert!(Ein::new(bad).is_err(), "{bad}");
    }
    assert_eq!(format!("{:?}", Ein::new("001234567").unwrap()), "Ein(***)");
}

#[test]
fn countries_have_two_letters() {
    for (country, fine) in
        [("PT", true), ("pt", true), ("PRT", false), ("P", false), ("P1", false), ("", false)]
    {
        assert_eq!(Address::new("1 Example Way", "Lisboa", "1000-001", country).is_ok(), fine, "{country}");
        assert_eq!(TaxTreaty::new(country).is_ok(), fine, "{country}");
        let signature = Signature::with_consent("Ada Lovelace", email()).unwrap();
        let form = W8BenForm::new("Ada Lovelace", country, born(), address_abroad(), signature);
        assert_eq!(form.is_ok(), fine, "{country}");
    }
}

#[test]
fn states_have_two_letters_in_the_united_states() {
    for (state, fine) in [("IA", true), ("ia", true), ("Iowa", false), ("I", false), ("1A", false)] {
        assert_eq!(Address::us("1 Example Way", "Spencer", state, "51368").is_ok(), fine, "{state}");
        let address = Address::new("1 Example Way", "Spencer", "51368", "us").unwrap();
        assert_eq!(address.state(state).is_ok(), fine, "{state}");
        assert!(address_abroad().state(state).is_ok());
    }
    assert!(address_abroad().state(" ").is_err());
}

#[test]
fn addresses_are_complete() {
    assert_eq!(rule(Address::new("", "b", "c", "PT")), "line_1 must not be empty");
    assert_eq!(rule(Address::new("a", "", "c", "PT")), "city must not be empty");
    assert_eq!(rule(Address::new("a", "b", "", "PT")), "postcode must not be empty");
    assert_eq!(rule(address().line_2("")), "line_2 must not be empty");
    assert_eq!(rule(address().line_3("")), "line_3 must not be empty");
    assert_eq!(rule(PutAddress::new(user_id(), address_abroad())), "address must have a state or region");
}

#[test]
fn a_w9_has_a_state_and_two_lines() {
    let (ssn, ein) = (Ssn::new("900123456").unwrap(), Ein::new("001234567").unwrap());
    let longer = address().line_2("Second floor").unwrap();
    assert!(W9Form::individual(ssn.clone(), born(), longer.clone()).is_ok());
    for bad in [address_abroad(), longer.line_3("Left door").unwrap()] {
        assert!(W9Form::individual(ssn.clone(), born(), bad.clone()).is_err());
        assert!(W9Form::business("Ada's Engines", ein.clone(), bad).is_err());
    }
    assert_eq!(rule(W9Form::business(" ", ein, address())), "business_name must not be empty");
    assert!(support::w9_of_person().name("", "Lovelace").is_err());
    assert!(support::w9_of_person().name("Ada", "").is_err());
}

#[test]
fn a_w8ben_has_a_tax_id_unless_the_citizenship_needs_none() {
    for citizenship in ["AU", "BM", "VG", "KY", "JP", "jp"] {
        assert!(PutCompliance::w8ben(user_id(), support::w8ben(citizenship)).is_ok(), "{citizenship}");
    }
    for citizenship in ["PT", "GB", "US"] {
        let form = support::w8ben(citizenship);
        assert_eq!(
            rule(PutCompliance::w8ben(user_id(), form.clone())),
            "foreign_tax_id must be there, unless the citizenship is AU, BM, VG, KY or JP"
        );
        assert!(form.clone().foreign_tax_id("").is_err());
        assert!(PutCompliance::w8ben(user_id(), form.foreign_tax_id("PT-900-17").unwrap()).is_ok());
    }
}

#[test]
fn a_w8ben_has_names_and_two_lines() {
    let signature = Signature::with_consent("Ada Lovelace", email()).unwrap();
    assert!(Signature::with_consent("", email()).is_err());
    assert!(W8BenForm::new("", "PT", born(), address_abroad(), signature.clone()).is_err());
    let long = address_abroad().line_3("Left door").unwrap();
    assert!(W8BenForm::new("Ada Lovelace", "PT", born(), long, signature).is_err());
    for (rate, fine) in
        [(-0.01, false), (0.0, true), (0.15, true), (1.0, true), (15.0, false), (f64::NAN, false)]
    {
        assert_eq!(TaxTreaty::new("PT").unwrap().rate(rate).is_ok(), fine, "{rate}");
    }
}

#[test]
fn what_is_personal_is_not_printed() {
    let printed = [
        format!("{:?}", support::put_savings_account()),
        format!("{:?}", support::put_cash_app()),
        format!("{:?}", support::put_venmo()),
        format!("{:?}", PutCompliance::w9(user_id(), support::w9_of_person())),
        format!("{:?}", PutCompliance::w9(user_id(), support::w9_of_company())),
        format!("{:?}", PutCompliance::w8ben(user_id(), support::w8ben_in_full()).unwrap()),
        format!("{:?}", support::put_address()),
        format!("{:?}", support::create_flow_in_full()),
        format!("{:?}", support::retrieve_flow()),
    ];
    let personal = [
        "900123456",
        "000123456789",
        "$ada",
        "2025550143",
        "Ada",
        "Lovelace",
        "Engines",
        "1990",
        "001234567",
        "Example",
        "Spencer",
        "IA",
        "PT",
        "Article",
        "Royalties",
        "ada@",
        "customer-17",
        "app.example.com",
        "0000000000f1",
    ];
    for text in printed {
        for personal in personal {
            assert!(!text.contains(personal), "{personal} in {text}");
        }
    }
}

#[test]
fn steps_are_different_and_have_names() {
    assert!(CreateFlow::new([StepName::Compliance, StepName::Payout]).is_ok());
    let twice = CreateFlow::new([StepName::Compliance, StepName::Payout, StepName::Compliance]);
    assert_eq!(rule(twice), "steps must not hold the same step twice");
    let hidden = Step::compliance().hide_continue_button(true);
    assert!(CreateFlow::new([Step::compliance(), hidden.clone()]).is_ok(), "they differ");
    assert!(CreateFlow::new([hidden.clone(), hidden]).is_err());
    assert_eq!(rule(CreateFlow::new([StepName::from("")])), "steps must have names");
}

#[test]
fn options_belong_to_steps() {
    let steps = [
        (Step::onboard(), [false, false, false]),
        (Step::compliance(), [false, false, false]),
        (Step::id_verification(), [false, false, false]),
        (Step::background_check(), [false, false, false]),
        (Step::manage_payouts(), [true, true, false]),
        (Step::manage_payments(), [false, false, false]),
        (Step::payout(), [true, false, true]),
        (Step::redirect("https://app.example.com").unwrap(), [false, false, false]),
        (Step::pdf_form_fill("template-17".parse().unwrap()), [false, false, false]),
        (Step::from(StepName::from("a-new-step")), [true, true, true]),
    ];
    for (step, [auto, require, fee]) in steps {
        assert_eq!(step.clone().auto_payout_enabled(true).is_ok(), auto, "{step:?}");
        assert_eq!(step.clone().require_default_payout_method(true).is_ok(), require, "{step:?}");
        assert_eq!(step.clone().require_auto_payout_method(true).is_ok(), require, "{step:?}");
        assert_eq!(step.clone().payout_fee_party(FeeParty::User).is_ok(), fee, "{step:?}");
        assert_eq!(step.clone().hide_continue_button(true).name(), step.name());
    }
}

#[test]
fn redirects_fit_the_published_pattern() {
    for good in [
        "https://app.example.com",
        "http://example.org/done",
        "https://www.example.com:8443/a/b?c=d&e=f#g",
        "http://127.0.0.1:8080/done",
        "https://a-b.example.net?x",
    ] {
        assert!(Step::redirect(good).is_ok(), "{good}");
    }
    let long = format!("https://{}.com", "a".repeat(257));
    for bad in [
        "",
        "example.com",
        "ftp://example.com",
        "myapp://example.com",
        "https://",
        "https://localhost/done",
        "https://.com",
        "https://app.example",
        "https://example.com/a b",
        "https://exämple.com",
        "https://user@example.com",
        &long,
    ] {
        assert!(Step::redirect(bad).is_err(), "{bad}");
    }
}

#[test]
fn metadata_of_a_flow_is_a_text_or_an_object() {
    for good in [json!("customer-17"), json!({ "a": [1] })] {
        assert!(support::create_flow().metadata(&good).is_ok(), "{good}");
    }
    for bad in [json!(null), json!(1), json!(true), json!([])] {
        assert!(support::create_flow().metadata(&bad).is_err(), "{bad}");
    }
}
