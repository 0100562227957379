//! Every canary is found in every disguise, and nothing is taken for one that is none.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.
#![allow(clippy::format_collect)] // Short texts, and easier to read.

use verify_testkit::canary::{self, find_leaks, find_leaks_of};

/// All of them, each with the name it is reported by.
const ALL: [(&str, &str); 10] = [
    ("secret", canary::SECRET),
    ("phone number", canary::PHONE),
    ("birth date", canary::BIRTH_DATE),
    ("code", canary::CODE),
    ("SSN", canary::SSN),
    ("e-mail address", canary::EMAIL),
    ("first name", canary::FIRST_NAME),
    ("last name", canary::LAST_NAME),
    ("street", canary::STREET),
    ("external id", canary::EXTERNAL_ID),
];

#[track_caller]
fn assert_found(name: &str, disguise: &str, text: &str) {
    let text =
        format!("12:00:00 DEBUG a line before it\n{text}\n12:00:01 DEBUG and one after it, number 4\n");
    assert!(find_leaks(&text).contains(&name), "{name} {disguise} is not found in {text}");
}

/// Base64 by the book, with padding.
fn base64(bytes: &[u8], last: [char; 2]) -> String {
    let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(last).collect();
    let sign = |number: u32| alphabet[usize::try_from(number & 63).unwrap()];
    bytes
        .chunks(3)
        .flat_map(|chunk| {
            let number =
                (0..3).fold(0, |sum, at| sum << 8 | chunk.get(at).map_or(0, |byte| u32::from(*byte)));
            let signs = [18, 12, 6, 0].map(|shift| sign(number >> shift));
            let known = chunk.len() + 1;
            signs.into_iter().take(known).chain(std::iter::repeat_n('=', 4 - known))
        })
        .collect()
}

fn percent(text: &str, encoded: impl Fn(usize, u8) -> bool) -> String {
    let sign =
        |(at, byte)| if encoded(at, byte) { format!("%{byte:02X}") } else { char::from(byte).to_string() };
    text.bytes().enumerate().map(sign).collect()
}

#[test]
fn plain_and_in_another_case() {
    for (name, value) in ALL {
        assert_found(name, "plain", value);
        assert_found(name, "in upper case", &value.to_uppercase());
        assert_found(name, "inside of a word", &format!("x{value}y"));
    }
}

#[test]
fn in_base64_at_every_place() {
    for (name, value) in ALL {
        for last in [['+', '/'], ['-', '_']] {
            for before in ["", "x", "xy", "{\"value\": \"", "\u{ff}\u{fe}~~~"] {
                for after in ["", "z", "zz", "\"}"] {
                    let inside = base64(format!("{before}{value}{after}").as_bytes(), last);
                    assert_found(name, "in base64", &format!("token={inside}"));
                    assert_found(name, "in base64 without padding", inside.trim_end_matches('='));
                    let encoded = percent(&inside, |_, byte| b"+/=".contains(&byte));
                    assert_found(name, "in base64, percent-encoded", &encoded);
                }
            }
        }
    }
}

#[test]
fn percent_encoded_in_whole_in_part_and_twice() {
    for (name, value) in ALL {
        let needed = percent(value, |_, byte| !byte.is_ascii_alphanumeric());
        assert_found(name, "percent-encoded", &needed);
        assert_found(name, "percent-encoded in lower case", &needed.to_lowercase());
        assert_found(name, "percent-encoded twice", &percent(&needed, |_, byte| byte == b'%'));
        assert_found(name, "percent-encoded in whole", &percent(value, |_, _| true));
        for part in 0..3 {
            assert_found(name, "percent-encoded in part", &percent(value, |at, _| at % 3 == part));
        }
        assert_found(name, "in a form", &needed.replace("%20", "+"));
    }
}

