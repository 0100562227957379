//! The endpoints of `spinwheel-connect`.

mod requests;

use ::spinwheel_connect::{
    AnswerKba, ConnectNetworkToken, ConnectPreverifiedPhone, ConnectPreverifiedProfile, ConnectSms,
    DebtProfileSubscriptions, DeleteUser, Endpoint, LiabilityRefreshStatus, NewLiabilitySubscriptions,
    OrderCreditReport, OrderDebtProfile, OrderEquifaxProfile, RefreshLiabilities, RetrieveUser,
    RetrieveUserUnmasked, StartKba, SubscribeDebtProfileRefresh, SubscribeNewLiabilities, UnmaskedField,
    UnsubscribeDebtProfileRefresh, VerifySmsCode,
};

pub use self::requests::{
    network_token, preverified_phone, preverified_profile, refresh, request_id, right_answers, start_kba,
};
use super::{EndpointCase, call_of};
use crate::world::{BIRTH_DATE, PHONE, connect_request};

const BASE: EndpointCase = EndpointCase { krate: "spinwheel-connect", ..super::BASE };

/// One row for each operation.
pub fn cases() -> Vec<EndpointCase> {
    let mut cases = journey_cases();
    cases.extend(further_cases());
    cases
}

/// The journey by text message, and its fallback.
#[allow(clippy::too_many_lines)] // A table.
fn journey_cases() -> Vec<EndpointCase> {
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
            required: &["data"],
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

/// The endpoints beside the journey by text message.
#[allow(clippy::too_many_lines)] // A table.
fn further_cases() -> Vec<EndpointCase> {
    vec![
        EndpointCase {
            operation: "connect_preverified_phone",
            sandbox_operation: "spinwheel.connect_preverified_phone",
            effect: ConnectPreverifiedPhone::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(
                    async move { call_of!(world.spinwheel, connect_preverified_phone, preverified_phone()) },
                )
            },
            ..BASE
        },
        EndpointCase {
            operation: "connect_preverified_profile",
            sandbox_operation: "spinwheel.connect_preverified_profile",
            effect: ConnectPreverifiedProfile::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    call_of!(world.spinwheel, connect_preverified_profile, preverified_profile())
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "connect_network_token",
            sandbox_operation: "spinwheel.connect_network_token",
            effect: ConnectNetworkToken::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let request = network_token(&world).await;
                    call_of!(world.spinwheel, connect_network_token, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "order_equifax_profile",
            sandbox_operation: "spinwheel.order_equifax_profile",
            effect: OrderEquifaxProfile::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(world.spinwheel, order_equifax_profile, OrderEquifaxProfile::report(user_id))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "order_debt_profile",
            sandbox_operation: "spinwheel.order_debt_profile",
            effect: OrderDebtProfile::OPERATION.effect,
            tokens: &[
                "USER_NOT_CONNECTED",
                "FRAUDULENT_REPORT",
                "FROZEN_REPORT",
                "LOCKED_REPORT",
                "MANUAL_FILE",
                "MANUAL_REVIEW_REQUIRED",
                "INVALID_SCORE_MODEL",
                "USER_NOT_FOUND",
                "CREDIT_REPORT_NOT_FOUND",
                "REFERRED_FILE",
                "BUREAU_SOURCE_CONFLICT",
                "DAILY_USER_REQUEST_LIMIT_REACHED",
            ],
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(world.spinwheel, order_debt_profile, OrderDebtProfile::new(user_id))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "delete_user",
            sandbox_operation: "spinwheel.delete_user",
            effect: DeleteUser::OPERATION.effect,
            tokens: &["USER_NOT_FOUND"],
            required: &[],
            empty_body_is_fine: true,
            repeat_is_refused: true,
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(world.spinwheel, delete_user, DeleteUser::new(user_id))
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "retrieve_user_unmasked",
            sandbox_operation: "spinwheel.retrieve_user_unmasked",
            effect: RetrieveUserUnmasked::OPERATION.effect,
            tokens: &["USER_NOT_FOUND"],
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(
                        world.spinwheel,
                        retrieve_user_unmasked,
                        RetrieveUserUnmasked::new(user_id, [UnmaskedField::Ssn])
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "refresh_liabilities",
            sandbox_operation: "spinwheel.refresh_liabilities",
            effect: RefreshLiabilities::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let (_, request) = refresh(&world).await;
                    call_of!(world.spinwheel, refresh_liabilities, request)
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "liability_refresh_status",
            sandbox_operation: "spinwheel.liability_refresh_status",
            effect: LiabilityRefreshStatus::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let (user_id, request) = refresh(&world).await;
                    world.spinwheel.refresh_liabilities(&request).await.unwrap();
                    call_of!(
                        world.spinwheel,
                        liability_refresh_status,
                        LiabilityRefreshStatus::new(user_id, request_id())
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "subscribe_new_liabilities",
            sandbox_operation: "spinwheel.subscribe_new_liabilities",
            effect: SubscribeNewLiabilities::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(
                        world.spinwheel,
                        subscribe_new_liabilities,
                        SubscribeNewLiabilities::new(user_id)
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "new_liability_subscriptions",
            sandbox_operation: "spinwheel.new_liability_subscriptions",
            effect: NewLiabilitySubscriptions::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(
                        world.spinwheel,
                        new_liability_subscriptions,
                        NewLiabilitySubscriptions::new(user_id)
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "subscribe_debt_profile_refresh",
            sandbox_operation: "spinwheel.subscribe_debt_profile_refresh",
            effect: SubscribeDebtProfileRefresh::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    let order = OrderDebtProfile::new(user_id.clone());
                    world.spinwheel.order_debt_profile(&order).await.unwrap();
                    call_of!(
                        world.spinwheel,
                        subscribe_debt_profile_refresh,
                        SubscribeDebtProfileRefresh::new(user_id, "MONTHLY").report(None)
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "debt_profile_subscriptions",
            sandbox_operation: "spinwheel.debt_profile_subscriptions",
            effect: DebtProfileSubscriptions::OPERATION.effect,
            required: &["data"],
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    call_of!(
                        world.spinwheel,
                        debt_profile_subscriptions,
                        DebtProfileSubscriptions::new(user_id)
                    )
                })
            },
            ..BASE
        },
        EndpointCase {
            operation: "unsubscribe_debt_profile_refresh",
            sandbox_operation: "spinwheel.unsubscribe_debt_profile_refresh",
            effect: UnsubscribeDebtProfileRefresh::OPERATION.effect,
            required: &[],
            empty_body_is_fine: true,
            repeat_is_refused: true,
            prepare: |world| {
                Box::pin(async move {
                    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
                    let order = OrderDebtProfile::new(user_id.clone());
                    world.spinwheel.order_debt_profile(&order).await.unwrap();
                    let subscribe = SubscribeDebtProfileRefresh::new(user_id.clone(), "MONTHLY").report(None);
                    world.spinwheel.subscribe_debt_profile_refresh(&subscribe).await.unwrap();
                    call_of!(
                        world.spinwheel,
                        unsubscribe_debt_profile_refresh,
                        UnsubscribeDebtProfileRefresh::all(user_id)
                    )
                })
            },
            ..BASE
        },
    ]
}
