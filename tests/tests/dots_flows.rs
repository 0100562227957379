//! What a user hands in, and a flow that somebody goes through, against the simulated Dots.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::HashSet;
use std::time::Duration;

use dots_users::{
    BankAccount, CreateFlow, FlowWait, ListFlows, ListPayoutMethods, PutPayoutMethod, RetrieveUser, StepName,
    WaitForFlow,
};
use verify_sandbox::dots::Person;
use verify_tests::World;
use verify_tests::world::PHONE;

#[tokio::test]
async fn a_newcomer_becomes_known_before_the_steps_are_done() {
    let world = World::start().await;
    let request = CreateFlow::new([StepName::Compliance]).unwrap();
    let created = world.dots.create_flow(&request).await.unwrap();
    let id = created.flow.id.clone();
    let known = WaitForFlow::until_user_known(id.clone()).for_at_most(Duration::ZERO);
    let end = world.dots.wait_for_flow(&known).await.unwrap();
    assert!(matches!(end, FlowWait::Pending(flow) if flow.user_id.is_none()), "nobody has opened it");

    let page = world.tenant.dots().flow(created.link.expose()).unwrap();
    page.introduce(&Person::new(PHONE.trim_start_matches("+1"))).unwrap();
    page.enter_code(world.code(PHONE).expose()).unwrap();
    let FlowWait::Reached(flow) = world.dots.wait_for_flow(&known).await.unwrap() else {
        panic!("the user is known")
    };
    assert!(!flow.is_complete());
    let user = world.dots.retrieve_user(&RetrieveUser::new(flow.user_id.unwrap())).await.unwrap();
    assert!(user.is_verified());

    let before = world.tenant.journal().requests("dots.retrieve_flow");
    let complete = WaitForFlow::until_complete(id).every(Duration::from_secs(90));
    let end = world.dots.wait_for_flow(&complete).await.unwrap();
    assert!(matches!(end, FlowWait::Pending(_)), "the form is still open");
    assert_eq!(world.tenant.journal().requests("dots.retrieve_flow") - before, 11);
}

#[tokio::test]
async fn a_thousand_flows_in_ten_requests() {
    let world = World::start().await;
    let request = CreateFlow::new([StepName::Payout]).unwrap();
    for _ in 0..1000 {
        world.dots.create_flow(&request).await.unwrap();
    }
    let there: HashSet<_> = world.tenant.dots().flows().into_iter().map(|flow| flow.id).collect();
    assert_eq!(there.len(), 1000);
    for (limit, requests) in [(100, 10), (99, 11), (7, 143)] {
        let before = world.tenant.journal().requests("dots.list_flows");
        let mut flows = world.dots.flows(&ListFlows::new().limit(limit).unwrap());
        let mut found = Vec::new();
        while let Some(flow) = flows.next().await {
            found.push(flow.unwrap().id.as_str().to_owned());
        }
        assert_eq!(found.len(), 1000, "each comes once");
        assert_eq!(found.into_iter().collect::<HashSet<_>>(), there);
        assert_eq!(world.tenant.journal().requests("dots.list_flows") - before, requests, "limit {limit}");
    }
}

#[tokio::test]
async fn back_through_the_list_of_flows() {
    let world = World::start().await;
    let request = CreateFlow::new([StepName::Payout]).unwrap();
    for _ in 0..5 {
        world.dots.create_flow(&request).await.unwrap();
    }
    let two = ListFlows::new().limit(2).unwrap();
    let first = world.dots.list_flows(&two).await.unwrap();
    let second = two.clone().starting_after(first.data[1].id.clone());
    let second = world.dots.list_flows(&second).await.unwrap();
    assert_eq!((first.has_more, second.has_more), (Some(true), Some(true)));
    let back = two.ending_before(second.data[0].id.clone());
    assert_eq!(world.dots.list_flows(&back).await.unwrap().data, first.data);
}

#[tokio::test]
async fn a_bank_account_is_listed_without_its_number() {
    let world = World::start().await;
    let user = world.dots_user(PHONE).await;
    let account = BankAccount::savings("900123456", "000123456789").unwrap();
    let request = PutPayoutMethod::ach(user.clone(), account).is_default(true);
    let added = world.dots.put_payout_method(&request).await.unwrap();
    let listed = world.dots.list_payout_methods(&ListPayoutMethods::new(user)).await.unwrap();
    assert_eq!((listed.len(), &listed[0].id, &listed[0].platform), (1, &added.id, &added.platform));
    assert_eq!((added.id.is_some(), &listed[0].account_number), (true, &None));
}
