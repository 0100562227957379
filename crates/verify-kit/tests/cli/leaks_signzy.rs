//! No failing command for Signzy repeats a value.

use verify_sandbox::{Fault, FaultKind};
use verify_testkit::canary::{EXTERNAL_ID, FIRST_NAME, LAST_NAME, PHONE, SECRET};

use crate::leaks::assert_silent;
use crate::support::{Bench, SIGNZY_PATHS, SIGNZY_VARIABLES, kit, run_with};

/// What no page of a link may come back to in an output.
const PRIVATE_TARGET: &str = "https://app.example.com/canary-ext-2c9e";

const SEND: [&str; 9] = [
    "send-link",
    "--phone",
    PHONE,
    "--target-url",
    PRIVATE_TARGET,
    "--custom-sms",
    FIRST_NAME,
    "--business",
    LAST_NAME,
];
const LOOK: [&str; 5] = ["check-link", "--request-id", EXTERNAL_ID, "--session-id", EXTERNAL_ID];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_to_signzy_that_fail() {
    let faults = [
        FaultKind::AcceptedThenLost,
        FaultKind::Status(400),
        FaultKind::Status(403),
        FaultKind::Status(503),
        FaultKind::BadGatewayHtml,
        FaultKind::InvalidJson,
        FaultKind::CutBody,
    ];
    let bench = Bench::new().await;
    let wait = [&["wait-for-verdict"][..], &LOOK[1..], &["--for-at-most", "0"]].concat();
    for kind in faults {
        let _armed = bench.tenant.faults().arm(Fault::new("*", kind.clone())).unwrap();
        for args in [&SEND[..], &LOOK, &wait] {
            assert_silent(&format!("{} with {kind}", args[0]), &bench.signzy(args).await);
        }
        let login = [&LOOK[..], &["--login"]].concat();
        assert_silent(&format!("login with {kind}"), &bench.signzy(&login).await);
        assert_silent(&format!("login itself with {kind}"), &bench.signzy(&["login"]).await);
    }
    for args in [&LOOK[..], &wait, &["open-link", "--request-id", EXTERNAL_ID]] {
        assert_silent(&format!("{} about nobody", args[0]), &bench.signzy(args).await);
    }
    let lines = format!("{SECRET}\n{SECRET}\n");
    for how in [&["--credentials-stdin"][..], &["--credentials-stdin", "--login"]] {
        let args = [&SEND[..], how].concat();
        assert_silent("a wrong key", &bench.signzy_reading(&args, &lines).await);
    }
}

#[test]
fn live_command_lines_to_signzy_that_go_nowhere() {
    for paths in [[None; 2], [Some(SECRET); 2]] {
        for args in [&SEND[..], &LOOK] {
            let mut command = kit(&["signzy-link"]);
            command.args(args).args(["--live", "production"]);
            for variable in SIGNZY_VARIABLES {
                command.env(variable, SECRET);
            }
            for (variable, path) in SIGNZY_PATHS.iter().zip(paths) {
                path.map(|path| command.env(variable, path));
            }
            assert_silent(args[0], &run_with(command));
        }
    }
}
