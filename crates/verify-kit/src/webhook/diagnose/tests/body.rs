//! What happens to bodies.

use super::{BODY, Came, DOTS_BODY, PARTNER, Scheme, Verdict, WHSEC, base64};

#[test]
fn a_body_written_anew() {
    let value: serde_json::Value = serde_json::from_str(DOTS_BODY).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    Came::dots().body(pretty.clone()).names(&["reserialised"]);
    Came::new(Scheme::Dots, WHSEC, &pretty).body(DOTS_BODY).names(&["reserialised"]);
    Came::new(Scheme::Dots, WHSEC, &format!("{pretty}\n"))
        .body(DOTS_BODY)
        .names(&["reserialised", "newline-removed"]);
    let spaced = DOTS_BODY.replace(':', ": ").replace(',', ", ");
    Came::new(Scheme::Dots, WHSEC, &spaced).body(DOTS_BODY).names(&["reserialised"]);
    for (signed, what) in [
        (BODY.replace('\u{e9}', "\\u00e9"), "outside ASCII"),
        (BODY.replace('/', "\\/"), "slashes"),
        (BODY.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"), "<, > and &"),
        (BODY.replace("1820.50", "1820.5"), "JavaScript"),
    ] {
        let came = Came::new(Scheme::Finicity, PARTNER, &signed).body(BODY);
        came.names(&["reserialised"]);
        let Verdict::Mistaken { mistakes, .. } = came.judge() else { panic!() };
        assert!(mistakes[0].to_string().contains(what), "{}", mistakes[0]);
    }
}

#[test]
fn keys_in_another_order() {
    let sorted = serde_json::from_str::<serde_json::Value>(BODY).unwrap().to_string();
    // What a map made of it: its own order is not that of the alphabet.
    let came = Came::new(Scheme::Finicity, PARTNER, &sorted.replace("1820.5", "1820.50"));
    came.body(BODY).names(&["key-order"]);
    let signed = r#"{"d":1,"a":{"y":2,"x":3},"c":"e"}"#;
    let came = Came::new(Scheme::Finicity, PARTNER, signed);
    came.body(r#"{"a":{"x":3,"y":2},"c":"e","d":1}"#).names(&["key-order"]);
}

#[test]
fn ends_marks_and_spaces() {
    let came = Came::finicity();
    for end in ["\n", "\r\n"] {
        came.clone().body(format!("{BODY}{end}")).names(&["newline-added"]);
        let signed = Came::new(Scheme::Finicity, PARTNER, &format!("{BODY}{end}"));
        signed.body(BODY).names(&["newline-removed"]);
    }
    came.clone().body(format!("  {BODY}  ")).names(&["whitespace-around"]);
    came.clone().body(format!("\u{feff}{BODY}")).names(&["byte-order-mark-added"]);
    Came::new(Scheme::Finicity, PARTNER, &format!("\u{feff}{BODY}"))
        .body(BODY)
        .names(&["byte-order-mark-removed"]);
    // No JSON library would write it like this.
    let lines = "{\"eventType\":\n\n\"done\"}";
    let came = Came::new(Scheme::Finicity, PARTNER, lines);
    came.body(lines.replace('\n', "\r\n")).names(&["line-ends"]);
}

#[test]
fn a_body_within_something_else() {
    let came = Came::dots();
    came.clone().body(serde_json::to_string(DOTS_BODY).unwrap()).names(&["body-in-a-string"]);
    came.clone().body(base64(DOTS_BODY.as_bytes())).names(&["body-in-base64"]);
    Came::new(Scheme::Dots, WHSEC, "").body(DOTS_BODY).names(&["empty-body-signed"]);
}

#[test]
fn another_charset() {
    let latin1: Vec<u8> = BODY.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    let came = Came::finicity();
    came.clone().body(latin1.clone()).names(&["charset"]);
    let twice: String = BODY.bytes().map(char::from).collect();
    came.clone().body(twice).names(&["charset"]);
    let utf16: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    came.clone().body(utf16.clone()).names(&["charset"]);
    for signed in [latin1, utf16] {
        let keyed = came.clone().signed_with(PARTNER.as_bytes(), &[&signed]);
        keyed.names(&["charset"]);
    }
}

#[test]
fn content_length_shows_what_is_missing_or_too_much() {
    let came = Came::finicity().header("content-length", &BODY.len().to_string());
    came.clone().body(&BODY[..BODY.len() - 9]).names(&["truncated"]);
    came.clone().body(format!("{BODY}trailer")).names(&["longer"]);
    // What closes the JSON again can be tried.
    for missing in [1, 2] {
        let closed = Came::finicity().body(&BODY[..BODY.len() - missing]);
        closed.names(&["truncated"]);
        assert!(matches!(closed.judge(), Verdict::Mistaken { certain: true, .. }));
    }
    let cut = Came::finicity().body(&BODY[..BODY.len() - 9]);
    cut.names(&["cut-json"]);
    assert!(matches!(cut.judge(), Verdict::Mistaken { certain: false, .. }), "it was not tried");
}

#[test]
fn what_is_signed_and_no_event() {
    Came::new(Scheme::Finicity, PARTNER, "<event/>").names(&["unreadable"]);
}

#[test]
fn a_long_body_is_judged_soon() {
    let long = format!("{{\"eventType\":\"done\",\"payload\":{{\"query\":\"{}\"}}}}", "a".repeat(200 * 1024));
    let came = Came::new(Scheme::Finicity, PARTNER, &long);
    came.body(format!("{long}\n")).names(&["newline-added"]);
    // Neither are all combinations tried, nor all orders of the keys.
    let fields: Vec<String> = (0..7).map(|key| format!("\"{key}\":\"{}\"", "a".repeat(6000))).collect();
    let came = Came::finicity().body(format!("{{{}}}", fields.join(",")));
    assert_eq!(came.judge(), Verdict::Unexplained);
}
