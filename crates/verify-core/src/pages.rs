//! Lists that come in parts.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::Future;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use crate::error::Error;

/// How one provider's list is asked for, part by part.
pub trait Paged: Send + Sync {
    /// One part as the provider answers it.
    type Page: Send;
    /// What the list is of.
    type Item: Send + Sync;
    /// What tells items apart.
    type Id: Eq + Hash + Send + Sync;

    /// Asks for the part that is next; hands back who was seen before, which an endpoint may look at.
    fn ask(&self, seen: HashSet<Self::Id>) -> Asking<Self>;

    /// Moves on behind a part: its items, and whether the provider says that there are more.
    fn turn(&mut self, page: Self::Page) -> (Vec<Self::Item>, Option<bool>);

    /// The id of an item.
    fn id(item: &Self::Item) -> Self::Id;
}

/// A part that is being asked for, and who was seen before.
pub type Asking<P> =
    Pin<Box<dyn Future<Output = (Result<<P as Paged>::Page, Error>, HashSet<<P as Paged>::Id>)> + Send>>;

/// The items of all parts, each once, fetched as they are taken. After an error it ends.
pub struct Pages<P: Paged> {
    list: P,
    /// Read and not taken yet.
    ready: VecDeque<P::Item>,
    seen: HashSet<P::Id>,
    state: State<P>,
}

enum State<P: Paged> {
    Idle,
    /// Shared by nobody; the lock makes the stream `Sync`.
    Asking(Mutex<Asking<P>>),
    Ended,
}

impl<P: Paged> Pages<P> {
    /// Nothing is asked for before the first item is.
    pub fn new(list: P) -> Self {
        Self { list, ready: VecDeque::new(), seen: HashSet::new(), state: State::Idle }
    }

    /// The next item; `None` at the end.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Item, Error>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            let (page, seen) = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Idle => {
                    let seen = std::mem::take(&mut self.seen);
                    self.state = State::Asking(Mutex::new(self.list.ask(seen)));
                    continue;
                }
                State::Asking(asking) => {
                    let asking = asking.get_mut().unwrap_or_else(PoisonError::into_inner);
                    ready!(asking.as_mut().poll(context))
                }
            };
            self.seen = seen;
            match page {
                Ok(page) => self.take(page),
                Err(error) => {
                    self.state = State::Ended;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    /// Keeps what is new.
    fn take(&mut self, page: P::Page) {
        let (items, more) = self.list.turn(page);
        for item in items {
            if self.seen.insert(P::id(&item)) {
                self.ready.push_back(item);
            }
        }
        // Where the answer does not say whether there are more, an answer without news ends it.
        let more = more.unwrap_or(!self.ready.is_empty());
        self.state = if more { State::Idle } else { State::Ended };
    }
}

impl<P: Paged> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} seen, {} ready", self.seen.len(), self.ready.len())
    }
}