#[test]
fn in_hexadecimal_digits_and_as_a_list_of_bytes() {
    for (name, value) in ALL {
        let lower: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert_found(name, "in hexadecimal", &format!("0x00{lower}ff"));
        assert_found(name, "in upper hexadecimal", &lower.to_uppercase());
        assert_found(name, "by Debug of its bytes", &format!("{:?}", value.as_bytes()));
        assert_found(name, "as a list in JSON", &serde_json::to_string(value.as_bytes()).unwrap());
    }
}

#[test]
fn escaped_by_json_and_by_debug() {
    for (name, value) in ALL {
        let json = serde_json::json!({ "a \"quoted\"\n name": value }).to_string();
        let units: String = value.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let signs: String = value.chars().map(|sign| format!("\\u{{{:x}}}", u32::from(sign))).collect();
        let bytes: String = value.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
        let some =
            value.replacen(['a', '9', '5'], "\\u0061", 0).replace('-', "\\u002d").replace('@', "\\u0040");
        for text in [&json, &units, &signs, &bytes, &some, &units.to_uppercase().replace("\\U", "\\u")] {
            assert_found(name, "escaped", text);
            assert_found(name, "escaped and printed", &format!("{text:?}"));
        }
    }
}

#[test]
fn with_something_between_the_digits() {
    let phone = [
        "202-555-0187",
        "202 555 0187",
        "(202) 555-0187",
        "202.555.0187",
        "+1 202 555 0187",
        "+1 (202) 555-0187",
        "1-202-555-0187",
        "tel:+1-202-555-0187",
        "202\u{2011}555\u{2011}0187",
        "555-0187",
        "555 0187",
        "[\"202\", \"555\", \"0187\"]",
        "\"20255\",\n      \"50187\"",
        "2,0,2,5,5,5,0,1,8,7",
    ];
    let ssn = ["987-65-4329", "987 65 4329", "987.65.4329", "987\n65\n4329", "[\"987\",\"65\",\"4329\"]"];
    let birth_date = [
        "1957/11/29",
        "11/29/1957",
        "11-29-1957",
        "29.11.1957",
        "19571129",
        "1957, 11, 29",
        "(1957, 11, 29)",
        "1957-11-29T00:00:00Z",
    ];
    let code = [
        "739-154",
        "739 154",
        "7 3 9 1 5 4",
        "7,3,9,1,5,4",
        "[\"7\", \"3\", \"9\", \"1\", \"5\", \"4\"]",
        "code=739154.",
    ];
    let rows = [("phone number", &phone[..]), ("SSN", &ssn), ("birth date", &birth_date), ("code", &code)];
    for (name, texts) in rows {
        for text in texts {
            let name = if text.starts_with("555") { "last seven digits of the phone number" } else { name };
            assert_found(name, "in parts", text);
            assert_found(name, "in parts, printed", &format!("{text:?}"));
        }
    }
}

#[test]
fn a_date_in_its_parts() {
    for text in [
        "day: 29, month: 11, year: 1957",
        "Birth { year: Some(1957), month: Some(11), day: Some(29) }",
        "Date { year: 1957, month: November, day: 29 }",
        r#"{"d":29,"m":11,"y":1957}"#,
        r#"{"mm":"11","dd":"29","yyyy":"1957"}"#,
        r#"{"birthDay":"29","birthYear":"1957","birthMonth":"11"}"#,
        "<day>29</day><month>11</month><year>1957</year>",
        "birth_month=11&birth_day=29&birth_year=1957",
        "29 November 1957",
        "November 29, 1957",
        "the 29th of November, 1957",
        "Nov-29-1957",
        "29nov1957",
        "1957 November 29",
    ] {
        assert_found("birth date", "in its parts", text);
        assert_found("birth date", "in its parts, printed", &format!("{text:?}"));
    }
    let early = [("date", "1985-03-07")];
    for text in [
        "7 March 1985",
        "March 7th, 1985",
        "day: 7, month: 3, year: 1985",
        "day: 07, month: 03, year: 1985",
        "1985-3-7",
        "3/7/1985",
        "7.3.1985",
        "(1985, 3, 7)",
        "[1985,3,7]",
        r#"["1985", "3", "7"]"#,
        "\"born\": [1985,\n  3,\n  7]",
    ] {
        assert_eq!(find_leaks_of(&early, text), ["date"], "{text}");
    }
}

