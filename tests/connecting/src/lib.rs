//! A receiver of Finicity's webhooks, written as a user of the published crates would write it.
//!
//! | Request | What it does |
//! |---|---|
//! | `POST /webhooks/finicity` | takes an event: checks its signature, writes it down, answers 200 |
//! | `GET /customers/{id}` | what is known about a customer |
//!
//! Three rules keep it right whatever the network does:
//!
//! * **Write first, answer then.** An event is in the [`Journal`] before the 200 goes out. If the program dies in between, Finicity
//!   sends the event again, and it is recognised by its id.
//! * **What is known is computed from the set of events**, not from the order in which they arrived: [`Customer::of`] goes
//!   by the time in their ids.
//! * **A ping is answered and forgotten.** It comes while the link is being made, and has no id.

mod customer;
mod journal;
mod web;

pub use customer::{Customer, Progress};
pub use journal::Journal;
pub use web::router;
