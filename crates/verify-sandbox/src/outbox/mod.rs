//! Every text message and e-mail, one entry per send.

mod saved;

pub(crate) use saved::named;

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::watch;

use crate::engine::lock;
use crate::engine::moment::{Moment, serialize_iso};
use crate::engine::ring::Ring;
use crate::limits::OUTBOX_CAPACITY;
use crate::oracle::{DoubleSend, Ledger, Oracle};

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Channel {
    /// A text message.
    Sms,
    /// An e-mail.
    Email,
    /// A phone call: the text is what is read out.
    Voice,
}

/// One message a person would have received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Message {
    /// Its place in the outbox, from 1; also the cursor for [`Outbox::since`].
    pub id: u64,
    /// When it was sent, by the sandbox's clock.
    #[serde(serialize_with = "serialize_iso")]
    pub at: SystemTime,
    /// Text message, e-mail or phone call.
    pub channel: Channel,
    /// The operation that sent it.
    pub operation: &'static str,
    /// The phone number or address.
    pub to: String,
    /// What the person reads.
    pub text: String,
}

impl Message {
    /// The one-time code in the text: its first word of four to eight digits.
    pub fn code(&self) -> Option<&str> {
        let words = self.text.split(|letter: char| !letter.is_ascii_alphanumeric());
        words
            .into_iter()
            .find(|word| (4..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// The first link in the text.
    pub fn link(&self) -> Option<&str> {
        let mut words = self.text.split_whitespace();
        let link = words.find(|word| word.starts_with("http://") || word.starts_with("https://"))?;
        Some(link.trim_end_matches(['.', ',', ')', ';']))
    }
}

/// What the oracle compares; not shown.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) message: Message,
    pub(crate) mono: Duration,
    pub(crate) body: Bytes,
}

impl Sent {
    /// How many bytes it is kept with, about.
    fn bytes(&self) -> usize {
        self.message.to.len() + self.message.text.len() + self.body.len()
    }
}

#[derive(Debug)]
struct Mailbag {
    sent: Ring<Sent>,
    total: usize,
    oracle: Oracle,
}

#[derive(Debug)]
struct Shared {
    bag: Mutex<Mailbag>,
    count: watch::Sender<usize>,
}

/// The messages of one tenant. A cheap handle: clones see the same messages.
#[derive(Debug, Clone)]
pub struct Outbox(Arc<Shared>);

impl Outbox {
    pub(crate) fn new(tenant: &str, ledger: Ledger) -> Self {
        let oracle = Oracle::new(tenant, ledger);
        let bag = Mailbag { sent: Ring::new(OUTBOX_CAPACITY), total: 0, oracle };
        Self(Arc::new(Shared { bag: Mutex::new(bag), count: watch::Sender::new(0) }))
    }

    /// Sends: `body` is the request that caused it.
    pub(crate) fn send(
        &self,
        now: Moment,
        channel: Channel,
        operation: &'static str,
        to: &str,
        text: String,
        body: Bytes,
    ) {
        let mut guard = lock(&self.0.bag);
        let bag = &mut *guard;
        bag.total += 1;
        let id = bag.total as u64;
        let message = Message { id, at: now.wall, channel, operation, to: to.to_owned(), text };
        let sent = Sent { message, mono: now.mono, body };
        bag.oracle.look_at(&sent);
        bag.sent.push(sent.bytes(), sent);
        while let Some(old) = bag.sent.shed() {
            bag.oracle.forget(&old);
        }
        self.0.count.send_replace(bag.total);
    }

    /// The newest [`OUTBOX_CAPACITY`] messages, oldest first; fewer, where they and the requests that caused them have more
    /// than [`LOG_BYTES`](crate::LOG_BYTES).
    pub fn messages(&self) -> Vec<Message> {
        self.since(0)
    }

    /// The messages after the one with this id; 0 is the beginning.
    pub fn since(&self, cursor: u64) -> Vec<Message> {
        let bag = lock(&self.0.bag);
        bag.sent.iter().filter(|sent| sent.message.id > cursor).map(|sent| sent.message.clone()).collect()
    }

    /// The same with the time on the monotonic clock.
    pub(crate) fn arrived(&self, cursor: u64) -> Vec<(Message, Duration)> {
        let bag = lock(&self.0.bag);
        let newer = bag.sent.iter().filter(|sent| sent.message.id > cursor);
        newer.map(|sent| (sent.message.clone(), sent.mono)).collect()
    }

    /// Tells of every send.
    pub(crate) fn changes(&self) -> watch::Receiver<usize> {
        self.0.count.subscribe()
    }

    /// How many messages were sent, those that were dropped since included.
    pub fn len(&self) -> usize {
        lock(&self.0.bag).total
    }

    /// How many messages were dropped to make room for newer ones; they still count as sent.
    pub fn dropped(&self) -> u64 {
        lock(&self.0.bag).sent.dropped()
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Resolves as soon as at least `count` messages were sent, and returns those that are kept.
    pub async fn wait(&self, count: usize) -> Vec<Message> {
        let mut changes = self.0.count.subscribe();
        // The sender lives as long as this handle, so the wait cannot fail.
        let _ = changes.wait_for(|length| *length >= count).await;
        self.messages()
    }

    /// The newest message to this phone number or address.
    pub fn last_to(&self, recipient: &str) -> Option<Message> {
        let bag = lock(&self.0.bag);
        bag.sent
            .iter()
            .rev()
            .map(|sent| &sent.message)
            .find(|message| same_recipient(&message.to, recipient))
            .cloned()
    }

    /// The code in the newest message to this recipient that has one. A phone number is compared by its digits, so
    /// that `+1 (202) 555-0140` finds what was sent to `+12025550140`.
    pub fn latest_code_for(&self, recipient: &str) -> Option<String> {
        let bag = lock(&self.0.bag);
        let mut to_them = bag
            .sent
            .iter()
            .rev()
            .map(|sent| &sent.message)
            .filter(|message| same_recipient(&message.to, recipient));
        to_them.find_map(|message| message.code().map(str::to_owned))
    }

    pub(crate) fn double_sends(&self) -> Vec<DoubleSend> {
        lock(&self.0.bag).oracle.found()
    }

    /// How many double sends were dropped to make room for newer ones.
    pub(crate) fn dropped_double_sends(&self) -> u64 {
        lock(&self.0.bag).oracle.dropped()
    }

    pub(crate) fn clear(&self) {
        let mut bag = lock(&self.0.bag);
        bag.sent.clear();
        bag.total = 0;
        bag.oracle = bag.oracle.fresh();
        self.0.count.send_replace(0);
    }
}

fn same_recipient(sent_to: &str, asked_for: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let both_numbers = sent_to.starts_with('+') && asked_for.starts_with('+');
    sent_to == asked_for || (both_numbers && digits(sent_to) == digits(asked_for))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Ledger;

    fn message(text: &str) -> Message {
        let (at, to) = (SystemTime::UNIX_EPOCH, String::new());
        Message { id: 1, at, channel: Channel::Sms, operation: "p.o", to, text: text.to_owned() }
    }

    #[test]
    fn a_phone_number_is_found_by_its_digits() {
        assert!(same_recipient("+12025550140", "+1 (202) 555-0140"));
        assert!(!same_recipient("+12025550140", "+12025550141"));
        assert!(!same_recipient("+12025550140", "2025550140"));
        assert!(!same_recipient("a@example.com", "b@example.com"));
    }

    #[test]
    fn code_and_link_are_found() {
        assert_eq!(message("Your code is 004211. It is good for 5 minutes.").code(), Some("004211"));
        assert_eq!(message("Room A1234 on floor 12").code(), None);
        let link = message("Open https://example.com/x?y=1. Thanks");
        assert_eq!(link.link(), Some("https://example.com/x?y=1"));
    }

    #[test]
    fn the_newest_messages_and_all_counts_are_kept() {
        let ledger = Ledger::new();
        let outbox = Outbox::new("default", ledger.clone());
        let now = |number: u64| Moment { wall: SystemTime::UNIX_EPOCH, mono: Duration::from_secs(number) };
        let send = |at: u64, to: &str| {
            outbox.send(now(at), Channel::Sms, "p.o", to, "Your code is 004211.".to_owned(), Bytes::new());
        };
        send(0, "a@example.com");
        send(1, "a@example.com");
        let many = OUTBOX_CAPACITY + 5;
        for number in 0..many {
            send(100 + number as u64, &format!("{number}@example.com"));
        }
        let messages = outbox.messages();
        assert_eq!((messages.len(), messages[0].id), (OUTBOX_CAPACITY, 8));
        assert_eq!((outbox.len(), outbox.dropped()), (many + 2, 7));
        assert_eq!(
            lock(&outbox.0.bag).oracle.remembered(),
            OUTBOX_CAPACITY,
            "the oracle does not grow, either"
        );
        assert_eq!(outbox.since(many as u64).len(), 2);
        assert_eq!((outbox.last_to("a@example.com"), outbox.is_empty()), (None, false));
        let doubles = outbox.double_sends();
        assert_eq!(
            (doubles.len(), doubles[0].first, doubles[0].second),
            (1, 1, 2),
            "it was noticed when it was sent"
        );
        outbox.clear();
        assert_eq!((outbox.len(), outbox.dropped(), outbox.double_sends().len()), (0, 0, 0));
        assert_eq!(ledger.all().0.len(), 1, "the sandbox forgets none");
    }
}
