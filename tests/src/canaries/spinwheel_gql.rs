//! The types of `spinwheel-gql`.

pub mod answers;

use ::spinwheel_gql::models::{FileStatus, ReportStatus};
use ::spinwheel_gql::{
    Access, Address, AnswerId, Client, ClientBuilder, ClientCredentials, ClientId, Consent, ConsentRefusal,
    CreditReportId, CreditReportOrderField, CreditReportSource, CreditReportStream, CreditReportUserId,
    DateOfBirth, DebtCore, DebtId, ErrorCode, GetCreditReport, GetKbaQuestions, GetUserVerification,
    KbaAnswer, LeadId, ListCreditReports, NextStep, OrderDirection, OtpCode, PhoneNumber, PullCreditReport,
    QuestionId, ReqOrgContactId, ReqOrgId, SendKbaAnswers, SendSmsVerificationCode, Ssn, TenantId,
    UserVerificationId, VerificationStatus, VerificationType, VerifySmsCode,
};
use verify_testkit::{Script, canary};

use super::{Row, row};

/// One row for each public type.
pub fn rows() -> Vec<Row> {
    [ids(), requests(), answers::rows(), open_enums(), others()].concat()
}

/// The contact of all canaries.
pub fn contact() -> ReqOrgContactId {
    ReqOrgContactId::new(canary::EXTERNAL_ID).unwrap()
}

fn birth_date() -> DateOfBirth {
    DateOfBirth::new(canary::BIRTH_DATE).unwrap()
}

fn ssn() -> Ssn {
    Ssn::new(canary::SSN).unwrap()
}

fn ids() -> Vec<Row> {
    vec![
        row("ReqOrgContactId", contact()),
        row("CreditReportId", CreditReportId::new("report-1").unwrap()),
        row("UserVerificationId", UserVerificationId::new("verification-1").unwrap()),
        row("CreditReportUserId", CreditReportUserId::new("user-1").unwrap()),
        row("ReqOrgId", ReqOrgId::new("org-1").unwrap()),
        row("LeadId", LeadId::new("lead-1").unwrap()),
        row("DebtId", DebtId::new("debt-1").unwrap()),
        row("QuestionId", QuestionId::new("question-1").unwrap()),
        row("AnswerId", AnswerId::new("answer-1").unwrap()),
        row("TenantId", credentials().tenant_id),
        row("ClientId", credentials().client_id),
    ]
}

/// An address in a state; the rest is a canary.
pub fn address() -> Address {
    let address = Address::new(canary::STREET, canary::STREET, "UT", "84101");
    address.address_line2(canary::STREET)
}

/// The request for a code.
pub fn send_code() -> SendSmsVerificationCode {
    SendSmsVerificationCode::new(PhoneNumber::new(canary::PHONE).unwrap(), birth_date(), contact())
}

/// The request to check what a person mistyped.
pub fn mistyped() -> VerifySmsCode {
    VerifySmsCode::new(contact(), OtpCode::new(canary::CODE).unwrap())
}

/// The request for questions.
pub fn questions() -> GetKbaQuestions {
    GetKbaQuestions::new(canary::FIRST_NAME, canary::LAST_NAME, birth_date(), ssn(), address(), contact())
}

/// A pull from each source.
pub fn pulls() -> Vec<PullCreditReport> {
    let (first, last) = (canary::FIRST_NAME, canary::LAST_NAME);
    let verification = UserVerificationId::new("verification-1").unwrap();
    let transunion = PullCreditReport::crs_transunion(contact(), first, last, address());
    vec![
        PullCreditReport::spinwheel(contact()),
        transunion.ssn(ssn()).date_of_birth(birth_date()).middle_name(first).suffix(last),
        PullCreditReport::crs_equifax(contact(), first, last, ssn(), address()),
        PullCreditReport::array_equifax(contact(), first, last, ssn(), birth_date(), address()),
        PullCreditReport::array_equifax_kba(contact(), verification),
        PullCreditReport::crs_standard_prequal_vantage4_tu(contact(), first, last, ssn(), address()),
    ]
}