#[test]
fn september_has_three_spellings() {
    for text in ["Sep 7, 1985", "Sept. 7, 1985", "7 September 1985"] {
        assert_eq!(find_leaks_of(&[("date", "1985-09-07")], text), ["date"], "{text}");
    }
}

#[test]
fn three_numbers_of_which_one_is_a_year_are_no_date() {
    let early = [("date", "1985-03-07")];
    for text in [
        "7 calls in 3 ms, 1985 bytes",
        "day: 7, month: 3, hour: 1985",
        "day 7 of month 3: 1985 calls",
        "year: 1985, month: 7, day: 3",
        "year: 1985, month: 3, day: 70",
        "year: 19850, month: 3, day: 7",
        "year: 1985, count: 2, month: 3, day: 7",
        "7 April 1985",
        "March 7 10:00:00 1985",
        "on 7 of 3 March sales, 1985",
        "0.3.7, 1985; 1985.3, 7; 3: 7: 1985; 3 7 1985",
        "1985-3-70 11985-3-7 1985-13-7 1985/3-7",
    ] {
        assert_eq!(find_leaks_of(&early, text), [""; 0], "{text}");
    }
}

#[test]
fn ordinary_logs_hold_none() {
    let logs = [
        "2026-01-15T12:00:00.739154Z TRACE attempt{provider=\"spinwheel\" attempt=1}: close time.busy=739.154µs",
        "POST /v1/users/{userId}/connect/sms/verify 201 in 0.739154211 s, 1739154000 since 1970, 17391540 bytes",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479 127.0.0.1:57391 -> 127.0.0.1:54187, 202 Accepted, 555 bytes",
        "Nov 29 12:00:00 host verify[1957]: 29 files of 11 folders, 1957 lines; 11 November: 29 of 1957",
        "Retry-After: 187; limit 2025, 187, 550 of 4329; amounts [739, 154], 1957.11, 30.00",
        "Authorization: <redacted>; PhoneNumber(***) DateOfBirth(***) Secret(***) canary row, canary tests",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
        "%%% 100% %zz %4 \\ \\u \\u{} \\x \\u12 \\uD800 \"\\\\\" \\",
        "+12025550143 1990-01-01 900-12-3456 987-65-4320 ada@example.com 111111",
    ];
    for log in logs {
        assert_eq!(find_leaks(log), [""; 0], "{log}");
    }
    assert_eq!(find_leaks(&logs.join("\n")), [""; 0]);
}

#[test]
fn values_of_ones_own_are_found_in_the_same_disguises() {
    let values =
        [("phone", "+447911123456"), ("date", "1990-04-12"), ("code", "0042"), ("word", "Tr0ub4dor")];
    let rows = [
        ("+44 7911 123456", "phone"),
        ("12.04.1990", "date"),
        ("the code is 0042", "code"),
        ("VHIwdWI0ZG9y", "word"),
        ("54723075623464 6f72 5472307562346 46f72 547230756234646f72", "word"),
    ];
    for (text, name) in rows {
        assert_eq!(find_leaks_of(&values, text), [name], "{text}");
    }
    assert_eq!(find_leaks_of(&values, "10042 1990-04-21 +447911123457"), [""; 0]);
}

#[test]
#[should_panic(expected = "a log leaks: secret (in base64), code")]
fn the_complaint_names_the_disguise_and_not_the_value() {
    verify_testkit::assert_no_leak("a log", "Y2FuYXJ5LWtleS01ZjFkOWE3YzNi 739154");
}
