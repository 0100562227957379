//! The file of events: what is acknowledged is on the disk, and half a line is none.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::fs;
use std::io::Write as _;

use connecting::Journal;
use finicity_connect::webhook::Event;

fn body(id: &str) -> Vec<u8> {
    format!(r#"{{"customerId":"7","eventType":"started","eventId":"{id}","payload":{{}}}}"#).into_bytes()
}

fn record(journal: &Journal, body: &[u8]) -> bool {
    journal.record(Event::parse(body).unwrap(), body).unwrap()
}

#[test]
fn events_are_there_after_a_restart_and_known_ones_stay_known() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events");
    let journal = Journal::open(&file).unwrap();
    assert!(record(&journal, &body("1-a")) && record(&journal, &body("2-b")));
    assert!(!record(&journal, &body("1-a")));
    drop(journal);

    let journal = Journal::open(&file).unwrap();
    assert_eq!(journal.len(), 2);
    assert!(!record(&journal, &body("2-b")));
    assert!(record(&journal, &body("3-c")));
}

#[test]
fn a_line_that_was_cut_is_dropped_and_the_next_one_starts_clean() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events");
    record(&Journal::open(&file).unwrap(), &body("1-a"));
    let mut half = fs::OpenOptions::new().append(true).open(&file).unwrap();
    half.write_all(br#"{"body":"{\"eventType\""#).unwrap();

    let journal = Journal::open(&file).unwrap();
    assert_eq!(journal.len(), 1);
    assert!(record(&journal, &body("2-b")));
    drop(journal);
    assert_eq!(Journal::open(&file).unwrap().len(), 2);
}

#[test]
fn a_line_that_lacks_its_end_alone_is_dropped_too_and_a_broken_one_in_the_middle_costs_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events");
    let journal = Journal::open(&file).unwrap();
    assert!(record(&journal, &body("1-a")) && record(&journal, &body("2-b")));
    drop(journal);
    let text = fs::read(&file).unwrap();
    fs::write(&file, &text[..text.len() - 1]).unwrap();
    let journal = Journal::open(&file).unwrap();
    assert_eq!(journal.len(), 1, "it was not acknowledged");
    assert!(record(&journal, &body("2-b")) && record(&journal, &body("3-c")));
    drop(journal);
    assert_eq!(Journal::open(&file).unwrap().len(), 3);

    let text = fs::read_to_string(&file).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    fs::write(&file, format!("{first}\n{{\"bo\n{rest}")).unwrap();
    assert_eq!(Journal::open(&file).unwrap().len(), 3);
}

#[test]
fn a_ping_is_no_event_of_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(&folder.path().join("events")).unwrap();
    assert!(!record(&journal, br#"{"eventType":"ping","payload":{}}"#));
    assert!(journal.is_empty());
}
