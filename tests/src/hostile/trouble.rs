//! What can happen to a call, and what it comes to by the effect of the call.

use std::fmt;
use std::sync::LazyLock;

use bytes::Bytes;
use verify_core::{Delivery, Effect, ErrorKind, ReqwestTransport};
use verify_sandbox::FaultKind;

use super::Certificate;
use super::raw::Manner;
use crate::endpoints::EndpointCase;
use crate::faults::{self, Expected};

/// A fault that the sandbox plays, or one that needs a server of another kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Played by the sandbox.
    Sandbox(FaultKind),
    /// Played by a [`Raw`](super::Raw) server.
    Wire(Hostility),
}

/// What a server or a network does that the sandbox does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hostility {
    /// Nobody listens.
    Refused,
    /// The host's name cannot be resolved.
    UnknownName,
    /// The server ends the TLS handshake with an alert.
    HandshakeFails,
    /// The server speaks plain HTTP where TLS is expected.
    NoHandshake,
    /// The server's certificate comes from an authority that this system does not know.
    UntrustedCertificate,
    /// The server's certificate has expired, and the same.
    ExpiredCertificate,
    /// The server accepts the connection and says nothing.
    HandshakeHangs,
    /// Carried out; the connection is reset.
    Reset,
    /// Carried out; other bytes stand before the status line.
    Garbage,
    /// Carried out; the answer has one header more than is read.
    ManyHeaders,
    /// Carried out; a header of the answer has half a mebibyte.
    HugeHeader,
    /// Carried out; the body has more bytes than are read, and says so.
    HugeBody,
    /// Carried out; the body does not say how long it is, and does not end.
    EndlessBody,
    /// Carried out; fewer bytes come than were promised.
    LengthTooLong,
    /// Carried out; more bytes come than were promised, and the rest looks like an answer.
    LengthTooShort,
    /// Carried out; the body is compressed although nobody asked for it, and expands to four times what is read.
    Bomb,
    /// Not carried out; status 401 without a word that a program could read.
    PlainUnauthorized,
}

/// All of them.
pub fn all() -> Vec<Trouble> {
    use Hostility::{
        Bomb, EndlessBody, ExpiredCertificate, Garbage, HandshakeFails, HandshakeHangs, HugeBody, HugeHeader,
        LengthTooLong, LengthTooShort, ManyHeaders, NoHandshake, PlainUnauthorized, Refused, Reset,
        UnknownName, UntrustedCertificate,
    };
    let wire = [
        Refused,
        UnknownName,
        HandshakeFails,
        NoHandshake,
        UntrustedCertificate,
        ExpiredCertificate,
        HandshakeHangs,
        PlainUnauthorized,
        Reset,
        Garbage,
        ManyHeaders,
        HugeHeader,
        HugeBody,
        EndlessBody,
        LengthTooLong,
        LengthTooShort,
        Bomb,
    ];
    let sandbox = faults::all().into_iter().map(Trouble::Sandbox);
    wire.into_iter().map(Trouble::Wire).chain(sandbox).collect()
}

impl Trouble {
    /// Whether nobody answers, so that only the clock ends it.
    pub fn is_silent(&self) -> bool {
        matches!(self, Self::Sandbox(FaultKind::NoAnswer | FaultKind::Slow { .. }))
    }

