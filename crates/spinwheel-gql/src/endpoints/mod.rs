//! One file for each operation.

mod credit_report;
mod credit_reports;
mod fetch_token;
mod kba_questions;
mod pull_credit_report;
mod send_kba_answers;
mod send_sms_verification_code;
mod user_verification;
mod verify_sms_code;

pub use credit_report::GetCreditReport;
pub(crate) use credit_reports::Part;
pub use credit_reports::{CreditReportOrderField, ListCreditReports, OrderDirection};
pub(crate) use fetch_token::Login;
pub use kba_questions::GetKbaQuestions;
pub use pull_credit_report::PullCreditReport;
pub use send_kba_answers::{KbaAnswer, SendKbaAnswers};
pub use send_sms_verification_code::SendSmsVerificationCode;
pub use user_verification::GetUserVerification;
pub use verify_sms_code::VerifySmsCode;
