//! `verify-kit outbox`.

use crate::support::{Bench, settings};

const PHONE: &str = "+12025550140";
const BORN: &str = "1990-01-01";

/// An e-mail with a link, and whom it went to.
async fn mail(bench: &Bench) -> &'static str {
    let customer = bench.finicity(&["create-testing-customer", "--username", "customer-17", "--json"]).await;
    let customer = customer.json()["id"].as_str().unwrap().to_owned();
    let consumer = [
        "create-consumer",
        "--customer-id",
        &customer,
        "--first-name",
        "Ann",
        "--last-name",
        "Example",
        "--address",
        "1 Main St",
        "--city",
        "Spencer",
        "--state",
        "IA",
        "--zip",
        "51301",
        "--phone",
        "202-555-0147",
        "--ssn",
        "999-00-0001",
        "--birth-date",
        "1990-01-01",
        "--email",
        "ann@example.com",
        "--json",
    ];
    let consumer = bench.finicity(&consumer).await;
    consumer.assert_code(0);
    let consumer = consumer.json()["id"].as_str().unwrap().to_owned();
    let sent = [
        "send-connect-email",
        "--customer-id",
        &customer,
        "--consumer-id",
        &consumer,
        "--to",
        "ann@example.com",
    ];
    bench.finicity(&sent).await.assert_code(0);
    "ann@example.com"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_listed_and_filtered() {
    let bench = Bench::new().await;
    let empty = bench.kit(&["outbox", "list"]).await;
    empty.assert_code(0);
    assert_eq!((empty.stdout.as_str(), empty.stderr.as_str()), ("", "No such message was sent.\n"));
    bench.connect(PHONE, BORN).await;
    bench.connect("+12025550141", BORN).await;
    let listed = bench.kit(&["outbox", "list"]).await;
    settings().bind(|| insta::assert_snapshot!("outbox_list", listed.shown()));
    for (filter, ids) in [
        (&["--to", "+1 (202) 555-0141"][..], &[2][..]),
        (&["--since", "1"], &[2]),
        (&["--since", "2"], &[]),
        (&["--provider", "spinwheel-connect"], &[1, 2]),
        (&["--provider", "finicity"], &[]),
    ] {
        let ran = bench.kit(&[&["outbox", "list", "--json"], filter].concat()).await;
        let messages = ran.json()["messages"].clone();
        let found: Vec<_> =
            messages.as_array().unwrap().iter().map(|message| message["id"].as_u64().unwrap()).collect();
        assert_eq!(found, ids, "{filter:?}");
        assert_eq!(ran.json()["cursor"], 2);
    }
    let odd = bench.kit(&["outbox", "list", "--provider", "finicty"]).await;
    odd.assert_code(2);
    assert!(
        odd.stderr.contains("did you mean finicity?") && odd.stderr.contains("\n  spinwheel"),
        "{}",
        odd.stderr
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_code_is_all_that_is_printed() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    bench.connect("+12025550141", BORN).await;
    let code = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    let ran = bench.kit(&["outbox", "code", "--to", PHONE]).await;
    ran.assert_code(0);
    assert_eq!((ran.stdout, ran.stderr.as_str()), (format!("{code}\n"), ""));
    let ran = bench.kit(&["outbox", "code", "--to", PHONE, "--json"]).await;
    assert_eq!(
        (ran.json()["code"].as_str(), ran.json()["message"]["id"].as_u64()),
        (Some(code.as_str()), Some(1))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_link_in_an_e_mail_is_printed() {
    let bench = Bench::new().await;
    let to = mail(&bench).await;
    let link = bench.tenant.outbox().last_to(to).unwrap().link().unwrap().to_owned();
    let ran = bench.kit(&["outbox", "link", "--to", to]).await;
    ran.assert_code(0);
    assert_eq!((ran.stdout, ran.stderr.as_str()), (format!("{link}\n"), ""));
    let ran = bench.kit(&["outbox", "link", "--provider", "finicity", "--json"]).await;
    assert_eq!(ran.json()["link"], link);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_comes_later_is_waited_for() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    let waiting = ["outbox", "wait", "--since", "1", "--timeout", "60s", "--json"];
    let code = ["outbox", "code", "--since", "1", "--to", "+12025550141", "--timeout", "60s"];
    let (waited, code, _) =
        tokio::join!(bench.kit(&waiting), bench.kit(&code), bench.connect("+12025550141", BORN));
    waited.assert_code(0);
    assert_eq!(waited.json()["messages"][0]["to"], "+12025550141");
    code.assert_code(0);
    assert_eq!(code.stdout.trim(), bench.tenant.outbox().latest_code_for("+12025550141").unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_what_can_be_no_recipient() {
    let bench = Bench::new().await;
    for recipient in ["2025550140", ""] {
        let ran = bench.kit(&["outbox", "code", "--to", recipient]).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains("with + and country code"), "{}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_does_not_come_is_a_failure() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    for args in [
        &["outbox", "wait", "--to", "nobody@example.com"][..],
        &["outbox", "link"],
        &["outbox", "code", "--provider", "finicity"],
        &["outbox", "code", "--tenant", "another"],
    ] {
        let ran = bench.kit(&[args, &["--timeout", "10ms"]].concat()).await;
        ran.assert_code(1);
        assert_eq!(ran.stdout, "");
        assert!(
            ran.stderr.contains("did not come within 10ms") && ran.stderr.contains("next:"),
            "{}",
            ran.stderr
        );
    }
}
