//! The endpoints of `spinwheel-connect`.

use spinwheel_connect::{
    Address, AnswerId, AnswerKba, DateOfBirth, Endpoint, ExtUserId, KbaAnswer, OrderCreditReport, QuestionId,
    RetrieveUser, Ssn, StartKba, VerifySmsCode,
};

use super::{EndpointCase, call_of};
use crate::world::{BIRTH_DATE, PHONE, World, connect_request};
use ::spinwheel_connect::ConnectSms;

const BASE: EndpointCase = EndpointCase {
    krate: "spinwheel-connect",
    operation: "",
    sandbox_operation: "",
    effect: verify_core::Effect::Read,
    messages: 0,
    tokens: &[],
    required: &[],
    empty_body_is_fine: false,
    prepare: |_| Box::pin(async { unreachable!("each case prepares itself") }),
};

/// One row for each operation.
pub fn cases() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "connect_sms",
            sandbox_operation: "spinwheel.connect_sms",
            effect: ConnectSms::OPERATION.effect,
            messages: 1,
            tokens: &[
                "INVALID_NUMBER",
                "UNSUPPORTED_COUNTRY_CODE",
                "UNSUPPORTED_NUMBER",
                "MAX_ATTEMPTS_REACHED",
                "TOO_MANY_VERIFICATIONS",
            ],
            required: &["data", "data.userId"],
            prepare: |world| {
                Box::pin(
                    async move { call_of!(world.spinwheel, connect_sms, connect_request(PHONE, BIRTH_DATE)) },
                )
            },
            ..BASE
        },
        EndpointCase {
            operation: "verify_sms_code",
            sandbox_operation: "spinwheel.verify_sms_code",
            effect: VerifySmsCode::OPERATION.effect,
            tokens: &[
                "EXPIRED",
                "INCORRECT",
                "FAILED_ELIGIBILITY",
                "FAILED_IDENTIFICATION",
                "FAILED_IDENTIFICATION_INFO_MISMATCH",
                "MAX_ATTEMPTS_REACHED",
                "TOO_MANY_REQUESTS",
            ],
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connect(PHONE, BIRTH_DATE).await.unwrap().user_id;
                    call_of!(
                        world.spinwheel.clone(),
                        verify_sms_code,
                        VerifySmsCode::new(user_id, world.code(PHONE))
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "start_kba",
            sandbox_operation: "spinwheel.start_kba",
            effect: StartKba::OPERATION.effect,
            required: &["data", "data.userId", "data.kba", "data.kba.questions"],
            prepare: |world| Box::pin(async move { call_of!(world.spinwheel, start_kba, start_kba()) }),
            ..BASE
        },
        EndpointCase {
            operation: "answer_kba",
            sandbox_operation: "spinwheel.answer_kba",
            effect: AnswerKba::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let session = world.spinwheel.start_kba(&start_kba()).await.unwrap();
                    let request = AnswerKba::new(
                        session.user_id.clone(),
                        right_answers(&world, session.user_id.as_str()),
                    );
                    call_of!(world.spinwheel, answer_kba, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "order_credit_report",
            sandbox_operation: "spinwheel.order_credit_report",
            effect: OrderCreditReport::OPERATION.effect,
            empty_body_is_fine: true,
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(world.spinwheel, order_credit_report, OrderCreditReport::new(user_id))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "retrieve_user",
            sandbox_operation: "spinwheel.retrieve_user",
            effect: RetrieveUser::OPERATION.effect,
            tokens: &["USER_NOT_FOUND"],
            required: &["data", "data.userId"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(world.spinwheel, retrieve_user, RetrieveUser::new(user_id))
                })
            },
            ..BASE
        },
    ]
}

/// A request to start KBA for a person with questions.
pub fn start_kba() -> StartKba {
    let address = Address::new("1 Example Way", "Spencer", "IA", "51368");
    let birth_date = DateOfBirth::new("1952-10-26").unwrap();
    let user = ExtUserId::new("customer-kba").unwrap();
    StartKba::new("Thomas", "Devos", birth_date, Ssn::new("900-12-3456").unwrap(), address, user)
}

/// The right answers to the open questions of a user, as the sandbox knows them.
pub fn right_answers(world: &World, user_id: &str) -> Vec<KbaAnswer> {
    let answers = world.tenant.spinwheel().kba_answers(user_id).expect("open questions");
    let convert = |answer: &verify_sandbox::spinwheel::KbaAnswer| {
        KbaAnswer::new(
            QuestionId::new(answer.question_id.clone()).unwrap(),
            AnswerId::new(answer.answer_id.clone()).unwrap(),
        )
    };
    answers.iter().map(convert).collect()
}
