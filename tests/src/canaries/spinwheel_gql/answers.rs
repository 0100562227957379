//! What DebtCore answers: as the client makes it of an answer that is full of canaries.

use ::spinwheel_gql::models::{AlternativeName, Debt, FileMetadata, PublicRecord, Score, ScoreFactor};
use ::spinwheel_gql::{
    Access, Client, CreditReport, CreditReportId, CreditReportPage, CreditReportSummary, GetCreditReport,
    GetUserVerification, KbaOption, KbaQuestion, KbaQuestions, UserVerification,
};
use serde_json::{Value, json};
use verify_testkit::{Script, canary};

use super::{contact, list, pulls, questions};
use crate::canaries::{Row, row};

/// Runs a call to its end.
pub(super) fn block_on<F: Future>(call: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(call)
}

fn client(operation: &'static str, answer: &Value) -> Client {
    let script = Script::new();
    script.on(operation).answer(200, answer.to_string());
    let endpoint = "https://debtcore.example.com/credit-service/graphql".parse().unwrap();
    Client::builder(endpoint, Access::Token("token".into())).transport(script).build().unwrap()
}

/// An answer, with canaries in a message beside the data and in a field nobody knows.
fn answer(field: &str, data: &Value) -> Value {
    json!({
        "data": {field: {"data": data, "errors": null, "message": canary::LAST_NAME}},
        "extensions": {"input": canary::SSN},
    })
}

fn debt() -> Value {
    json!({
        "id": "debt-1", "creditorId": "17", "accountNumber": canary::SSN, "applicantState": canary::STREET,
        "ecoaCode": canary::CODE, "creditorName": canary::LAST_NAME, "parentCreditorName": canary::LAST_NAME,
        "parentCreditorId": "18", "originalCreditorName": canary::LAST_NAME, "currentBalance": 20.5,
        "delinquency": canary::CODE, "narrativeCodes": [canary::CODE, null],
        "bankruptcyDateFiled": canary::BIRTH_DATE, "applicantId": canary::EXTERNAL_ID,
        "coApplicantId": canary::EXTERNAL_ID, "remarks": [canary::LAST_NAME],
    })
}

fn public_record() -> Value {
    json!({
        "bankruptcyCode": canary::CODE, "bankruptcyDateFiled": canary::BIRTH_DATE,
        "bankruptcyDispositionType": canary::STREET,
    })
}

fn summary(id: &str) -> Value {
    json!({
        "id": id, "reqOrgId": "org-1", "reqOrgContactId": canary::EXTERNAL_ID, "leadId": "lead-1",
        "creditReportUserId": "user-1", "applicantResidenceState": canary::STREET,
        "source": canary::EXTERNAL_ID, "reportStatus": canary::EXTERNAL_ID, "fileStatus": canary::EXTERNAL_ID,
        "createdAt": "2026-07-14T12:00:00.000Z", "reportRequestedAt": "2026-07-14T12:00:00.000Z",
    })
}

/// A report as it is read.
pub fn report() -> Value {
    let mut report = summary("report-1");
    let Value::Object(more) = json!({
        "applicantFirstName": canary::FIRST_NAME, "applicantMiddleName": canary::FIRST_NAME,
        "applicantLastName": canary::LAST_NAME, "applicantDob": canary::BIRTH_DATE,
        "applicantSsn": canary::SSN,
        "applicantAlternativeNames": [{
            "firstName": canary::FIRST_NAME, "lastName": canary::LAST_NAME, "unparsedName": canary::LAST_NAME,
        }],
        "fileMetadata": {"fileName": canary::LAST_NAME, "contentType": "application/pdf", "type": "PDF"},
        "scores": [{
            "modelName": canary::LAST_NAME, "scoreValue": canary::CODE,
            "scoreFactors": [{"scoreFactorCode": canary::CODE, "scoreFactorText": canary::LAST_NAME}],
        }],
        "debts": [debt()], "publicRecords": [public_record()],
    }) else {
        unreachable!("an object")
    };
    report.as_object_mut().unwrap().extend(more);
    report
}

/// A part of the list with two reports, and more behind it.
pub(super) fn page() -> Value {
    let edge = |id| json!({"cursor": canary::SECRET, "node": summary(id)});
    let info = json!({"hasNextPage": true, "startCursor": canary::SECRET, "endCursor": canary::SECRET});
    let data = json!({"totalCount": 3, "pageInfo": info, "edges": [edge("report-1"), edge("report-2")]});
    answer("creditReports", &data)
}

fn read_report() -> CreditReport {
    let request = GetCreditReport::new(CreditReportId::new("report-1").unwrap());
    let client = client("credit_report", &answer("creditReport", &report()));
    block_on(client.credit_report(&request)).unwrap()
}

fn pulled_report() -> CreditReport {
    let mut report = summary("report-1");
    report["creditReportId"] = report["id"].take();
    (report["debts"], report["publicRecords"]) = (json!([debt()]), json!([public_record()]));
    let client = client("pull_credit_report", &answer("pullCreditReport", &report));
    block_on(client.pull_credit_report(&pulls()[0])).unwrap()
}

fn read_page() -> CreditReportPage {
    block_on(client("credit_reports", &page()).credit_reports(&list())).unwrap()
}

fn read_questions() -> KbaQuestions {
    let option = json!({"id": "answer-1", "text": canary::STREET});
    let question = json!({"id": "question-1", "question": canary::LAST_NAME, "options": [option]});
    let client = client("kba_questions", &answer("kbaQuestions", &json!({"questions": [question]})));
    block_on(client.kba_questions(&questions())).unwrap()
}

fn read_verification() -> UserVerification {
    let node = json!({
        "id": "verification-1", "reqOrgContactId": canary::EXTERNAL_ID, "creditReportUserId": "user-1",
        "reqOrgId": "org-1", "status": canary::EXTERNAL_ID, "verificationType": canary::EXTERNAL_ID,
        "verificationDate": "2026-07-14T12:00:00.000Z",
    });
    let client = client("user_verification", &answer("userVerification", &node));
    block_on(client.user_verification(&GetUserVerification::new(contact()))).unwrap()
}

pub(super) fn rows() -> Vec<Row> {
    let (read, pulled, session) = (read_report(), pulled_report(), read_questions());
    let page = read_page();
    let debts: [Debt; 2] = [&read, &pulled].map(|report| report.debts.clone().unwrap().remove(0));
    let record: PublicRecord = read.public_records.clone().unwrap()[0].clone();
    let name: AlternativeName = read.applicant_alternative_names[0].clone();
    let score: Score = read.scores[0].clone();
    let factor: ScoreFactor = score.score_factors[0].clone();
    let file: FileMetadata = read.file_metadata.clone().unwrap();
    let first: CreditReportSummary = page.reports[0].clone();
    let question: KbaQuestion = session.questions[0].clone();
    let option: KbaOption = question.options[0].clone();
    vec![
        row("CreditReport", [read, pulled]),
        row("CreditReportPage", page),
        row("CreditReportSummary", first),
        row("Debt", debts),
        row("PublicRecord", record),
        row("AlternativeName", name),
        row("Score", score),
        row("ScoreFactor", factor),
        row("FileMetadata", file),
        row("KbaQuestions", session),
        row("KbaQuestion", question),
        row("KbaOption", option),
        row("UserVerification", read_verification()),
    ]
}