    /// Words of the error that tell this trouble from others of its kind.
    pub fn says(&self) -> Option<&'static str> {
        let Self::Wire(hostility) = self else { return None };
        match hostility {
            Hostility::Refused => Some("the connection was refused"),
            Hostility::UnknownName => Some("the host name cannot be resolved"),
            Hostility::HandshakeFails | Hostility::NoHandshake => Some("the TLS handshake failed"),
            Hostility::UntrustedCertificate => Some("comes from an issuer this system does not trust"),
            Hostility::ExpiredCertificate => Some("the server's certificate has expired"),
            Hostility::HandshakeHangs => Some("time ran out while connecting"),
            Hostility::Garbage => Some("what came back is not HTTP"),
            Hostility::ManyHeaders | Hostility::HugeHeader => {
                Some("the head of the answer is larger than the limit")
            }
            Hostility::HugeBody | Hostility::EndlessBody => Some("the answer is larger than the limit"),
            Hostility::LengthTooLong => Some("the answer broke off"),
            _ => None,
        }
    }

    /// What it makes of a call.
    pub fn expected(&self, case: &EndpointCase) -> Expected {
        match self {
            Self::Sandbox(fault) => faults::expected(fault, case),
            Self::Wire(hostility) => hostility.expected(case),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sandbox(fault) => fault.fmt(f),
            Self::Wire(hostility) => hostility.fmt(f),
        }
    }
}

impl fmt::Display for Hostility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => "connection refused",
            Self::UnknownName => "host name unknown",
            Self::HandshakeFails => "TLS refused",
            Self::NoHandshake => "no TLS spoken",
            Self::UntrustedCertificate => "certificate of an unknown issuer",
            Self::ExpiredCertificate => "certificate that has expired",
            Self::HandshakeHangs => "TLS handshake hangs",
            Self::Reset => "reset after the request was carried out",
            Self::Garbage => "garbage before the status line",
            Self::ManyHeaders => "101 headers",
            Self::HugeHeader => "header of 512 KiB",
            Self::HugeBody => "body larger than the limit",
            Self::EndlessBody => "body without end",
            Self::LengthTooLong => "fewer bytes than the stated length",
            Self::LengthTooShort => "more bytes than the stated length",
            Self::Bomb => "compressed body that nobody asked for",
            Self::PlainUnauthorized => "401 as text",
        })
    }
}

const ALERT: &[u8] = &[0x15, 3, 3, 0, 2, 2, 40]; // TLS 1.2: fatal, handshake_failure.
const PLAIN: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// What follows an answer that is longer than it says: nobody may take it for the answer to the next request.
pub const SMUGGLED: &str = "HTTP/1.1 418 Smuggled\r\ncontent-length: 0\r\n\r\n";

