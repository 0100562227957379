//! What surrounds the journey: other ways to connect, reports, refreshes, subscriptions, through the real client.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;
use std::time::Duration;

use spinwheel_connect::models::{Bureau, ReportType, ScoreModel};
use spinwheel_connect::webhook::{Event, EventType};
use spinwheel_connect::{
    ConnectNetworkToken, DateOfBirth, DeleteUser, ErrorCode, ErrorKind, ExtUserId, LiabilityKind,
    LiabilityRefreshStatus, NewLiabilitySubscriptions, NextStep, OrderDebtProfile, RefreshStatus,
    RetrieveUser, RetrieveUserUnmasked, Ssn, SubscribeDebtProfileRefresh, SubscribeNewLiabilities, Timestamp,
    UnmaskedField, UnsubscribeDebtProfileRefresh,
};
use verify_sandbox::spinwheel::{Key, special_people};
use verify_tests::World;
use verify_tests::endpoints::spinwheel_connect::{
    preverified_phone, preverified_profile, refresh, request_id,
};
use verify_tests::world::{BIRTH_DATE, PHONE};

/// An address on this machine at which nobody listens: deliveries are written down all the same.
const NOBODY: &str = "http://127.0.0.1:9/hooks";

#[tokio::test]
async fn a_pre_verified_person_is_connected_without_a_text() {
    let world = World::start().await;
    assert!(world.spinwheel.connect_preverified_phone(&preverified_phone()).await.unwrap().is_connected());
    assert!(
        world.spinwheel.connect_preverified_profile(&preverified_profile()).await.unwrap().is_connected()
    );
    assert_eq!(world.tenant.outbox().len(), 0);
}

#[tokio::test]
async fn the_risk_layer_adds_what_its_vendor_found() {
    let world = World::start().await;
    world.tenant.spinwheel().choose(|choices| choices.risk_layer = true);
    let connection = world.spinwheel.connect_preverified_phone(&preverified_phone()).await.unwrap();
    let vendors: Vec<_> = connection.risk_assessments.iter().map(|found| found.vendor.as_deref()).collect();
    assert_eq!(vendors, [Some("PROVE"), Some("PROVE")]);
    assert!(connection.risk_assessments.iter().all(|found| found.details.is_some()));
}

#[tokio::test]
async fn every_documented_refusal_of_a_network_token() {
    let world = World::start().await;
    let now = Timestamp::parse("2026-01-15T12:00:00Z").unwrap();
    let mut statuses = BTreeSet::new();
    for person in special_people() {
        let Key::NetworkToken(token) = person.key else { continue };
        let (user, ssn) = (ExtUserId::new("customer-network").unwrap(), Ssn::new("900-12-3456").unwrap());
        let request = ConnectNetworkToken::new(user, token, ssn, DateOfBirth::new(BIRTH_DATE).unwrap(), now);
        let error = world.spinwheel.connect_network_token(&request).await.unwrap_err();
        let status = error.status().unwrap().as_u16();
        let kind = if status == 500 { ErrorKind::Unavailable } else { ErrorKind::Refused };
        assert_eq!(error.kind(), kind, "{token}: {error}");
        statuses.insert(status);
    }
    assert_eq!(statuses, BTreeSet::from([400, 401, 403, 404, 406, 409, 500]));
}

#[tokio::test]
async fn one_debt_profile_a_day() {
    let world = World::start().await;
    let user_id = world.connected_user(PHONE, "1990-04-12").await;
    let order = OrderDebtProfile::new(user_id.clone()).report(None).score(ScoreModel::VantageScore3, None);
    let user = world.spinwheel.order_debt_profile(&order).await.unwrap();
    assert_eq!(user.liabilities().len(), 9);
    assert_eq!(user.credit_reports[0].report_type, Some(ReportType::OneBureauFull));
    let error = world.spinwheel.order_debt_profile(&order).await.unwrap_err();
    assert_eq!(NextStep::of(&error), NextStep::TryNextDay);
    world.clock.advance(Duration::from_hours(24));
    let cards = order.only(LiabilityKind::CreditCard);
    let user = world.spinwheel.order_debt_profile(&cards).await.unwrap();
    assert!(user.liabilities().iter().all(|debt| debt.kind == LiabilityKind::CreditCard));
}

#[tokio::test]
async fn scores_of_fico_need_transunion_for_both() {
    let world = World::start().await;
    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
    let order = |bureau: Bureau| {
        let order = OrderDebtProfile::new(user_id.clone()).report(bureau.clone());
        order.score(ScoreModel::FicoScore8, bureau)
    };
    let error = world.spinwheel.order_debt_profile(&order(Bureau::Equifax)).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidScoreModel));
    assert!(world.spinwheel.order_debt_profile(&order(Bureau::TransUnion)).await.is_ok());
}

