//! The examples of the crates, run as a reader runs them: without credentials, against the sandbox inside them. Each prints what
//! its own documentation says.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use verify_sandbox::{Sandbox, Tenant};

/// Where what the workspace holds begins.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources of all examples of published crates and of the application, by their name.
fn sources() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut crates: Vec<_> =
        root().join("crates").read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    crates.push(root().join("tests/onboarding"));
    for folder in crates {
        let Ok(examples) = folder.join("examples").read_dir() else { continue };
        for file in examples.map(|entry| entry.unwrap().path()) {
            // The first call is the README's own program, with a test that runs the README's line.
            let first = file.file_stem().is_some_and(|name| name == "first_call");
            if !first && file.extension().is_some_and(|extension| extension == "rs") {
                let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
                let other = found.insert(name, file.clone());
                // Cargo puts all of them into one folder.
                assert_eq!(other, None, "two examples have the name of {}", file.display());
            }
        }
    }
    found
}

/// The program of an example; cargo builds it for the tests.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
    let program = folder.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "the example {name} is not built: run `cargo test --workspace` without naming targets"
    );
    program
}

/// Runs it with nothing in its environment: no credentials, so no provider.
fn run(name: &str) -> Output {
    Command::new(program(name)).env_clear().stdin(Stdio::null()).output().unwrap()
}

/// What the documentation of the source says that it prints.
fn promised(source: &str) -> Option<String> {
    let documentation = source.lines().map_while(|line| line.strip_prefix("//!"));
    let mut lines = documentation.map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.find(|line| *line == "```text")?;
    Some(lines.take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect())
}

#[test]
fn each_example_ends_well_and_prints_what_it_says() {
    let sources = sources();
    assert!(sources.len() > 20, "{sources:?}");
    let running: Vec<_> = sources
        .into_iter()
        .map(|(name, source)| {
            std::thread::spawn(move || (run(&name), name, std::fs::read_to_string(source).unwrap()))
        })
        .collect();
    let mut wrong = Vec::new();
    for one in running {
        let (output, name, source) = one.join().unwrap();
        let (printed, errors) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        let promised = promised(&source);
        if !output.status.success() || !errors.is_empty() || promised.as_ref() != Some(&printed) {
            let (status, promised) = (output.status, promised.unwrap_or_default());
            wrong.push(format!("{name}, {status}\npromised:\n{promised}printed:\n{printed}{errors}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_example_is_in_the_readme_of_its_crate_and_says_how_it_is_run() {
    for (name, source) in sources() {
        let text = std::fs::read_to_string(&source).unwrap();
        let folder = source.parent().and_then(Path::parent).unwrap();
        let package = folder.file_name().unwrap().to_str().unwrap();
        let command = format!("//! cargo run -p {package} --example {name}");
        assert!(text.lines().any(|line| line == command), "{}: no line {command:?}", source.display());
        let Ok(readme) = std::fs::read_to_string(folder.join("README.md")) else { continue };
        assert!(
            readme.contains(&format!("(examples/{name}.rs)")),
            "{name} is not in the README of {package}"
        );
    }
}

/// The same program with credentials in its environment: it calls what they name, and asks at the keyboard.
async fn at_the_keyboard(
    name: &str,
    variables: &[(&str, String)],
    lines: &[&str],
    phone: &str,
    tenant: &Tenant,
) {
    let mut command = Command::new(program(name));
    command.env_clear().envs(variables.iter().map(|(name, value)| (name, value)));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    keyboard.write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
    tenant.outbox().wait(1).await;
    keyboard.write_all((tenant.outbox().latest_code_for(phone).unwrap() + "\n").as_bytes()).unwrap();
    let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && !printed.contains("simulated"), "{name}: {printed}");
    assert_eq!(tenant.outbox().len(), 1, "{name}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_credentials_it_is_the_provider_that_is_called() {
    let phone = "+12025550143";
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.tenant("spinwheel");
    let spinwheel = tenant.spinwheel();
    let variables = [
        ("SPINWHEEL_SECRET_KEY", spinwheel.api_key()),
        ("SPINWHEEL_BASE_URL", spinwheel.base_url()),
        ("SPINWHEEL_SECURE_BASE_URL", spinwheel.secure_base_url()),
    ];
    at_the_keyboard("verify_a_phone", &variables, &[phone, "1990-01-01", "000000"], phone, &tenant).await;

    let tenant = sandbox.tenant("debtcore");
    let debtcore = tenant.debtcore();
    let variables = [
        ("DEBTCORE_ENDPOINT", debtcore.endpoint()),
        ("DEBTCORE_AUTHORITY", debtcore.authority()),
        ("DEBTCORE_TENANT_ID", debtcore.tenant_id()),
        ("DEBTCORE_CLIENT_ID", debtcore.client_id()),
        ("DEBTCORE_CLIENT_SECRET", debtcore.client_secret()),
        ("DEBTCORE_SCOPE", debtcore.scope()),
    ];
    let lines = [phone, "1990-01-01", "000000"];
    at_the_keyboard("consent_by_text_message", &variables, &lines, phone, &tenant).await;

    let tenant = sandbox.tenant("dots");
    let dots = tenant.dots();
    let variables = [
        ("DOTS_CLIENT_ID", dots.client_id()),
        ("DOTS_API_KEY", dots.api_key()),
        ("DOTS_BASE_URL", dots.base_url()),
    ];
    let lines = [phone, "ada@example.com", "Ada", "Example", "000000"];
    at_the_keyboard("create_a_payout_user", &variables, &lines, phone, &tenant).await;
}

/// What it says, and that it calls nobody, when it is started with these variables and nobody is at the keyboard.
fn refusal(name: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(program(name));
    command.env_clear().envs(variables.iter().copied()).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{name}");
    assert!(!String::from_utf8(output.stdout).unwrap().contains("simulated"), "{name}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn half_of_the_credentials_is_neither_a_simulation_nor_a_call() {
    let key = ("SPINWHEEL_SECRET_KEY", "key");
    let one = refusal("verify_a_phone", &[key, ("SPINWHEEL_BASE_URL", "http://127.0.0.1:9")]);
    assert_eq!(one, "SPINWHEEL_BASE_URL and SPINWHEEL_SECURE_BASE_URL go together\n");
    let id = ("DOTS_CLIENT_ID", "pk_dev_1");
    assert_eq!(refusal("create_a_payout_user", &[id]), "DOTS_API_KEY is not set\n");
}

#[test]
fn where_nobody_answers_it_says_so() {
    let nobody = "nobody answers: the input has ended\n";
    assert_eq!(refusal("verify_a_phone", &[("SPINWHEEL_SECRET_KEY", "key")]), nobody);
    let keys = [("DOTS_CLIENT_ID", "pk_dev_1"), ("DOTS_API_KEY", "sk_dev_1")];
    assert_eq!(refusal("create_a_payout_user", &keys), nobody);
}
