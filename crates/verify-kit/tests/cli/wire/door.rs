//! A port of this machine and the thread that serves it, both gone when they are dropped.

use std::io::Result;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// Serves one connection after the other.
pub(super) struct Door {
    address: SocketAddr,
    guest: Arc<Mutex<Guest>>,
    thread: Option<JoinHandle<()>>,
}

/// Who is being served.
enum Guest {
    Nobody,
    Inside(Arc<TcpStream>),
    /// The door is closed.
    Never,
}

impl Door {
    /// Serves each connection that comes to the address that is handed out; the first has the number 0.
    pub(super) fn open(
        mut serve: impl FnMut(usize, &TcpStream) -> Result<()> + Send + 'static,
    ) -> (String, Self) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let guest = Arc::new(Mutex::new(Guest::Nobody));
        let entering = Arc::clone(&guest);
        let thread = thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let stream = Arc::new(stream.unwrap());
                if !enters(&entering, Guest::Inside(Arc::clone(&stream))) {
                    return;
                }
                // An error is a client that has left, which is what hostile servers are for.
                let _ = serve(number, &stream);
                if !enters(&entering, Guest::Nobody) {
                    return;
                }
            }
        });
        (format!("http://{address}"), Self { address, guest, thread: Some(thread) })
    }
}

/// Unless the door is closed.
fn enters(guest: &Mutex<Guest>, next: Guest) -> bool {
    let mut guest = locked(guest);
    let is_open = !matches!(*guest, Guest::Never);
    if is_open {
        *guest = next;
    }
    is_open
}

fn locked(guest: &Mutex<Guest>) -> MutexGuard<'_, Guest> {
    guest.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Door {
    fn drop(&mut self) {
        // Whoever is inside is seen out, for the thread may be waiting for a word.
        if let Guest::Inside(stream) = std::mem::replace(&mut *locked(&self.guest), Guest::Never) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // And where it waits for somebody to come, somebody comes.
        let has_come = TcpStream::connect(self.address).is_ok();
        if let Some(thread) = self.thread.take().filter(|thread| has_come || thread.is_finished()) {
            let ended = thread.join();
            assert!(ended.is_ok() || thread::panicking(), "the server panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn nobody_listens_behind_a_door_that_is_gone() {
        let (_, door) = Door::open(|_, mut stream| stream.read_to_end(&mut Vec::new()).map(drop));
        let address = door.address;
        // Inside and silent, and one that waits behind it.
        let _silent = [TcpStream::connect(address).unwrap(), TcpStream::connect(address).unwrap()];
        drop(door);
        assert!(TcpStream::connect(address).is_err());
    }
}
