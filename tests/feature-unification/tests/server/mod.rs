//! A server that answers everybody alike, and keeps what it heard.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Listens on a port of its own for as long as the test runs.
pub struct Server {
    pub authority: String,
    heard: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    /// One that answers each first packet of a connection with these bytes, and closes.
    pub fn start(answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let authority = listener.local_addr().unwrap().to_string();
        let heard = Arc::<Mutex<Vec<Vec<u8>>>>::default();
        let keep = Arc::clone(&heard);
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), &answer, &keep);
            }
        });
        Self { authority, heard }
    }

    /// What it heard, oldest first.
    pub fn heard(&self) -> Vec<Vec<u8>> {
        self.heard.lock().unwrap().clone()
    }

    /// The heads of the requests, in lower case.
    pub fn heads(&self) -> Vec<String> {
        let head = |heard: &Vec<u8>| {
            let text = String::from_utf8_lossy(heard).to_ascii_lowercase();
            text.split("\r\n\r\n").next().unwrap_or_default().to_owned()
        };
        self.heard().iter().map(head).collect()
    }
}

fn serve(mut stream: TcpStream, answer: &[u8], heard: &Mutex<Vec<Vec<u8>>>) {
    let mut bytes = vec![0; 16 * 1024];
    let count = stream.read(&mut bytes).unwrap();
    bytes.truncate(count);
    heard.lock().unwrap().push(bytes);
    // Whoever has left already has heard enough.
    let _ = stream.write_all(answer);
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.read_to_end(&mut Vec::new());
}
