//! The types of `spinwheel-connect`.

use ::spinwheel_connect::models::{
    Apr, AprType, AutoLoan, Availability, BalanceDetails, Bureau, Capabilities, Capability, CardProfile,
    CreditAttribute, CreditCard, CreditCardSummary, CreditReport, CreditReportSummary, CreditScore, Creditor,
    DataCapabilities, DataStatus, DebtType, Employment, HomeLoan, Inquiry, LiabilityProfile, LiabilityStatus,
    LoanSummary, LoanType, MiscellaneousLiability, OverduePeriod, PartialDate, PaymentCapabilities,
    PaymentHistory, PaymentHistoryDetail, PayoffQuote, PayoffSummary, PersonalLoan, PostalAddress,
    ReportProfile, ReportStatus, ReportType, RiskAssessment, ScoreFactor, ScoreModel, StatementSummary,
    StudentLoan, StudentLoanSummary,
};
use ::spinwheel_connect::webhook::{Event, EventData, EventType, HeaderCheck};
use ::spinwheel_connect::{
    Address, AnswerId, AnswerKba, Client, ConnectSms, Connection, ConnectionId, ConnectionStatus,
    CreditReportId, CreditReportOrder, DateOfBirth, Environment, ErrorCode, ExtUserId, Kba, KbaAnswer,
    KbaOption, KbaQuestion, KbaSession, Liabilities, LiabilityId, LiabilityKind, NextStep, OrderCreditReport,
    OtpCode, PhoneNumber, Profile, QuestionId, RetrieveUser, SmsCode, SmsConnection, Spinwheel, Ssn,
    StartKba, SubscriptionId, User, UserId, UserKey, VerifyPath, VerifySmsCode, WaitForLiabilities,
    WebhookId,
};
use verify_testkit::canary;

use ::spinwheel_connect::models::{Subscription, SubscriptionType, VerificationAudit, VerificationType};
use ::spinwheel_connect::{
    ConnectNetworkToken, ConnectPreverifiedPhone, ConnectPreverifiedProfile, DebtProfileSubscriptions,
    DeleteUser, DeletedUser, ExtRequestId, KnownPerson, LiabilityRefresh, LiabilityRefreshStatus,
    NewLiabilitySubscriptions, OrderDebtProfile, OrderEquifaxProfile, RefreshLiabilities, RefreshStatus,
    RefreshTransactionId, RetrieveUserUnmasked, SubscribeDebtProfileRefresh, SubscribeNewLiabilities,
    Timestamp, UnmaskedField, UnsubscribeDebtProfileRefresh,
};

use super::{Row, answered, row};

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    let mut rows = requests();
    rows.extend(other_ways_to_connect());
    rows.extend(subscriptions_and_refreshes());
    rows.extend(ids());
    rows.extend(answers());
    rows.extend(debts());
    rows.extend(reports());
    rows.extend(others());
    rows
}

fn risk_assessment() -> RiskAssessment {
    let mut assessment = answered::<RiskAssessment>();
    assessment.details = Some(verify_core::FreeForm::new(canary::LAST_NAME.into()));
    assessment
}

fn ext_user_id() -> ExtUserId {
    ExtUserId::new(canary::EXTERNAL_ID).unwrap()
}

fn user_id() -> UserId {
    UserId::new("u-1").unwrap()
}

fn kba_answer() -> KbaAnswer {
    KbaAnswer::new(QuestionId::new("q-1").unwrap(), AnswerId::new(canary::STREET).unwrap())
}

fn requests() -> Vec<Row> {
    let phone = PhoneNumber::new(canary::PHONE).unwrap();
    let birth_date = DateOfBirth::new(canary::BIRTH_DATE).unwrap();
    let address = Address::new(canary::STREET, canary::STREET, canary::STREET, canary::STREET);
    let ssn = Ssn::new(canary::SSN).unwrap();
    let (first, last) = (canary::FIRST_NAME, canary::LAST_NAME);
    vec![
        row("ConnectSms", ConnectSms::new(phone, birth_date.clone(), ext_user_id())),
        row("VerifySmsCode", VerifySmsCode::new(user_id(), OtpCode::new(canary::CODE).unwrap())),
        row("Address", &address),
        row("StartKba", StartKba::new(first, last, birth_date, ssn, address, ext_user_id())),
        row("KbaAnswer", kba_answer()),
        row("AnswerKba", AnswerKba::new(user_id(), [kba_answer()])),
        row("OrderCreditReport", OrderCreditReport::new(user_id())),
        row("RetrieveUser", RetrieveUser::new(ext_user_id())),
        row("WaitForLiabilities", WaitForLiabilities::new(ext_user_id())),
    ]
}

