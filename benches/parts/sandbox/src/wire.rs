//! A client that costs next to nothing: the same bytes again and again over one connection.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use measure::Failure;

use crate::server::Ask;

pub(crate) struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(port: u16, Ask { path, key }: &Ask) -> Result<Self, Failure> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_nodelay(true)?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {key}\r\naccept: application/json\r\n\r\n"
        );
        Ok(Self { stream, request: request.into_bytes(), buffer: vec![0; 64 * 1024] })
    }

    pub(crate) fn send(&mut self) -> Result<(), Failure> {
        Ok(self.stream.write_all(&self.request)?)
    }

    /// The body of the answer, which has to be a success.
    pub(crate) fn receive(&mut self) -> Result<&[u8], Failure> {
        let mut length = 0;
        loop {
            if let Some(end) = self.buffer[..length].windows(4).position(|window| window == b"\r\n\r\n") {
                let head = std::str::from_utf8(&self.buffer[..end])?;
                let whole = end + 4 + content_length(head).ok_or("an answer without a length")?;
                if !head.starts_with("HTTP/1.1 200") {
                    return Err(format!("no success: {}", head.lines().next().unwrap_or_default()).into());
                }
                if length == whole {
                    return Ok(&self.buffer[end + 4..whole]);
                }
            }
            match self.stream.read(&mut self.buffer[length..])? {
                0 => return Err("the server closed the connection".into()),
                read => length += read,
            }
        }
    }

    pub(crate) fn call(&mut self) -> Result<&[u8], Failure> {
        self.send()?;
        self.receive()
    }
}

fn content_length(head: &str) -> Option<usize> {
    let named = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    };
    head.lines().find_map(named)
}
