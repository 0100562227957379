//! A link in Rust: what a person does with it, without a browser.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::super::handle::Signzy;
use super::super::phone::LineType;
use super::super::simulator::Simulator;
use super::super::state::Link;
use super::error::LinkError;
use super::open::{self, LinkStage, OpenedBy, url};
use crate::engine::lock;
use crate::engine::moment::{Moment, serialize_iso};

/// A link that was sent. Clones are the same link.
///
/// ```no_run
/// # use verify_sandbox::signzy::{LinkError, OpenedBy};
/// # fn example(signzy: verify_sandbox::Signzy, request_id: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let link = signzy.link(request_id).ok_or("no such link")?;
/// link.open_as_preview()?; // the messaging app looks at it, and nothing is used up
/// let arrived_at = link.open(OpenedBy::Carrier, None)?;
/// assert!(arrived_at.starts_with(&link.summary()?.target_url));
/// assert_eq!(link.open(OpenedBy::Wifi, None), Err(LinkError::Used));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct SentLink {
    simulator: Arc<Simulator>,
    one_time_id: String,
}

/// A link, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LinkSummary {
    /// As answered by Send Link.
    pub request_id: String,
    /// As answered by Send Link.
    pub session_id: String,
    /// The address in the text message.
    pub url: String,
    /// The number it was sent to, with plus sign and country code.
    pub phone_number: String,
    /// `US` or `CA`.
    pub country_code: &'static str,
    /// What the status call says about the line.
    pub line_type: LineType,
    /// Where the phone goes, as it was sent.
    pub target_url: String,
    /// `sourceIp`, when it was sent.
    pub source_ip: Option<IpAddr>,
    /// When it was sent.
    #[serde(serialize_with = "serialize_iso")]
    pub sent: SystemTime,
    /// Where it is in its life.
    pub stage: LinkStage,
    /// How many times it was looked at without being opened.
    pub previews: u64,
    /// How many times its result was asked for.
    pub polls: u64,
    /// How it was opened, when it was.
    pub opened_by: Option<OpenedBy>,
    /// From which address it was opened.
    pub opened_from: Option<IpAddr>,
    /// When it was opened.
    #[serde(serialize_with = "serialize_time", skip_serializing_if = "Option::is_none")]
    pub opened: Option<SystemTime>,
    /// Where the phone was sent, with the fingerprint.
    pub redirect: Option<String>,
}

// serde passes a reference to the field as it is.
#[allow(clippy::ref_option)]
fn serialize_time<S: serde::Serializer>(at: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => serialize_iso(at, serializer),
        None => serializer.serialize_none(),
    }
}

impl Signzy {
    /// The link of a `requestId`; `None` when there is none.
    pub fn link(&self, request_id: &str) -> Option<SentLink> {
        self.find(|link| link.request_id == request_id)
    }

    /// The link with this address, as it stands in the text message; `None` when there is none.
    pub fn link_at(&self, address: &str) -> Option<SentLink> {
        self.find(|link| url(&self.0.context, &link.one_time_id) == address)
    }

    /// The links that were sent, oldest first.
    pub fn links(&self) -> Vec<LinkSummary> {
        links(&self.0)
    }

    fn find(&self, is_it: impl Fn(&Link) -> bool) -> Option<SentLink> {
        let one_time_id = one_time_id(&self.0, is_it)?;
        Some(SentLink { simulator: Arc::clone(&self.0), one_time_id })
    }
}

impl SentLink {
    /// The address in the text message.
    pub fn url(&self) -> String {
        url(&self.simulator.context, &self.one_time_id)
    }

    /// What is known of it now.
    pub fn summary(&self) -> Result<LinkSummary, LinkError> {
        with(&self.simulator, &self.one_time_id, |link, now| Ok(summary(&self.simulator, link, now)))
    }

    /// Looks at it as a preview or a scanner does, which changes nothing.
    pub fn open_as_preview(&self) -> Result<(), LinkError> {
        preview(&self.simulator, &self.one_time_id)
    }

    /// Opens it, once, and returns where the phone's browser goes: `targetUrl` with the fingerprint. `from_ip` is the
    /// address it is opened from; `None` takes a usual one: over Wi-Fi `sourceIp`, else one that is not `sourceIp`.
    pub fn open(&self, by: OpenedBy, from_ip: impl Into<Option<IpAddr>>) -> Result<String, LinkError> {
        open(&self.simulator, &self.one_time_id, by, from_ip.into())
    }

    /// Makes the line another one, as the status call tells it.
    pub fn set_line_type(&self, line_type: LineType) -> Result<(), LinkError> {
        set_line_type(&self.simulator, &self.one_time_id, line_type)
    }
}

pub(super) fn one_time_id(simulator: &Simulator, is_it: impl Fn(&Link) -> bool) -> Option<String> {
    let state = lock(&simulator.state);
    state.links.iter().find(|link| is_it(link)).map(|link| link.one_time_id.clone())
}

/// When the link with this address runs out, on the monotonic clock.
pub(crate) fn runs_out(simulator: &Simulator, address: &str) -> Option<Duration> {
    let state = lock(&simulator.state);
    let link = state.links.iter().find(|link| url(&simulator.context, &link.one_time_id) == address)?;
    Some(link.sent.after(link.lifetime).mono)
}

pub(super) fn preview(simulator: &Simulator, one_time_id: &str) -> Result<(), LinkError> {
    with(simulator, one_time_id, open::preview)
}

pub(super) fn open(
    simulator: &Simulator,
    one_time_id: &str,
    by: OpenedBy,
    from_ip: Option<IpAddr>,
) -> Result<String, LinkError> {
    let now = Moment::of(&simulator.context.clock);
    let choices = lock(&simulator.choices).clone();
    open::open(&mut lock(&simulator.state), &choices, now, one_time_id, (by, from_ip))
}

pub(super) fn set_line_type(
    simulator: &Simulator,
    one_time_id: &str,
    line_type: LineType,
) -> Result<(), LinkError> {
    with(simulator, one_time_id, |link, _| {
        link.line_type = line_type;
        Ok(())
    })
}

fn with<T>(
    simulator: &Simulator,
    one_time_id: &str,
    work: impl FnOnce(&mut Link, Moment) -> Result<T, LinkError>,
) -> Result<T, LinkError> {
    let now = Moment::of(&simulator.context.clock);
    let mut state = lock(&simulator.state);
    work(state.by_one_time_id(one_time_id).ok_or(LinkError::Unknown)?, now)
}

pub(crate) fn links(simulator: &Simulator) -> Vec<LinkSummary> {
    let now = Moment::of(&simulator.context.clock);
    lock(&simulator.state).links.iter().map(|link| summary(simulator, link, now)).collect()
}

fn summary(simulator: &Simulator, link: &Link, now: Moment) -> LinkSummary {
    let opening = link.opening.as_ref();
    LinkSummary {
        request_id: link.request_id.clone(),
        session_id: link.session_id.clone(),
        url: url(&simulator.context, &link.one_time_id),
        phone_number: link.dialled(),
        country_code: link.country.as_str(),
        line_type: link.line_type,
        target_url: link.target_url.clone(),
        source_ip: link.source_ip,
        sent: link.sent.wall,
        stage: link.stage(now),
        previews: link.previews,
        polls: link.polls,
        opened_by: opening.map(|opening| opening.by),
        opened_from: opening.map(|opening| opening.ip),
        opened: opening.map(|opening| opening.at),
        redirect: opening.map(|opening| opening.redirect.clone()),
    }
}
