//! `--curl`: a script that sends the same request.

use std::path::Path;
use std::process::Command;

use verify_sandbox::Entry;
use verify_testkit::canary::{CODE, EXTERNAL_ID, SECRET, SSN};

use crate::samples::{SAMPLES, Sample};
use crate::support::{Bench, Folder, Ran, kit, run, run_with, write_program};

const NEW_SECRET: &str = "New-secret-0001";

/// What stands for the guarded values in the samples.
const GUARDED: [(&str, &str); 7] = [
    ("OTP_CODE", CODE),
    ("SSN", SSN),
    ("SSN_LAST_FOUR", "4329"),
    ("NETWORK_TOKEN", EXTERNAL_ID),
    ("TAX_ID", SSN),
    ("ACCOUNT_NUMBER", SSN),
    ("NEW_PARTNER_SECRET", NEW_SECRET),
];

/// The script of a command line.
#[track_caller]
pub(crate) fn script(args: &[String], more: &[&str]) -> String {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let ran = run(&[&args, more, &["--curl"]].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.shown());
    ran.stdout
}

/// In place of curl: keeps the body, and answers every login.
const FAKE: &str = r#"#!/bin/sh
: > "$CURL_BODY"
while [ $# -gt 0 ]; do
  case $1 in
    --data-raw) printf '%s' "$2" > "$CURL_BODY"; shift ;;
    --data-binary) cat > "$CURL_BODY"; shift ;;
  esac
  shift
done
echo '{"token":"t","access_token":"t","id":"t"}'
"#;

/// The body that a script would have curl send, with this in the variables of credentials.
pub(crate) fn body(folder: &Folder, script: &str) -> String {
    let curl = folder.0.join("curl");
    if !curl.exists() {
        write_program(&curl, FAKE);
    }
    let kept = folder.0.join("body");
    let mut command = Command::new("sh");
    command.args(["-c", script]).env("CURL_BODY", &kept);
    let path = std::env::var("PATH").unwrap();
    command.env("PATH", format!("{}:{path}", folder.0.display()));
    for name in script.lines().filter_map(|line| line.strip_prefix(": \"${")?.strip_suffix(":?}\"")) {
        command.env(name, "of-the-environment");
    }
    command.envs(GUARDED);
    let ran = run_with(command);
    ran.assert_code(0);
    std::fs::read_to_string(kept).unwrap()
}

#[test]
fn no_script_holds_a_secret() {
    for sample in SAMPLES {
        let text = script(&sample.args(), &[]);
        // SSN stands for numbers that are no secrets, too.
        let open = sample
            .body
            .iter()
            .chain(sample.path)
            .any(|(name, value)| *value == SSN && !["ssn", "tax-id", "account-number"].contains(name));
        for secret in [CODE, SECRET, if open { CODE } else { SSN }] {
            assert!(!text.contains(secret), "{} {}", sample.provider, sample.operation);
        }
    }
}

#[test]
fn scripts_as_they_are_printed() {
    let shown = |name: &str, args: &[&str]| {
        insta::assert_snapshot!(name, run(&[args, &["--curl"]].concat()).shown());
    };
    let connect = ["spinwheel-connect", "connect-sms", "--phone=+12025550140", "--birth-date=1990-01-01"];
    shown("curl_body", &[&connect[..], &["--ext-user-id=o'neil", "--live", "production"]].concat());
    shown("curl_guarded", &["dots-users", "verify-token", "--user-id=u/17", "--token=012345"]);
    shown("curl_login", &["finicity-connect", "list-accounts", "--customer-id=17"]);
    shown("curl_form_login", &["spinwheel-gql", "user-verification", "--contact-id=17"]);
    shown("curl_paths", &["signzy-link", "wait-for-verdict", "--request-id=r", "--session-id=s", "--login"]);
}

#[test]
fn the_paths_of_signzy_can_be_addresses() {
    let link = ["signzy-link", "send-link", "--phone=+12025550143", "--target-url=https://a.example.com"];
    let mut command = kit(&[&link[..], &["--curl", "--live", "production"]].concat());
    command.env("SIGNZY_SEND_LINK_PATH", "https://links.example.com/send");
    assert!(run_with(command).stdout.contains("  --url \"$SIGNZY_SEND_LINK_PATH\" \\\n"));
    let flag = script(&link.map(str::to_owned), &["--live", "production", "--send-link-path", "/send'it"]);
    assert!(flag.contains("  --url 'https://api.signzy.us/send'\\''it' \\\n"), "{flag}");
}

