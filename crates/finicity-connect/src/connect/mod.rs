//! What the six operations that make a Connect link have in common.

mod borrower;
mod consumer_info;
mod email;
mod experience;
mod from_date;
mod link;
mod options;
mod report_field;
mod webhook;

pub use borrower::Borrower;
pub use consumer_info::ConsumerInfo;
pub use email::{EmailConfig, EmailOptions, SentConnectEmail};
pub use experience::Experience;
pub use from_date::FromDate;
pub use link::ConnectLink;
pub use report_field::ReportCustomField;
pub use webhook::{Webhook, WebhookContentType};

pub(crate) use email::EmailBody;
pub(crate) use link::Generated;
pub(crate) use options::{Body, Options, setters};
