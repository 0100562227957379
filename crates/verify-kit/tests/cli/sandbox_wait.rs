//! `verify-kit sandbox wait`.

use crate::support::{Bench, Folder, kit, run, run_with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_address_is_printed_when_it_answers() {
    let bench = Bench::new().await;
    let base = bench.sandbox.base_url();
    let ran = bench.kit(&["sandbox", "wait"]).await;
    ran.assert_code(0);
    assert_eq!((ran.stdout, ran.stderr.as_str()), (format!("{base}\n"), ""));
    let ran = bench.kit(&["sandbox", "wait", "--tenant", "blue"]).await;
    assert_eq!(ran.stdout, format!("{base}/blue\n"));
    let ran = bench.kit(&["sandbox", "wait", "--json"]).await;
    assert_eq!(ran.json()["base_url"], base);
    assert_eq!(
        ran.json()["providers"]["finicity-connect"]["partner_id"],
        bench.tenant.finicity().partner_id()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_waits_for_the_ready_file() {
    let folder = Folder::new("wait");
    let path = folder.0.join("sandbox.json");
    let bench = Bench::new().await;
    let waiting = ["sandbox", "wait", "--ready-file", path.to_str().unwrap(), "--timeout", "60s"];
    let mut child = kit(&waiting).stdout(std::process::Stdio::piped()).spawn().unwrap();
    assert!(child.try_wait().unwrap().is_none(), "there is no file yet");
    let write = |text: &str| {
        let beside = folder.0.join("new");
        std::fs::write(&beside, text).unwrap();
        std::fs::rename(&beside, &path).unwrap();
    };
    // What a sandbox left behind that was killed does not count.
    write(r#"{"base_url": "http://127.0.0.1:9"}"#);
    write(&format!(r#"{{"base_url": "{}"}}"#, bench.sandbox.base_url()));
    let ended = tokio::task::spawn_blocking(move || child.wait_with_output()).await.unwrap().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8(ended.stdout).unwrap().trim(), bench.sandbox.base_url());
}

#[test]
fn it_gives_up() {
    let folder = Folder::new("wait-gives-up");
    let missing = folder.0.join("sandbox.json");
    let missing = missing.to_str().unwrap();
    for place in [["--sandbox", "http://127.0.0.1:9"], ["--ready-file", missing]] {
        let ran = run(&[&["sandbox", "wait", "--timeout", "50ms"], &place[..]].concat());
        ran.assert_code(1);
        assert_eq!(ran.stdout, "");
        assert!(
            ran.stderr.contains("no sandbox answered within 50ms") && ran.stderr.contains(place[0]),
            "{}",
            ran.stderr
        );
    }
    let mut command = kit(&["sandbox", "wait", "--timeout", "50ms"]);
    command.env("VERIFY_SANDBOX_URL", "http://127.0.0.1:9");
    assert!(run_with(command).stderr.contains("VERIFY_SANDBOX_URL"));
}

/// A script that writes it itself may not have come to its end.
#[test]
fn what_is_not_whole_is_waited_for() {
    let folder = Folder::new("wait-half");
    let path = folder.0.join("sandbox.json");
    for half in ["", "\n", r#"{"base_url": "http://127.0"#] {
        std::fs::write(&path, half).unwrap();
        let ran = run(&["sandbox", "wait", "--ready-file", path.to_str().unwrap(), "--timeout", "50ms"]);
        ran.assert_code(1);
        assert!(ran.stderr.contains("no sandbox answered within 50ms: "), "{half}: {}", ran.stderr);
        assert!(ran.stderr.contains("not all of it"), "{half}: {}", ran.stderr);
    }
}

#[test]
fn another_file_is_refused() {
    let folder = Folder::new("wait-another-file");
    let path = folder.0.join("sandbox.json");
    std::fs::write(&path, "not this").unwrap();
    let ran = run(&["sandbox", "wait", "--ready-file", path.to_str().unwrap()]);
    ran.assert_code(2);
    assert!(ran.stderr.contains("this is not what `sandbox up --ready-file` writes"), "{}", ran.stderr);
}
