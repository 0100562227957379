//! The Node program that drives the browser: one for all tests of this file.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use serde_json::{Value, json};
use tokio::sync::oneshot;

static DRIVER: OnceLock<Driver> = OnceLock::new();

type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>;

struct Driver {
    input: Mutex<(ChildStdin, u64)>,
    waiting: Waiting,
    complaints: Arc<Mutex<String>>,
}

/// Asks it for something. Panics with its words when that fails.
pub(super) async fn ask(verb: &str, mut request: Value) -> Value {
    let driver = DRIVER.get_or_init(start);
    let (sender, answer) = oneshot::channel();
    {
        let mut input = driver.input.lock().unwrap();
        input.1 += 1;
        request["id"] = json!(input.1);
        request["verb"] = json!(verb);
        driver.waiting.lock().unwrap().insert(input.1, sender);
        // When it has ended, the answer says so.
        let _ = writeln!(input.0, "{request}");
    }
    let Ok(mut answer) = answer.await else {
        panic!("tests/browser/driver.mjs has ended: {}", driver.complaints.lock().unwrap());
    };
    if let Some(error) = answer["error"].as_str() {
        panic!("in the browser: {error}");
    }
    answer["answer"].take()
}

fn start() -> Driver {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    assert!(
        folder.join("node_modules").is_dir(),
        "the npm packages are missing: run `npm ci --ignore-scripts` in tests/browser (Debian's packages nodejs and npm)"
    );
    let mut command = Command::new("node");
    command.arg("driver.mjs").current_dir(folder);
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned
        .unwrap_or_else(|error| panic!("node did not start ({error}): install Debian's package nodejs"));
    let waiting = Waiting::default();
    let complaints = Arc::<Mutex<String>>::default();
    listen(&mut child, Arc::clone(&waiting), Arc::clone(&complaints));
    // It ends when its input does: with this process.
    Driver { input: Mutex::new((child.stdin.take().unwrap(), 0)), waiting, complaints }
}

fn listen(child: &mut Child, waiting: Waiting, complaints: Arc<Mutex<String>>) {
    let output = child.stdout.take().unwrap();
    let mut errors = child.stderr.take().unwrap();
    let reading = thread::spawn(move || {
        let mut text = String::new();
        // What was read up to an error is kept.
        let _ = errors.read_to_string(&mut text);
        *complaints.lock().unwrap() = text;
    });
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let answer: Value = serde_json::from_str(&line).unwrap();
            let sender = waiting.lock().unwrap().remove(&answer["id"].as_u64().unwrap());
            // Nobody waits for it when the test has failed meanwhile.
            let _ = sender.map(|sender| sender.send(answer));
        }
        reading.join().unwrap();
        waiting.lock().unwrap().clear();
    });
}
