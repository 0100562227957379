//! A crowd of calls through one client, with faults, to a sandbox in another process. The short form of `cargo xtask hostile
//! soak`.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::path::PathBuf;

use verify_tests::load::{Load, Server, allow_many_connections, check};

/// At once.
const CALLS: usize = 800;

/// Rounds in which allocators, buffers and pools reach the size they stay at, and rounds after those.
const ROUNDS: (usize, usize) = (6, 4);

/// How much a process may grow in the latter. A leak of 4 KiB for each call would be 25 MiB.
const GROWTH: u64 = 8 * 1024;

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
    let load = Load::new(Server::start(&program)).await;
    let mut memory = Vec::new();
    for _ in 0..ROUNDS.0 + ROUNDS.1 {
        let round = load.round(CALLS).await;
        check(&round);
        memory.push((round.our_memory, round.its_memory));
    }
    let ((ours, its), (ours_then, its_then)) = (memory[ROUNDS.0 - 1], memory[ROUNDS.0 + ROUNDS.1 - 1]);
    assert!(ours_then < ours + GROWTH, "the client grows: {memory:?}");
    assert!(its_then < its + GROWTH, "the sandbox grows: {memory:?}");
}
