//! Send Link: texts a one-time link. Its path is a setting, since Signzy does not publish it.

use std::net::IpAddr;

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, InvalidValue, PhoneNumber, Pii};

use crate::client::SEND_LINK;
use crate::models::SentLink;
use crate::warning::{self, Warning};
use crate::{Client, Country, Signzy, envelope};

/// Has Signzy text a one-time link to a phone. Whoever opens it on that phone, in its carrier's network, proves to have the
/// phone. Then the browser goes to the target URL, with a verification fingerprint that proves nothing by itself.
///
/// **Effect:** sends a text message, so it is never repeated after it may have acted. When [`Error::may_have_acted`] is true, a
/// message may be on its way: ask the person before sending another one. What another one does to an earlier link is not
/// documented.
///
/// **Errors:** [`ValidationError`](crate::ErrorCode::ValidationError). Those of numbers that cannot get a link (landline,
/// unsupported carrier, blocked) are not documented.
///
/// Source: seed page "Send Link".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendLink {
    target_url: Pii<String>,
    mobile_number: Pii<String>,
    country: Country,
    source_ip: Option<Pii<String>>,
    custom_sms: Option<CustomSms>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct CustomSms {
    text: Pii<String>,
    business: Pii<String>,
}

impl SendLink {
    /// Takes a number of the United States or Canada, which is sent as its ten digits, and the address on your side to which
    /// the phone's browser goes afterwards: an absolute one, in which you can put an id of your own to recognise the person
    /// (`https://app.example.com/back/17`). See [`warnings`](Self::warnings).
    // Taken over although only its digits are kept: values are given to all constructors alike.
    #[allow(clippy::needless_pass_by_value)]
    pub fn new(phone: PhoneNumber, target_url: impl Into<Pii<String>>) -> Result<Self, InvalidValue> {
        let (country, national) = Country::of(&phone)?;
        let given = target_url.into();
        let target = given.expose().trim();
        let rest = ["https://", "http://"].iter().find_map(|scheme| target.strip_prefix(scheme));
        let plain = |byte: u8| byte.is_ascii_graphic();
        if !rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && rest.bytes().all(plain)) {
            return Err(InvalidValue::new("target URL", "must be an absolute https address, without spaces"));
        }
        Ok(Self {
            target_url: target.into(),
            mobile_number: national.into(),
            country,
            source_ip: None,
            custom_sms: None,
        })
    }

    /// Another country than the area code says, for an area code that is newer than this crate.
    #[must_use]
    pub fn country(mut self, country: Country) -> Self {
        self.country = country;
        self
    }

    /// The address of the device on which the person began: a further sign of fraud if the link is opened from another one.
    /// An IPv4 address in the form of IPv6 (`::ffff:192.0.2.17`) is sent as the former.
    #[must_use]
    pub fn source_ip(mut self, address: IpAddr) -> Self {
        self.source_ip = Some(Pii::new(address.to_canonical().to_string()));
        self
    }

    /// A text of your own for the message, and the name of your business, which it should contain. **How the link gets into it
    /// is not documented:** try it before you rely on it. See [`warnings`](Self::warnings).
    #[must_use]
    pub fn custom_sms(mut self, text: impl Into<Pii<String>>, business: impl Into<Pii<String>>) -> Self {
        self.custom_sms = Some(CustomSms { text: text.into(), business: business.into() });
        self
    }

    /// What could be better, by the advice Signzy gives and by the limits of Prove's similar product; nothing of it is refused.
    ///
    /// ```
    /// use signzy_link::{PhoneNumber, SendLink, Warning};
    ///
    /// let phone = PhoneNumber::new("+12025550143")?;
    /// let request = SendLink::new(phone, "https://app.example.com/back?person=17&from=sms")?;
    /// assert_eq!(request.warnings(), [Warning::TargetCharacters]);
    /// # Ok::<(), signzy_link::InvalidValue>(())
    /// ```
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = warning::of_target(self.target_url.expose());
        if let Some(CustomSms { text, business }) = &self.custom_sms {
            warnings.extend(warning::of_sms(text.expose(), business.expose()));
        }
        warnings
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    target_url: &'a Pii<String>,
    mobile_number: &'a Pii<String>,
    country_code: Country,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_ip: Option<&'a Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_sms: Option<&'a Pii<String>>,
}

impl Endpoint for SendLink {
    type Provider = Signzy;
    type Output = SentLink;
    const OPERATION: &'static Operation =
        &Operation::new("send_link", Method::POST, "", Effect::AtMostOnce("sends a text message"))
            .on(SEND_LINK);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body {
            target_url: &self.target_url,
            mobile_number: &self.mobile_number,
            country_code: self.country,
            source_ip: self.source_ip.as_ref(),
            custom_sms: self.custom_sms.as_ref().map(|sms| &sms.text),
        })
    }

    fn decode(&self, answer: &Answer) -> Result<SentLink, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Has Signzy text a one-time link; see [`SendLink`].
    ///
    /// ```
    /// use signzy_link::{PhoneNumber, SendLink};
    /// # use signzy_link::{Access, Client, Environment};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("send_link").answer(200, include_str!("../../tests/samples/send_link/flat.json"));
    /// # let builder = Client::builder(Environment::PreProduction, Access::token("token"));
    /// # let client = builder.send_link_path("/send-link").transport(script).build()?;
    ///
    /// let phone = PhoneNumber::new("+12025550143")?;
    /// let sent = client.send_link(&SendLink::new(phone, "https://app.example.com/back/17")?).await?;
    /// // Store both ids on the server; they ask for the result.
    /// println!("{:?} {:?}", sent.request_id, sent.session_id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_link(&self, request: &SendLink) -> Result<SentLink, Error> {
        self.send(request).await
    }
}
