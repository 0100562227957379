//! Webhooks as an enemy, a careless proxy or a bad day sends them, to every receiver that checks signatures: what is
//! said of each, exactly.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use http::HeaderMap;
use verify_core::webhook::Rejected;
use verify_tests::hostile::receivers::forms::{in_other_charsets, written_anew};
use verify_tests::hostile::receivers::{self, Signing, renamed, with};

/// Runs over all providers that sign, with a body that one of them sends.
fn for_each(check: impl Fn(&Signing, &[u8])) {
    for signing in receivers::all() {
        check(&signing, &signing.sample());
    }
}

#[test]
fn the_order_does_not_matter_and_neither_does_coming_twice() {
    for signing in receivers::all() {
        let receiver = signing.usual();
        let webhooks: Vec<_> = (0..)
            .zip(signing.samples())
            .map(|(number, sample)| {
                (receiver.sign(&format!("msg_{number}"), &sample.content), sample.content)
            })
            .collect();
        let read = |(headers, body): &(HeaderMap, Vec<u8>)| receiver.receive(headers, body).unwrap();
        let told: Vec<_> = webhooks.iter().map(read).collect();
        let mut backwards: Vec<_> = webhooks.iter().rev().map(read).collect();
        backwards.reverse();
        let twice: Vec<_> = webhooks.iter().map(|webhook| [read(webhook), read(webhook)]).collect();
        assert_eq!(backwards, told, "{}", signing.krate);
        for (twice, once) in twice.iter().zip(&told) {
            assert_eq!(twice, &[once.clone(), once.clone()], "{}", signing.krate);
        }
        let known = told.iter().filter(|told| told.id.is_some()).count();
        assert!(known + 1 >= told.len(), "{}: all but one have an id", signing.krate);
    }
}

#[test]
fn what_was_written_anew_does_not_fit_and_reads_the_same() {
    for signing in receivers::all() {
        let receiver = signing.usual();
        for sample in signing.samples() {
            let headers = receiver.sign("msg_1", &sample.content);
            let told = receiver.receive(&headers, &sample.content).unwrap();
            for (how, body) in written_anew(&sample.content) {
                let what = format!("{}, {how}", sample.name());
                assert_eq!(receiver.receive(&headers, &body), Err(Rejected::Mismatch), "{what}");
                // By somebody who has the secret, that is a webhook like any other.
                let headers = receiver.sign("msg_1", &body);
                assert_eq!(receiver.receive(&headers, &body).as_ref(), Ok(&told), "{what}");
            }
        }
    }
}

#[test]
fn a_body_cut_at_any_byte_does_not_fit_and_cannot_be_read() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        let whole = body.trim_ascii_end().len();
        for length in 0..body.len() {
            let what = format!("{}, {length} bytes", signing.krate);
            let cut = &body[..length];
            assert_eq!(receiver.receive(&headers, cut), Err(Rejected::Mismatch), "{what}");
            let signed = receiver.receive(&receiver.sign("msg_1", cut), cut);
            assert_eq!(signed.err(), (length < whole).then_some(Rejected::Unreadable), "{what}");
        }
        for more in [&b" "[..], b"\n", b"\0", b"{}", body] {
            let longer = [body, more].concat();
            assert_eq!(receiver.receive(&headers, &longer), Err(Rejected::Mismatch), "{}", signing.krate);
        }
    });
}

#[test]
fn a_signature_cut_at_any_byte_or_with_any_byte_changed_is_none() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        let signature = signing.signature(&headers);
        for length in 0..signature.len() {
            let cut = signing.with_signature(&headers, &signature[..length]);
            let what = format!("{}, {length} bytes", signing.krate);
            assert_eq!(receiver.receive(&cut, body), Err((signing.cut)(length)), "{what}");
        }
        for place in 0..signature.len() {
            let mut other = signature.clone().into_bytes();
            other[place] = if other[place] == b'0' { b'1' } else { b'0' };
            let other = String::from_utf8(other).unwrap();
            let result = receiver.receive(&signing.with_signature(&headers, &other), body);
            assert_eq!(result, Err((signing.changed)(place)), "{}, byte {place}", signing.krate);
        }
    });
}

#[test]
fn other_charsets_do_not_fit_and_cannot_be_read() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        for (how, other) in in_other_charsets(body, signing.text) {
            let what = format!("{}, {how}", signing.krate);
            assert_eq!(receiver.receive(&headers, &other), Err(Rejected::Mismatch), "{what}");
            let signed = receiver.receive(&receiver.sign("msg_1", &other), &other);
            assert_eq!(signed, Err(Rejected::Unreadable), "{what}");
        }
    });
}

#[test]
fn one_right_signature_among_sixteen_is_enough_and_the_seventeenth_is_not_looked_at() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        let right = signing.signature(&headers);
        let wrong = signing.signature(&signing.knowing(&signing.secrets[2..]).sign("msg_1", body));
        let told = receiver.receive(&headers, body).unwrap();
        for place in 0..20 {
            let mut signatures = vec![wrong.as_str(); 19];
            signatures.insert(place, &right);
            for headers in signing.with_signatures(&headers, &signatures) {
                let expected = if place < 16 { Ok(told.clone()) } else { Err(Rejected::Mismatch) };
                assert_eq!(receiver.receive(&headers, body), expected, "{}, place {place}", signing.krate);
            }
        }
        for headers in signing.with_signatures(&headers, &[wrong.as_str(); 3]) {
            assert_eq!(receiver.receive(&headers, body), Err(Rejected::Mismatch), "{}", signing.krate);
        }
        for headers in signing.with_signatures(&headers, &[right.as_str(); 3]) {
            assert_eq!(receiver.receive(&headers, body).as_ref(), Ok(&told), "{}", signing.krate);
        }
    });
}

