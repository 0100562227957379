//! `verify-kit webhook verify` and `webhook sign`.

use crate::leaks::assert_silent;
use crate::support::{
    Bench, DOTS_WEBHOOK_SECRET, FINICITY_VARIABLES, Folder, Ran, SPINWHEEL_WEBHOOK_HEADER, kit, run,
    run_with, settings,
};
use verify_testkit::canary::{EMAIL, PHONE, SECRET, SSN};

const BODY: &str = r#"{"event":"user.updated","user_id":"143c7e1c-2295-42c0-9fc9-23756ac26250"}"#;
const FINICITY_BODY: &str = r#"{"customerId":"7","eventType":"done","eventId":"1768478385000-64c013f1b39a8f6c1ee1d8a7","payload":{}}"#;

/// The headers that `webhook sign` prints for this body.
async fn signed(bench: &Bench, provider: &str, body: &str, args: &[&str]) -> Vec<String> {
    let sign = ["webhook", "sign", "--provider", provider];
    let ran = bench.kit_reading(&[&sign[..], args].concat(), body).await;
    ran.assert_code(0);
    assert_eq!(ran.stderr, "");
    ran.stdout.lines().map(str::to_owned).collect()
}

/// What `webhook verify` makes of the body with these headers.
async fn verify(bench: &Bench, provider: &str, headers: &[String], body: &str, args: &[&str]) -> Ran {
    let mut all = vec!["webhook", "verify", "--provider", provider];
    for header in headers {
        all.extend(["--header", header]);
    }
    bench.kit_reading(&[&all[..], args].concat(), body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_signed_is_genuine() {
    let bench = Bench::new().await;
    let headers = signed(&bench, "dots-users", BODY, &["--id", "msg_17"]).await;
    let names: Vec<&str> = headers.iter().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(names, ["content-type", "svix-id", "svix-signature", "svix-timestamp"]);
    bench.sandbox.clock().advance(std::time::Duration::from_secs(75));
    let ran = verify(&bench, "dots-users", &headers, BODY, &[]).await;
    ran.assert_code(0);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("genuine: user.updated, id msg_17, 1m15s old\n", "")
    );
    let folder = Folder::new("webhook-headers");
    let file = folder.0.join("headers.txt");
    std::fs::write(&file, headers.join("\r\n") + "\r\n").unwrap();
    let lines = format!("@{}", file.display());
    verify(&bench, "dots-users", std::slice::from_ref(&lines), BODY, &[]).await.assert_code(0);
    std::fs::write(&file, "no header").unwrap();
    verify(&bench, "dots-users", &[lines], BODY, &[]).await.assert_code(2);
    let headers = signed(&bench, "finicity-connect", FINICITY_BODY, &[]).await;
    let ran = verify(&bench, "finicity-connect", &headers, FINICITY_BODY, &["--json"]).await;
    ran.assert_code(0);
    let verdict = ran.json();
    assert_eq!((&verdict["verdict"], &verdict["event"]), (&"genuine".into(), &"done".into()));
    assert_eq!(verdict["ageSeconds"], 90);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn body_and_headers_do_not_both_come_from_stdin() {
    let bench = Bench::new().await;
    let stdin = "@-".to_owned();
    let ran = verify(&bench, "dots-users", std::slice::from_ref(&stdin), BODY, &[]).await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("--body and --header both read stdin"), "{}", ran.shown());
    let file = ["--body", "@Cargo.toml"];
    let twice = verify(&bench, "dots-users", &[stdin.clone(), stdin.clone()], "", &file).await;
    twice.assert_code(2);
    verify(&bench, "dots-users", &[stdin], "svix-id: msg_17", &file).await.assert_code(3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_is_named() {
    let bench = Bench::new().await;
    let headers = signed(&bench, "dots-users", BODY, &["--id", "msg_17"]).await;
    let pretty = BODY.replace(',', ",\n  ").replace('{', "{\n  ").replace('}', "\n}").replace(':', ": ");
    let anew = verify(&bench, "dots-users", &headers, &pretty, &[]).await;
    anew.assert_code(3);
    let at = ["--at", "2026-01-15T12:10:00Z"];
    let old = verify(&bench, "dots-users", &headers, BODY, &at).await;
    old.assert_code(3);
    let other = verify(&bench, "finicity-connect", &headers, BODY, &[]).await;
    other.assert_code(3);
    let nothing = verify(&bench, "finicity-connect", &[], BODY, &[]).await;
    nothing.assert_code(3);
    let all = [("anew", anew), ("old", old), ("of Dots", other), ("unsigned", nothing)];
    let shown: Vec<String> = all.iter().map(|(name, ran)| format!("=== {name}\n{}", ran.shown())).collect();
    settings().bind(|| insta::assert_snapshot!("mistakes", shown.concat()));
    let json = verify(&bench, "dots-users", &headers, &pretty, &["--json"]).await;
    json.assert_code(3);
    assert_eq!(json.json()["mistakes"][0]["mistake"], "reserialised");
    assert_eq!(json.json()["certain"], true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nothing_explains_says_what_was_tried() {
    let bench = Bench::new().await;
    let headers = [format!("x-finicity-signature: {}", "0".repeat(64))];
    let ran = verify(&bench, "finicity-connect", &headers, FINICITY_BODY, &[]).await;
    ran.assert_code(3);
    settings().bind(|| insta::assert_snapshot!("unexplained", ran.shown()));
    let json = verify(&bench, "finicity-connect", &headers, FINICITY_BODY, &["--json"]).await;
    assert!(!json.json()["tried"].as_array().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_credentials_of_the_sandbox_and_the_log_are_looked_at() {
    let bench = Bench::new().await;
    let app_key = bench.kit(&["sandbox", "env", "--format", "json"]).await.json()["FINICITY_APP_KEY"].clone();
    let stdin = format!("{}\n{FINICITY_BODY}", app_key.as_str().unwrap());
    let sign = ["webhook", "sign", "--provider", "finicity-connect", "--secret-stdin"];
    let ran = bench.kit_reading(&sign, &stdin).await;
    ran.assert_code(0);
    let headers: Vec<String> = ran.stdout.lines().map(str::to_owned).collect();
    let ran = verify(&bench, "finicity-connect", &headers, FINICITY_BODY, &["--json"]).await;
    ran.assert_code(3);
    assert!(ran.json()["mistakes"][0]["text"].as_str().unwrap().contains("app key"), "{}", ran.shown());

    let of_another = signed(&bench, "dots-users", BODY, &["--tenant", "another"]).await;
    let ran = verify(&bench, "dots-users", &of_another, BODY, &[]).await;
    ran.assert_code(3);
    assert!(ran.stdout.contains("the secret of another tenant of the sandbox"), "{}", ran.shown());

    let application = crate::application::Application::answering(|_| "200 OK");
    bench.tenant.dots().set_webhook_url(&application.url("/")).unwrap();
    crate::webhook_listen_dots::paid_by(&bench, "paypal").await;
    let sent = bench.tenant.webhooks().wait(1).await.remove(0);
    let headers: Vec<String> = sent.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let body = String::from_utf8(sent.body.to_vec()).unwrap();
    verify(&bench, "dots-users", &headers, &body, &[]).await.assert_code(0);
    let ran = verify(&bench, "dots-users", &headers, &body.replace("payout", "paynot"), &["--json"]).await;
    ran.assert_code(3);
    assert_eq!(ran.json()["mistakes"][0]["mistake"], "body-changed");
}

#[test]
fn live_the_secret_comes_as_it_is_given() {
    let secret = "whsec_c2lnbmluZy1zZWNyZXQ=";
    let folder = Folder::new("webhook-verify");
    let file = folder.0.join("body.json");
    std::fs::write(&file, BODY).unwrap();
    let at = format!("@{}", file.display());
    let sign = |secret: &str| {
        let mut command = kit(&["webhook", "sign", "--provider", "dots-users", "--live", "--body", &at]);
        command.env(DOTS_WEBHOOK_SECRET, secret).args(["--at", "1768478400"]);
        run_with(command)
    };
    let ran = sign(secret);
    ran.assert_code(0);
    let verify = |secret: &str| {
        let mut command = kit(&["webhook", "verify", "--provider", "dots-users", "--live", "--body", &at]);
        for header in ran.stdout.lines() {
            command.args(["-H", header]);
        }
        command.args(["--at", "2026-01-15T12:00:01Z", "--json"]).env(DOTS_WEBHOOK_SECRET, secret);
        run_with(command)
    };
    verify(secret).assert_code(0);
    for (given, mistake) in
        [(format!("\"{secret}\""), "secret-quotes"), (format!("{secret}\n"), "secret-space")]
    {
        let ran = verify(&given);
        ran.assert_code(3);
        assert_eq!(ran.json()["mistakes"][0]["mistake"], mistake);
        assert!(!ran.shown().contains("c2lnbmluZy"), "{}", ran.shown());
    }
    sign(" ").assert_code(4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_before_the_rotation_is_recognised() {
    let bench = Bench::new().await;
    let dots = bench.tenant.dots();
    let old = dots.webhook_secret();
    let headers = signed(&bench, "dots-users", BODY, &[]).await;
    let new = dots.rotate_webhook_secret();
    let lines = format!("{new}\n{old}\n{BODY}");
    let args = ["--secret-stdin", "--previous-secret-stdin"];
    let ran = verify(&bench, "dots-users", &headers, &lines, &args).await;
    ran.assert_code(3);
    assert!(
        ran.stdout.contains("other-secret: ") && ran.stdout.contains("the secret before it"),
        "{}",
        ran.shown()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spinwheel_has_a_header_alone() {
    let bench = Bench::new().await;
    let body = r#"{"eventType":"USER_LIABILITIES_CONNECTED","userId":"u-1"}"#;
    let value = "synthetic-and-long-enough";
    let hook = "http://127.0.0.1:9/hook";
    bench.tenant.webhooks().register("*", hook, &[("X-Webhook-Key", value)]).unwrap();
    let check = ["--check-header", "x-webhook-key"];
    let header = [format!("x-webhook-key: {value}")];
    let ran = verify(&bench, "spinwheel-connect", &header, body, &check).await;
    ran.assert_code(0);
    assert_eq!(ran.stdout, "genuine: USER_LIABILITIES_CONNECTED\n");
    assert!(ran.stderr.contains("Spinwheel signs nothing"), "{}", ran.stderr);
    let ran = verify(&bench, "spinwheel-connect", &[], body, &check).await;
    ran.assert_code(3);
    assert!(ran.stdout.contains("no-header: "), "{}", ran.shown());
    let unnamed = verify(&bench, "spinwheel-connect", &header, body, &[]).await;
    unnamed.assert_code(2);
    assert!(unnamed.stderr.contains("--check-header is missing"), "{}", unnamed.stderr);
    let sign = run(&["webhook", "sign", "--provider", "spinwheel-connect"]);
    sign.assert_code(2);
    assert!(sign.stderr.contains("Spinwheel signs nothing"), "{}", sign.stderr);
}

#[test]
fn what_is_missing_is_named() {
    for args in [&["webhook", "verify"][..], &["webhook", "sign"]] {
        let ran = run(&[args, &["--provider", "dots-users"]].concat());
        ran.assert_code(2);
        assert!(ran.stderr.contains("no sandbox is named"), "{}", ran.stderr);
        let ran = run(&[args, &["--provider", "dots-users", "--live"]].concat());
        ran.assert_code(4);
        assert!(
            ran.stderr.contains("set DOTS_WEBHOOK_SECRET, or pass it with --secret-stdin"),
            "{}",
            ran.stderr
        );
    }
    let mut command = kit(&["webhook", "verify", "--provider", "finicity-connect", "--live"]);
    command.env(FINICITY_VARIABLES[1], "synthetic");
    let ran = run_with(command);
    ran.assert_code(2);
    assert!(ran.stderr.contains("--body: there is no body"), "{}", ran.stderr);
    let ran = run(&["webhook", "sign", "--provider", "finicity-connect", "--id", "msg_1"]);
    ran.assert_code(2);
    assert!(ran.stderr.contains("Finicity signs the body alone"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_line_is_no_secret() {
    let bench = Bench::new().await;
    let folder = Folder::new("verify-empty-secret");
    let path = folder.0.join("body.json");
    std::fs::write(&path, "{}").unwrap();
    let body = format!("@{}", path.display());
    let verify = ["webhook", "verify", "--provider", "dots-users", "--secret-stdin", "--body", &body];
    let ran = bench.kit_reading(&verify, "\n").await;
    ran.assert_code(2);
    assert!(ran.stderr.contains("--secret-stdin: its line of stdin is empty"), "{}", ran.stderr);
}

#[test]
fn nothing_that_was_given_is_repeated() {
    let body = format!(r#"{{"eventType":"done","phone":"{PHONE}","email":"{EMAIL}","ssn":"{SSN}"}}"#);
    for (provider, header) in [
        ("finicity-connect", format!("x-finicity-signature: {SECRET}")),
        ("finicity-connect", format!("{SECRET}: {SECRET}")),
        ("dots-users", format!("svix-signature: v1,{SECRET}")),
        ("dots-users", format!("svix-id: {SECRET}")),
    ] {
        let folder = Folder::new(&format!("webhook-leaks-{}", header.len()));
        let file = folder.0.join("body.json");
        std::fs::write(&file, &body).unwrap();
        for format in [&["--header", header.as_str()][..], &["--header", header.as_str(), "--json"]] {
            let mut command = kit(&["webhook", "verify", "--provider", provider, "--live"]);
            command.args(["--body", &format!("@{}", file.display())]).args(format);
            for variable in [DOTS_WEBHOOK_SECRET, SPINWHEEL_WEBHOOK_HEADER].iter().chain(&FINICITY_VARIABLES)
            {
                command.env(variable, SECRET);
            }
            assert_silent(provider, &run_with(command));
        }
    }
}
