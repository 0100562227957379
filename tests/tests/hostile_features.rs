//! A program in which somebody else has switched on reqwest's compression, cookies, HTTP/2 and streams: a project of its own
//! beside the workspace, since here those features would be on for everybody.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::path::Path;
use std::process::Command;

#[test]
#[ignore = "needs minutes to build a project of its own"]
fn what_others_switch_on_changes_no_call() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("feature-unification");
    // One target folder for both, so that what they share is built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--quiet", "--locked"]).env("CARGO_TARGET_DIR", target).current_dir(folder);
    let output = cargo.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success() && said.contains("4 passed"), "{said}{complained}");
}