#[test]
fn what_else_is_signed_stands_there_once() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        for (name, _) in signing.signed {
            for second in [headers[*name].clone(), "7".parse().unwrap(), "".parse().unwrap()] {
                let mut twice = headers.clone();
                twice.append(*name, second);
                let what = format!("{}, {name}", signing.krate);
                assert_eq!(receiver.receive(&twice, body), Err(Rejected::Malformed), "{what}");
            }
        }
    });
}

#[test]
fn nothing_lent_by_another_message_fits() {
    for_each(|signing, body| {
        let clock = verify_testkit::ManualClock::frozen();
        let receiver = (signing.receiver)(&signing.secrets[..1], clock.clone());
        let one = receiver.sign("msg_1", body);
        clock.advance(std::time::Duration::from_secs(1));
        let other_body = &written_anew(body)[0].1;
        let other = receiver.sign("msg_2", other_body);
        assert!(receiver.receive(&one, body).is_ok() && receiver.receive(&other, other_body).is_ok());
        assert_eq!(receiver.receive(&one, other_body), Err(Rejected::Mismatch), "{}", signing.krate);
        assert_eq!(receiver.receive(&other, body), Err(Rejected::Mismatch), "{}", signing.krate);
        for name in signing.headers() {
            let lent = with(&one, name, other[name].to_str().unwrap());
            assert_eq!(receiver.receive(&lent, body), Err(Rejected::Mismatch), "{}, {name}", signing.krate);
        }
    });
}

#[test]
fn without_a_header_there_is_no_signature_and_without_a_body_no_event() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        assert_eq!(receiver.receive(&HeaderMap::new(), body), Err(Rejected::Missing), "{}", signing.krate);
        assert_eq!(receiver.receive(&HeaderMap::new(), b""), Err(Rejected::Missing), "{}", signing.krate);
        for name in signing.headers() {
            let mut fewer = headers.clone();
            fewer.remove(name);
            assert_eq!(receiver.receive(&fewer, body), Err(Rejected::Missing), "{}, {name}", signing.krate);
        }
        assert_eq!(receiver.receive(&headers, b""), Err(Rejected::Mismatch), "{}", signing.krate);
        let nothing = receiver.sign("msg_1", b"");
        assert_eq!(receiver.receive(&nothing, b""), Err(Rejected::Unreadable), "{}", signing.krate);
        assert_eq!(receiver.receive(&nothing, body), Err(Rejected::Mismatch), "{}", signing.krate);
    });
}

#[test]
fn names_of_headers_have_no_case() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        let mixed = |name: &str| {
            let upper =
                |(place, sign): (usize, char)| if place % 2 == 0 { sign.to_ascii_uppercase() } else { sign };
            name.chars().enumerate().map(upper).collect::<String>()
        };
        for headers in [renamed(&headers, str::to_uppercase), renamed(&headers, mixed)] {
            assert!(receiver.receive(&headers, body).is_ok(), "{}", signing.krate);
        }
        // Another name is another header.
        let other = renamed(&headers, |name| name.replace('-', "_"));
        assert_eq!(receiver.receive(&other, body), Err(Rejected::Missing), "{}", signing.krate);
    });
}

#[test]
fn two_spellings_of_the_names_are_never_mixed() {
    for_each(|signing, body| {
        let [usual, other] = signing.spellings else { return };
        let (receiver, names) = (signing.usual(), signing.headers());
        let headers = receiver.sign("msg_1", body);
        // Each header in the one spelling or in the other.
        for choice in 0..1_u32 << names.len() {
            let respelt = |name: &str| {
                let place = names.iter().position(|known| *known == name).unwrap();
                if choice >> place & 1 == 1 { name.replace(usual, other) } else { name.to_owned() }
            };
            let result = receiver.receive(&renamed(&headers, respelt), body);
            let whole = choice == 0 || choice == (1 << names.len()) - 1;
            assert_eq!(result.err(), (!whole).then_some(Rejected::Missing), "{}, {choice:b}", signing.krate);
        }
    });
}

#[test]
fn the_huge_is_judged_like_the_small() {
    for_each(|signing, body| {
        let receiver = signing.usual();
        let headers = receiver.sign("msg_1", body);
        let megabyte = |filler: u8| [body, &vec![filler; 1 << 20]].concat();
        let (spaces, letters) = (megabyte(b' '), megabyte(b'x'));
        assert_eq!(receiver.receive(&headers, &spaces), Err(Rejected::Mismatch), "{}", signing.krate);
        assert!(receiver.receive(&receiver.sign("msg_1", &spaces), &spaces).is_ok(), "{}", signing.krate);
        let signed = receiver.sign("msg_1", &letters);
        assert_eq!(receiver.receive(&signed, &letters), Err(Rejected::Unreadable), "{}", signing.krate);

        let long = signing.signature(&headers) + &"0".repeat(100_000);
        let long = signing.with_signature(&headers, &long);
        assert_eq!(receiver.receive(&long, body), Err(signing.lengthened), "{}", signing.krate);
        let mut beside = headers.clone();
        beside.insert("x-beside", "0".repeat(100_000).parse().unwrap());
        assert!(receiver.receive(&beside, body).is_ok(), "{}", signing.krate);
        for (name, expected) in signing.signed {
            let long = with(&headers, name, &"9".repeat(100_000));
            assert_eq!(receiver.receive(&long, body), Err(*expected), "{}, {name}", signing.krate);
        }
    });
}
