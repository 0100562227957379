//! What the values print, and that what is printed is not all there is: the value comes out when it is asked for.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::{BuildHasher, RandomState};

use serde_json::{Value, json};
use verify_values::{
    Amount, DateOfBirth, Email, FreeForm, InvalidValue, Lenient, OtpCode, PhoneNumber, Pii, Scalar, Secret,
    Sleep, Ssn, Timestamp, answer,
};

answer! {
    /// A person.
    pub struct Person {
        /// A name.
        name: Option<Pii<String>> => "name",
        /// An age.
        age: Option<Pii<u32>> => "age",
        /// Where.
        city: Option<String> => "city",
    }
}

fn assert_prints(value: &impl Debug, expected: &str) {
    assert_eq!(format!("{value:?}"), expected);
    assert_eq!(format!("{value:#?}"), expected);
}

#[test]
fn what_is_secret_or_personal_prints_its_name() {
    assert_prints(&Secret::new("hidden"), "Secret(***)");
    assert_prints(&Pii::new("hidden".to_owned()), "Pii(***)");
    assert_prints(&Pii::new(17_u32), "Pii(***)");
    assert_prints(&FreeForm::new(json!({"hidden": 1})), "FreeForm(***)");
    assert_prints(&OtpCode::new("012345").unwrap(), "OtpCode(***)");
    assert_prints(&Ssn::new("900-12-3456").unwrap(), "Ssn(***)");
    assert_prints(&Email::new("ada@example.com").unwrap(), "Email(***)");
    assert_prints(&PhoneNumber::new("+12025550143").unwrap(), "PhoneNumber(***)");
    assert_prints(&DateOfBirth::new("1990-04-12").unwrap(), "DateOfBirth(***)");
    for scalar in [Scalar::Text("hidden"), Scalar::Integer(17), Scalar::Decimal(1.5), Scalar::Bool(true)] {
        assert_prints(&scalar, "Scalar(***)");
    }
}

#[test]
fn what_is_neither_prints_itself() {
    assert_prints(&"-12.5".parse::<Amount>().unwrap(), "Amount(-12.50)");
    assert_prints(&Amount::ZERO, "Amount(0.00)");
    let millisecond = Timestamp::from(std::time::UNIX_EPOCH + std::time::Duration::from_millis(1));
    assert_prints(&millisecond, "Timestamp(1970-01-01T00:00:00.001Z)");
    assert_eq!(millisecond.to_string(), "1970-01-01T00:00:00.001Z");
    assert_prints(&Sleep::new(std::future::ready(())), "Sleep");
    assert_eq!(InvalidValue::new("code", "must be digits").to_string(), "code must be digits");
}

#[test]
fn the_value_comes_out_when_it_is_asked_for() {
    for secret in [Secret::new("hidden"), Secret::from("hidden"), Secret::from("hidden".to_owned())] {
        assert_eq!(secret.expose(), "hidden");
        assert_eq!(secret, Secret::new("hidden"));
        for other in ["hidde", "hiddeN", "hidden ", ""] {
            assert_ne!(secret, Secret::new(other));
        }
    }
    for name in [Pii::new("Ada".to_owned()), Pii::from("Ada"), Pii::from("Ada".to_owned())] {
        assert_eq!(name.expose(), "Ada");
        assert_eq!(serde_json::to_value(&name).unwrap(), json!("Ada"));
    }
    assert_eq!(serde_json::from_value::<Pii<String>>(json!("Ada")).unwrap(), Pii::from("Ada"));
    assert_eq!(Pii::new(17_u32).expose(), &17);
    assert_eq!(FreeForm::new(json!([1])).expose(), &json!([1]));
    assert_eq!(Ssn::new("900123456").unwrap().last_four(), "3456");
}

#[test]
fn personal_values_are_told_apart_in_sets() {
    let names: HashSet<_> = ["Ada", "Ada", "Bob"].map(Pii::<String>::from).into_iter().collect();
    assert_eq!(names.len(), 2);
    let state = RandomState::new();
    let hash = |text: &str| state.hash_one(Pii::<String>::from(text));
    assert_eq!(hash("Ada"), state.hash_one("Ada"), "as the value's own");
    assert_ne!(hash("Ada"), hash("Bob"));
}

#[test]
fn what_an_answer_holds_is_kept_whatever_its_form() {
    let read = |text: &str| -> Value {
        let form: FreeForm = verify_values::required(&mut serde_json::Deserializer::from_str(text)).unwrap();
        form.expose().clone()
    };
    for text in ["\"text\"", "7", "-7", "1.5", "true", "[1,[2]]", r#"{"a":{"b":[null]}}"#] {
        assert_eq!(read(text), serde_json::from_str::<Value>(text).unwrap(), "{text}");
    }
    assert_eq!(
        read("18446744073709551615"),
        json!("18446744073709551615"),
        "as text, for no number holds it"
    );
    let personal = |text: &str| -> Pii<String> {
        verify_values::required(&mut serde_json::Deserializer::from_str(text)).unwrap()
    };
    assert_eq!(personal("\"Ada\""), Pii::from("Ada"));
    assert_eq!(personal("7"), Pii::from("7"));
    assert_eq!(<Pii<u32> as Lenient>::from_scalar(Scalar::Text("17")), Some(Pii::new(17)));
}

#[test]
fn a_personal_value_in_an_odd_form_is_none_and_costs_nothing_else() {
    for (name, age) in [(r#"["Ada",["Bob"]]"#, r#"{"years":{"of":17}}"#), (r#"{"first":"Ada"}"#, "[17]")] {
        let person: Person =
            verify_values::read(format!(r#"{{"name":{name},"age":{age},"city":"Spencer"}}"#).as_bytes())
                .unwrap();
        assert_eq!((person.name, person.age, person.city.as_deref()), (None, None, Some("Spencer")));
    }
}
