//! What each answer amounts to: every combination, as a table to be reviewed.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::fmt::Write as _;

use signzy_link::{LineType, LinkStatus, PhoneMatch, Policy, Verdict};

const CLICKED: [Option<bool>; 3] = [Some(true), Some(false), None];
const SAME_ADDRESS: [Option<bool>; 3] = [Some(true), Some(false), None];

fn matches() -> [Option<PhoneMatch>; 5] {
    ["true", "false", "indeterminate", "maybe", ""]
        .map(|text| (!text.is_empty()).then(|| PhoneMatch::from(text)))
}

fn lines() -> [Option<LineType>; 6] {
    ["Mobile", "FixedVoIP", "NonFixedVoIP", "Landline", "Satellite", ""]
        .map(|text| (!text.is_empty()).then(|| LineType::from(text)))
}

fn statuses() -> Vec<LinkStatus> {
    let mut statuses = Vec::new();
    for clicked in CLICKED {
        for phone in matches() {
            for ip in SAME_ADDRESS {
                for line in lines() {
                    let mut status = LinkStatus::new();
                    status.link_clicked = clicked;
                    status.phone_match.clone_from(&phone);
                    status.ip_address_match = ip;
                    status.line_type = line;
                    statuses.push(status);
                }
            }
        }
    }
    statuses
}

fn tri(value: Option<bool>) -> &'static str {
    value.map_or("-", |value| if value { "true" } else { "false" })
}

#[test]
fn every_combination_has_its_verdict() {
    let loose = Policy::strict().accept_line_type(LineType::FixedVoip).accept_ip_match();
    let mut table = format!(
        "{:<8} {:<14} {:<8} {:<13} {:<34} {}\n",
        "Clicked", "PhoneMatch", "SameIp", "LineType", "strict", "with FixedVoIP and IP match accepted"
    );
    for status in statuses() {
        let phone = status.phone_match.as_ref().map_or("-", PhoneMatch::as_str);
        let line = status.line_type.as_ref().map_or("-", LineType::as_str);
        let (strict, loose) = (Policy::strict().judge(&status), loose.judge(&status));
        writeln!(
            table,
            "{:<8} {phone:<14} {:<8} {line:<13} {:<34} {loose:?}",
            tri(status.link_clicked),
            tri(status.ip_address_match),
            format!("{strict:?}"),
        )
        .unwrap();
    }
    insta::assert_snapshot!("verdicts", table);
}

#[test]
fn one_combination_alone_verifies() {
    let verified: Vec<_> =
        statuses().into_iter().filter(|status| Policy::default().judge(status).is_verified()).collect();
    assert_eq!(verified.len(), 3, "opened, on the phone, a mobile line; whatever the address");
    for status in verified {
        assert_eq!(status.link_clicked, Some(true));
        assert_eq!(status.phone_match, Some(PhoneMatch::Yes));
        assert_eq!(status.line_type, Some(LineType::Mobile));
    }
}

#[test]
fn no_policy_lets_another_device_pass() {
    let mut loosest = Policy::strict().accept_ip_match();
    for line in lines().into_iter().flatten() {
        loosest = loosest.accept_line_type(line);
    }
    for status in statuses().iter().filter(|status| status.phone_match == Some(PhoneMatch::No)) {
        assert!(matches!(loosest.judge(status), Verdict::Mismatch | Verdict::NotClicked));
    }
}

#[test]
fn a_line_of_an_unknown_kind_is_accepted_by_name_alone() {
    let mut status = LinkStatus::new();
    (status.link_clicked, status.phone_match) = (Some(true), Some(PhoneMatch::Yes));
    status.line_type = Some("Satellite".into());
    assert!(!Policy::strict().accept_line_type("Telex".into()).judge(&status).is_verified());
    assert!(Policy::strict().accept_line_type("Satellite".into()).judge(&status).is_verified());
}
