//! A sign-up with three providers: a person proves who they are by phone, then connects their bank accounts. It is written as a
//! user of the published crates would write it, to be read.
//!
//! To see it run, have the providers simulated; `DOTS_WEBHOOK_SECRET` is made up:
//!
//! ```sh
//! cargo run -p verify-kit -- sandbox exec -- \
//!     env DOTS_WEBHOOK_SECRET=whsec_c2lnbmluZy1zZWNyZXQ= cargo run -p onboarding
//! ```
//!
//! It prints its address, <http://127.0.0.1:8080> unless `ONBOARDING_LISTEN` names another one. `main.rs` has the rest.
//!
//! | Request | What it does |
//! |---|---|
//! | `GET /` | the page for where the person is |
//! | `POST /start` | has a code or a link texted: `phone`, `birth_date`, `first_name`, `last_name`, `email`, and `agreed` |
//! | `POST /check` | checks the `code`, or asks whether the link was opened |
//! | `POST /bank` | sends the browser to Finicity's page |
//! | `GET /bank` | where it comes back to |
//! | `POST /webhooks/finicity`, `POST /webhooks/dots` | the providers' news |
//!
//! Where to look:
//!
//! * [`Way`]: Spinwheel, Dots and Signzy behind one type; the fallback is a list of them.
//! * `verify`: when a text goes out, when not, and when it is the next provider's turn.
//! * [`Session`] and [`Store`]: what is kept between two web requests, and how two at once get along. Ids and times, nothing
//!   personal: for another text the browser sends the form again.
//! * `bank`: the link to Finicity, and the way back, which proves nothing.
//! * `limits`: how many texts one phone number and one address can have, so that nobody can spend money or harass people here.
//! * `hints`: webhooks are written down, answered, and then taken as a reason to go and look.
//! * [`Providers`]: credentials from the environment.
//!
//! What a public site adds, since it depends on what stands around it:
//!
//! * limits that all its instances share, and the address of the browser where a proxy stands in front: here it is the one that
//!   the connection comes from, which would be the proxy's for everybody;
//! * a new session id once a person is verified, if the site has more behind the sign-up than this;
//! * a store that outlives the process: [`MemoryStore`] does not.

mod app;
mod bank;
mod config;
mod form;
mod hints;
mod limits;
mod notice;
mod page;
mod session;
mod store;
mod verify;
mod ways;
mod web;

pub use app::App;
pub use config::{Missing, Providers};
pub use hints::{About, Hint};
pub use session::{Bank, Session, Verification};
pub use store::{MemoryStore, Store};
pub use ways::Way;
pub use web::router;
