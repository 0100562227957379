//! What holds for every operation of DebtCore: its name, faults, the control API, the tables in the README.

use serde_json::{Value, json};
use verify_sandbox::debtcore::choice_table;
use verify_sandbox::{DebtCoreChoices, Fault, FaultError, FaultKind, Outcome, RetryAfter};

use crate::client::{BORN, PHONE, Reply, send};
use crate::debtcore_client::{CONTACT, Org, REPORT, SEND, USER, input, person, sms, table, top_code};

/// What a request of the table needs: a code that was sent, and a report.
async fn ready(org: &Org) -> (String, String) {
    let code = org.start(PHONE, BORN, CONTACT).await;
    (code, org.bureau_report(CONTACT).await)
}

fn filled(variables: &Value, (code, report): &(String, String)) -> Value {
    let text = variables.to_string().replace("CODE", code).replace("REPORT", report);
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn each_has_its_name_and_leaves_nothing_unread() {
    let org = Org::new().await;
    let stage = ready(&org).await;
    for (name, field, document, variables) in table() {
        let reply = org.call(document, &filled(&variables, &stage)).await;
        assert!(reply.json()["data"][field].is_object(), "{name}: {}", reply.text());
        let entry = org.tenant.journal().last().unwrap();
        assert_eq!(entry.operation, Some(format!("debtcore.{name}").as_str()));
        assert_eq!((entry.provider, entry.host), (Some("debtcore"), Some("api")));
        assert!(entry.unread_fields.is_empty() && !entry.why.is_empty(), "{name}: {entry:?}");
        assert_eq!(
            org.tenant.journal().requests(&format!("debtcore.{name}")),
            if name.starts_with("send_sms") || name.starts_with("pull") { 2 } else { 1 }
        );
    }
    org.login(&org.form()).await;
    assert_eq!(org.tenant.journal().last().unwrap().operation, Some("debtcore.token"));
    let elsewhere = org.debtcore.endpoint().replace("/credit-service", "");
    assert_eq!(send("POST", &elsewhere, &[], "{}").await.unwrap().status, 404);
}

#[tokio::test]
async fn each_can_be_struck_by_its_name() {
    for kind in [FaultKind::AcceptedThenLost, FaultKind::CloseAfterReading, FaultKind::CloseBeforeReading] {
        let org = Org::new().await;
        let stage = ready(&org).await;
        for (name, field, document, variables) in table() {
            let operation = format!("debtcore.{name}");
            let guard = org.tenant.faults().arm(Fault::new(&operation, kind.clone()).times(1)).unwrap();
            let variables = filled(&variables, &stage);
            let (logins, texts) = (org.debtcore.logins(), org.tenant.outbox().len());
            assert!(org.try_call(document, &variables).await.is_none(), "{name}");
            let entry = org.tenant.journal().last().unwrap();
            assert_eq!((guard.hits(), entry.operation), (1, Some(operation.as_str())));
            let lost = kind == FaultKind::AcceptedThenLost;
            let outcome = match kind {
                FaultKind::AcceptedThenLost => Outcome::ClosedAfterProcessing,
                FaultKind::CloseAfterReading => Outcome::ClosedAfterReading,
                _ => Outcome::ClosedBeforeReading,
            };
            assert_eq!(entry.outcome, outcome, "{name}");
            let sends = usize::from(lost && name == "send_sms_verification_code");
            assert_eq!(org.tenant.outbox().len() - texts, sends, "{name}");
            let healthy = org.call(document, &variables).await.json();
            assert!(healthy["data"][field].is_object(), "{name}: {healthy}");
            assert_eq!(org.debtcore.logins(), logins);
        }
        let lost = Fault::new("debtcore.token", kind.clone()).times(1);
        let _guard = org.tenant.faults().arm(lost).unwrap();
        let logins = org.debtcore.logins();
        assert!(org.try_login(&org.form()).await.is_none());
        assert_eq!(org.debtcore.logins() - logins, u64::from(kind == FaultKind::AcceptedThenLost));
    }
}

#[tokio::test]
async fn a_fault_strikes_its_operation_only() {
    let org = Org::new().await;
    let fault = Fault::new("debtcore.verify_sms_code", FaultKind::Status(503));
    let guard = org.tenant.faults().arm(fault).unwrap();
    org.data(SEND, &input(sms(PHONE, BORN, CONTACT))).await;
    assert_eq!(guard.hits(), 0);
    let all = org.tenant.faults().arm(Fault::new("debtcore.*", FaultKind::Status(503)).times(2)).unwrap();
    let down = org.call(SEND, &input(sms(PHONE, BORN, CONTACT))).await;
    assert_eq!((down.status, top_code(&down).as_str()), (503, "INTERNAL_SERVER_ERROR"));
    let down = org.login(&org.form()).await;
    assert_eq!((down.status, down.json()["error"].as_str()), (503, Some("temporarily_unavailable")));
    assert_eq!((all.hits(), org.tenant.outbox().len()), (2, 1));
}

#[tokio::test]
async fn every_code_can_be_injected_where_it_belongs() {
    let org = Org::new().await;
    let faults = org.tenant.faults();
    let ask = json!({"reqOrgContactId": CONTACT});
    let refused =
        |operation: &str, code: &str| Fault::new(operation, FaultKind::Refusal(code.to_owned())).times(1);
    let unknown = faults.arm(refused("debtcore.token", "no such code")).unwrap_err();
    let FaultError::UnknownToken { known, .. } = unknown else { panic!("{unknown}") };
    assert_eq!(known.len(), 17, "{known:?}");
    for code in known {
        let is_entra = code.starts_with(|letter: char| letter.is_ascii_lowercase());
        let operation = if is_entra { "debtcore.token" } else { "debtcore.user_verification" };
        let _guard = faults.arm(refused(operation, code)).unwrap();
        if is_entra {
            let reply = org.login(&org.form()).await;
            assert_eq!(reply.json()["error"], code);
            assert!((400..=503).contains(&reply.status));
        } else {
            let reply = org.call(USER, &ask).await;
            assert_eq!(top_code(&reply), code);
            assert_eq!(
                reply.status,
                match code {
                    "UNAUTHORIZED" | "UNAUTHENTICATED" => 401,
                    "VALIDATION_ERROR" | "NOT_FOUND" | "BAD_USER_INPUT" => 200,
                    "INTERNAL_SERVER_ERROR" => 500,
                    _ => 400,
                },
                "{code}"
            );
        }
    }
    let limit = FaultKind::TooManyRequests(RetryAfter::Seconds(5));
    let _limit = faults.arm(Fault::new("debtcore.*", limit)).unwrap();
    let limited = org.call(USER, &ask).await;
    assert_eq!((limited.status, limited.header("retry-after").as_deref()), (429, Some("5")));
    assert_eq!(org.login(&org.form()).await.status, 429);
}

#[tokio::test]
async fn answers_can_be_spoiled() {
    let org = Org::new().await;
    let id = org.bureau_report(CONTACT).await;
    let ask = input(json!({"creditReportId": id}));
    let spoil = async |kind: FaultKind| -> Reply {
        let _guard = org.tenant.faults().arm(Fault::new("debtcore.credit_report", kind)).unwrap();
        org.call(REPORT, &ask).await
    };
    let unheard = spoil(FaultKind::UnknownEnum).await.json()["data"]["creditReport"]["data"].clone();
    assert_eq!(
        (&unheard["source"], &unheard["reportStatus"]),
        (&json!("UNHEARD_OF_VALUE"), &json!("UNHEARD_OF_VALUE"))
    );
    let path = "data.creditReport.data.id".to_owned();
    let missing = spoil(FaultKind::MissingField(path.clone())).await.json();
    assert!(missing["data"]["creditReport"]["data"].get("id").is_none());
    assert!(
        spoil(FaultKind::RetypedField(path)).await.json()["data"]["creditReport"]["data"]["id"].is_number()
    );
    assert_eq!(spoil(FaultKind::BadGatewayHtml).await.status, 502);
    assert!(spoil(FaultKind::EmptyBody).await.body.is_empty());
}

#[tokio::test]
async fn the_control_api() {
    let org = Org::new().await;
    let base = format!("{}/tenants/default", org.sandbox.control_url());
    let call = async |method: &str, rest: &str| {
        let reply = send(method, &format!("{base}/{rest}"), &[], "").await.unwrap();
        (reply.status, reply.json())
    };
    let credentials = call("GET", "credentials").await.1["debtcore"].clone();
    let known = json!({
        "endpoint": org.debtcore.endpoint(), "authority": org.debtcore.authority(),
        "tenant_id": org.debtcore.tenant_id(), "client_id": org.debtcore.client_id(),
        "client_secret": org.debtcore.client_secret(), "scope": org.debtcore.scope(),
    });
    assert_eq!(credentials, known);
    assert!(org.debtcore.endpoint().ends_with("/default/debtcore/credit-service/graphql"));
    assert!(org.debtcore.scope().starts_with("api://") && org.debtcore.scope().ends_with("/.default"));
    org.data(crate::debtcore_client::QUESTIONS, &input(person(CONTACT, "1980-05-05"))).await;
    org.bureau_report(CONTACT).await;
    let contacts = call("GET", "debtcore/contacts").await.1;
    let first = &contacts["contacts"][0];
    assert_eq!(
        (&first["reqOrgContactId"], &first["verified"], &first["reports"]),
        (&json!(CONTACT), &json!(false), &json!(1))
    );
    assert_eq!(call("GET", "debtcore/reports").await.1["reports"][0]["source"], "CRS_TRANSUNION");
    let answers = call("GET", &format!("debtcore/kba-answers?reqOrgContactId={CONTACT}")).await.1;
    assert_eq!(
        answers["answers"].as_array().unwrap().len(),
        org.debtcore.kba_answers(CONTACT).unwrap().len()
    );
    assert_eq!(call("GET", "debtcore/kba-answers").await.0, 400);
    assert_eq!(call("GET", "debtcore/kba-answers?reqOrgContactId=x").await.0, 404);
    assert_eq!(call("GET", "debtcore/logins").await.1, json!({"logins": 1}));
    let rows = call("GET", "debtcore/choice-table").await.1["choices"].as_array().unwrap().len();
    assert_eq!(rows, choice_table().len());
    let changed = send("PUT", &format!("{base}/choices/debtcore"), &[], r#"{"error_channel": "both"}"#).await;
    assert_eq!(changed.unwrap().json()["error_channel"], "both");
    let ask = json!({"reqOrgContactId": CONTACT});
    assert_eq!(call("POST", "debtcore/revoke-tokens").await.0, 200);
    assert_eq!(org.call(USER, &ask).await.status, 401);
    let org = Org { token: org.new_token().await, ..org };
    assert_eq!(send("POST", &format!("{base}/debtcore/expire-tokens"), &[], "").await.unwrap().status, 200);
    assert_eq!(org.call(USER, &ask).await.status, 401);
}

#[tokio::test]
async fn a_reset_forgets_everything_but_the_credentials() {
    let org = Org::new().await;
    let (secret, token) = (org.debtcore.client_secret(), org.token.clone());
    org.bureau_report(CONTACT).await;
    org.start(PHONE, BORN, CONTACT).await;
    org.debtcore.choose(|choices| choices.auth_status = 200);
    org.tenant.reset();
    assert_eq!(org.debtcore.choices(), DebtCoreChoices::default());
    assert!(org.debtcore.contacts().is_empty() && org.debtcore.reports().is_empty());
    assert_eq!((org.debtcore.client_secret(), org.debtcore.logins()), (secret, 0));
    assert_eq!(org.call(USER, &json!({"reqOrgContactId": CONTACT})).await.status, 401);
    assert_eq!(org.new_token().await, token, "tokens start over, too");
}

#[tokio::test]
async fn the_readme_lists_the_operations() {
    let readme = include_str!("../../README.md");
    let mut rows = vec!["| `debtcore.token` | `POST /{tenantId}/oauth2/v2.0/token` | api |".to_owned()];
    rows.extend(table().iter().map(|(name, field, ..)| {
        format!("| `debtcore.{name}` | `POST /credit-service/graphql`: `{field}` | api |")
    }));
    rows.push("| `debtcore.graphql` | `POST /credit-service/graphql`: anything else | api |".to_owned());
    for row in &rows {
        assert!(readme.contains(row.as_str()), "{row}");
    }
    let org = Org::new().await;
    let faults = org.tenant.faults();
    let known = faults.operations().iter().filter(|name| name.starts_with("debtcore.")).count();
    assert_eq!((readme.matches("| `debtcore.").count(), known), (rows.len(), rows.len()));
}
