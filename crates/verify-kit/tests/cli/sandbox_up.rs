//! `verify-kit sandbox up`.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::{Folder, kit, run, run_with};

/// A running sandbox; ended with the signal of a polite supervisor.
struct Up {
    child: Child,
    first_line: Value,
}

impl Up {
    fn start() -> Self {
        Self::with(&[])
    }

    fn with(args: &[&str]) -> Self {
        let mut command = kit(&[&["sandbox", "up"], args].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { child, first_line: serde_json::from_str(&line).unwrap() }
    }

    #[cfg(unix)]
    fn terminate(&mut self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }

    fn text(&self, pointer: &str) -> &str {
        self.first_line.pointer(pointer).and_then(Value::as_str).unwrap()
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_first_line_says_where_everything_is() {
    let up = Up::start();
    let base = up.text("/base_url");
    assert_eq!(up.text("/control_url"), format!("{base}/_sandbox"));
    assert_eq!(up.text("/providers/spinwheel-connect/base_url"), format!("{base}/default/spinwheel"));
    assert_eq!(
        up.text("/providers/spinwheel-connect/secure_base_url"),
        format!("{base}/default/spinwheel-secure")
    );
    let finicity = "/providers/finicity-connect";
    assert_eq!(up.text(&format!("{finicity}/base_url")), format!("{base}/default/finicity"));
    for credential in ["partner_id", "partner_secret", "app_key"] {
        assert!(!up.text(&format!("{finicity}/{credential}")).is_empty(), "{credential}");
    }
    let dots = "/providers/dots-users";
    assert_eq!(up.text(&format!("{dots}/base_url")), format!("{base}/default/dots/api"));
    for credential in ["client_id", "api_key"] {
        assert!(!up.text(&format!("{dots}/{credential}")).is_empty(), "{credential}");
    }
    let debtcore = "/providers/spinwheel-gql";
    let address = |field: &str| up.text(&format!("{debtcore}/{field}")).to_owned();
    assert_eq!(address("endpoint"), format!("{base}/default/debtcore/credit-service/graphql"));
    assert_eq!(address("authority"), format!("{base}/default/debtcore"));
    for credential in ["tenant_id", "client_id", "client_secret", "scope"] {
        assert!(!address(credential).is_empty(), "{credential}");
    }
    let signzy = "/providers/signzy-link";
    assert_eq!(up.text(&format!("{signzy}/base_url")), format!("{base}/default/signzy"));
    assert_eq!(up.text(&format!("{signzy}/send_link_path")), "/sandbox/send-link");
    assert_eq!(up.text(&format!("{signzy}/login_path")), "/sandbox/login");
    for credential in ["token", "username", "password"] {
        assert!(!up.text(&format!("{signzy}/{credential}")).is_empty(), "{credential}");
    }
    assert!(up.text("/providers/spinwheel-connect/secret_key").starts_with("sandbox-spinwheel-"));
}

#[test]
fn it_answers_at_once_at_every_address_it_prints() {
    let up = Up::start();
    let crates = ["spinwheel-connect", "finicity-connect", "dots-users", "signzy-link"];
    let providers = crates.map(|name| format!("/providers/{name}/base_url"));
    let debtcore = ["/providers/spinwheel-gql/endpoint", "/providers/spinwheel-gql/authority"];
    let others = ["/base_url", "/control_url"].into_iter().chain(debtcore);
    for pointer in others.chain(providers.iter().map(String::as_str)) {
        let mut command = kit(&["spinwheel-connect", "retrieve-user", "--user-id", "nobody", "--sandbox"]);
        command.arg(up.text(pointer));
        run_with(command).assert_code(3);
    }
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_asked_to() {
    let mut up = Up::start();
    up.terminate();
    let mut talk = String::new();
    up.child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
    assert!(talk.ends_with("The sandbox has stopped.\n"), "{talk}");
}

#[test]
fn a_port_in_use_is_explained() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = run(&["sandbox", "up", "--port", &port]);
    ran.assert_code(1);
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.contains("already in use") && ran.stderr.contains("leave --port out"),
        "{}",
        ran.stderr
    );
    #[cfg(target_os = "linux")]
    assert!(ran.stderr.contains(&format!("(process {})", std::process::id())), "{}", ran.stderr);
    #[cfg(not(target_os = "linux"))]
    assert!(ran.stderr.contains(&port), "{}", ran.stderr);
}

#[test]
fn the_same_seed_gives_the_same_credentials() {
    let key = "/providers/spinwheel-connect/secret_key";
    let (one, same, other) =
        (Up::with(&["--seed", "7"]), Up::with(&["--seed", "7"]), Up::with(&["--seed", "8"]));
    assert_eq!(one.text(key), same.text(key));
    assert_ne!(one.text(key), other.text(key));
}

#[cfg(unix)]
#[test]
fn the_ready_file_is_there_as_long_as_the_sandbox_answers() {
    let folder = Folder::new("ready-file");
    let path = folder.0.join("sandbox.json");
    let mut up = Up::with(&["--ready-file", path.to_str().unwrap()]);
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(line, up.first_line);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "nothing else is left behind");
    up.terminate();
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn a_ready_file_of_another_sandbox_stays() {
    let folder = Folder::new("ready-file-of-another");
    let path = folder.0.join("sandbox.json");
    let mut up = Up::with(&["--ready-file", path.to_str().unwrap()]);
    std::fs::write(&path, "another").unwrap();
    up.terminate();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "another");
}

#[test]
fn a_ready_file_that_cannot_be_written_ends_it() {
    let ran = run(&["sandbox", "up", "--ready-file", "/no/such/folder/sandbox.json"]);
    ran.assert_code(1);
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.contains("the ready file cannot be written") && ran.stderr.contains("next:"),
        "{}",
        ran.stderr
    );
}
