//! The optional fields of the six operations, and the body they are sent in.

use std::collections::BTreeMap;

use serde::Serialize;
use verify_core::{Error, FreeForm, InvalidValue, Pii};

use super::webhook::{object, web_address};
use super::{
    Borrower, ConsumerInfo, EmailBody, Experience, FromDate, ReportCustomField, Webhook, WebhookContentType,
};
use crate::{ConsumerId, CustomerId, InstitutionId, InstitutionLoginId, PartnerId};

/// All optional fields; each operation offers those it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) language: Option<String>,
    pub(crate) redirect_uri: Option<Pii<String>>,
    pub(crate) webhook: Option<Webhook>,
    pub(crate) experience: Option<Experience>,
    pub(crate) single_use_url: Option<bool>,
    pub(crate) institution_settings: Option<FreeForm>,
    pub(crate) from_date: Option<FromDate>,
    pub(crate) report_custom_fields: Vec<ReportCustomField>,
    pub(crate) optional_consumer_info: Option<ConsumerInfo>,
    pub(crate) is_hosted_in_mobile_app: Option<bool>,
    pub(crate) is_web_view: Option<bool>,
}

impl Options {
    pub(crate) fn set_redirect_uri(&mut self, uri: impl Into<Pii<String>>) -> Result<(), InvalidValue> {
        let rule = InvalidValue::new("redirectUri", "must be an absolute URI, without a fragment");
        let app_link = |uri: &str| {
            uri.split_once("://").is_some_and(|(scheme, rest)| {
                !scheme.is_empty()
                    && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
                    && !rest.is_empty()
            })
        };
        let given = uri.into();
        let uri = given.expose();
        let plain = uri.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
        if !plain || !(app_link(uri) || web_address(uri).is_some()) {
            return Err(rule);
        }
        self.redirect_uri = Some(given);
        Ok(())
    }

    pub(crate) fn set_institution_settings(&mut self, settings: impl Serialize) -> Result<(), Error> {
        self.institution_settings = Some(object(settings, "institutionSettings must be a JSON object")?);
        Ok(())
    }

    pub(crate) fn set_report_custom_fields(
        &mut self,
        fields: impl IntoIterator<Item = ReportCustomField>,
    ) -> Result<(), InvalidValue> {
        let fields: Vec<_> = fields.into_iter().collect();
        if fields.len() > 5 {
            return Err(InvalidValue::new("reportCustomFields", "must be at most five"));
        }
        self.report_custom_fields = fields;
        Ok(())
    }
}

/// The body of any of the six; the order of the fields is ours.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Body<'a> {
    pub(crate) partner_id: &'a PartnerId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) customer_id: Option<&'a CustomerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) consumer_id: Option<&'a ConsumerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) borrowers: Option<&'a [Borrower]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) institution_id: Option<InstitutionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) institution_login_id: Option<&'a InstitutionLoginId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<EmailBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) redirect_uri: Option<&'a Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) webhook: Option<&'a Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) webhook_content_type: Option<WebhookContentType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) webhook_data: Option<&'a FreeForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) webhook_headers: Option<&'a BTreeMap<String, Pii<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) experience: Option<&'a Experience>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) single_use_url: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) institution_settings: Option<&'a FreeForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from_date: Option<FromDate>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(crate) report_custom_fields: &'a [ReportCustomField],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) optional_consumer_info: Option<&'a ConsumerInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_hosted_in_mobile_app: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_web_view: Option<bool>,
}

impl<'a> Body<'a> {
    pub(crate) fn new(partner_id: &'a PartnerId, options: &'a Options) -> Self {
        let webhook = options.webhook.as_ref();
        Self {
            partner_id,
            customer_id: None,
            consumer_id: None,
            borrowers: None,
            institution_id: None,
            institution_login_id: None,
            email: None,
            language: options.language.as_deref(),
            redirect_uri: options.redirect_uri.as_ref(),
            webhook: webhook.map(|webhook| &webhook.url),
            webhook_content_type: webhook.and_then(|webhook| webhook.content_type),
            webhook_data: webhook.and_then(|webhook| webhook.data.as_ref()),
            webhook_headers: webhook.map(|webhook| &webhook.headers).filter(|headers| !headers.is_empty()),
            experience: options.experience.as_ref(),
            single_use_url: options.single_use_url,
            institution_settings: options.institution_settings.as_ref(),
            from_date: options.from_date,
            report_custom_fields: &options.report_custom_fields,
            optional_consumer_info: options.optional_consumer_info.as_ref(),
            is_hosted_in_mobile_app: options.is_hosted_in_mobile_app,
            is_web_view: options.is_web_view,
        }
    }
}

