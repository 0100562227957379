//! Running the program.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use verify_sandbox::{ManualClock, Sandbox, Tenant};

/// The environment variables with a Finicity partner's credentials.
pub(crate) const FINICITY_VARIABLES: [&str; 3] =
    ["FINICITY_PARTNER_ID", "FINICITY_PARTNER_SECRET", "FINICITY_APP_KEY"];

/// The environment variables with the keys of Dots.
pub(crate) const DOTS_VARIABLES: [&str; 2] = ["DOTS_CLIENT_ID", "DOTS_API_KEY"];

/// The environment variables with the endpoint of DebtCore and what lets a client in.
pub(crate) const DEBTCORE_VARIABLES: [&str; 6] = [
    "DEBTCORE_ENDPOINT",
    "DEBTCORE_TENANT_ID",
    "DEBTCORE_CLIENT_ID",
    "DEBTCORE_CLIENT_SECRET",
    "DEBTCORE_SCOPE",
    "DEBTCORE_TOKEN",
];

/// The environment variable with the secret of Dots' webhooks.
pub(crate) const DOTS_WEBHOOK_SECRET: &str = "DOTS_WEBHOOK_SECRET";

/// The environment variable with the value of the header that Spinwheel's webhooks carry.
pub(crate) const SPINWHEEL_WEBHOOK_HEADER: &str = "SPINWHEEL_WEBHOOK_HEADER_VALUE";

/// The environment variables with what lets a customer of Signzy in: token, or username and password.
pub(crate) const SIGNZY_VARIABLES: [&str; 3] = ["SIGNZY_TOKEN", "SIGNZY_USERNAME", "SIGNZY_PASSWORD"];

/// The environment variables with the paths that have no default.
pub(crate) const SIGNZY_PATHS: [&str; 2] = ["SIGNZY_SEND_LINK_PATH", "SIGNZY_LOGIN_PATH"];

/// What the program did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Both streams and the exit code, for snapshots.
    pub(crate) fn shown(&self) -> String {
        format!("exit {}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }

    #[track_caller]
    pub(crate) fn assert_code(&self, code: i32) {
        assert_eq!(self.code, code, "{}", self.shown());
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("no JSON: {}", self.shown()))
    }
}

/// The program with nothing of the environment but the path to programs.
pub(crate) fn kit(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verify-kit"));
    command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    // Letters beyond ASCII.
    command.env("LC_ALL", "C.UTF-8");
    command.args(args).stdin(Stdio::null());
    command
}

pub(crate) fn finish(mut command: Command, stdin: &str) -> Ran {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    if !stdin.is_empty() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().unwrap();
    if let Some(mut pipe) = child.stdin.take() {
        // The program may end without reading it.
        let _ = pipe.write_all(stdin.as_bytes());
    }
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

pub(crate) fn run(args: &[&str]) -> Ran {
    finish(kit(args), "")
}

pub(crate) fn run_with(command: Command) -> Ran {
    finish(command, "")
}

/// A sandbox in this process, its clock standing still.
pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) tenant: Tenant,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::builder().clock(ManualClock::frozen()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        Self { sandbox, tenant }
    }

    /// `verify-kit spinwheel-connect …` against it.
    pub(crate) async fn spinwheel(&self, args: &[&str]) -> Ran {
        self.spinwheel_reading(args, "").await
    }

    /// The same, with this on stdin.
    pub(crate) async fn spinwheel_reading(&self, args: &[&str], stdin: &str) -> Ran {
        self.reading("spinwheel-connect", args, stdin).await
    }

    /// `verify-kit finicity-connect …` against it.
    pub(crate) async fn finicity(&self, args: &[&str]) -> Ran {
        self.finicity_reading(args, "").await
    }

    /// The same, with this on stdin.
    pub(crate) async fn finicity_reading(&self, args: &[&str], stdin: &str) -> Ran {
        self.reading("finicity-connect", args, stdin).await
    }

    /// `verify-kit dots-users …` against it.
    pub(crate) async fn dots(&self, args: &[&str]) -> Ran {
        self.dots_reading(args, "").await
    }

    /// The same, with this on stdin.
    pub(crate) async fn dots_reading(&self, args: &[&str], stdin: &str) -> Ran {
        self.reading("dots-users", args, stdin).await
    }

    /// `verify-kit spinwheel-gql …` against it.
    pub(crate) async fn gql(&self, args: &[&str]) -> Ran {
        self.gql_reading(args, "").await
    }

    /// The same, with this on stdin.
    pub(crate) async fn gql_reading(&self, args: &[&str], stdin: &str) -> Ran {
        self.reading("spinwheel-gql", args, stdin).await
    }

    /// `verify-kit signzy-link …` against it.
    pub(crate) async fn signzy(&self, args: &[&str]) -> Ran {
        self.signzy_reading(args, "").await
    }

    /// The same, with this on stdin.
    pub(crate) async fn signzy_reading(&self, args: &[&str], stdin: &str) -> Ran {
        self.reading("signzy-link", args, stdin).await
    }

    /// `verify-kit …` with the address of this sandbox in its environment.
    pub(crate) async fn kit(&self, args: &[&str]) -> Ran {
        self.kit_reading(args, "").await
    }

    /// The same, with this on stdin.
    pub(crate) async fn kit_reading(&self, args: &[&str], stdin: &str) -> Ran {
        self.run(kit(args), stdin).await
    }

    async fn reading(&self, provider: &str, args: &[&str], stdin: &str) -> Ran {
        let mut command = kit(&[provider]);
        command.args(args);
        self.run(command, stdin).await
    }

    async fn run(&self, mut command: Command, stdin: &str) -> Ran {
        command.env("VERIFY_SANDBOX_URL", self.sandbox.control_url());
        let stdin = stdin.to_owned();
        tokio::task::spawn_blocking(move || finish(command, &stdin)).await.unwrap()
    }

    pub(crate) async fn connect(&self, phone: &str, born: &str) -> String {
        let args = ["connect-sms", "--phone", phone, "--birth-date", born, "--ext-user-id", phone, "--json"];
        let ran = self.spinwheel(&args).await;
        ran.assert_code(0);
        ran.json()["userId"].as_str().unwrap().to_owned()
    }
}

/// Snapshots do not depend on the free port.
pub(crate) fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"127\.0\.0\.1:\d+", "127.0.0.1:[port]");
    settings
}

/// A folder of a test's own, gone with it.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("verify-kit-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
