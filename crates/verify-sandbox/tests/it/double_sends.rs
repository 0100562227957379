//! What was sent twice stays known.

use serde_json::json;

use crate::client::{BORN, Bench, PHONE, send};

#[tokio::test]
async fn no_reset_and_no_import_hides_a_double_send() {
    let bench = Bench::new().await;
    let clean = bench.tenant.export();
    bench.start(PHONE, BORN).await;
    bench.start(PHONE, BORN).await;
    let other = bench.sandbox.tenant("other");
    assert_eq!((bench.sandbox.double_sends_total(), bench.tenant.double_sends().len()), (1, 1));
    let twice = bench.tenant.export();
    bench.tenant.reset();
    bench.tenant.import(&clean).unwrap();
    assert_eq!((bench.sandbox.double_sends_total(), bench.tenant.double_sends().len()), (1, 0));
    other.import(&twice).unwrap();
    assert_eq!(other.double_sends().len(), 1, "the tenant's own count is part of its state");
    assert_eq!(bench.sandbox.double_sends_total(), 1, "nothing was sent by that");
    // What was sent before the export is compared with what is sent after the import.
    let url = format!("{}/users/connect/sms", other.spinwheel().base_url() + "/v1");
    let key = format!("Bearer {}", other.spinwheel().api_key());
    let headers = [("authorization", key.as_str()), ("content-type", "application/json")];
    let body = Bench::connect_body(PHONE, BORN, &format!("ext-{PHONE}-{BORN}")).to_string();
    assert_eq!(send("POST", &url, &headers, &body).await.unwrap().status, 201);
    let all = bench.sandbox.double_sends();
    assert_eq!((all.len(), all[0].tenant.as_str(), all[1].tenant.as_str()), (2, "default", "other"));
    assert_eq!((all[1].double_send.first, all[1].double_send.second), (2, 3));

    let url = format!("{}/double-sends", bench.sandbox.control_url());
    let told = send("GET", &url, &[], "").await.unwrap().json();
    assert_eq!((&told["total"], &told["dropped"]), (&json!(2), &json!(0)));
    assert_eq!(told["double_sends"][0]["operation"], "spinwheel.connect_sms");
}
