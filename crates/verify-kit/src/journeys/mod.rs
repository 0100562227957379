//! The journeys of the demo, one file for each provider. A new one is a file and a line in [`ALL`].

mod dots_users;
mod finicity_connect;
mod signzy_link;
mod spinwheel_connect;
mod spinwheel_gql;

use std::time::Duration;

use ::spinwheel_connect::ReqwestTransport;
use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use verify_core::{BaseUrl, Exchange, PhoneNumber, Transport};

use crate::demo::{Halt, Stage};

/// What the demo shows of one provider.
#[async_trait(?Send)]
pub(crate) trait Journey: Sync {
    /// The crate it shows.
    fn crate_name(&self) -> &'static str;

    /// Plays all scenes. What goes wrong in a scene is told and counted by the stage.
    async fn play(&self, stage: &mut Stage<'_>);
}

/// In the order in which they are played.
pub(crate) const ALL: &[&dyn Journey] = &[
    &spinwheel_connect::SpinwheelConnect,
    &spinwheel_gql::SpinwheelGql,
    &finicity_connect::FinicityConnect,
    &dots_users::DotsUsers,
    &signzy_link::SignzyLink,
];

/// The last four digits of a number, which is all that a timeline shows of it.
pub(crate) fn ending(phone: &PhoneNumber) -> &str {
    let digits = phone.expose();
    digits.get(digits.len().saturating_sub(4)..).unwrap_or_default()
}

/// Posts something to a receiver of webhooks, as somebody else would; gives the status of the answer.
async fn post(url: &str, headers: HeaderMap, body: Vec<u8>) -> Result<StatusCode, Halt> {
    let broken = || Halt::surprise("the forged webhook could not be posted");
    let url: BaseUrl = url.parse()?;
    let mut request = Request::post(url.as_str()).body(Bytes::from(body)).map_err(|_| broken())?;
    *request.headers_mut() = headers;
    let transport = ReqwestTransport::new(&[url], Duration::from_secs(5))?;
    let answer = transport.send(request, &Exchange::new("forged", false)).await;
    Ok(answer.map_err(|_| broken())?.status())
}

/// Another code: the last digit is off by one.
fn mistyped(code: &str) -> String {
    let (head, last) = code.split_at(code.len().saturating_sub(1));
    let last = last.parse::<u8>().unwrap_or_default();
    format!("{head}{}", (last + 1) % 10)
}

#[cfg(test)]
mod tests {
    use super::mistyped;

    #[test]
    fn a_mistyped_code_is_another_code() {
        assert_eq!(mistyped("021144"), "021145");
        assert_eq!(mistyped("000009"), "000000");
    }
}
