//! The Connect link: what it can be made with, and how it is shown.

use finicity_connect::{
    ConnectLink, CustomerId, Experience, FromDate, InvalidValue, ReportCustomField, Timestamp, Webhook,
};
use serde::Serialize;
use serde_json::Value;

use super::Session;
use super::leads_to::LeadsTo;
use crate::ask::broken_rule;
use crate::exit::Failure;
use crate::output;

/// What every link can be made with.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The page")]
pub(super) struct LinkArgs {
    /// The language of the page, for instance es or fr
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Where the browser goes at the end; needed unless the page runs in an iframe
    #[arg(long, value_name = "URI")]
    redirect_uri: Option<String>,
    /// The look of the page and the reports it makes: default, or a GUID
    #[arg(long, value_name = "EXPERIENCE")]
    experience: Option<String>,
    /// The link dies with the first session that is completed
    #[arg(long)]
    single_use: bool,
    /// Where the events of the session are posted; it has to answer a ping meanwhile, as `webhook listen` does
    #[arg(long, value_name = "URL")]
    webhook: Option<String>,
    /// A JSON object that every event carries back
    #[arg(long, value_name = "JSON", requires = "webhook")]
    webhook_data: Option<String>,
}

/// What links that can lead to a report can be made with.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The report")]
pub(super) struct ReportArgs {
    /// From when on a report looks at the accounts: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    from_date: Option<String>,
    /// A label and a value on the report; at most five
    #[arg(long = "report-field", value_name = "LABEL=VALUE")]
    report_fields: Vec<String>,
}

/// The same, checked.
pub(super) struct LinkOptions {
    pub(super) language: Option<String>,
    pub(super) redirect_uri: Option<String>,
    pub(super) experience: Option<Experience>,
    pub(super) webhook: Option<Webhook>,
    pub(super) single_use: bool,
}

impl LinkArgs {
    pub(super) fn read(&self) -> Result<LinkOptions, Failure> {
        let experience = self.experience.as_deref().map(Experience::new).transpose();
        Ok(LinkOptions {
            language: self.language.clone(),
            redirect_uri: self.redirect_uri.clone(),
            experience: experience.map_err(|invalid| broken_rule("--experience", &invalid))?,
            webhook: self.webhook()?,
            single_use: self.single_use,
        })
    }

    fn webhook(&self) -> Result<Option<Webhook>, Failure> {
        let Some(url) = &self.webhook else { return Ok(None) };
        let webhook = Webhook::new(url).map_err(|invalid| broken_rule("--webhook", &invalid))?;
        let Some(data) = &self.webhook_data else { return Ok(Some(webhook)) };
        let rule = || Failure::usage("--webhook-data: must be a JSON object");
        let data: Value = serde_json::from_str(data).map_err(|_| rule())?;
        webhook.data(data).map(Some).map_err(|_| rule())
    }
}

impl ReportArgs {
    pub(super) fn since(&self) -> Result<Option<FromDate>, Failure> {
        let Some(date) = &self.from_date else { return Ok(None) };
        let rule = InvalidValue::new("date", "must be YYYY-MM-DD, from 2001-09-09 on");
        let start = Timestamp::parse(&format!("{}T00:00:00Z", date.trim())).ok_or(rule);
        start.and_then(FromDate::new).map(Some).map_err(|invalid| broken_rule("--from-date", &invalid))
    }

    pub(super) fn fields(&self) -> Result<Vec<ReportCustomField>, Failure> {
        let field = |text: &String| {
            let (label, value) = text.split_once('=')?;
            Some(ReportCustomField::new(label, value))
        };
        let fields: Option<Vec<_>> = self.report_fields.iter().map(field).collect();
        fields.ok_or_else(|| Failure::usage("--report-field: must be LABEL=VALUE"))
    }
}

/// Puts the options of every link into a request; the requests have these setters, and no trait for them.
macro_rules! with_options {
    ($request:expr, $args:expr) => {{
        let options = $args.read()?;
        let mut request = $request;
        if options.single_use {
            request = request.single_use_url(true);
        }
        if let Some(language) = &options.language {
            request = request.language(language);
        }
        if let Some(uri) = &options.redirect_uri {
            let set = request.redirect_uri(uri);
            request = set.map_err(|invalid| $crate::ask::broken_rule("--redirect-uri", &invalid))?;
        }
        if let Some(experience) = options.experience {
            request = request.experience(experience);
        }
        if let Some(webhook) = options.webhook {
            request = request.webhook(webhook);
        }
        request
    }};
}
pub(super) use with_options;

/// The same for the options of a report.
macro_rules! with_report {
    ($request:expr, $args:expr) => {{
        let mut request = $request;
        if let Some(from) = $args.since()? {
            request = request.from_date(from);
        }
        let set = request.report_custom_fields($args.fields()?);
        set.map_err(|invalid| $crate::ask::broken_rule("--report-field", &invalid))?
    }};
}
pub(super) use with_report;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    link: &'a ConnectLink,
    expires_at: Option<Timestamp>,
}

/// Shows a link: on purpose, since it is what was asked for.
pub(super) async fn show(
    session: &Session,
    link: &ConnectLink,
    customer: &CustomerId,
    leads_to: LeadsTo,
) -> Result<(), Failure> {
    session
        .show(&Shown { link, expires_at: link.expires_at() }, &[link.expose().to_owned(), expiry(link)])?;
    say_what_to_do(session, customer, leads_to).await;
    Ok(())
}

/// What a link is worth, and what comes after it.
pub(super) async fn say_what_to_do(session: &Session, customer: &CustomerId, leads_to: LeadsTo) {
    output::talk("Whoever has this link can act as the customer: give it to nobody else.");
    if session.is_talkative() {
        if let Some(hint) = leads_to.hint(session, customer).await {
            session.hint(hint);
        }
    }
    session.suggest_later(
        "when the page is done",
        format_args!("list-accounts --customer-id {}", customer.as_str()),
    );
}

/// Until when a link can be opened.
pub(super) fn expiry(link: &ConnectLink) -> String {
    link.expires_at().map_or_else(
        || "The link does not say when it expires.".to_owned(),
        |at| format!("can be opened until {at}"),
    )
}
