//! Reading a debt profile of 40 KiB into the same structures in three ways.
//!
//! The profile is a sample of the crate, compact as a server sends it, with its lists repeated.

use std::error::Error;
use std::hint::black_box;

use http::{HeaderMap, StatusCode};
use measure::Case;
use serde::Deserialize;
use serde_json::Value;
use spinwheel_connect::endpoint::{Answer, Endpoint};
use spinwheel_connect::{OrderDebtProfile, User, UserId};

const SAMPLE: &str =
    include_str!("../../../../crates/spinwheel-connect/tests/samples/retrieve_user/debts.json");
const BYTES: usize = 40 * 1024;
const LISTS: [&str; 6] =
    ["creditCards", "autoLoans", "homeLoans", "personalLoans", "studentLoans", "miscellaneousLiabilities"];

/// The answer around the user, as anybody would write it down.
#[derive(Deserialize)]
struct Envelope {
    data: User,
}

fn main() -> Result<(), Box<dyn Error>> {
    let body = profile()?;
    let answer = Answer::new(StatusCode::OK, HeaderMap::new(), body.clone());
    let endpoint = OrderDebtProfile::new(UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?);
    let ours = || endpoint.decode(black_box(&answer)).ok();
    let slice = || serde_json::from_slice::<Envelope>(black_box(&body)).ok();
    let value = || {
        serde_json::from_slice::<Value>(black_box(&body)).and_then(serde_json::from_value::<Envelope>).ok()
    };
    assert!(
        ours() == slice().map(|read| read.data) && ours() == value().map(|read| read.data),
        "all read the same"
    );
    measure::run(vec![
        Case::new("ours", || assert!(black_box(ours()).is_some())),
        Case::new("from_slice", || assert!(black_box(slice()).is_some())),
        Case::new("Value", || assert!(black_box(value()).is_some())),
    ])
}

/// The debts of the sample again and again, until the profile is long enough.
fn profile() -> serde_json::Result<Vec<u8>> {
    let sample: Value = serde_json::from_str(SAMPLE)?;
    let mut profile = sample.clone();
    loop {
        for list in LISTS {
            let more = sample["data"][list].as_array().cloned().unwrap_or_default();
            if let Some(debts) = profile["data"][list].as_array_mut() {
                debts.extend(more);
            }
            let bytes = serde_json::to_vec(&profile)?;
            if bytes.len() >= BYTES {
                return Ok(bytes);
            }
        }
    }
}
