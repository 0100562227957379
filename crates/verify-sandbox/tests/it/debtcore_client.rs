//! The DebtCore calls the tests make.

use serde_json::{Value, json};
use verify_sandbox::{DebtCore, ManualClock, Sandbox, Tenant};

use crate::client::{BORN, PHONE, Reply, send};

pub(crate) const CONTACT: &str = "contact-1";

pub(crate) const SEND: &str = "mutation SendSMSVerificationCode($input: SMSVerificationInput!) { \
    sendSMSVerificationCode(input: $input) { data { message } errors { message } } }";
pub(crate) const VERIFY: &str = "mutation VerifySMSCode($input: VerifySMSCodeInput!) { \
    verifySMSCode(input: $input) { data { message } errors { message } } }";
pub(crate) const USER: &str = "query UserVerification($reqOrgContactId: String!) { \
    userVerification(reqOrgContactId: $reqOrgContactId) { data { id reqOrgContactId creditReportUserId reqOrgId status \
    verificationDate userConsentDate verificationType verificationSource } errors { message } } }";
pub(crate) const QUESTIONS: &str = "query KbaQuestions($input: KbaQuestionsInput!) { kbaQuestions(input: $input) { \
    data { questions { id question options { id text } } } errors { message } } }";
pub(crate) const ANSWERS: &str = "mutation SendKbaAnswers($input: SendKbaAnswersInput!) { \
    sendKbaAnswers(input: $input) { data { message } errors { message } } }";
pub(crate) const PULL: &str = "mutation PullCreditReport($input: PullCreditReportInput!) { \
    pullCreditReport(input: $input) { data { creditReportId reqOrgContactId leadId applicantResidenceState source \
    reportStatus fileStatus debts { id creditorName currentBalance accountType } } errors { message } } }";
pub(crate) const REPORT: &str = "query CreditReport($input: GetCreditReportInput!) { creditReport(input: $input) { \
    data { id reqOrgContactId source reportStatus fileStatus createdAt applicantFirstName applicantLastName \
    applicantSsn scores { modelName scoreValue } debts { id accountNumber creditorName currentBalance originalBalance \
    monthlyPayment openDate lastPaymentDate isCollection } publicRecords { bankruptcyCode } \
    fileMetadata { fileName } } errors { message } } }";
pub(crate) const REPORTS: &str = "query CreditReports($where: CreditReportWhereInput, $order: [CreditReportOrder!], \
    $skip: Int, $search: String, $after: String, $first: Int, $before: String, $last: Int) { \
    creditReports(where: $where, order: $order, skip: $skip, search: $search, after: $after, first: $first, \
    before: $before, last: $last) { data { totalCount pageInfo { hasNextPage startCursor endCursor } \
    edges { cursor node { id reqOrgContactId source } } } errors { message } } }";

/// Operation of the sandbox, root field, document, variables.
pub(crate) fn table() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    vec![
        ("send_sms_verification_code", "sendSMSVerificationCode", SEND, input(sms(PHONE, BORN, CONTACT))),
        (
            "verify_sms_code",
            "verifySMSCode",
            VERIFY,
            input(json!({"reqOrgContactId": CONTACT, "verificationCode": "CODE"})),
        ),
        ("user_verification", "userVerification", USER, json!({"reqOrgContactId": CONTACT})),
        ("kba_questions", "kbaQuestions", QUESTIONS, input(person("contact-2", "1980-05-05"))),
        (
            "send_kba_answers",
            "sendKbaAnswers",
            ANSWERS,
            input(json!({"reqOrgContactId": "contact-2", "answers": []})),
        ),
        (
            "pull_credit_report",
            "pullCreditReport",
            PULL,
            input(json!({"creditReportSource": "SPINWHEEL", "reqOrgContactId": CONTACT})),
        ),
        ("credit_report", "creditReport", REPORT, input(json!({"creditReportId": "REPORT"}))),
        (
            "credit_reports",
            "creditReports",
            REPORTS,
            json!({"where": {"reqOrgContactId": CONTACT}, "first": 10,
                "order": [{"field": "createdAt", "direction": "DESC"}]}),
        ),
    ]
}

pub(crate) fn input(input: Value) -> Value {
    Value::Object([("input".to_owned(), input)].into_iter().collect())
}

pub(crate) fn sms(phone: &str, born: &str, contact: &str) -> Value {
    json!({"phoneNumber": phone, "dateOfBirth": born, "reqOrgContactId": contact})
}

/// What the questions are asked with.
pub(crate) fn person(contact: &str, born: &str) -> Value {
    json!({
        "firstName": "Riley", "lastName": "Example", "dateOfBirth": born, "ssn": "666010008",
        "addressLine1": "1 Sample Street", "city": "Spencer", "state": "IA", "zip": "51301",
        "reqOrgContactId": contact,
    })
}

/// A sandbox with a frozen clock, and an organization with a token.
pub(crate) struct Org {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) tenant: Tenant,
    pub(crate) debtcore: DebtCore,
    pub(crate) token: String,
}

