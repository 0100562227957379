//! The list of reports as a stream over many pages, whatever the sandbox chooses.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::BTreeSet;

use spinwheel_gql::{
    CreditReportId, CreditReportOrderField, CreditReportSource, ErrorKind, GetCreditReport,
    ListCreditReports, OrderDirection, PullCreditReport,
};
use verify_sandbox::debtcore::{DateForm, ListOrder, NoErrors};
use verify_tests::World;
use verify_tests::canaries::spinwheel_gql::address;
use verify_tests::world::debtcore::contact;

/// Pulls so many reports, each of another contact; oldest first.
async fn pull(world: &World, count: usize) -> Vec<CreditReportId> {
    let mut ids = Vec::new();
    for number in 0..count {
        let contact = contact(&format!("contact-{number:02}"));
        let pull = PullCreditReport::crs_transunion(contact, "Ada", "Example", address());
        ids.push(world.debtcore.pull_credit_report(&pull).await.unwrap().id);
    }
    ids
}

fn parts(world: &World) -> u64 {
    world.tenant.journal().requests("debtcore.credit_reports")
}

/// All ids that the stream gives, and how many parts it fetched.
async fn listed(world: &World, list: &ListCreditReports) -> (Vec<CreditReportId>, u64) {
    let (mut stream, before, mut ids) = (world.debtcore.all_credit_reports(list), parts(world), Vec::new());
    while let Some(report) = stream.next().await {
        ids.push(report.unwrap().id);
    }
    (ids, parts(world) - before)
}

fn oldest_first() -> ListCreditReports {
    ListCreditReports::new().order(CreditReportOrderField::CreatedAt, OrderDirection::Ascending)
}

#[tokio::test]
async fn each_report_comes_once_in_as_few_parts_as_it_takes() {
    let world = World::start().await;
    let pulled = pull(&world, 45).await;
    let newest_first: Vec<_> = pulled.iter().rev().cloned().collect();
    assert_eq!(listed(&world, &ListCreditReports::new()).await, (newest_first, 5), "ten by default");
    world.tenant.debtcore().choose(|choices| choices.default_page = 20);
    assert_eq!(listed(&world, &oldest_first()).await, (pulled.clone(), 3));
    for (first, expected) in [(7, 7), (9, 5), (45, 1), (44, 2), (100, 1)] {
        let list = oldest_first().first(first).unwrap();
        assert_eq!(listed(&world, &list).await, (pulled.clone(), expected), "{first}");
    }
    let list = oldest_first().skip(40).first(2).unwrap();
    assert_eq!(listed(&world, &list).await, (pulled[40..].to_vec(), 3), "left out once");
    let entries = world.tenant.journal().entries();
    let skips = entries.iter().rev().take(3).map(|entry| {
        let body: serde_json::Value = serde_json::from_slice(&entry.body).unwrap();
        body["variables"]["skip"].as_u64()
    });
    assert_eq!(skips.collect::<Vec<_>>(), [None, None, Some(40)], "a cursor may count from itself");
    let one = oldest_first().contact(contact("contact-17"));
    assert_eq!(listed(&world, &one).await, (pulled[17..18].to_vec(), 1));
    let some = oldest_first().ids(pulled[3..6].iter().cloned()).unwrap();
    assert_eq!(listed(&world, &some).await, (pulled[3..6].to_vec(), 1));
    let none = oldest_first().source(CreditReportSource::Spinwheel);
    assert_eq!(listed(&world, &none).await, (Vec::new(), 1));
    let found = oldest_first().search("contact-4");
    assert_eq!(listed(&world, &found).await, (pulled[40..].to_vec(), 1));
}

#[tokio::test]
async fn one_part_at_a_time_forth_and_back() {
    let world = World::start().await;
    let pulled = pull(&world, 5).await;
    let first = world.debtcore.credit_reports(&oldest_first().first(2).unwrap()).await.unwrap();
    assert_eq!((first.total_count, first.has_next_page), (Some(5), Some(true)));
    let behind = oldest_first().first(2).unwrap().after(first.end_cursor.unwrap());
    let second = world.debtcore.credit_reports(&behind).await.unwrap();
    let ids: Vec<_> = second.reports.iter().map(|report| report.id.clone()).collect();
    assert_eq!(ids, pulled[2..4]);
    let before = oldest_first().last(1).unwrap().before(second.start_cursor.unwrap());
    let back = world.debtcore.credit_reports(&before).await.unwrap();
    assert_eq!((back.reports.len(), &back.reports[0].id), (1, &pulled[1]));
    let stream = world.debtcore.all_credit_reports(&before).next().await.unwrap();
    assert_eq!(stream.unwrap_err().kind(), ErrorKind::InvalidInput, "a stream goes forward");
    assert_eq!(parts(&world), 3);
}

#[tokio::test]
async fn what_comes_meanwhile_brings_nothing_twice() {
    let world = World::start().await;
    let mut known: BTreeSet<_> = pull(&world, 6).await.into_iter().collect();
    let list = ListCreditReports::new().first(2).unwrap();
    let (mut stream, mut seen) = (world.debtcore.all_credit_reports(&list), Vec::new());
    while let Some(report) = stream.next().await {
        seen.push(report.unwrap().id);
        if seen.len() == 1 {
            pull(&world, 3).await;
        }
    }
    assert_eq!(seen.len(), 6);
    for id in &seen {
        assert!(known.remove(id), "twice, or new");
    }
}

#[tokio::test]
async fn a_part_that_fails_ends_the_stream_and_costs_no_report() {
    let world = World::start().await;
    pull(&world, 4).await;
    let mut stream = world.debtcore.all_credit_reports(&oldest_first().first(2).unwrap());
    stream.next().await.unwrap().unwrap();
    stream.next().await.unwrap().unwrap();
    let fault = verify_sandbox::Fault::new("debtcore.credit_reports", verify_sandbox::FaultKind::Status(500));
    let guard = world.tenant.faults().arm(fault).unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::Unavailable);
    drop(guard);
    assert!(stream.next().await.is_none());
    assert_eq!(listed(&world, &oldest_first()).await.0.len(), 4);
}

#[tokio::test]
async fn other_forms_of_an_answer_say_the_same() {
    let world = World::start().await;
    let pulled = pull(&world, 4).await;
    let plain = world.debtcore.credit_report(&GetCreditReport::new(pulled[0].clone())).await.unwrap();
    let list = oldest_first().first(3).unwrap();
    let summaries = world.debtcore.credit_reports(&list).await.unwrap().reports;
    for no_errors in [NoErrors::Null, NoErrors::Empty, NoErrors::NullItem] {
        for null_items in [false, true] {
            for date_form in [DateForm::Iso, DateForm::EpochMilliseconds] {
                world.tenant.debtcore().choose(|choices| {
                    (choices.no_errors, choices.null_items) = (no_errors, null_items);
                    (choices.date_form, choices.list_order) = (date_form, ListOrder::OldestFirst);
                });
                let what = format!("{no_errors:?}, {null_items}, {date_form:?}");
                let request = GetCreditReport::new(pulled[0].clone());
                assert_eq!(world.debtcore.credit_report(&request).await.unwrap(), plain, "{what}");
                let page = world.debtcore.credit_reports(&list).await.unwrap();
                assert_eq!(page.reports, summaries, "{what}");
                let all = ListCreditReports::new().first(3).unwrap();
                assert_eq!(listed(&world, &all).await, (pulled.clone(), 2), "{what}");
            }
        }
    }
}