fn other_ways_to_connect() -> Vec<Row> {
    let now = Timestamp::parse("2026-01-15T12:00:00Z").unwrap();
    let audit = || VerificationAudit::new(VerificationType::Sms, now, now);
    let phone = || PhoneNumber::new(canary::PHONE).unwrap();
    let birth_date = || DateOfBirth::new(canary::BIRTH_DATE).unwrap();
    let ssn = Ssn::new(canary::SSN).unwrap();
    let address = Address::new(canary::STREET, canary::STREET, canary::STREET, canary::STREET);
    let network = ConnectNetworkToken::new(ext_user_id(), canary::SECRET, ssn.clone(), birth_date(), now);
    let person = KnownPerson::new(canary::FIRST_NAME, canary::LAST_NAME, phone(), birth_date(), ssn);
    vec![
        row("VerificationAudit", audit()),
        row("VerificationType", VerificationType::Sms),
        row(
            "ConnectPreverifiedPhone",
            ConnectPreverifiedPhone::new(phone(), birth_date(), ext_user_id(), audit()),
        ),
        row("KnownPerson", person.clone()),
        row(
            "ConnectPreverifiedProfile",
            ConnectPreverifiedProfile::new(person, address, ext_user_id(), audit()),
        ),
        row("ConnectNetworkToken", network),
    ]
}

fn subscriptions_and_refreshes() -> Vec<Row> {
    let request_id = || ExtRequestId::new("x-1").unwrap();
    vec![
        row("OrderEquifaxProfile", OrderEquifaxProfile::report(user_id())),
        row("OrderDebtProfile", OrderDebtProfile::new(user_id())),
        row("DeleteUser", DeleteUser::new(user_id())),
        row("DeletedUser", answered::<DeletedUser>()),
        row("RetrieveUserUnmasked", RetrieveUserUnmasked::new(ext_user_id(), [UnmaskedField::Ssn])),
        row("UnmaskedField", UnmaskedField::Ssn),
        row("ExtRequestId", request_id()),
        row("RefreshLiabilities", RefreshLiabilities::new(user_id(), request_id())),
        row("LiabilityRefresh", LiabilityRefresh::new(RefreshStatus::from(canary::EXTERNAL_ID))),
        row("LiabilityRefreshStatus", LiabilityRefreshStatus::new(user_id(), request_id())),
        row("RefreshStatus", RefreshStatus::from(canary::EXTERNAL_ID)),
        row("RefreshTransactionId", RefreshTransactionId::new("t-1").unwrap()),
        row("Subscription", Subscription::new(SubscriptionId::new("s-1").unwrap())),
        row("SubscriptionType", SubscriptionType::from(canary::EXTERNAL_ID)),
        row("SubscribeNewLiabilities", SubscribeNewLiabilities::new(user_id())),
        row("NewLiabilitySubscriptions", NewLiabilitySubscriptions::new(user_id())),
        row("SubscribeDebtProfileRefresh", SubscribeDebtProfileRefresh::new(user_id(), "MONTHLY")),
        row("DebtProfileSubscriptions", DebtProfileSubscriptions::new(user_id())),
        row("UnsubscribeDebtProfileRefresh", UnsubscribeDebtProfileRefresh::all(user_id())),
    ]
}

fn ids() -> Vec<Row> {
    vec![
        row("AnswerId", AnswerId::new(canary::STREET).unwrap()),
        row("ConnectionId", ConnectionId::new("c-1").unwrap()),
        row("CreditReportId", CreditReportId::new("r-1").unwrap()),
        row("ExtUserId", ext_user_id()),
        row("LiabilityId", LiabilityId::new("l-1").unwrap()),
        row("QuestionId", QuestionId::new("q-1").unwrap()),
        row("SubscriptionId", SubscriptionId::new("s-1").unwrap()),
        row("UserId", user_id()),
        row("UserKey", UserKey::from(ext_user_id())),
        row("WebhookId", WebhookId::new("w-1").unwrap()),
    ]
}

