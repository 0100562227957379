//! Reports: one by its id, and page by page.

use serde_json::{Value, json};
use verify_sandbox::debtcore::{BothDirections, ListOrder, SearchFields, UnknownCursor};

use crate::client::{BORN, PHONE};
use crate::debtcore_client::{CONTACT, Org, PULL, REPORT, REPORTS, crs, input};

/// Five reports, a second apart, of the contacts a, b, a, b, a.
async fn five(org: &Org) -> Vec<String> {
    let mut ids = Vec::new();
    for contact in ["a", "b", "a", "b", "a"] {
        ids.push(org.bureau_report(contact).await);
        org.advance(1);
    }
    ids
}

fn ids(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"]["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_report() {
    let org = Org::new().await;
    let id = org.bureau_report(CONTACT).await;
    let report = org.data(REPORT, &input(json!({"creditReportId": id}))).await;
    assert_eq!(
        (&report["source"], &report["applicantLastName"]),
        (&json!("CRS_TRANSUNION"), &json!("Example"))
    );
    assert_eq!(report["fileMetadata"]["fileName"], format!("{id}.pdf"));
    let debt = &report["debts"][0];
    assert!(debt["accountNumber"].as_str().unwrap().starts_with("****"));
    assert_eq!((&debt["openDate"], &debt["lastPaymentDate"]), (&json!("2022-05-01"), &json!("2025-12-01")));
    let missing = org.refused(REPORT, &input(json!({"creditReportId": "none"}))).await;
    assert_eq!(missing, "There is no report with this creditReportId.");
    let other = org.bureau_report(CONTACT).await;
    let again = org.data(REPORT, &input(json!({"creditReportId": other}))).await;
    assert_ne!(again["debts"][0]["id"], debt["id"]);
    assert_eq!(again["debts"][0]["accountNumber"], debt["accountNumber"], "an account keeps its number");
}

#[tokio::test]
async fn forwards() {
    let org = Org::new().await;
    let all = five(&org).await;
    let newest: Vec<_> = all.iter().rev().cloned().collect();
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = org.data(REPORTS, &json!({"first": 2, "after": after})).await;
        assert_eq!(page["totalCount"], 5);
        assert!(org.unread().is_empty(), "{:?}", org.unread());
        seen.extend(ids(&page));
        let info = &page["pageInfo"];
        assert_eq!(info["startCursor"], page["edges"][0]["cursor"]);
        after = info["endCursor"].clone();
        assert_eq!(info["hasNextPage"], seen.len() < 5);
        if info["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(seen, newest);
    let beyond = org.data(REPORTS, &json!({"first": 2, "after": after})).await;
    assert_eq!((ids(&beyond).len(), &beyond["pageInfo"]["endCursor"]), (0, &Value::Null));
    assert_eq!(ids(&org.data(REPORTS, &json!({"skip": 3})).await), newest[3..]);
    assert_eq!(ids(&org.data(REPORTS, &json!({"skip": 9})).await).len(), 0);
    assert_eq!(ids(&org.data(REPORTS, &json!({"first": 0})).await).len(), 0);
}

#[tokio::test]
async fn backwards() {
    let org = Org::new().await;
    let all = five(&org).await;
    let newest: Vec<_> = all.iter().rev().cloned().collect();
    let page = org.data(REPORTS, &json!({"last": 2})).await;
    assert_eq!((ids(&page), &page["pageInfo"]["hasNextPage"]), (newest[3..].to_vec(), &json!(false)));
    let before = page["pageInfo"]["startCursor"].clone();
    let page = org.data(REPORTS, &json!({"last": 2, "before": before})).await;
    assert_eq!((ids(&page), &page["pageInfo"]["hasNextPage"]), (newest[1..3].to_vec(), &json!(true)));
}

#[tokio::test]
async fn filters_and_orders() {
    let org = Org::new().await;
    let all = five(&org).await;
    org.verified(PHONE, BORN, CONTACT).await;
    org.data(PULL, &input(json!({"creditReportSource": "SPINWHEEL", "reqOrgContactId": CONTACT}))).await;
    let of = |filter: Value| json!({"where": filter});
    assert_eq!(
        ids(&org.data(REPORTS, &of(json!({"reqOrgContactId": "b"}))).await),
        [all[3].clone(), all[1].clone()]
    );
    assert_eq!(ids(&org.data(REPORTS, &of(json!({"source": "SPINWHEEL"}))).await).len(), 1);
    let two = json!({"creditReportIds": [all[0], all[4], "none"]});
    assert_eq!(ids(&org.data(REPORTS, &of(two)).await), [all[4].clone(), all[0].clone()]);
    let many: Vec<_> = (0..21).map(|number| number.to_string()).collect();
    let told = org.refused(REPORTS, &of(json!({"creditReportIds": many}))).await;
    assert!(told.contains("must not have more than 20 ids"), "{told}");
    assert_eq!(ids(&org.data(REPORTS, &of(json!({"creditReportIds": many[..20]}))).await).len(), 0);
    let order = |field: &str, direction: &str| json!({"order": [{"field": field, "direction": direction}], "where": {"source": "CRS_TRANSUNION"}});
    assert_eq!(ids(&org.data(REPORTS, &order("createdAt", "ASC")).await), all);
    let by_contact = ids(&org.data(REPORTS, &order("reqOrgContactId", "DESC")).await);
    assert_eq!(by_contact, [1, 3, 0, 2, 4].map(|index: usize| all[index].clone()));
    let both = json!({"order": [{"field": "reqOrgContactId", "direction": "ASC"}, {"field": "createdAt", "direction": "DESC"}],
        "where": {"source": "CRS_TRANSUNION"}});
    assert_eq!(ids(&org.data(REPORTS, &both).await), [4, 2, 0, 3, 1].map(|index: usize| all[index].clone()));
    assert_eq!(org.data(REPORTS, &json!({"search": "cherry"})).await["totalCount"], 1);
    assert!(org.rests_on("search_fields") && org.rests_on("list_order") && org.rests_on("default_page"));
    org.debtcore.choose(|choices| choices.search_fields = SearchFields::Contact);
    assert_eq!(org.data(REPORTS, &json!({"search": "cherry"})).await["totalCount"], 0);
    assert_eq!(org.data(REPORTS, &json!({"search": "B"})).await["totalCount"], 2);
}

#[tokio::test]
async fn what_the_documents_leave_open_of_pages() {
    let org = Org::new().await;
    let all = five(&org).await;
    for (variables, what) in [
        (json!({"first": -1}), "first must not be negative"),
        (json!({"skip": -1}), "skip must not be negative"),
        (json!({"first": 101}), "first must not be more than 100"),
        (json!({"first": 1, "last": 1}), "last cannot stand beside first"),
        (json!({"after": "x"}), "after is no cursor"),
        (json!({"before": "x"}), "before is no cursor"),
    ] {
        let told = org.refused(REPORTS, &variables).await;
        assert!(told.contains(what), "{told}");
    }
    org.debtcore.choose(|choices| {
        choices.longest_page = 1000;
        choices.default_page = 1;
        choices.both_directions = BothDirections::FirstWins;
        choices.unknown_cursor = UnknownCursor::EmptyPage;
        choices.list_order = ListOrder::OldestFirst;
    });
    assert_eq!(ids(&org.data(REPORTS, &json!({"first": 101})).await), all);
    assert_eq!(ids(&org.data(REPORTS, &json!({"first": 2, "last": 1})).await), all[..2]);
    assert_eq!(ids(&org.data(REPORTS, &json!({"after": "x"})).await).len(), 0);
    assert_eq!(ids(&org.data(REPORTS, &json!({})).await), all[..1]);
    org.debtcore.choose(|choices| choices.unknown_cursor = UnknownCursor::FirstPage);
    assert_eq!(ids(&org.data(REPORTS, &json!({"after": "x"})).await), all[..1]);
    let crs = org.data(PULL, &input(crs("z"))).await;
    assert_eq!(org.data(REPORTS, &json!({"first": 9})).await["totalCount"], 6, "{crs}");
}
