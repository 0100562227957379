//! What is read from answers, and where reading stops.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use verify_values::serde::de::{IgnoredAny, MapAccess};
use verify_values::{Amount, Pii, Timestamp, answer, open_enum};

open_enum! {
    /// A color.
    pub enum Color {
        /// Red.
        Red => "RED",
        /// Gray.
        Gray => "GRAY" | "GREY",
    }
}

open_enum! {
    /// A shape, which an object can stand for as well.
    pub enum Shape {
        /// With corners.
        Square => "SQUARE",
    }
    reading {
        fn from_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
            let mut last = None;
            while let Some((name, _)) = object.next_entry::<String, IgnoredAny>()? {
                last = Some(Self::from(name.as_str()));
            }
            Ok(last)
        }
    }
}

answer! {
    /// A thing.
    pub struct Thing {
        required {
            /// Its id.
            id: String => "id",
        }
        /// A count.
        count: Option<u32> => "count" | "cnt",
        /// A flag.
        flag: Option<bool> => "flag",
        /// A price.
        price: Option<Amount> => "price",
        /// A time.
        at: Option<Timestamp> => "at",
        /// A color.
        color: Option<Color> => "color",
        /// A name.
        name: Option<Pii<String>> => "name",
        /// Things inside.
        inner: Vec<Thing> => "inner",
        /// Debts.
        debts: Vec<Debt> => "debts",
        /// A thing inside.
        part: Option<Part> => "part",
    }
}

answer! {
    essential
    /// A debt.
    pub struct Debt {
        /// How much.
        owed: Option<Amount> => "owed",
    }
}

answer! {
    /// A part.
    pub struct Part {
        /// A text.
        text: Option<String> => "text",
    }
}

fn read(body: &str) -> Result<Thing, Option<String>> {
    verify_values::read(body.as_bytes()).map_err(|unreadable| unreadable.path().map(str::to_owned))
}