/// A list with everything there is to ask for.
pub fn list() -> ListCreditReports {
    let list = ListCreditReports::new().contact(contact()).search(canary::LAST_NAME);
    list.order(CreditReportOrderField::ReqOrgContactId, OrderDirection::Descending)
}

fn requests() -> Vec<Row> {
    let answer = KbaAnswer::new(QuestionId::new("question-1").unwrap(), AnswerId::new("answer-1").unwrap());
    let unknown = CreditReportSource::from(canary::EXTERNAL_ID);
    vec![
        row("Address", address().zip_extension(canary::STREET)),
        row("SendSmsVerificationCode", send_code()),
        row("VerifySmsCode", mistyped()),
        row("GetUserVerification", GetUserVerification::new(contact())),
        row("GetKbaQuestions", questions()),
        row("KbaAnswer", &answer),
        row("SendKbaAnswers", SendKbaAnswers::new(contact(), [answer])),
        row("PullCreditReport", pulls()),
        row("GetCreditReport", GetCreditReport::new(CreditReportId::new("report-1").unwrap())),
        row("ListCreditReports", [list().source(unknown), list().after(canary::SECRET)]),
        row("CreditReportOrderField", CreditReportOrderField::CreatedAt),
        row("OrderDirection", OrderDirection::Ascending),
    ]
}

fn open_enums() -> Vec<Row> {
    vec![
        row("CreditReportSource", CreditReportSource::from(canary::EXTERNAL_ID)),
        row("ReportStatus", ReportStatus::from(canary::EXTERNAL_ID)),
        row("FileStatus", FileStatus::from(canary::EXTERNAL_ID)),
        row("VerificationStatus", VerificationStatus::from(canary::EXTERNAL_ID)),
        row("VerificationType", VerificationType::from(canary::EXTERNAL_ID)),
        row("ErrorCode", ErrorCode::from(canary::EXTERNAL_ID)),
    ]
}

fn credentials() -> ClientCredentials {
    ClientCredentials::new(
        TenantId::new("00000000-0000-4000-8000-000000000001").unwrap(),
        ClientId::new("00000000-0000-4000-8000-000000000002").unwrap(),
        canary::SECRET,
        "api://00000000-0000-4000-8000-000000000003/.default",
    )
}

/// Its endpoint and its authority are canaries, too: they may hold what a proxy asks for.
fn builder(access: impl Into<Access>) -> ClientBuilder {
    let address = format!("https://api.example.com/{}", canary::SECRET);
    Client::builder(address.parse().unwrap(), access).authority(address.parse().unwrap())
}

/// A stream that has read two reports and handed out one of them; the cursor of the part is a canary.
fn stream() -> CreditReportStream {
    let script = Script::new();
    script.on("credit_reports").answer(200, answers::page().to_string());
    let client = builder(Access::Token(canary::SECRET.into())).transport(script).build().unwrap();
    let mut stream = client.all_credit_reports(&list());
    answers::block_on(stream.next()).unwrap().unwrap();
    stream
}

fn others() -> Vec<Row> {
    let tokens = Access::Token(canary::SECRET.into());
    let renewed = builder(tokens.clone()).build().unwrap().with_token(canary::SECRET).unwrap();
    vec![
        row("Access", [tokens.clone(), credentials().into()]),
        row("ClientCredentials", credentials()),
        row("ClientBuilder", [builder(tokens), builder(credentials())]),
        row("Client", [renewed, builder(credentials()).build().unwrap()]),
        row("DebtCore", DebtCore),
        row("Consent", Consent::Refused(ConsentRefusal::WrongCode)),
        row("ConsentRefusal", ConsentRefusal::Unspecified),
        row("NextStep", NextStep::LookFirst),
        row("CreditReportStream", stream()),
    ]
}