/// The setters of the optional fields an operation has, in groups: `setters!(GenerateConnectUrl: all, report, …)`.
macro_rules! setters {
    ($request:ident: $($group:ident),*) => {
        impl $request {
            $( $crate::connect::setters!(@$group); )*
        }
    };
    (@all) => {
        /// The language of the page, for instance `es` or `fr`; English without one. Others (`en-US`, `fr-CA`) were seen to be
        /// accepted.
        #[must_use]
        pub fn language(mut self, language: impl Into<String>) -> Self {
            self.options.language = Some(language.into());
            self
        }

        /// Where the browser goes at the end; the outcome is added to its query, see
        /// [`ConnectRedirect`](crate::ConnectRedirect). Needed unless Connect runs in an iframe, and not to be used with one. An
        /// `https` URL or the link of an app.
        pub fn redirect_uri(
            mut self,
            uri: impl Into<verify_core::Pii<String>>,
        ) -> Result<Self, verify_core::InvalidValue> {
            self.options.set_redirect_uri(uri)?;
            Ok(self)
        }

        /// Where the events of the session are posted.
        #[must_use]
        pub fn webhook(mut self, webhook: $crate::Webhook) -> Self {
            self.options.webhook = Some(webhook);
            self
        }

        /// What the page looks like and which reports it makes.
        #[must_use]
        pub fn experience(mut self, experience: $crate::Experience) -> Self {
            self.options.experience = Some(experience);
            self
        }

        /// Whether the link dies with the first session that ends successfully (a cancelled one leaves it alive). Without this
        /// the experience decides.
        #[must_use]
        pub fn single_use_url(mut self, single_use: bool) -> Self {
            self.options.single_use_url = Some(single_use);
            self
        }
    };
    (@report) => {
        /// Which institutions are shown: an object with the settings `hidden`, `visible` or `autoreplace`. Its exact form is not
        /// published; it is sent as given.
        pub fn institution_settings(mut self, settings: impl serde::Serialize) -> Result<Self, verify_core::Error> {
            self.options.set_institution_settings(settings)?;
            Ok(self)
        }

        /// From when on a report looks at the accounts.
        #[must_use]
        pub fn from_date(mut self, from: $crate::FromDate) -> Self {
            self.options.from_date = Some(from);
            self
        }

        /// Labels on the report, at most five.
        pub fn report_custom_fields(
            mut self,
            fields: impl IntoIterator<Item = $crate::ReportCustomField>,
        ) -> Result<Self, verify_core::InvalidValue> {
            self.options.set_report_custom_fields(fields)?;
            Ok(self)
        }
    };
    (@consumer) => {
        /// What is known about the person.
        #[must_use]
        pub fn optional_consumer_info(mut self, info: $crate::ConsumerInfo) -> Self {
            self.options.optional_consumer_info = Some(info);
            self
        }
    };
    (@mobile) => {
        /// Whether the page runs inside a mobile app without Finicity's SDK.
        #[must_use]
        pub fn is_hosted_in_mobile_app(mut self, hosted: bool) -> Self {
            self.options.is_hosted_in_mobile_app = Some(hosted);
            self
        }

        /// Says that the page runs in a web view, which Finicity advises against. It then needs the redirect URI given here.
        pub fn in_web_view(
            mut self,
            redirect_uri: impl Into<verify_core::Pii<String>>,
        ) -> Result<Self, verify_core::InvalidValue> {
            self.options.set_redirect_uri(redirect_uri)?;
            self.options.is_web_view = Some(true);
            Ok(self)
        }
    };
}
pub(crate) use setters;
