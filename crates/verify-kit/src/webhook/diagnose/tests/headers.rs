//! What stands in headers, the time among it.

use super::{
    BODY, Came, DOTS_BODY, Duration, HeaderValue, ID, PARTNER, Verdict, base64, dots_key, from_base64,
    from_hex, hex, stamp,
};

#[test]
fn a_time_that_is_not_now() {
    let mut came = Came::dots();
    came.now += Duration::from_secs(7 * 60);
    came.names(&["too-old"]);
    let Verdict::Mistaken { mistakes, certain: true } = came.judge() else { panic!() };
    let text = mistakes[0].to_string();
    assert!(text.contains("7m ago, 2m more than the 5m allowed"), "{text}");
    came.now -= Duration::from_secs(20 * 60);
    came.names(&["too-new"]);
    // With another mistake, both are said.
    came.body(format!("{DOTS_BODY}\n")).names(&["newline-added", "too-new"]);
    // Finicity signs no time.
    let mut came = Came::finicity();
    came.now += Duration::from_secs(86_400);
    assert!(matches!(came.judge(), Verdict::Genuine(_)));
}

#[test]
fn a_time_in_another_unit() {
    let message = |time: &str| format!("{ID}.{time}.{DOTS_BODY}").into_bytes();
    let milliseconds = "1768478400123";
    let header = Came::dots().header("svix-timestamp", milliseconds);
    header.clone().signed_with(&dots_key(), &[&message(milliseconds)]).names(&["milliseconds"]);
    header.signed_with(&dots_key(), &[&message(&stamp())]).names(&["milliseconds"]);
    let came = Came::dots().signed_with(&dots_key(), &[&message("1768478400000")]);
    came.names(&["milliseconds"]);
    let iso = "2026-01-15T12:00:00Z";
    let came = Came::dots().header("svix-timestamp", iso).signed_with(&dots_key(), &[&message(iso)]);
    came.names(&["timestamp-no-seconds"]);
}

#[test]
fn a_signature_in_the_wrong_header() {
    let came = Came::finicity();
    let value = came.value("x-finicity-signature");
    let bare = came.without("x-finicity-signature");
    bare.names(&["no-signature"]);
    bare.clone().header("x-finicity-signature", "").names(&["no-signature"]);
    for (name, shown) in
        [("svix-signature", "svix-signature"), ("x-signature", "x-signature"), ("x-own", "another header")]
    {
        let came = bare.clone().header(name, &value);
        came.names(&["wrong-header"]);
        let Verdict::Mistaken { mistakes, certain: true } = came.judge() else { panic!() };
        assert!(mistakes[0].to_string().contains(shown), "{}", mistakes[0]);
    }
    let came = Came::dots();
    let value = came.value("svix-signature");
    came.without("svix-signature").header("x-finicity-signature", &value).names(&["wrong-header"]);
}

#[test]
fn a_signature_that_is_written_otherwise() {
    let came = |write: &dyn Fn(&str) -> String| Came::finicity().rewritten("x-finicity-signature", write);
    came(&|value| format!("\"{value}\"")).names(&["header-quotes"]);
    came(&|value| format!("{} {}", &value[..32], &value[32..])).names(&["header-space"]);
    came(&|value| format!("sha256={value}")).names(&["header-prefix"]);
    came(&|value| format!("v1,{value}")).names(&["header-prefix"]);
    came(&|value| base64(&from_hex(value).unwrap())).names(&["base64-for-hex"]);
    came(&|value| value[..40].to_owned()).names(&["malformed-signature"]);
    let came = |write: &dyn Fn(&str) -> String| {
        Came::dots().rewritten("svix-signature", |value| write(value.strip_prefix("v1,").unwrap()))
    };
    came(&|value| format!("\"v1,{value}\"")).names(&["header-quotes"]);
    came(&|value| format!("v1, {value}")).names(&["header-space"]);
    came(&str::to_owned).names(&["no-version"]);
    came(&|value| format!("v1={value}")).names(&["header-prefix"]);
    came(&|value| format!("v1,{}", hex(&from_base64(value).unwrap()))).names(&["hex-for-base64"]);
    came(&|value| format!("v1,{}", value.trim_end_matches('='))).names(&["other-base64"]);
    came(&|value| format!("v1,{}", &value[..20])).names(&["malformed-signature"]);
}

#[test]
fn id_and_time_in_their_headers() {
    let came = Came::dots();
    let (id, time) = (came.value("svix-id"), came.value("svix-timestamp"));
    came.clone().header("svix-id", &time).header("svix-timestamp", &id).names(&["id-and-time-swapped"]);
    let swapped = format!("{time}.{id}.{DOTS_BODY}");
    came.clone().signed_with(&dots_key(), &[swapped.as_bytes()]).names(&["id-and-time-swapped"]);
    came.clone().without("svix-timestamp").header("webhook-timestamp", &time).names(&["spellings-mixed"]);
    came.clone().without("svix-id").names(&["no-id"]);
    came.clone().without("svix-timestamp").names(&["no-timestamp"]);
    let mut twice = came;
    twice.headers.append("svix-id", HeaderValue::from_static("msg_other"));
    twice.names(&["header-twice"]);
}

#[test]
fn something_else_that_was_signed() {
    let body = DOTS_BODY.as_bytes();
    for before in [String::new(), format!("{}.", stamp()), format!("{ID}."), format!("{ID}{}", stamp())] {
        Came::dots().signed_with(&dots_key(), &[before.as_bytes(), body]).names(&["other-scheme"]);
    }
    let as_svix = format!("{ID}.{}.{BODY}", stamp());
    let came = Came::finicity().header("svix-id", ID).header("svix-timestamp", &stamp());
    came.signed_with(PARTNER.as_bytes(), &[as_svix.as_bytes()]).names(&["other-scheme"]);
}
