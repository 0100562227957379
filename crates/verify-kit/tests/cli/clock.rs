//! `verify-kit clock`.

use serde_json::json;

use crate::support::Bench;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_is_moved_and_shown() {
    let bench = Bench::new().await;
    for (args, shown) in [
        (&["clock", "show"][..], "2026-01-15T12:00:00Z  standing still\n"),
        (&["clock", "advance", "1h30m"], "2026-01-15T13:30:00Z  standing still\n"),
        (&["clock", "advance", "250ms"], "2026-01-15T13:30:00.250Z  standing still\n"),
        (&["clock", "freeze"], "2026-01-15T13:30:00.250Z  standing still\n"),
    ] {
        let ran = bench.kit(args).await;
        ran.assert_code(0);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (shown, ""), "{args:?}");
    }
    let ran = bench.kit(&["clock", "resume", "--json"]).await;
    assert_eq!(ran.json()["frozen"], false);
    assert!(!bench.sandbox.clock().is_frozen());
    let ran = bench.kit(&["clock", "freeze", "--json"]).await;
    assert_eq!(ran.json()["frozen"], json!(true));
    assert!(bench.sandbox.clock().is_frozen());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_time_that_cannot_be_read_is_explained() {
    let bench = Bench::new().await;
    for by in ["5", "1.5s", "soon", "99999999999999d"] {
        let ran = bench.kit(&["clock", "advance", by]).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains("for instance 90s, 5m, 2h"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    let too_far = bench.kit(&["clock", "advance", "99999d"]).await;
    too_far.assert_code(2);
    assert!(too_far.stderr.contains("the sandbox says:"), "{}", too_far.stderr);
    assert!(too_far.stderr.contains(" next: advance it by less"), "{}", too_far.stderr);
}
