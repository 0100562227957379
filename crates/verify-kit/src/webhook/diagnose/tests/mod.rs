//! Each mistake, really made with the provider's signing, is named.

mod body;
mod headers;
mod secret;

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use verify_core::Secret;
use verify_core::webhook::{Encoding, SigningKeys};

use super::super::encoding::{base64, from_base64, from_hex, hex};
use super::super::samples::Sample;
use super::super::send::{SendMistake, signed};
use super::super::sender::Scheme;
use super::super::signing::sign;
use super::{Case, Genuine, Mistake, Sent, Verdict, Whose, diagnose, diagnose_unsigned};

const PARTNER: &str = "c3ludGhldGljLXBhcnRuZXItc2VjcmV0";
const WHSEC: &str = "whsec_c3ludGhldGljLXNpZ25pbmctc2VjcmV0LTE=";
const ID: &str = "msg_2synthetic";
/// With letters outside ASCII, a slash, what HTML escapes, and a fraction.
const BODY: &str = "{\"eventType\":\"added\",\"eventId\":\"1768478400000-64c013f1b39a8f6c1ee1d8a7\",\"customerId\":\"7\",\
                    \"payload\":{\"z\":\"caf\u{e9} a/b <b> & c\",\"a\":1820.50}}";
const DOTS_BODY: &str = r#"{"event":"user.updated","user_id":"143c7e1c-2295-42c0-9fc9-23756ac26250"}"#;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_478_400)
}

/// Something received, as it should be until a test changes it.
#[derive(Clone)]
struct Came {
    scheme: Scheme,
    headers: HeaderMap,
    body: Vec<u8>,
    secret: String,
    others: Vec<(Whose, Secret)>,
    sent: Vec<Sent>,
    now: SystemTime,
}

impl Came {
    fn new(scheme: Scheme, secret: &str, body: &str) -> Self {
        let headers = sign(scheme, &Secret::new(secret), ID, now(), body.as_bytes()).unwrap();
        let (body, secret) = (body.as_bytes().to_vec(), secret.to_owned());
        Self { scheme, headers, body, secret, others: Vec::new(), sent: Vec::new(), now: now() }
    }

    fn finicity() -> Self {
        Self::new(Scheme::Finicity, PARTNER, BODY)
    }

    fn dots() -> Self {
        Self::new(Scheme::Dots, WHSEC, DOTS_BODY)
    }

    fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = secret.into();
        self
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.remove(name).unwrap();
        self
    }

    fn value(&self, name: &str) -> String {
        self.headers[name].to_str().unwrap().to_owned()
    }

    /// The same header, written in another way.
    fn rewritten(self, name: &str, write: impl Fn(&str) -> String) -> Self {
        let value = write(&self.value(name));
        self.header(name, &value)
    }

    /// Signed by somebody who takes these bytes for the key, and signs this.
    fn signed_with(self, key: &[u8], message: &[&[u8]]) -> Self {
        let keys = SigningKeys::new([key]).unwrap();
        match self.scheme {
            Scheme::Finicity => {
                let signature = keys.sign(message, Encoding::Hex);
                self.header("x-finicity-signature", &signature)
            }
            Scheme::Dots => {
                let signature = keys.sign(message, Encoding::Base64);
                self.header("svix-signature", &format!("v1,{signature}"))
            }
        }
    }

    fn judge(&self) -> Verdict {
        let secret = Secret::new(self.secret.as_str());
        let Self { scheme, headers, body, others, sent, now, .. } = self;
        diagnose(&Case { scheme: *scheme, headers, body, secret: &secret, others, sent, now: *now })
    }

    #[track_caller]
    fn names(&self, expected: &[&str]) {
        let verdict = self.judge();
        let Verdict::Mistaken { mistakes, .. } = &verdict else { panic!("{verdict:?}") };
        let names: Vec<&str> = mistakes.iter().map(|mistake| mistake.name()).collect();
        assert_eq!(names, expected);
        for mistake in mistakes {
            let text = mistake.to_string();
            assert!(text.len() > 20, "{text}");
            for value in [self.secret.trim(), "caf\u{e9}", "143c7e1c", "64c013f1"] {
                assert!(!text.contains(value), "{text}");
            }
        }
    }
}

fn dots_key() -> Vec<u8> {
    from_base64(WHSEC.strip_prefix("whsec_").unwrap()).unwrap()
}

fn stamp() -> String {
    "1768478400".to_owned()
}