fn answers() -> Vec<Row> {
    vec![
        row("SmsConnection", answered::<SmsConnection>()),
        row("SmsCode", answered::<SmsCode>()),
        row("Connection", answered::<Connection>()),
        row("ConnectionStatus", ConnectionStatus::from(canary::EXTERNAL_ID)),
        row("RiskAssessment", risk_assessment()),
        row("KbaSession", answered::<KbaSession>()),
        row("Kba", answered::<Kba>()),
        row("KbaQuestion", answered::<KbaQuestion>()),
        row("KbaOption", answered::<KbaOption>()),
        row("CreditReportOrder", answered::<CreditReportOrder>()),
        row("Profile", answered::<Profile>()),
        row("PostalAddress", answered::<PostalAddress>()),
        row("User", answered::<User>()),
        row("Liabilities", Liabilities::Connected(Box::new(answered::<User>()))),
        row("Liability", answered::<User>().liabilities()),
        row("LiabilityKind", LiabilityKind::CreditCard),
        row("Event", answered::<Event>()),
        row("EventData", answered::<EventData>()),
        row("EventType", EventType::from(canary::EXTERNAL_ID)),
    ]
}

fn debts() -> Vec<Row> {
    vec![
        row("CreditCard", answered::<CreditCard>()),
        row("AutoLoan", answered::<AutoLoan>()),
        row("HomeLoan", answered::<HomeLoan>()),
        row("PersonalLoan", answered::<PersonalLoan>()),
        row("StudentLoan", answered::<StudentLoan>()),
        row("MiscellaneousLiability", answered::<MiscellaneousLiability>()),
        row("Apr", answered::<Apr>()),
        row("AprType", AprType::from(canary::EXTERNAL_ID)),
        row("Availability", Availability::from(canary::EXTERNAL_ID)),
        row("BalanceDetails", answered::<BalanceDetails>()),
        row("Capabilities", answered::<Capabilities>()),
        row("Capability", answered::<Capability>()),
        row("CardProfile", answered::<CardProfile>()),
        row("Creditor", answered::<Creditor>()),
        row("DataCapabilities", answered::<DataCapabilities>()),
        row("DebtType", DebtType::from(canary::EXTERNAL_ID)),
        row("LiabilityProfile", answered::<LiabilityProfile>()),
        row("LiabilityStatus", LiabilityStatus::from(canary::EXTERNAL_ID)),
        row("LoanType", LoanType::from(canary::EXTERNAL_ID)),
        row("OverduePeriod", OverduePeriod::from(canary::EXTERNAL_ID)),
        row("PartialDate", answered::<PartialDate>()),
        row("PaymentCapabilities", answered::<PaymentCapabilities>()),
        row("PaymentHistory", answered::<PaymentHistory>()),
        row("PaymentHistoryDetail", answered::<PaymentHistoryDetail>()),
        row("PayoffSummary", answered::<PayoffSummary>()),
        row("StatementSummary", answered::<StatementSummary>()),
    ]
}

fn reports() -> Vec<Row> {
    vec![
        row("Bureau", Bureau::from(canary::EXTERNAL_ID)),
        row("ReportType", ReportType::from(canary::EXTERNAL_ID)),
        row("ScoreModel", ScoreModel::from(canary::EXTERNAL_ID)),
        row("CreditReport", answered::<CreditReport>()),
        row("CreditReportSummary", answered::<CreditReportSummary>()),
        row("CreditAttribute", answered::<CreditAttribute>()),
        row("CreditScore", answered::<CreditScore>()),
        row("DataStatus", DataStatus::from(canary::EXTERNAL_ID)),
        row("Employment", answered::<Employment>()),
        row("Inquiry", answered::<Inquiry>()),
        row("ReportDataStatus", answered::<ReportStatus>().data_status.unwrap_or_default()),
        row("ReportProfile", answered::<ReportProfile>()),
        row("ReportStatus", answered::<ReportStatus>()),
        row("ScoreFactor", answered::<ScoreFactor>()),
        row("CreditCardSummary", answered::<CreditCardSummary>()),
        row("LoanSummary", answered::<LoanSummary>()),
        row("PayoffQuote", answered::<PayoffQuote>()),
        row("StudentLoanSummary", answered::<StudentLoanSummary>()),
    ]
}

fn others() -> Vec<Row> {
    let address = format!("https://api.example.com/{}", canary::SECRET);
    let environment = Environment::custom(&address, &address).unwrap();
    let builder = Client::builder(environment.clone(), canary::SECRET);
    vec![
        row("Environment", environment),
        row("ClientBuilder", &builder),
        row("Client", builder.build().unwrap()),
        row("ErrorCode", ErrorCode::from(canary::EXTERNAL_ID)),
        row("HeaderCheck", HeaderCheck::new("x-key", canary::SECRET).unwrap()),
        row("NextStep", NextStep::UseKba),
        row("Spinwheel", Spinwheel),
        row("VerifyPath", VerifyPath::Guide),
    ]
}
