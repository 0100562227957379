//! The value types: what they accept, what they show.

use verify_values::{Amount, DateOfBirth, Email, OtpCode, PhoneNumber, Secret, Ssn};

#[test]
fn phone_numbers_are_read_by_form_alone() {
    for (text, country, national) in [
        ("+12025550143", "1", "2025550143"),
        ("+1 202-555-0143", "1", "2025550143"),
        ("+1 (202) 555.0143", "1", "2025550143"),
        (" +442079460000 ", "44", "2079460000"),
        ("+79161234567", "7", "9161234567"),
        ("+3531234567", "353", "1234567"),
        ("+5511912345678", "55", "11912345678"),
        // Nobody's number, but of the right form: the provider must be able to answer INVALID_NUMBER.
        ("+10000000000", "1", "0000000000"),
    ] {
        let phone = PhoneNumber::new(text).unwrap();
        assert_eq!((phone.country_calling_code(), phone.national()), (country, national), "{text}");
    }
    for text in [
        "",
        "+",
        "2025550143",
        "12025550143",
        "+0123456789",
        "+1202555014x",
        "+123456",
        "+1234567890123456",
        "++12025550143",
        "+1202555０143",
        "tel:+12025550143",
        "+1/202",
    ] {
        assert!(PhoneNumber::new(text).is_err(), "{text}");
    }
}

#[test]
fn ten_digits_come_from_the_north_american_plan_alone() {
    assert_eq!(PhoneNumber::new("+12025550143").unwrap().nanp_national(), Some("2025550143"));
    assert_eq!(PhoneNumber::new("+1202555014").unwrap().nanp_national(), None);
    assert_eq!(PhoneNumber::new("+442079460000").unwrap().nanp_national(), None);
}

#[test]
fn birth_dates_are_days_of_the_calendar() {
    for text in ["1990-01-01", "2000-02-29", " 1957-11-29 ", "0001-01-01"] {
        assert_eq!(DateOfBirth::new(text).unwrap().expose(), text.trim());
    }
    for text in [
        "",
        "1990-1-1",
        "1990-02-30",
        "1900-02-29",
        "01-01-1990",
        "1990/01/01",
        "1990-01-01T00:00",
        "9999-01-01",
        "1990-13-01",
        "1990-00-10",
        "1990-01-00",
        "+990-01-01",
        "-990-01-01",
        "0000-01-01",
        "1990-01-01-01",
    ] {
        assert!(DateOfBirth::new(text).is_err(), "{text}");
    }
    assert!(DateOfBirth::from_ymd(1990, 2, 30).is_err());
}

#[test]
fn codes_keep_their_leading_zeros() {
    assert_eq!(OtpCode::new("000123").unwrap().expose(), "000123");
    for text in ["", "123", "12345678901", "12 345", "12a456", "１２３４５６"] {
        assert!(OtpCode::new(text).is_err(), "{text}");
    }
}

#[test]
fn social_security_numbers_come_with_hyphens_or_without() {
    assert_eq!(Ssn::new("900-12-3456").unwrap(), Ssn::new(" 900123456 ").unwrap());
    for text in [
        "",
        "90012345",
        "9001234567",
        "900-123-456",
        "900-12-34-56",
        "900 12 3456",
        "90-012-3456",
        "abc-de-fghi",
    ] {
        assert!(Ssn::new(text).is_err(), "{text}");
    }
}

#[test]
fn addresses_are_one_address() {
    for text in ["a@example.com", "first.last+tag@sub.example.com", "o'brien@example.com"] {
        assert!(Email::new(text).is_ok(), "{text}");
    }
    for text in [
        "",
        "a",
        "@example.com",
        "a@",
        "a@b@c",
        "a b@example.com",
        "a@example.com, b@example.com",
        "<a@example.com>",
    ] {
        assert!(Email::new(text).is_err(), "{text}");
    }
}

#[test]
fn amounts_are_exact() {
    let amount = |text: &str| text.parse::<Amount>().unwrap();
    assert_eq!(amount("0.1") + amount("0.2"), amount("0.3"));
    assert_eq!(amount("1234.5").to_string(), "1234.50");
    assert_eq!(amount("-0.05").to_string(), "-0.05");
    assert_eq!(amount("1.123456").to_string(), "1.123456");
    assert_eq!(amount("7").to_cents(), Some(700));
    assert_eq!(amount("0.001").to_cents(), None);
    assert_eq!(format!("[{:>8}]", amount("5")), "[    5.00]");
    for text in ["", ".", "-", "1.", ".5", "1e3", "1,000", "0.1234567", "--1", "+1", "NaN"] {
        assert!(text.parse::<Amount>().is_err(), "{text}");
    }
}

#[test]
fn a_failed_check_names_the_rule_and_never_the_value() {
    let messages = [
        PhoneNumber::new("secret-value").unwrap_err().to_string(),
        DateOfBirth::new("secret-value").unwrap_err().to_string(),
        OtpCode::new("secret-value").unwrap_err().to_string(),
        Ssn::new("secret-value").unwrap_err().to_string(),
        Email::new("secret-value").unwrap_err().to_string(),
        "secret-value".parse::<Amount>().unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn secrets_compare_by_content_and_print_nothing() {
    assert_eq!(Secret::new("a"), Secret::from("a"));
    for other in ["", "key", "key-", "key-10", "Key-1", "key-2"] {
        assert_ne!(Secret::new("key-1"), Secret::new(other));
        assert_ne!(Secret::new(other), Secret::new("key-1"));
    }
    assert_ne!(Secret::new("a"), Secret::new("ab"));
    assert_eq!(format!("{:?}", Secret::new("hidden")), "Secret(***)");
}
