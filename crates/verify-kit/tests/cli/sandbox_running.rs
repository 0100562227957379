//! `verify-kit sandbox env`, `reset`, `status` and `logs`, about a running sandbox.

use std::process::{Command, Stdio};

use serde_json::Value;
use verify_sandbox::{Fault, FaultKind};

use crate::support::{Bench, kit, run, settings};

const PHONE: &str = "+12025550140";
const BORN: &str = "1990-01-01";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_environment_is_written_in_three_ways() {
    let bench = Bench::new().await;
    let key = bench.tenant.spinwheel().api_key();
    let sh = bench.kit(&["sandbox", "env"]).await;
    sh.assert_code(0);
    assert!(
        sh.stdout.lines().any(|line| line == format!("export SPINWHEEL_SECRET_KEY='{key}'")),
        "{}",
        sh.stdout
    );
    assert!(sh.stdout.lines().all(|line| line.starts_with("export ")), "{}", sh.stdout);
    let dotenv = bench.kit(&["sandbox", "env", "--format", "dotenv"]).await;
    assert!(
        dotenv.stdout.lines().any(|line| line == format!("SPINWHEEL_SECRET_KEY=\"{key}\"")),
        "{}",
        dotenv.stdout
    );
    let json = bench.kit(&["sandbox", "env", "--format", "json"]).await;
    assert_eq!(json.json()["SPINWHEEL_SECRET_KEY"], key);
    assert_eq!(bench.kit(&["sandbox", "env", "--json"]).await.stdout, json.stdout);
    let unknown = bench.kit(&["sandbox", "env", "--format", "yaml"]).await;
    unknown.assert_code(2);
    assert!(unknown.stderr.contains("[possible values: sh, dotenv, json]"), "{}", unknown.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_counts_what_happened() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    bench.connect(PHONE, BORN).await;
    let _armed = bench.tenant.faults().arm(Fault::new("*", FaultKind::NoAnswer)).unwrap();
    let ran = bench.kit(&["sandbox", "status"]).await;
    ran.assert_code(0);
    let mut settings = settings();
    // Whatever else is simulated.
    settings.add_filter(r"[a-z-]+ 0, ", "");
    settings.add_filter(r", [a-z-]+ 0\)", ")");
    settings.bind(|| insta::assert_snapshot!("sandbox_status", ran.shown()));
    let json = bench.kit(&["sandbox", "status", "--json"]).await.json();
    assert_eq!(
        (&json["calls"], &json["messages"]["sms"], &json["faults"]["armed"]),
        (&2.into(), &2.into(), &1.into())
    );
    bench.sandbox.tenant("blue");
    let other = bench.kit(&["sandbox", "status", "--tenant", "blue", "--json"]).await.json();
    assert_eq!((&other["tenant"], &other["calls"]), (&"blue".into(), &0.into()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changed_choices_are_named() {
    let bench = Bench::new().await;
    let mut choices = bench.tenant.spinwheel().choices();
    choices.connect_status = 200;
    bench.tenant.spinwheel().set_choices(choices);
    let ran = bench.kit(&["sandbox", "status"]).await;
    assert!(ran.stdout.contains("\nchoices       spinwheel.connect_status = 200\n"), "{}", ran.stdout);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_forgets_one_tenant() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    bench.sandbox.tenant("blue");
    let other = bench.kit(&["sandbox", "reset", "--tenant", "blue", "--json"]).await;
    assert_eq!(other.json(), serde_json::json!({"tenant": "blue", "reset": true}));
    assert_eq!(bench.tenant.outbox().len(), 1);
    let ran = bench.kit(&["sandbox", "reset"]).await;
    ran.assert_code(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "The tenant default is as new.\n"));
    assert!(bench.tenant.outbox().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tenant_that_is_not_there_is_named_and_not_made() {
    let bench = Bench::new().await;
    bench.sandbox.tenant("blue");
    let commands = [&["status"][..], &["reset"], &["export"], &["export", "--to", "no.json"]];
    for command in commands {
        let typed = [&["sandbox"], command, &["--tenant", "bleu2"]].concat();
        let ran = bench.kit(&typed).await;
        ran.assert_code(1);
        assert_eq!(ran.stdout, "");
        let says = "error: the sandbox has no tenant of this name\nThere are:\n  blue\n  default\n next: ";
        assert!(ran.stderr.starts_with(says), "{}", ran.stderr);
    }
    let near = bench.kit(&["sandbox", "status", "--tenant", "blu"]).await;
    assert!(near.stderr.contains("no tenant of this name; did you mean blue?"), "{}", near.stderr);
    // What begins to use one still makes it.
    bench.kit(&["sandbox", "env", "--tenant", "bleu2"]).await.assert_code(0);
    bench.kit(&["sandbox", "status", "--tenant", "bleu2"]).await.assert_code(0);
    bench.kit(&["sandbox", "status", "--tenant", "default"]).await.assert_code(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_does_not_say_what_a_client_logs_in_with() {
    let bench = Bench::new().await;
    bench.finicity(&["list-customers"]).await.assert_code(0);
    let ran = bench.kit(&["sandbox", "logs", "--json", "--operation", "finicity.authenticate"]).await;
    assert!(
        ran.json()["body"].as_str().unwrap().contains(r#""partnerSecret":"<redacted>""#),
        "{}",
        ran.shown()
    );
    assert!(!ran.shown().contains(&bench.tenant.finicity().partner_secret()), "{}", ran.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_explains_each_request() {
    let bench = Bench::new().await;
    bench.connect(PHONE, BORN).await;
    let fault = Fault::new("spinwheel.retrieve_user", FaultKind::AcceptedThenLost).times(1);
    let _armed = bench.tenant.faults().arm(fault).unwrap();
    bench.spinwheel(&["retrieve-user", "--ext-user-id", "somebody"]).await;
    let ran = bench.kit(&["sandbox", "logs"]).await;
    settings().bind(|| insta::assert_snapshot!("sandbox_logs", ran.shown()));
    let of_one = bench.kit(&["sandbox", "logs", "--operation", "connect_sms", "--json"]).await;
    assert_eq!(of_one.json()["operation"], "spinwheel.connect_sms");
    let unknown = bench.kit(&["sandbox", "logs", "--operation", "spinwheel.conect_sms"]).await;
    unknown.assert_code(2);
    assert!(unknown.stderr.contains("did you mean spinwheel.connect_sms?"), "{}", unknown.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_log_is_complete() {
    let bench = Bench::new().await;
    let url = bench.tenant.spinwheel().base_url();
    tokio::task::block_in_place(|| {
        for _ in 0..205 {
            let authority = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
            let mut stream = std::net::TcpStream::connect(authority).unwrap();
            let request = format!(
                "GET /default/spinwheel/x HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\n\r\n"
            );
            std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
            std::io::Read::read_to_end(&mut stream, &mut Vec::new()).unwrap();
        }
    });
    let ran = bench.kit(&["sandbox", "logs", "--json"]).await;
    let ids: Vec<u64> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, (1..=205).collect::<Vec<_>>());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_can_be_followed_until_ctrl_c() {
    use std::io::{BufRead, BufReader};

    let bench = Bench::new().await;
    let mut command = kit(&["sandbox", "logs", "--follow", "--json"]);
    command.env("VERIFY_SANDBOX_URL", bench.sandbox.base_url()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut next = || {
        let mut line = String::new();
        tokio::task::block_in_place(|| stdout.read_line(&mut line)).unwrap();
        serde_json::from_str::<Value>(&line).unwrap()
    };
    for number in 1..=2 {
        bench.connect(PHONE, BORN).await;
        let entry = next();
        assert_eq!((&entry["id"], &entry["outcome"]["answered"]), (&number.into(), &201.into()));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(tokio::task::block_in_place(|| child.wait()).unwrap().code(), Some(0));
}

#[test]
fn without_a_sandbox_each_command_says_what_to_do() {
    let commands: [&[&str]; 12] = [
        &["sandbox", "env"],
        &["sandbox", "reset"],
        &["sandbox", "status"],
        &["sandbox", "logs"],
        &["sandbox", "wait"],
        &["outbox", "list"],
        &["outbox", "wait"],
        &["outbox", "code"],
        &["fault", "list"],
        &["fault", "arm", "--operation", "*", "--kind", "no_answer"],
        &["fault", "clear"],
        &["clock", "show"],
    ];
    for command in commands {
        let ran = run(command);
        ran.assert_code(2);
        assert_eq!(ran.stdout, "");
        assert!(
            ran.stderr.starts_with("error: no sandbox is named\n next: start one with"),
            "{}",
            ran.stderr
        );
        let odd = run(&[command, &["--sandbox", "https://api.example.com"]].concat());
        odd.assert_code(2);
        assert!(odd.stderr.contains("must be the address of a sandbox on this machine"), "{}", odd.stderr);
        if command[1] != "wait" {
            let gone = run(&[command, &["--sandbox", "http://127.0.0.1:9"]].concat());
            gone.assert_code(1);
            assert!(
                gone.stderr.contains("no sandbox answers at this address"),
                "{command:?}: {}",
                gone.stderr
            );
        }
    }
}

#[test]
fn no_color_means_none() {
    let mut command = kit(&["sandbox", "status"]);
    command.env("NO_COLOR", "1");
    let ran = crate::support::run_with(command);
    assert!(!ran.shown().contains('\u{1b}'), "{}", ran.shown());
}
