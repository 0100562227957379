//! What the assertions say when they fail: never a canary, whoever wrote or sent it.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::ser::{Error as _, Serialize, Serializer};
use spinwheel_connect::{
    Client, ConnectSms, DateOfBirth, Environment, ExtUserId, OtpCode, PhoneNumber, UserId, VerifySmsCode,
};
use verify_testkit::canary::{
    BIRTH_DATE, CODE, EMAIL, EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SECRET, SSN, STREET, find_leaks,
};
use verify_testkit::{ManualClock, Script, assert_no_leak, faults};

/// An assertion: the name of the function that fails, words of its message, and how it is provoked.
type Provoked = (&'static str, &'static str, fn());

const PROVOKED: [Provoked; 15] = [
    ("assert_no_leak", " leaks: secret", || assert_no_leak(&all(), &all())),
    ("assert_no_leak", "bytes leaks: ", || assert_no_leak("bytes", &format!("{:?}", all().as_bytes()))),
    ("last_request", "nothing was sent", || drop(Script::new().last_request())),
    ("assert_done", "/phoneNumber must be <canary: ", another_phone_number),
    ("assert_done", "the nearest name is connect_smsx", an_operation_nobody_expected),
    ("assert_done", " was never called", || expecting_all().assert_done()),
    ("drop", "the script was not followed", || drop(expecting_all())),
    ("with_json", "begins with /", || drop(Script::new().on(SECRET).with_json(SECRET, all()))),
    ("with_json", "as JSON", || drop(Script::new().on(SECRET).with_json(&format!("/{EMAIL}"), Unwritable))),
    ("times", "at least once", || drop(Script::new().on(SECRET).times(0))),
    ("header", "static", || drop(Script::new().on(SECRET).header("Canarina Serinusson", EMAIL))),
    ("header", "static", || drop(Script::new().on(SECRET).header("x-name", "Canarina\r\nSerinusson"))),
    ("answer", "an HTTP status", || _ = Script::new().on(SECRET).answer(0, all())),
    ("answer_as", "an HTTP status", || _ = Script::new().on(SECRET).answer_as(SECRET, 1000, all())),
    ("fault", "give the script the client's clock", silence_without_a_clock),
];

/// All canaries in one text.
fn all() -> String {
    [SECRET, PHONE, BIRTH_DATE, CODE, SSN, EMAIL, FIRST_NAME, LAST_NAME, STREET, EXTERNAL_ID].join(" | ")
}

/// A value whose error quotes it.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(all()))
    }
}

fn silence_without_a_clock() {
    let silence = faults::all().into_iter().find(|fault| fault.name() == "timed out").unwrap();
    Script::new().on(SECRET).with_json("", all()).fault(&silence);
}

/// A script that expects every canary, as operation, as place and as value.
fn expecting_all() -> Script {
    let script = Script::new();
    for value in all().split(" | ") {
        script.on(value).with_json(&format!("/{value}"), value).times(2).answer(200, all());
        script.on("connect_sms").with_json("/phoneNumber", format!("not {value}")).answer(200, all());
    }
    let code = OtpCode::new(CODE).unwrap();
    script.on("verify_sms_code").with_json("/code", code).with_json("/userId", all()).answer(200, all());
    script
}

/// Calls with canaries what the script does not expect like that.
fn not_followed(script: &Script) {
    let builder = Client::builder(Environment::Sandbox, SECRET).transport(script.clone());
    let client = builder.clock(ManualClock::frozen().skipping_pauses()).build().unwrap();
    let connect = ConnectSms::new(
        PhoneNumber::new(PHONE).unwrap(),
        DateOfBirth::new(BIRTH_DATE).unwrap(),
        ExtUserId::new(EXTERNAL_ID).unwrap(),
    );
    let verify = VerifySmsCode::new(UserId::new(EXTERNAL_ID).unwrap(), OtpCode::new(CODE).unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(client.connect_sms(&connect)).unwrap_err();
    runtime.block_on(client.verify_sms_code(&verify)).unwrap_err();
    assert_eq!(find_leaks(&script.last_request().wire()), ["code", "external id"], "the calls have them");
}

fn another_phone_number() {
    let script = expecting_all();
    not_followed(&script);
    script.assert_done();
}

fn an_operation_nobody_expected() {
    let script = Script::new();
    script.on(SECRET).answer(200, all()).on("connect_smsx").answer(200, all());
    not_followed(&script);
    script.assert_done();
}

/// The message of the one panic. A second one, out of a script that is dropped by the first, would end the process.
fn message(provoke: fn()) -> String {
    let said = catch_unwind(AssertUnwindSafe(provoke)).unwrap_err();
    let text = said.downcast_ref::<String>().cloned();
    text.unwrap_or_else(|| (*said.downcast_ref::<&str>().unwrap()).to_owned())
}

#[test]
fn no_message_has_a_canary() {
    for (function, words, provoke) in PROVOKED {
        let said = message(provoke);
        // Not with the assertion that is on trial, and without the text.
        assert_eq!(find_leaks(&said), <[&str; 0]>::default(), "{function}");
        assert!(said.contains(words), "{function}: {said}");
    }
}

#[test]
fn a_canary_is_named() {
    let said = message(another_phone_number);
    assert!(said.contains("/code <canary: code>"), "{said}");
    assert!(message(|| assert_no_leak(EMAIL, EMAIL)).starts_with("<canary: e-mail address> leaks: "));
    assert!(message(|| assert_no_leak("this text", EMAIL)).starts_with("this text leaks: "));
}

/// Every function whose docs say that it panics, by its name.
fn documented() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.filter(|path| path.is_file()).map(|path| fs::read_to_string(path).unwrap());
    let name = |rest: &str| {
        let (_, declared) = rest.split_once("pub fn ").unwrap();
        declared.split(['(', '<']).next().unwrap().to_owned()
    };
    texts.flat_map(|text| text.split("# Panics\n").skip(1).map(name).collect::<Vec<_>>()).collect()
}

#[test]
fn every_assertion_is_provoked() {
    let mut provoked: BTreeSet<_> = PROVOKED.iter().map(|(function, ..)| (*function).to_owned()).collect();
    // What the end of a script says stands in the docs of the type.
    assert!(provoked.remove("drop"));
    assert_eq!(provoked, documented());
}
