//! What the application states about a verification of its own, as flags.

use clap::ValueEnum;
use spinwheel_connect::models::{VerificationAudit, VerificationType};
use spinwheel_connect::{InvalidValue, Timestamp};

use super::consent::{CONSENT, agreed_at};
use crate::ask::{Ask, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct AuditArgs {
    /// How you verified the person
    #[arg(long = "verified-by", value_name = "WAY", value_enum)]
    way: Option<Way>,
    /// When you did: ISO 8601, of which the day in UTC is sent
    #[arg(long, value_name = "TIME")]
    verified_at: Option<String>,
    /// When the person agreed to the End User Agreement: ISO 8601, of which the day in UTC is sent
    #[arg(long, value_name = "TIME")]
    consent_timestamp: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    Sms,
    PhoneCall,
    Kyc,
    CreditReport,
}

const WAY: Wanted =
    Wanted { flag: "--verified-by", question: "Verified by (sms, phone-call, kyc, credit-report)" };
const VERIFIED_AT: Wanted = Wanted { flag: "--verified-at", question: "Time of verification" };

impl AuditArgs {
    pub(super) fn read(self, ask: Ask) -> Result<VerificationAudit, Failure> {
        let way = match self.way {
            Some(way) => way,
            None => ask.value(None, WAY, way)?,
        };
        let verified_at = ask.value(self.verified_at, VERIFIED_AT, verified_at)?;
        let agreed_at = ask.value(self.consent_timestamp, CONSENT, agreed_at)?;
        Ok(VerificationAudit::new(way.into(), verified_at, agreed_at))
    }
}

impl From<Way> for VerificationType {
    fn from(way: Way) -> Self {
        match way {
            Way::Sms => Self::Sms,
            Way::PhoneCall => Self::PhoneCall,
            Way::Kyc => Self::Kyc,
            Way::CreditReport => Self::CreditReport,
        }
    }
}

fn way(text: &str) -> Result<Way, InvalidValue> {
    let rule = InvalidValue::new("way", "must be sms, phone-call, kyc or credit-report");
    Way::from_str(text.trim(), false).map_err(|_| rule)
}

fn verified_at(text: &str) -> Result<Timestamp, InvalidValue> {
    let rule =
        InvalidValue::new("time of verification", "must be ISO 8601, for instance 2026-01-15T12:00:00Z");
    Timestamp::parse(text).ok_or(rule)
}