#[tokio::test]
async fn a_refresh_completes_after_a_while() {
    let world = World::start().await;
    let (user_id, request) = refresh(&world).await;
    world.tenant.webhooks().register("REFRESH_TRANSACTION_STATUS", NOBODY, &[]).unwrap();
    let started = world.spinwheel.refresh_liabilities(&request).await.unwrap();
    assert_eq!(started[0].status, RefreshStatus::InProgress);
    assert_eq!(started[0].liability().unwrap().0, LiabilityKind::CreditCard);
    world.clock.advance(Duration::from_secs(5));
    let look = LiabilityRefreshStatus::new(user_id.clone(), request_id());
    let done = world.spinwheel.liability_refresh_status(&look).await.unwrap();
    assert_eq!(done[0].status, RefreshStatus::Completed);
    let told = world.tenant.webhooks().wait(1).await;
    let event = Event::parse(&told[0].body).unwrap();
    assert_eq!((event.event_type, event.user_id), (EventType::RefreshTransactionStatus, user_id));
}

#[tokio::test]
async fn a_new_debt_is_reported_to_who_subscribed() {
    let world = World::start().await;
    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
    world.spinwheel.order_debt_profile(&OrderDebtProfile::new(user_id.clone())).await.unwrap();
    let subscribe = SubscribeNewLiabilities::new(user_id.clone());
    let created = world.spinwheel.subscribe_new_liabilities(&subscribe).await.unwrap();
    let listed =
        world.spinwheel.new_liability_subscriptions(&NewLiabilitySubscriptions::new(user_id.clone())).await;
    assert_eq!(listed.unwrap()[0].subscription_id, created[0].subscription_id);
    let error = world.spinwheel.subscribe_new_liabilities(&subscribe).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 409);

    world.tenant.webhooks().register("NEW_LIABILITIES_REPORTED", NOBODY, &[]).unwrap();
    world.tenant.spinwheel().report_new_liability(user_id.as_str()).unwrap();
    let told = world.tenant.webhooks().wait(1).await;
    let event = Event::parse(&told[0].body).unwrap();
    assert_eq!(event.event_type, EventType::NewLiabilitiesReported);
    assert_eq!(event.subscription_id.as_ref(), Some(&created[0].subscription_id));
    let card = &event.data.unwrap().credit_cards[0];
    let user = world.spinwheel.retrieve_user(&RetrieveUser::new(user_id)).await.unwrap();
    assert!(user.credit_cards.iter().any(|known| known.credit_card_id == card.credit_card_id));
}

#[tokio::test]
async fn a_subscription_pulls_reports_until_it_ends() {
    let world = World::start().await;
    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
    world.spinwheel.order_debt_profile(&OrderDebtProfile::new(user_id.clone())).await.unwrap();
    let subscribe = SubscribeDebtProfileRefresh::new(user_id.clone(), "DAILY").report(None);
    world.spinwheel.subscribe_debt_profile_refresh(&subscribe).await.unwrap();
    world.tenant.webhooks().register("USER_CREDIT_PROFILE_TRANSACTION", NOBODY, &[]).unwrap();
    world.clock.advance(Duration::from_hours(3 * 24));
    let told = world.tenant.webhooks().wait(3).await;
    assert!(told.iter().all(|told| Event::parse(&told.body).is_ok()));
    let end = UnsubscribeDebtProfileRefresh::all(user_id);
    world.spinwheel.unsubscribe_debt_profile_refresh(&end).await.unwrap();
    world.clock.advance(Duration::from_hours(3 * 24));
    let error = world.spinwheel.unsubscribe_debt_profile_refresh(&end).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert_eq!(world.tenant.webhooks().deliveries().len(), 3);
}

#[tokio::test]
async fn the_secure_host_unmasks_and_the_standard_host_does_not() {
    let world = World::start().await;
    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
    let masked = world.spinwheel.retrieve_user(&RetrieveUser::new(user_id.clone())).await.unwrap();
    assert_eq!(masked.profile.unwrap().ssn, None);
    let request = RetrieveUserUnmasked::new(user_id, [UnmaskedField::Ssn, UnmaskedField::AccountNumber]);
    let unmasked = world.spinwheel.retrieve_user_unmasked(&request).await.unwrap();
    assert_eq!(unmasked.profile.unwrap().ssn.unwrap().expose().len(), 9);
}

#[tokio::test]
async fn a_deleted_user_is_gone_and_connecting_again_makes_a_new_one() {
    let world = World::start().await;
    let user_id = world.connected_user(PHONE, BIRTH_DATE).await;
    world.spinwheel.delete_user(&DeleteUser::new(user_id.clone())).await.unwrap();
    let error = world.spinwheel.retrieve_user(&RetrieveUser::new(user_id.clone())).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::UserNotFound));
    world.clock.advance(Duration::from_secs(30));
    assert_ne!(world.connected_user(PHONE, BIRTH_DATE).await, user_id);
}
