//! A crowd of calls through one client, with faults, to a sandbox in another process. The short form of `cargo xtask hostile
//! soak`.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::path::PathBuf;

use verify_tests::load::{COUNTING, Counting, Load, Server, allow_many_connections, check, check_rest};

/// At once.
const CALLS: usize = 800;

/// Rounds after the first one, which makes everything as large as it stays.
const ROUNDS: usize = 3;

#[global_allocator]
static ALLOCATOR: Counting = COUNTING;

/// The example that is also the sandbox's process; cargo builds it for the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(|deps| deps.parent()).unwrap();
    folder.join("examples").join(format!("soak{}", std::env::consts::EXE_SUFFIX))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_with_faults() {
    let program = program();
    assert!(program.is_file(), "the example `soak` is not built: run `cargo test` without naming targets");
    let files = allow_many_connections();
    assert!(files > CALLS as u64 + 100, "{CALLS} calls at once need more open files than {files}");
    let mut load = Load::new(Server::start(&program)).await;
    check(&load.round(CALLS).await);
    let before = load.at_rest().await;
    for _ in 0..ROUNDS {
        check(&load.round(CALLS).await);
    }
    check_rest(&before, &load.at_rest().await);
}
