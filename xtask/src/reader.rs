//! Whoever reads what is printed, and may leave early, as `head` does.

use std::io::{self, Write};

/// Standard output that nobody has to read to the end: what comes after the reader has left is dropped without a word. The
/// chore goes on, so that its exit code still says what it found.
#[derive(Debug)]
pub(crate) struct MayLeave<W>(pub(crate) W);

impl<W: Write> Write for MayLeave<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        unless_gone(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_gone(self.0.flush(), ())
    }
}

fn unless_gone<T>(done: io::Result<T>, dropped: T) -> io::Result<T> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(dropped),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind, Write};

    use super::MayLeave;

    /// Takes nothing.
    struct Closed(ErrorKind);

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_reader_who_has_left_stops_nothing() {
        let mut out = MayLeave(Closed(ErrorKind::BrokenPipe));
        writeln!(out, "one").unwrap();
        writeln!(out, "two").unwrap();
        out.flush().unwrap();
    }

    #[test]
    fn another_failure_is_told() {
        let mut out = MayLeave(Closed(ErrorKind::StorageFull));
        assert_eq!(out.write(b"one").unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!(out.flush().unwrap_err().kind(), ErrorKind::StorageFull);
    }
}