#[test]
fn what_is_right_is_genuine() {
    let genuine = |event: &str, id: &str, age| {
        Verdict::Genuine(Genuine {
            event: Some(event.to_owned()),
            id: Some(id.to_owned()),
            age: Some(age),
            remark: None,
        })
    };
    let mut came = Came::finicity();
    came.now += Duration::from_secs(90);
    assert_eq!(came.judge(), genuine("added", "1768478400000-64c013f1b39a8f6c1ee1d8a7", 90));
    assert_eq!(Came::dots().judge(), genuine("user.updated", ID, 0));
    let webhook = Came::dots();
    let mut other_spelling = webhook.clone();
    other_spelling.headers.clear();
    for part in ["id", "timestamp", "signature"] {
        other_spelling =
            other_spelling.header(&format!("webhook-{part}"), &webhook.value(&format!("svix-{part}")));
    }
    assert_eq!(other_spelling.judge(), genuine("user.updated", ID, 0));
}

#[test]
fn capital_digits_are_genuine_and_remarked_on() {
    let came = Came::finicity().rewritten("x-finicity-signature", str::to_uppercase);
    let Verdict::Genuine(Genuine { remark: Some(remark), .. }) = came.judge() else { panic!() };
    assert!(remark.contains("capital digits"), "{remark}");
}

#[test]
fn what_the_sandbox_has_sent_tells_more() {
    let started = BODY.replace("added", "started").replace("d8a7", "d8a8");
    let sent = |number, came: &Came| Sent { number, headers: came.headers.clone(), body: came.body.clone() };
    let (added, started) = (Came::finicity(), Came::new(Scheme::Finicity, PARTNER, &started));
    let mut came = added.clone().header("x-finicity-signature", &started.value("x-finicity-signature"));
    came.sent = vec![sent(3, &added), sent(4, &started)];
    came.names(&["other-message"]);
    let Verdict::Mistaken { mistakes, certain: false } = came.judge() else { panic!() };
    assert_eq!(mistakes, [Mistake::OtherMessage { number: 4 }]);
    let mut came = added.clone().body(BODY.replace("\"7\"", "\"8\""));
    came.sent = vec![sent(3, &added), sent(4, &started)];
    let Verdict::Mistaken { mistakes, .. } = came.judge() else { panic!() };
    assert_eq!(mistakes, [Mistake::Changed { number: 3, at: BODY.find("\"7\"").unwrap() + 1 }]);
    // Svix's id stands in a header: that of another message was not signed.
    let mut came = Came::dots().header("svix-id", "msg_other");
    came.sent = vec![sent(1, &Came::dots())];
    came.names(&["other-message"]);
}

#[test]
fn several_mistakes_at_once_are_named_together() {
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(DOTS_BODY).unwrap());
    let came = Came::dots().body(pretty.unwrap()).secret(format!("'{WHSEC}'"));
    came.rewritten("svix-signature", |value| value.replace("v1,", "")).names(&[
        "reserialised",
        "secret-quotes",
        "no-version",
    ]);
}

#[test]
fn what_nothing_explains_is_not_explained() {
    assert_eq!(Came::finicity().secret("something-else").judge(), Verdict::Unexplained);
    assert_eq!(Came::dots().secret("whsec_c29tZXRoaW5nLWVsc2U=").judge(), Verdict::Unexplained);
}

#[test]
fn each_mistake_that_can_be_sent_is_named() {
    for (scheme, secret, event) in
        [(Scheme::Finicity, PARTNER, "added"), (Scheme::Dots, WHSEC, "user.updated")]
    {
        let sample = Sample::of(scheme.sender(), event, now()).unwrap();
        for mistake in SendMistake::all_of(scheme.sender()) {
            let (headers, body) =
                signed(scheme, &Secret::new(secret), ID, now(), &sample, Some(mistake)).unwrap();
            let came = Came { headers, body, ..Came::new(scheme, secret, "") };
            let expected = match mistake {
                SendMistake::OldTimestamp => "too-old",
                SendMistake::FutureTimestamp => "too-new",
                SendMistake::RawSecret => "secret-prefix-kept",
                SendMistake::NoSignature => "no-signature",
                SendMistake::WrongHeader => "wrong-header",
                SendMistake::WrongEncoding if scheme == Scheme::Finicity => "base64-for-hex",
                SendMistake::WrongEncoding => "hex-for-base64",
                SendMistake::NoVersion => "no-version",
                SendMistake::Reserialised => "reserialised",
                SendMistake::TrailingNewline => "newline-added",
                SendMistake::ByteOrderMark => "byte-order-mark-added",
                SendMistake::Truncated => "truncated",
                SendMistake::WrongSecret | SendMistake::OtherMessage => {
                    assert_eq!(came.judge(), Verdict::Unexplained, "{mistake:?}");
                    continue;
                }
            };
            came.names(&[expected]);
        }
    }
}