impl Org {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::frozen();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let debtcore = tenant.debtcore();
        let mut org = Self { sandbox, clock, tenant, debtcore, token: String::new() };
        org.token = org.new_token().await;
        org
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    pub(crate) fn form(&self) -> Vec<(&'static str, String)> {
        vec![
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", self.debtcore.client_id()),
            ("client_secret", self.debtcore.client_secret()),
            ("scope", self.debtcore.scope()),
        ]
    }

    pub(crate) fn token_url(&self) -> String {
        format!("{}/{}/oauth2/v2.0/token", self.debtcore.authority(), self.debtcore.tenant_id())
    }

    pub(crate) async fn try_login(&self, form: &[(&str, String)]) -> Option<Reply> {
        let encoded =
            |text: &str| text.replace('%', "%25").replace('/', "%2F").replace(':', "%3A").replace(' ', "+");
        let pairs: Vec<_> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        send("POST", &self.token_url(), &headers, &pairs.join("&")).await
    }

    pub(crate) async fn login(&self, form: &[(&str, String)]) -> Reply {
        self.try_login(form).await.expect("an answer")
    }

    pub(crate) async fn new_token(&self) -> String {
        let reply = self.login(&self.form()).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// One call with this body and content type.
    pub(crate) async fn raw(
        &self,
        method: &str,
        query: &str,
        content_type: &str,
        body: &str,
    ) -> Option<Reply> {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", content_type)];
        send(method, &format!("{}{query}", self.debtcore.endpoint()), &headers, body).await
    }

    pub(crate) async fn try_call(&self, query: &str, variables: &Value) -> Option<Reply> {
        let body = json!({"query": query, "variables": variables});
        self.raw("POST", "", "application/json", &body.to_string()).await
    }

    pub(crate) async fn call(&self, query: &str, variables: &Value) -> Reply {
        self.try_call(query, variables).await.expect("an answer")
    }

    /// The payload of the only field; the request succeeded as GraphQL.
    pub(crate) async fn payload(&self, query: &str, variables: &Value) -> Value {
        let reply = self.call(query, variables).await;
        let body = reply.json();
        assert!(reply.status == 200 && body.get("errors").is_none(), "{body}");
        let data = body["data"].as_object().unwrap();
        data.values().next().unwrap().clone()
    }

    /// `data` of a payload without errors.
    pub(crate) async fn data(&self, query: &str, variables: &Value) -> Value {
        let payload = self.payload(query, variables).await;
        assert_eq!(payload["errors"], Value::Null, "{payload}");
        payload["data"].clone()
    }

    /// The first message of a payload with errors.
    pub(crate) async fn refused(&self, query: &str, variables: &Value) -> String {
        let payload = self.payload(query, variables).await;
        assert_eq!(payload["data"], Value::Null, "{payload}");
        payload["errors"][0]["message"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn start(&self, phone: &str, born: &str, contact: &str) -> String {
        self.data(SEND, &input(sms(phone, born, contact))).await;
        self.tenant.outbox().latest_code_for(phone).expect("a code was sent")
    }

    /// A contact that is verified.
    pub(crate) async fn verified(&self, phone: &str, born: &str, contact: &str) {
        let code = self.start(phone, born, contact).await;
        self.data(VERIFY, &code_of(contact, &code)).await;
    }

    pub(crate) async fn status(&self, contact: &str) -> String {
        let node = self.data(USER, &json!({"reqOrgContactId": contact})).await;
        node["status"].as_str().unwrap().to_owned()
    }

    /// The id of a report from a source that has no limit.
    pub(crate) async fn bureau_report(&self, contact: &str) -> String {
        let data = self.data(PULL, &input(crs(contact))).await;
        data["creditReportId"].as_str().unwrap().to_owned()
    }

    pub(crate) fn why(&self) -> String {
        self.tenant.journal().last().unwrap().why
    }

    pub(crate) fn unread(&self) -> Vec<String> {
        self.tenant.journal().last().unwrap().unread_fields
    }

    pub(crate) fn rests_on(&self, choice: &str) -> bool {
        self.tenant.journal().last().unwrap().choices.contains(&choice)
    }
}

pub(crate) fn code_of(contact: &str, code: &str) -> Value {
    input(json!({"reqOrgContactId": contact, "verificationCode": code}))
}

/// A pull from a bureau that is told about the person.
pub(crate) fn crs(contact: &str) -> Value {
    json!({
        "creditReportSource": "CRS_TRANSUNION", "reqOrgContactId": contact, "firstName": "Riley",
        "lastName": "Example", "addressLine1": "1 Sample Street", "city": "Spencer", "state": "IA", "zip": "513010000",
    })
}

/// The code of the only top-level error.
pub(crate) fn top_code(reply: &Reply) -> String {
    let body = reply.json();
    assert_eq!(body["errors"].as_array().map(Vec::len), Some(1), "{body}");
    body["errors"][0]["extensions"]["code"].as_str().unwrap().to_owned()
}
