//! The endpoints of `spinwheel-gql`.

use std::time::Duration;

use ::spinwheel_gql::{
    GetCreditReport, GetUserVerification, ListCreditReports, PullCreditReport, SendKbaAnswers, VerifySmsCode,
};
use verify_core::Effect;

use super::{EndpointCase, call, call_of};
use crate::world::debtcore::{contact, questions, send_code};
use crate::world::{BIRTH_DATE, PHONE};

const BASE: EndpointCase = EndpointCase {
    krate: "spinwheel-gql",
    tokens: &[
        "VALIDATION_ERROR",
        "UNAUTHORIZED",
        "NOT_FOUND",
        "UNAUTHENTICATED",
        "BAD_REQUEST",
        "BAD_USER_INPUT",
        "GRAPHQL_PARSE_FAILED",
        "GRAPHQL_VALIDATION_FAILED",
        "OPERATION_RESOLUTION_FAILURE",
    ],
    ..super::BASE
};

/// One row for each operation.
pub fn cases() -> Vec<EndpointCase> {
    [token(), consent(), questions_and_answers(), reports()].concat()
}

fn token() -> Vec<EndpointCase> {
    vec![EndpointCase {
        operation: "fetch_token",
        outlives_its_caller: true,
        sandbox_operation: "debtcore.token",
        effect: Effect::Idempotent,
        tokens: &[
            "invalid_client",
            "unauthorized_client",
            "invalid_request",
            "invalid_scope",
            "invalid_resource",
            "unsupported_grant_type",
        ],
        required: &["access_token"],
        prepare: |world| {
            Box::pin(async move {
                let client = world.debtcore.clone();
                call(move || {
                    let client = client.clone();
                    async move { client.fetch_token().await }
                })
            })
        },
        ..BASE
    }]
}

fn consent() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "send_sms_verification_code",
            sandbox_operation: "debtcore.send_sms_verification_code",
            effect: Effect::AtMostOnce("sends a text message"),
            messages: 1,
            required: &["data", "data.sendSMSVerificationCode", "data.sendSMSVerificationCode.data"],
            prepare: |world| {
                Box::pin(async move {
                    world.debtcore.fetch_token().await.unwrap();
                    let request = send_code(PHONE, BIRTH_DATE, "contact-1");
                    call_of!(world.debtcore, send_sms_verification_code, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "verify_sms_code",
            sandbox_operation: "debtcore.verify_sms_code",
            effect: Effect::AtMostOnce("uses up a try at the code"),
            required: &["data", "data.verifySMSCode", "data.verifySMSCode.data"],
            prepare: |world| {
                Box::pin(async move {
                    let contact = world.text_contact("contact-1", PHONE).await;
                    let request = VerifySmsCode::new(contact, world.contact_code(PHONE));
                    call_of!(world.debtcore, verify_sms_code, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "user_verification",
            sandbox_operation: "debtcore.user_verification",
            effect: Effect::Read,
            required: &["data", "data.userVerification", "data.userVerification.data"],
            prepare: |world| {
                Box::pin(async move {
                    let contact = world.consented("contact-1", PHONE).await;
                    call_of!(world.debtcore, user_verification, GetUserVerification::new(contact))
                })
            },
            ..BASE
        },
    ]
}

fn questions_and_answers() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "kba_questions",
            sandbox_operation: "debtcore.kba_questions",
            effect: Effect::AtMostOnce("opens a question session at the credit bureau"),
            required: &["data", "data.kbaQuestions.data", "data.kbaQuestions.data.questions"],
            prepare: |world| {
                Box::pin(async move {
                    world.debtcore.fetch_token().await.unwrap();
                    call_of!(world.debtcore, kba_questions, questions("contact-1"))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "send_kba_answers",
            sandbox_operation: "debtcore.send_kba_answers",
            effect: Effect::AtMostOnce("uses up the question session"),
            required: &["data", "data.sendKbaAnswers", "data.sendKbaAnswers.data"],
            prepare: |world| {
                Box::pin(async move {
                    world.debtcore.kba_questions(&questions("contact-1")).await.unwrap();
                    let contact = contact("contact-1");
                    let answers = world.contact_answers(&contact);
                    call_of!(world.debtcore, send_kba_answers, SendKbaAnswers::new(contact, answers))
                })
            },
            ..BASE
        },
    ]
}

fn reports() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "pull_credit_report",
            sandbox_operation: "debtcore.pull_credit_report",
            effect: Effect::AtMostOnce("pulls a credit report from a bureau"),
            required: &["data.pullCreditReport.data", "data.pullCreditReport.data.creditReportId"],
            attempt_time: Duration::from_mins(1),
            prepare: |world| {
                Box::pin(async move {
                    let contact = world.consented("contact-1", PHONE).await;
                    call_of!(world.debtcore, pull_credit_report, PullCreditReport::spinwheel(contact))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "credit_report",
            sandbox_operation: "debtcore.credit_report",
            effect: Effect::Read,
            required: &["data.creditReport.data", "data.creditReport.data.id"],
            prepare: |world| {
                Box::pin(async move {
                    let report = world.pulled("contact-1", PHONE).await.id;
                    call_of!(world.debtcore, credit_report, GetCreditReport::new(report))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "credit_reports",
            sandbox_operation: "debtcore.credit_reports",
            effect: Effect::Read,
            required: &["data", "data.creditReports", "data.creditReports.data"],
            prepare: |world| {
                Box::pin(async move {
                    world.pulled("contact-1", PHONE).await;
                    call_of!(world.debtcore, credit_reports, ListCreditReports::new())
                })
            },
            ..BASE
        },
    ]
}
