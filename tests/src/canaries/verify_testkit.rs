//! The types of `verify-testkit`.

use bytes::Bytes;
use http::Request;
use verify_core::{Exchange, Transport as _};
use verify_testkit::drift::{self, Change};
use verify_testkit::{LogCapture, ManualClock, Script, canary, faults};

use super::{Row, row};

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    let script = Script::new();
    let printed = row("Expectation", script.on("connect_sms").with_json("/phoneNumber", canary::PHONE));
    script.on("connect_sms").answer(200, canary::LAST_NAME);
    let armed = row("Script", &script);
    let request = Request::new(Bytes::from_static(canary::PHONE.as_bytes()));
    let exchange = Exchange::new("connect_sms", true);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(script.send(request, &exchange)).unwrap();
    vec![
        armed,
        printed,
        row("Change", Change::Dropped),
        row("Drifted", drift::all(&serde_json::json!({"firstName": canary::FIRST_NAME}))),
        row("Fault", faults::all()),
        row("LogCapture", LogCapture::start()),
        row("ManualClock", ManualClock::frozen()),
        row("SentRequest", script.last_request()),
    ]
}
