//! The operations, one file each.

mod answer_kba;
mod connect_sms;
mod order_credit_report;
mod retrieve_user;
mod start_kba;
mod verify_sms_code;
mod wait_for_liabilities;

pub use answer_kba::{AnswerKba, KbaAnswer};
pub use connect_sms::{ConnectSms, SmsCode, SmsConnection};
pub use order_credit_report::{CreditReportOrder, OrderCreditReport};
pub use retrieve_user::RetrieveUser;
pub use start_kba::{Address, Kba, KbaOption, KbaQuestion, KbaSession, StartKba};
pub use verify_sms_code::VerifySmsCode;
pub use wait_for_liabilities::{Liabilities, WaitForLiabilities};
