//! `open-link`: opens a link in a sandbox, as the person would.

use clap::ValueEnum;
use serde_json::{Value, json};
use signzy_link::{RequestId, SentLink, SessionId};

use super::ids::{RequestArg, flags};
use super::{Call, Session, Signzy};
use crate::control::SandboxAddress;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    link: RequestArg,
    /// On what: the phone on its carrier's network, the phone on Wi-Fi, or something else
    #[arg(long = "as", value_name = "WAY", value_enum, default_value_t = Way::Carrier)]
    way: Way,
    /// Only look at it, as messaging apps and scanners do: that uses nothing up
    #[arg(long, conflicts_with = "way")]
    preview: bool,
    /// Show the fingerprint that the browser brings back, too; it proves nothing
    #[arg(long, conflicts_with = "preview")]
    show_fingerprint: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    Carrier,
    Wifi,
    OtherDevice,
}

impl Way {
    fn as_str(self) -> &'static str {
        match self {
            Self::Carrier => "carrier",
            Self::Wifi => "wifi",
            Self::OtherDevice => "other-device",
        }
    }
}

impl Call<Signzy> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let Some(sandbox) = session.sandbox() else {
            return Err(Failure::usage("open-link is for a sandbox: real people open the link themselves"));
        };
        let request = self.link.read(session.ask)?;
        let id = encoded(request.as_str());
        if self.preview {
            sandbox
                .post_as_on_page(&format!("signzy/preview-link?requestId={id}"), &json!({}))
                .await
                .map_err(not_opened)?;
            let line = "The page was looked at; the link can still be opened.".to_owned();
            session.show(&json!({"request_id": request, "previewed": true}), &[line])?;
            session.suggest(format_args!("open-link --request-id {}", request.as_str()));
            return Ok(());
        }
        let (way, path) = (self.way.as_str(), "signzy/open-link");
        let opened = sandbox
            .post_as_on_page(&format!("{path}?requestId={id}&as={way}"), &json!({}))
            .await
            .map_err(not_opened)?;
        let known = find(sandbox, &request).await?;
        let shown = if self.show_fingerprint { &opened["redirect"] } else { &known["target_url"] };
        let shown = shown.as_str().ok_or_else(unknown)?;
        let line = format!("redirect: {shown}");
        session.show(&json!({"request_id": request, "opened_as": way, "redirect": shown}), &[line])?;
        session.hint("That the browser came back proves nothing; the verdict does.");
        if let Some(id) = known["session_id"].as_str().and_then(|id| SessionId::new(id).ok()) {
            session.suggest(format_args!("wait-for-verdict {}", flags(&SentLink::new(request, id))));
        }
        Ok(())
    }
}

/// The page said no.
fn not_opened(failure: Failure) -> Failure {
    if failure.next_step().is_some() {
        return failure;
    }
    failure.next("check the request id, which send-link printed, or have send-link send another link")
}

/// What the sandbox knows of the link; the target URL there is the redirect without the fingerprint.
async fn find(sandbox: &SandboxAddress, request: &RequestId) -> Result<Value, Failure> {
    let mut all = sandbox.get("signzy/links").await?;
    let links = all.get_mut("links").and_then(Value::as_array_mut).ok_or_else(unknown)?;
    let place = links.iter().position(|link| link["request_id"] == request.as_str());
    Ok(links.swap_remove(place.ok_or_else(unknown)?))
}

fn unknown() -> Failure {
    Failure::failed("this sandbox does not say what became of the link")
}

/// As a value in a query.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn ids_keep_their_form_in_a_query() {
        assert_eq!(encoded("a-1_b.~"), "a-1_b.~");
        assert_eq!(encoded("ab+/c= é"), "ab%2B%2Fc%3D%20%C3%A9");
    }
}
