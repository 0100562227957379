//! One row for each provider that signs.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use verify_core::webhook::Rejected;

use super::{Receives, Signing, Told};

/// All of them.
pub fn all() -> Vec<Signing> {
    vec![finicity(), dots()]
}

fn event(event: &impl serde::Serialize) -> Value {
    serde_json::to_value(event).unwrap()
}

fn finicity() -> Signing {
    Signing {
        krate: "finicity-connect",
        secrets: ["partner-secret-1", "partner-secret-2", "somebody-elses"],
        receiver: |texts, _| {
            Arc::new(finicity_connect::webhook::Receiver::new(texts.iter().copied()).unwrap())
        },
        signature: finicity_connect::webhook::SIGNATURE_HEADER,
        signed: &[],
        spellings: &[],
        tolerance: None,
        separator: None,
        // Two digits are a byte; half of one is none.
        cut: |length| if length % 2 == 0 { Rejected::Mismatch } else { Rejected::Malformed },
        changed: |_| Rejected::Mismatch,
        lengthened: Rejected::Mismatch,
        text: "eventType",
    }
}

impl Receives for finicity_connect::webhook::Receiver {
    fn sign(&self, _: &str, body: &[u8]) -> HeaderMap {
        let signature = HeaderValue::from_str(&self.sign(body)).unwrap();
        [(finicity_connect::webhook::SIGNATURE_HEADER.parse().unwrap(), signature)].into_iter().collect()
    }

    fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Told, Rejected> {
        let read = self.receive(headers, body)?;
        let id = read.id.as_ref().map(|id| id.as_str().to_owned());
        Ok(Told { id, event: event(&read) })
    }

    fn replace(&self, texts: &[&str]) {
        self.replace_secrets(texts.iter().copied()).unwrap();
    }

    fn another(&self) -> Arc<dyn Receives> {
        Arc::new(self.clone())
    }
}

fn dots() -> Signing {
    // Behind the version; where the last sign fills up, another one makes a byte more.
    const DIGITS: std::ops::Range<usize> = 3..47;
    Signing {
        krate: "dots-users",
        // The first is the example that Svix prints; nobody's secret.
        secrets: [
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_b3RoZXItc2lnbmluZy1zZWNyZXQ=",
            "whsec_c29tZWJvZHktZWxzZXM=",
        ],
        receiver: |texts, clock| {
            Arc::new(dots_users::webhook::Receiver::new(texts.iter().copied()).unwrap().clock(clock))
        },
        signature: "svix-signature",
        signed: &[("svix-id", Rejected::Mismatch), ("svix-timestamp", Rejected::Malformed)],
        spellings: &["svix-", "webhook-"],
        tolerance: Some(dots_users::webhook::TOLERANCE),
        separator: Some(" "),
        cut: |length| match length.checked_sub("v1,".len()) {
            _ if length == 0 => Rejected::Missing,
            // Four signs of base64 are three bytes; a part of them is none.
            Some(signs) if signs % 4 == 0 => Rejected::Mismatch,
            _ => Rejected::Malformed,
        },
        changed: |place| if DIGITS.contains(&place) { Rejected::Mismatch } else { Rejected::Malformed },
        lengthened: Rejected::Malformed,
        text: "event",
    }
}

impl Receives for dots_users::webhook::Receiver {
    fn sign(&self, id: &str, body: &[u8]) -> HeaderMap {
        self.sign(&id.parse().unwrap(), body).unwrap()
    }

    fn receive(&self, headers: &HeaderMap, body: &[u8]) -> Result<Told, Rejected> {
        let message = self.receive(headers, body)?;
        Ok(Told { id: Some(message.id.as_str().to_owned()), event: event(&message.event) })
    }

    fn replace(&self, texts: &[&str]) {
        self.replace_secrets(texts.iter().copied()).unwrap();
    }

    fn another(&self) -> Arc<dyn Receives> {
        Arc::new(self.clone())
    }
}
