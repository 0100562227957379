//! `verify-kit sandbox export` and `import`.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::{Value, json};
use verify_sandbox::{ManualClock, Sandbox};

use crate::support::{Bench, Folder, run};

const PHONE: &str = "+12025550140";
const BORN: &str = "1990-01-01";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_goes_from_one_sandbox_to_another() {
    let (bench, folder) = (Bench::new().await, Folder::new("state"));
    bench.connect(PHONE, BORN).await;
    let code = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    let file = folder.0.join("prepared.json");
    let path = file.to_str().unwrap();
    let written = bench.kit(&["sandbox", "export", "--to", path]).await;
    written.assert_code(0);
    assert_eq!(
        (written.stdout.as_str(), written.stderr.as_str()),
        ("", "The state of the tenant default is in the file.\n")
    );
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["format"], "verify-sandbox-state");
    assert_eq!(bench.kit(&["sandbox", "export"]).await.stdout, text, "without a file it is printed");

    let other = Bench::new().await;
    let read = other.kit(&["sandbox", "import", path, "--tenant", "blue"]).await;
    read.assert_code(0);
    assert_eq!(read.stderr, "The tenant blue goes on where the state was exported.\n");
    assert_eq!(other.sandbox.tenant("blue").outbox().latest_code_for(PHONE).unwrap(), code);
    let json = other.kit(&["sandbox", "import", path, "--json"]).await;
    assert_eq!(json.json(), json!({"tenant": "default", "imported": true}));
    let json = other.kit(&["sandbox", "export", "--to", path, "--json"]).await;
    assert_eq!(json.json(), json!({"tenant": "default", "exported": true}));
}

/// Answers one request with these lines of head, and this body.
fn answering(head: &str, body: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = format!("HTTP/1.1 {head}\r\n\r\n{body}");
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut read = Vec::new();
        while !read.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            connection.read_exact(&mut byte).unwrap();
            read.extend(byte);
        }
        // The program may have seen enough.
        let _ = connection.write_all(answer.as_bytes());
    });
    url
}

#[test]
fn a_state_of_any_length_is_exported() {
    let folder = Folder::new("state-long");
    let file = folder.0.join("long.json");
    let long = format!("\"{}\"", "é".repeat(11 * 1024 * 1024));
    let head = format!("200 OK\r\ncontent-length: {}", long.len());
    let to_file = ["sandbox", "export", "--to", file.to_str().unwrap(), "--sandbox"];
    run(&[&to_file[..], &[&answering(&head, &long)]].concat()).assert_code(0);
    assert!(std::fs::read_to_string(&file).unwrap() == format!("{long}\n"));
    let printed = run(&["sandbox", "export", "--sandbox", &answering(&head, &long)]);
    assert!(printed.code == 0 && printed.stdout == format!("{long}\n"));

    std::fs::remove_file(&file).unwrap();
    let cut = answering(&head, "\"é");
    let ran = run(&[&to_file[..], &[&cut]].concat());
    ran.assert_code(1);
    assert!(ran.stderr.contains("ended before it was complete"), "{}", ran.stderr);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0, "half of it is nowhere");
    let error = r#"{"error": {"message": "no state", "what_to_do": "wait"}}"#;
    let head = format!("409 Conflict\r\ncontent-length: {}", error.len());
    let ran = run(&[&to_file[..], &[&answering(&head, error)]].concat());
    ran.assert_code(1);
    assert!(ran.stderr.contains("the sandbox says: no state\n next: wait"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_explained_and_changes_nothing() {
    let (bench, folder) = (Bench::new().await, Folder::new("state-refused"));
    bench.connect(PHONE, BORN).await;
    let file = folder.0.join("state.json");
    let path = file.to_str().unwrap();
    let state = bench.tenant.export().to_string();
    let cases = [
        (state[..state.len() / 2].to_owned(), "error: the file is no JSON from line 1, column"),
        (r#"{"format": "verify-sandbox-state", "version": 9}"#.to_owned(), "the state has version 9"),
        ("{}".to_owned(), "this is no state of the sandbox"),
    ];
    for (text, wanted) in cases {
        std::fs::write(&file, text).unwrap();
        let ran = bench.kit(&["sandbox", "import", path]).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(wanted) && ran.stderr.contains("next:"), "{}", ran.stderr);
        assert_eq!(bench.tenant.export().to_string(), state);
    }
    let missing = bench.kit(&["sandbox", "import", "no-such-file"]).await;
    missing.assert_code(2);
    assert!(missing.stderr.contains("the file cannot be read"), "{}", missing.stderr);
    let nowhere = bench.kit(&["sandbox", "export", "--to", "/no/such/folder/state.json"]).await;
    nowhere.assert_code(1);
    assert!(nowhere.stderr.contains("with --to"), "{}", nowhere.stderr);
    run(&["sandbox", "import"]).assert_code(2);

    let seeded = Sandbox::builder().clock(ManualClock::frozen()).seed(8).start().await.unwrap();
    std::fs::write(&file, &state).unwrap();
    let url = seeded.base_url();
    let refused = tokio::task::block_in_place(|| run(&["sandbox", "import", path, "--sandbox", &url]));
    refused.assert_code(2);
    assert!(refused.stderr.contains("seed 7; this one has seed 8"), "{}", refused.stderr);
}
