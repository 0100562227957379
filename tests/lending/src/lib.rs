//! An imaginary lending application: a person gives phone number and birth date, reads a code off their phone, and sees
//! their debts. It is written as a user of the published crates would write it.
//!
//! | Request | What it does |
//! |---|---|
//! | `POST /start` | has a code texted: `{"phone", "birth_date"}` |
//! | `POST /resend` | has another one texted, 30 s later at the earliest: `{"phone", "birth_date"}` |
//! | `POST /code` | checks the code: `{"code"}` |
//! | `POST /questions` | asks questions instead: `{"first_name", "last_name", "birth_date", "ssn", "street", "city", "state", "zip"}` |
//! | `POST /answers` | takes the answers: `{"answers": [{"question", "answer"}]}` |
//! | `POST /report` | orders the credit report, where that failed before |
//! | `GET /debts` | the debts, once the report is there |
//! | `POST /webhook` | Spinwheel's news |
//!
//! A session is a cookie and a few ids on the server. It holds nothing personal, so the person's browser sends phone
//! number and birth date again for another text.

mod code;
mod debts;
mod intake;
mod questions;
mod reply;
mod session;
mod web;

pub use intake::Intake;
pub use reply::{Choice, Debt, Question, Reply};
pub use session::{MapStore, Report, Session, SessionStore, Step};
pub use web::router;
