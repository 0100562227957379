//! What requests and answers are made of. Anything in an answer may be absent unless it is no `Option`.
//!
//! Sources: OAS 1.42, the official description of the API; webhooks captured from the live service; and Finicity's webhook
//! pages. Numbers that arrive as text, and texts that arrive as numbers, are read as well: Finicity does both.

mod account;
mod birthday;
mod consumer;
mod contact_phone;
mod customer;
mod end_user;
mod identity;
mod institution;

pub(crate) use account::Accounts;
pub use account::{Account, AccountConnection, AccountStatus, AccountType};
pub use birthday::Birthday;
pub use consumer::{Consumer, CreatedConsumer};
pub(crate) use consumer::{ConsumerDetails, consumer_details};
pub use contact_phone::ContactPhone;
pub use customer::{CreatedCustomer, Customer, CustomerPage, CustomerType};
pub(crate) use customer::{NewCustomer, new_customer};
pub use end_user::{ConsumerEndUser, EndUser};
pub use identity::{Contact, Identity};
pub(crate) use institution::Found;
pub use institution::{Institution, InstitutionPage, InstitutionStatus};
