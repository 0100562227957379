//! Opening a link, by whichever way.

use std::net::{IpAddr, Ipv4Addr};

use serde::{Deserialize, Serialize};

use super::super::choices::SignzyChoices;
use super::super::state::{Link, Opening, State};
use super::super::target;
use super::error::LinkError;
use crate::engine::moment::Moment;
use crate::tenant::Context;

/// How a person opens a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OpenedBy {
    /// On the phone with the number, over its carrier: a match.
    Carrier,
    /// On that phone over Wi-Fi, where no carrier can tell: indeterminate.
    Wifi,
    /// On something else, to which the link was passed on: a mismatch.
    OtherDevice,
}

impl OpenedBy {
    const ALL: [Self; 3] = [Self::Carrier, Self::Wifi, Self::OtherDevice];

    /// As in the form of the page: `carrier`, `wifi`, `other-device`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Carrier => "carrier",
            Self::Wifi => "wifi",
            Self::OtherDevice => "other-device",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == text)
    }

    /// The device's address when none is given: over Wi-Fi that of the device that began, as in one household.
    pub(crate) fn usual_ip(self, source_ip: Option<IpAddr>) -> IpAddr {
        match self {
            Self::Carrier => Ipv4Addr::new(198, 51, 100, 7).into(),
            Self::Wifi => source_ip.unwrap_or_else(|| Ipv4Addr::new(192, 0, 2, 10).into()),
            Self::OtherDevice => Ipv4Addr::new(203, 0, 113, 9).into(),
        }
    }
}

/// Where a link is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LinkStage {
    /// It can be opened.
    Open,
    /// It was opened; a second time it does nothing.
    Used,
    /// Its time was over before, or a newer one has taken its place.
    Expired,
}

/// The address in the text message.
pub(crate) fn url(context: &Context, one_time_id: &str) -> String {
    format!("{}/signzy/link/{one_time_id}", context.base_url)
}

/// Whether it could be opened now.
pub(super) fn check(link: &Link, now: Moment) -> Result<(), LinkError> {
    match link.stage(now) {
        LinkStage::Open => Ok(()),
        LinkStage::Used => Err(LinkError::Used),
        LinkStage::Expired => Err(LinkError::Expired),
    }
}

/// Looks at a link as a preview or a scanner does: nothing is used up.
pub(super) fn preview(link: &mut Link, now: Moment) -> Result<(), LinkError> {
    link.previews += 1;
    check(link, now)
}

/// Opens a link, once. Returns where the phone is sent.
pub(super) fn open(
    state: &mut State,
    choices: &SignzyChoices,
    now: Moment,
    one_time_id: &str,
    (by, from_ip): (OpenedBy, Option<IpAddr>),
) -> Result<String, LinkError> {
    check(state.by_one_time_id(one_time_id).ok_or(LinkError::Unknown)?, now)?;
    let vfp = state.rng.hex(40);
    let link = state.by_one_time_id(one_time_id).ok_or(LinkError::Unknown)?;
    let redirect = target::with_parameter(&link.target_url, &choices.vfp_parameter, &vfp);
    let ip = from_ip.unwrap_or_else(|| by.usual_ip(link.source_ip));
    link.opening = Some(Opening { by, ip, at: now.wall, redirect: redirect.clone() });
    Ok(redirect)
}
