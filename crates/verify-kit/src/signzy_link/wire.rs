//! How the requests look on the wire, for `--data`.

use serde_json::Value;

use crate::exit::Failure;
use crate::provider::{Fields, Wire, fields};

pub(crate) const WIRE: Wire = Wire {
    names: &[("mobileNumber", "phone"), ("countryCode", "country")],
    own: &["username", "password"],
    reshape,
    lists: &[],
};

/// A national number is sent, of a country with the code +1.
// One of several providers' functions, of which others can fail.
#[allow(clippy::unnecessary_wraps)]
fn reshape(all: &mut Fields, _: &str) -> Result<(), Failure> {
    if let Some(number) = fields::take_scalar(all, "mobileNumber") {
        let whole = if number.starts_with('+') { number } else { format!("+1{number}") };
        all.insert("phone".to_owned(), Value::String(whole));
    }
    Ok(())
}
