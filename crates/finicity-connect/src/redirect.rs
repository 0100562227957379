//! The end of a session as it comes back through the browser.

use std::fmt;

use percent_encoding::percent_decode_str;
use verify_core::Pii;

/// How a Connect session ended, as the browser says when it comes to the redirect URI.
///
/// **It proves nothing:** the values are plain text in the address bar of the customer's browser. Confirm by a webhook or by
/// [listing the accounts](crate::Client::list_accounts). (Source: public clients; Finicity's own page was not available.)
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectRedirect {
    /// The session was completed (`reason=complete`, code 200).
    Completed {
        /// What stands in `reportData`, if there was a report. Its form is not documented.
        report_data: Option<Pii<String>>,
    },
    /// The customer left (`reason=exit`, code 100).
    Cancelled,
    /// The session took too long (`reason=timeout`, code 1440).
    TimedOut,
    /// The session failed (`reason=error`): 201 if a fix link found nothing to repair, 500 if something unexpected happened.
    Failed {
        /// The code, if it is a number.
        code: Option<u32>,
    },
    /// Anything else, also a query without a reason.
    Unknown,
}

impl ConnectRedirect {
    /// Reads the URL the browser came to, or its query alone.
    ///
    /// ```
    /// use finicity_connect::ConnectRedirect;
    ///
    /// let url = "https://app.example.com/connected?order=17&reason=complete&code=200&reportData=null";
    /// assert!(matches!(ConnectRedirect::parse(url), ConnectRedirect::Completed { report_data: None }));
    /// assert_eq!(ConnectRedirect::parse("reason=exit&code=100"), ConnectRedirect::Cancelled);
    /// ```
    pub fn parse(url_or_query: &str) -> Self {
        let text = url_or_query.split('#').next().unwrap_or_default();
        let query =
            if text.contains("://") { text.split_once('?').map_or("", |(_, query)| query) } else { text };
        // An own parameter of this name in the redirect URI comes first; Connect's are added behind it.
        let value =
            |name: &str| pairs(query).filter(|(key, _)| *key == name).map(|(_, value)| decode(value)).last();
        let code = value("code").and_then(|code| code.parse().ok());
        match (value("reason").as_deref(), code) {
            (Some("complete" | "done"), Some(200) | None) => Self::Completed {
                report_data: value("reportData")
                    .filter(|data| !matches!(data.as_str(), "" | "null"))
                    .map(Pii::new),
            },
            (Some("exit"), _) => Self::Cancelled,
            (Some("timeout"), _) => Self::TimedOut,
            (Some("error"), code) => Self::Failed { code },
            _ => Self::Unknown,
        }
    }
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn decode(value: &str) -> String {
    percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned()
}

impl fmt::Display for ConnectRedirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed { .. } => f.write_str("completed"),
            Self::Cancelled => f.write_str("cancelled"),
            Self::TimedOut => f.write_str("timed out"),
            Self::Failed { code: Some(code) } => write!(f, "failed with code {code}"),
            Self::Failed { code: None } => f.write_str("failed"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}
