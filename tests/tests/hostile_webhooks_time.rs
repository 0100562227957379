//! Webhooks from the past, from the future, and while secrets change, to every receiver that checks signatures.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use verify_core::Clock;
use verify_core::webhook::Rejected;
use verify_testkit::ManualClock;
use verify_tests::hostile::receivers::{self, Receives, Told};

#[test]
fn a_second_inside_of_the_tolerance_is_in_time_and_a_second_outside_is_not() {
    let second = Duration::from_secs(1);
    for signing in receivers::all() {
        let body = signing.sample();
        let secrets = &signing.secrets[..1];
        let signed_at = ManualClock::frozen().now();
        let headers = signing.usual().sign("msg_1", &body);
        let said_at = |now: SystemTime| {
            (signing.receiver)(secrets, ManualClock::frozen_at(now)).receive(&headers, &body).err()
        };
        let Some(tolerance) = signing.tolerance else {
            // Where no time is signed, none is looked at: whoever has an event can send it again, ever after.
            for now in [SystemTime::UNIX_EPOCH, signed_at + Duration::from_hours(24 * 3650)] {
                assert_eq!(said_at(now), None, "{}", signing.krate);
            }
            continue;
        };
        let rows = [
            (signed_at + tolerance - second, None),
            (signed_at + tolerance, None),
            (signed_at + tolerance + second, Some(Rejected::TooOld)),
            (signed_at - tolerance + second, None),
            (signed_at - tolerance, None),
            (signed_at - tolerance - second, Some(Rejected::TooNew)),
            (SystemTime::UNIX_EPOCH, Some(Rejected::TooNew)),
            (signed_at + Duration::from_hours(24 * 3650), Some(Rejected::TooOld)),
        ];
        for (now, expected) in rows {
            assert_eq!(said_at(now), expected, "{} at {now:?}", signing.krate);
        }
        // Nobody without the secret learns anything about the time.
        let late = signed_at + tolerance + second;
        let receiver = (signing.receiver)(&signing.secrets[2..], ManualClock::frozen_at(late));
        assert_eq!(receiver.receive(&headers, &body), Err(Rejected::Mismatch), "{}", signing.krate);
    }
}

#[test]
fn while_a_secret_is_rotated_who_knows_both_believes_both() {
    for signing in receivers::all() {
        let [old, new, strangers] = signing.secrets;
        let body = signing.sample();
        let knowing: [(&str, &[&str]); 4] =
            [("old", &[old]), ("new", &[new]), ("new and old", &[new, old]), ("old and new", &[old, new])];
        for (name, known) in knowing {
            let receiver = signing.knowing(known);
            for secret in [old, new, strangers] {
                let headers = signing.knowing(&[secret]).sign("msg_1", &body);
                let expected = (!known.contains(&secret)).then_some(Rejected::Mismatch);
                let said = receiver.receive(&headers, &body).err();
                assert_eq!(said, expected, "{}: {name}", signing.krate);
            }
            // The first is the one that signs.
            let headers = receiver.sign("msg_1", &body);
            assert!(signing.knowing(&known[..1]).receive(&headers, &body).is_ok(), "{}", signing.krate);
        }
    }
}

/// Receives until it is told to stop; counts, and says what was not as expected.
fn receive_on(
    receiver: &dyn Receives,
    webhooks: &[(http::HeaderMap, Result<Told, Rejected>)],
    body: &[u8],
    stop: &AtomicBool,
    rounds: &AtomicU32,
) -> Result<(), String> {
    while !stop.load(Ordering::Relaxed) {
        for (headers, expected) in webhooks {
            let got = receiver.receive(headers, body);
            if got != *expected {
                return Err(format!("{got:?} instead of {expected:?}"));
            }
        }
        rounds.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

#[test]
fn secrets_are_replaced_between_two_webhooks_and_never_within_one() {
    for signing in receivers::all() {
        let [lasting, other, strangers] = signing.secrets;
        let (body, receiver) = (signing.sample(), signing.usual());
        let (good, bad) = (receiver.sign("msg_1", &body), signing.knowing(&[strangers]).sign("msg_1", &body));
        let told = receiver.receive(&good, &body).unwrap();
        // Whatever the others do, one secret is always known and one never.
        let webhooks = [(good.clone(), Ok(told)), (bad, Err(Rejected::Mismatch))];
        let sets: [&[&str]; 4] =
            [&[lasting, other], &[other, lasting], &[lasting], &[lasting, other, lasting]];
        let (stop, rounds) = (AtomicBool::new(false), AtomicU32::new(0));
        thread::scope(|scope| {
            let receive = || receive_on(&*receiver.another(), &webhooks, &body, &stop, &rounds);
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(receive)).collect();
            let mut replaced = 0;
            while (replaced < 200 || rounds.load(Ordering::Relaxed) < 200)
                && !threads.iter().any(thread::ScopedJoinHandle::is_finished)
            {
                receiver.replace(sets[replaced % sets.len()]);
                replaced += 1;
            }
            stop.store(true, Ordering::Relaxed);
            for thread in threads {
                assert_eq!(thread.join().unwrap(), Ok(()), "{}", signing.krate);
            }
        });
        let clone = receiver.another();
        receiver.replace(&[other]);
        assert_eq!(clone.receive(&good, &body), Err(Rejected::Mismatch), "{}", signing.krate);
        let anew = clone.sign("msg_1", &body);
        assert!(receiver.receive(&anew, &body).is_ok(), "{}", signing.krate);
    }
}