impl Hostility {
    /// How a server plays it; `None` where there is no server.
    pub fn manner(self) -> Option<Manner> {
        const JSON: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
        let instead = |text: String| Some(Manner::Instead(text.into()));
        match self {
            Self::Refused | Self::UnknownName => None,
            Self::HandshakeFails => Some(Manner::Greet(ALERT)),
            Self::NoHandshake => Some(Manner::Greet(PLAIN)),
            Self::UntrustedCertificate => Some(Manner::Encrypted(Certificate::Valid)),
            Self::ExpiredCertificate => Some(Manner::Encrypted(Certificate::Expired)),
            Self::HandshakeHangs => Some(Manner::Silence),
            Self::Reset => Some(Manner::Reset),
            Self::Garbage => instead(format!("\0\u{7f}SSH-2.0-\r\n{JSON}content-length: 2\r\n\r\n{{}}")),
            Self::ManyHeaders => {
                // Two more are around them.
                let fields = "x-padding: a\r\n".repeat(99);
                instead(format!("{JSON}{fields}content-length: 2\r\n\r\n{{}}"))
            }
            Self::HugeHeader => {
                let field = format!("x-padding: {}\r\n", "a".repeat(512 * 1024));
                instead(format!("{JSON}{field}content-length: 2\r\n\r\n{{}}"))
            }
            Self::HugeBody => {
                let length = ReqwestTransport::ANSWER_LIMIT + 1;
                instead(format!("{JSON}content-length: {length}\r\n\r\n{{"))
            }
            Self::EndlessBody => {
                Some(Manner::Endless(format!("{JSON}transfer-encoding: chunked\r\n\r\n").into()))
            }
            Self::LengthTooLong => {
                let text = format!("{JSON}content-length: 100\r\n\r\n{{\"data\": {{}}}}");
                Some(Manner::InsteadAndClose(text.into()))
            }
            Self::LengthTooShort => instead(format!("{JSON}content-length: 5\r\n\r\n{{\"a\":{SMUGGLED}")),
            Self::Bomb => {
                static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| bomb(4 * ReqwestTransport::ANSWER_LIMIT));
                let bomb = &*BOMB;
                let head = format!("{JSON}content-encoding: gzip\r\ncontent-length: {}\r\n\r\n", bomb.len());
                Some(Manner::Instead([head.as_bytes(), bomb].concat().into()))
            }
            Self::PlainUnauthorized => {
                let head = "HTTP/1.1 401 Unauthorized\r\ncontent-type: text/plain\r\ncontent-length: 12";
                Some(Manner::Answer(Bytes::from(format!("{head}\r\n\r\nUnauthorized"))))
            }
        }
    }

    /// Whether it happens before anything can be sent, because TLS was expected.
    pub fn is_about_tls(self) -> bool {
        matches!(
            self,
            Self::HandshakeFails
                | Self::NoHandshake
                | Self::UntrustedCertificate
                | Self::ExpiredCertificate
                | Self::HandshakeHangs
        )
    }

    /// Its row of the matrix.
    fn expected(self, case: &EndpointCase) -> Expected {
        let once = case.effect.is_at_most_once();
        let repeated = if once { 1 } else { case.attempts };
        let unsent = |kind| Expected { requests: 0, ..Expected::new(case.attempts, kind, Delivery::NotSent) };
        let lost = Expected::new(repeated, ErrorKind::Interrupted, Delivery::Unknown).carried_out();
        let unreadable = Expected {
            may_have_acted: matches!(case.effect, Effect::AtMostOnce(_)),
            ..Expected::new(1, ErrorKind::Unreadable, Delivery::Answered).carried_out()
        };
        match self {
            Self::Refused
            | Self::UnknownName
            | Self::HandshakeFails
            | Self::NoHandshake
            | Self::UntrustedCertificate
            | Self::ExpiredCertificate => unsent(ErrorKind::Connection),
            Self::HandshakeHangs => unsent(ErrorKind::Timeout),
            Self::Reset | Self::Garbage | Self::ManyHeaders | Self::HugeHeader | Self::LengthTooLong => lost,
            Self::LengthTooShort | Self::Bomb if case.has_no_body || case.any_body_is_fine => {
                Expected::success()
            }
            Self::HugeBody | Self::EndlessBody | Self::LengthTooShort | Self::Bomb => unreadable,
            Self::PlainUnauthorized => Expected::new(1, ErrorKind::Credentials, Delivery::Answered),
        }
    }
}

/// So many zeros, compressed: the first one, and then copies of the byte before, 258 at a time (RFC 1951, 3.2.6).
fn bomb(zeros: usize) -> Vec<u8> {
    let mut bits = Bits(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255], 0);
    bits.push(0b011, 3); // The last block, with the fixed codes.
    bits.push_code(0b0011_0000, 8);
    for _ in 0..zeros / 258 {
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    bits.push_code(0, 7);
    let mut bytes = bits.0;
    // The sum of the content is wrong; whoever notices has expanded it already.
    bytes.extend_from_slice(&[0; 8]);
    bytes
}

/// Bytes, and how many bits of the last one are taken.
struct Bits(Vec<u8>, u32);

impl Bits {
    /// Numbers: lowest bit first.
    fn push(&mut self, value: u32, count: u32) {
        for place in 0..count {
            if self.1.is_multiple_of(8) {
                self.0.push(0);
            }
            if let Some(last) = self.0.last_mut() {
                *last |= u8::from(value >> place & 1 == 1) << (self.1 % 8);
            }
            self.1 += 1;
        }
    }

    /// Codes: highest bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        self.push(code.reverse_bits() >> (32 - count), count);
    }
}
