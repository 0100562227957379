//! What answers are made of. Source, unless a type says otherwise: the types of a TypeScript SDK that runs against
//! Spinwheel's sandbox, with the field names that Spinwheel's Debt Profile UI prompt confirms. Anything may be absent.

mod ask;
mod audit;
mod connection;
mod credit_report;
mod liability;
mod liability_details;
mod loans;
mod profile;
mod subscription;
mod summaries;
mod user;

pub(crate) use ask::Ask;
pub(crate) use audit::Day;
pub use audit::{VerificationAudit, VerificationType};
pub use connection::{Connection, ConnectionStatus, RiskAssessment};
pub use credit_report::{
    Bureau, CreditAttribute, CreditReport, CreditReportSummary, CreditScore, DataStatus, Employment, Inquiry,
    ReportDataStatus, ReportProfile, ReportStatus, ReportType, ScoreFactor, ScoreModel,
};
pub use liability::{Liability, LiabilityKind};
pub use liability_details::{
    Availability, BalanceDetails, Capabilities, Capability, CardProfile, Creditor, DataCapabilities,
    DebtType, LiabilityProfile, LiabilityStatus, LoanType, OverduePeriod, PartialDate, PaymentCapabilities,
    PaymentHistory, PaymentHistoryDetail, PayoffSummary, StatementSummary,
};
pub use loans::{
    Apr, AprType, AutoLoan, CreditCard, HomeLoan, MiscellaneousLiability, PersonalLoan, StudentLoan,
};
pub use profile::{PostalAddress, Profile};
pub use subscription::{Subscription, SubscriptionType};
pub use summaries::{CreditCardSummary, LoanSummary, PayoffQuote, StudentLoanSummary};
pub use user::User;