/// Others can see arguments: what lets in is none of them.
#[test]
fn no_argument_holds_what_lets_in() {
    for sample in SAMPLES {
        let text = script(&sample.args(), &[]);
        let mut headers = text.lines().filter(|line| line.starts_with("  --header"));
        let shown =
            headers.find(|line| line.contains('$')).or(text.lines().find(|line| line.contains("--user ")));
        assert_eq!(shown, None, "{} {}", sample.provider, sample.operation);
    }
}

/// What stands in the script for a variable would name another one, were it typed.
#[test]
fn nobody_else_names_a_variable() {
    let connect = ["spinwheel-connect", "connect-sms", "--phone=+12025550140", "--birth-date=1990-01-01"];
    for typed in ["--ext-user-id=verify-kit-0--HOME--", "--ext-user-id=verify-kit-0--X$(id)--"] {
        for flag in ["--curl", "--dry-run"] {
            let ran = run(&[&connect[..], &[typed, flag]].concat());
            ran.assert_code(2);
            assert!(ran.stdout.is_empty() && !ran.stderr.contains("HOME"), "{}", ran.shown());
        }
    }
}

#[test]
fn a_script_without_its_variables_says_which() {
    let text = script(&["spinwheel-connect", "retrieve-user", "--user-id=u"].map(str::to_owned), &[]);
    let mut command = Command::new("sh");
    command.args(["-c", &text]).env_remove("SPINWHEEL_BASE_URL");
    let ran = run_with(command);
    assert_ne!(ran.code, 0);
    assert!(ran.stderr.contains("SPINWHEEL_BASE_URL"), "{}", ran.stderr);
}

/// What a request consists of. Credentials are compared by what they led to.
fn parts(entry: &Entry) -> String {
    let compared = ["accept", "content-type", "content-length", "user-agent", "api-app-id", "dots-user-ip"];
    let mut headers: Vec<_> =
        entry.headers.iter().filter(|(name, _)| compared.contains(&name.as_str())).collect();
    headers.sort();
    let body = String::from_utf8_lossy(&entry.body);
    let login = entry.headers.iter().filter(|(_, value)| value == "<redacted>").map(|(name, _)| name);
    let mut login: Vec<_> = login.collect();
    login.sort();
    format!("{} {} {:?}\n{headers:?} {login:?}\n{body}\n{}", entry.method, entry.path, entry.host, entry.why)
}

/// The last request of the script or the command, and how many came before it.
fn received(bench: &Bench) -> (usize, String) {
    let entries = bench.tenant.journal().entries();
    let is_login = |entry: &&Entry| matches!(entry.operation, Some("authenticate" | "token" | "login"));
    let logins = entries.iter().filter(is_login).count();
    let call = entries.iter().find(|entry| !is_login(entry)).or(entries.last()).unwrap();
    (logins, parts(call))
}

async fn by_script(sample: &Sample, folder: &Folder) -> (usize, String) {
    let bench = Bench::new().await;
    let (env, text) = (folder.0.join("env.sh"), folder.0.join("script.sh"));
    std::fs::write(&env, bench.kit(&["sandbox", "env", "--format", "sh"]).await.stdout).unwrap();
    std::fs::write(&text, script(&sample.args(), &[])).unwrap();
    let ran = sh(&env, &text).await;
    assert_eq!(ran.code, 0, "{sample:?}: {}", ran.shown());
    received(&bench)
}

async fn sh(env: &Path, script: &Path) -> Ran {
    let mut command = Command::new("sh");
    command.args(["-c", ". \"$0\" && exec sh \"$1\""]).arg(env).arg(script).envs(GUARDED);
    tokio::task::spawn_blocking(move || run_with(command)).await.unwrap()
}

async fn by_command(sample: &Sample, folder: &Folder) -> (usize, String) {
    let bench = Bench::new().await;
    let mut args = sample.args();
    if sample.operation == "rotate-partner-secret" {
        let file = folder.0.join("new-secret.json");
        std::fs::write(&file, format!("{{\"newPartnerSecret\":\"{NEW_SECRET}\"}}")).unwrap();
        args.push(format!("--data=@{}", file.display()));
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    bench.kit(&args).await;
    received(&bench)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs curl"]
async fn the_sandbox_receives_the_same_from_script_and_command() {
    let folder = Folder::new("curl-scripts");
    for sample in SAMPLES {
        let script = by_script(sample, &folder).await;
        assert_eq!(script, by_command(sample, &folder).await, "{} {}", sample.provider, sample.operation);
    }
}