fn field(json: &str) -> Thing {
    read(&format!(r#"{{"id":"1",{json}}}"#)).unwrap()
}

#[test]
fn other_spellings_of_a_value_are_read_and_one_is_written() {
    let thing = field(r#""color":"GREY""#);
    assert_eq!(thing.color, Some(Color::Gray));
    assert_eq!(serde_json::to_value(thing.color).unwrap(), "GRAY");
}

#[test]
fn an_enumeration_can_say_how_more_than_a_scalar_is_read() {
    let read = |text: &str| verify_values::read::<Vec<Shape>>(text.as_bytes()).ok();
    assert_eq!(read(r#"["SQUARE",{"SQUARE":1}]"#), Some(vec![Shape::Square, Shape::Square]));
    assert_eq!((read("[{}]"), read("[[]]")), (None, None));
}

#[test]
fn scalars_are_read_from_whatever_scalar_stands_there() {
    assert_eq!(field(r#""count":5"#).count, Some(5));
    assert_eq!(field(r#""count":"5""#).count, Some(5));
    assert_eq!(field(r#""count":5.0"#).count, Some(5));
    assert_eq!(field(r#""cnt":5"#).count, Some(5));
    assert_eq!(field(r#""flag":"TRUE""#).flag, Some(true));
    assert_eq!(field(r#""price":"12.5""#).price, Some(Amount::from_cents(1250)));
    assert_eq!(field(r#""price":1234567.89"#).price, Some(Amount::from_cents(123_456_789)));
    assert_eq!(field(r#""price":3"#).price, Some(Amount::from_cents(300)));
    assert_eq!(field(r#""name":17"#).name.unwrap().expose(), "17");
    assert_eq!(read(r#"{"id":17}"#).unwrap().id, "17");
}

#[test]
fn binary_noise_does_not_cost_an_amount() {
    let cents = |json: &str| field(json).price.and_then(Amount::to_cents);
    assert_eq!(cents(r#""price":0.30000000000000004"#), Some(30));
    assert_eq!(cents(r#""price":1234.5600000000001"#), Some(123_456));
    assert_eq!(cents(r#""price":-0.1"#), Some(-10));
    assert_eq!(cents(r#""price":1e3"#), Some(100_000));
    assert_eq!(field(r#""price":"0.30000000000000004""#).price, None, "a text is exact or nothing");
}

#[test]
fn a_null_under_another_name_erases_nothing() {
    assert_eq!(field(r#""count":5,"cnt":null"#).count, Some(5));
    assert_eq!(field(r#""cnt":null,"count":5"#).count, Some(5));
}

#[test]
fn times_are_read_in_all_their_forms() {
    let noon = Some(1_768_478_400);
    let seconds = |json: &str| {
        let at = field(json).at?.to_system_time();
        Some(at.duration_since(std::time::SystemTime::UNIX_EPOCH).unwrap().as_secs())
    };
    for json in [
        r#""at":1768478400"#,
        r#""at":1768478400000"#,
        r#""at":"1768478400000""#,
        r#""at":"2026-01-15T12:00:00Z""#,
        r#""at":"2026-01-15T12:00:00.000Z""#,
        r#""at":"2026-01-15T12:00:00""#,
        r#""at":"2026-01-15 12:00:00.123456""#,
        r#""at":"2026-01-15T07:00:00-05:00""#,
    ] {
        assert_eq!(seconds(json), noon, "{json}");
    }
    assert_eq!(seconds(r#""at":"yesterday""#), None);
    assert_eq!(field(r#""at":1768478400.125"#).at.unwrap().to_string(), "2026-01-15T12:00:00.125Z");
    assert_eq!(field(r#""at":"1768478400.125""#).at.unwrap().to_string(), "2026-01-15T12:00:00.125Z");
    for no_number in ["1e9", "inf", "NaN", ".", "-", "", "15.01", "2026.01", "15.01.2026"] {
        assert_eq!(field(&format!(r#""at":"{no_number}""#)).at, None, "{no_number}");
    }
    let precise = Timestamp::parse("2026-01-15T12:00:00.123456789Z").unwrap();
    assert_eq!(Timestamp::parse(&precise.to_string()), Some(precise), "it survives being stored");
    assert_eq!(field(r#""at":1768478400000"#).at.unwrap().to_string(), "2026-01-15T12:00:00.000Z");
}

#[test]
fn times_at_the_edges_of_what_is_read() {
    let read = |json: &str| field(json).at.map(|at| at.to_string());
    for (json, time) in [
        // The last second, and the first millisecond, in each way to write a number.
        (r#""at":99999999999"#, "5138-11-16T09:46:39.000Z"),
        (r#""at":100000000000"#, "1973-03-03T09:46:40.000Z"),
        (r#""at":99999999999.5"#, "5138-11-16T09:46:39.500Z"),
        (r#""at":100000000000.0"#, "1973-03-03T09:46:40.000Z"),
        // Less than a millisecond is dropped on both sides of 1970.
        (r#""at":"1970-01-01T00:00:00.0009Z""#, "1970-01-01T00:00:00.000Z"),
        (r#""at":"1969-12-31T23:59:59.9991Z""#, "1970-01-01T00:00:00.000Z"),
        // Offsets with parts of a second count to the nearest one.
        (r#""at":"2026-01-15T12:00:00+00:00:00.5""#, "2026-01-15T11:59:59.000Z"),
        // Years before the first one.
        (r#""at":"+000000-01-02""#, "0000-01-02T00:00:00.000Z"),
        (r#""at":"-000001-01-02""#, "-000001-01-02T00:00:00.000Z"),
    ] {
        assert_eq!(read(json).as_deref(), Some(time), "{json}");
    }
    for nothing in ["-000000-01-02", "2026-01-15T12:00:00.Z", "2026-01-15T12:00:00,", "2026-0115"] {
        assert_eq!(read(&format!(r#""at":"{nothing}""#)), None, "{nothing}");
    }
    let noon = Timestamp::parse("2026-01-15T12:00:00Z").unwrap();
    assert_eq!(format!("{noon:?}"), "Timestamp(2026-01-15T12:00:00.000Z)");
}

#[test]
fn what_cannot_be_read_counts_as_absent() {
    for odd in ["null", "{}", "[]", r#"{"a":[1,{"b":2}]}"#, r#"[[1],{"a":2}]"#] {
        let thing = field(&format!(
            r#""count":{odd},"flag":{odd},"price":{odd},"at":{odd},"color":{odd},"name":{odd}"#
        ));
        assert_eq!(thing, Thing::new("1".to_owned()), "{odd}");
    }
    assert_eq!(field(r#""part":"text""#).part, None);
    assert_eq!(field(r#""part":{}"#).part, Some(Part::default()));
    assert_eq!(field(r#""count":-1"#).count, None);
    assert_eq!(field(r#""count":99999999999999999999999"#).count, None);
}

#[test]
fn unknown_values_are_kept_and_unknown_fields_ignored() {
    let thing = field(r#""color":"ULTRAVIOLET","news":{"a":[1]}"#);
    assert_eq!(thing.color.as_ref().map(Color::as_str), Some("ULTRAVIOLET"));
    assert_eq!(format!("{:?}", thing.color), "Some(Unknown(Pii(***)))");
}

#[test]
fn a_list_does_without_what_it_cannot_read() {
    assert_eq!(field(r#""inner":[null,{"id":"2"},null]"#).inner, [Thing::new("2".to_owned())]);
    for odd in ["null", "{}", r#""none""#, "0", r#"["text",7,[]]"#] {
        assert_eq!(field(&format!(r#""inner":{odd}"#)).inner, [], "{odd}");
    }
}

#[test]
fn a_list_of_what_is_essential_is_a_list_or_an_error() {
    assert_eq!(field(r#""debts":[null,{"owed":5},{}]"#).debts.len(), 2);
    assert_eq!(field(r#""debts":null"#).debts, []);
    for odd in ["{}", r#""none""#, "0"] {
        assert_eq!(read(&format!(r#"{{"id":"1","debts":{odd}}}"#)), Err(Some("debts".to_owned())));
    }
    assert_eq!(read(r#"{"id":"1","debts":[{},"text"]}"#), Err(Some("debts[1]".to_owned())));
}

#[test]
fn the_place_of_what_is_missing_is_told_without_a_value() {
    let missing = |body: &str| read(body).unwrap_err();
    assert_eq!(missing("{}"), Some("id".to_owned()));
    assert_eq!(missing(r#"{"id":null}"#), Some("id".to_owned()));
    assert_eq!(missing(r#"{"id":{"secret":1}}"#), Some("id".to_owned()));
    assert_eq!(missing(r#"{"id":"1","inner":[{"id":"2"},{"nr":"3"}]}"#), Some("inner[1].id".to_owned()));
    assert_eq!(
        missing(r#"{"id":"1","debts":[{"owed":1},{"owed":2},["secret"]]}"#),
        Some("debts[2]".to_owned())
    );
}

#[test]
fn what_is_no_json_has_no_place_or_the_one_it_broke_off_at() {
    assert_eq!(read("<html>"), Err(None));
    assert_eq!(read(""), Err(None));
    assert_eq!(read("{} {}"), Err(Some("id".to_owned())));
    assert_eq!(read(r#"{"id":"1"} x"#), Err(None));
    assert_eq!(read(r#"{"id":"1","part":{"text":"se"#), Err(Some("part.text".to_owned())));
    assert!(verify_values::read::<Thing>(&[0x7b, 0xff]).is_err());
}

#[test]
fn answers_are_written_in_the_form_they_came_in() {
    let body = r#"{"id":"1","count":5,"color":"RED","name":"Ada","part":{"text":"x"}}"#;
    assert_eq!(serde_json::to_string(&read(body).unwrap()).unwrap(), body);
    let empty = r#"{"id":"1","part":{}}"#;
    assert_eq!(serde_json::to_string(&read(empty).unwrap()).unwrap(), empty, "what is absent is not written");
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for field in ["unknown", "count", "part"] {
        let body = format!(r#"{{"id":"1","{field}":{deep}}}"#);
        assert_eq!(read(&body), Ok(Thing::new("1".to_owned())), "{field}");
    }
}
