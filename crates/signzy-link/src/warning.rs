//! Advice about a link before it is sent.

use std::fmt;

/// Something about a request that may not work as wished. Prints as a sentence.
///
/// Those of the text are Signzy's advice (source: seed page "Send Link"). Those of the target URL are limits that Prove
/// documents for its own product, which Signzy's resembles; Signzy documents none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// The target URL has more than 128 characters.
    TargetLength,
    /// The target URL has other characters than letters, digits and `- . _ + = / : ?`.
    TargetCharacters,
    /// The target URL is not an https address.
    TargetPlain,
    /// The target URL has a parameter `vfp` of its own.
    TargetVfp,
    /// The text does not name the business.
    SmsBusiness,
    /// The text does not warn to tap the link only if it is expected.
    SmsExpected,
    /// The text does not advise to leave Wi-Fi.
    SmsWifi,
    /// The text is longer than one message.
    SmsLength,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TargetLength => "the target URL has more than 128 characters, Prove's limit",
            Self::TargetCharacters => {
                "the target URL has other characters than letters, digits and - . _ + = / : ? which Prove takes"
            }
            Self::TargetPlain => "the target URL is not https: what the browser brings back can be read on its way",
            Self::TargetVfp => "the target URL has a parameter vfp of its own, the name Signzy's will have",
            Self::SmsBusiness => "the text does not name the business",
            Self::SmsExpected => "the text does not say to tap the link only if it is expected",
            Self::SmsWifi => "the text does not advise to leave Wi-Fi, which makes the result better",
            Self::SmsLength => "the text is longer than one message of 160 characters, and the link comes on top",
        })
    }
}

pub(crate) fn of_target(target: &str) -> Vec<Warning> {
    let taken = |byte: u8| byte.is_ascii_alphanumeric() || b"-._+=/:?".contains(&byte);
    let query = target.split('#').next().and_then(|url| url.split_once('?')).map_or("", |(_, query)| query);
    let vfp = query.split('&').any(|pair| pair == "vfp" || pair.starts_with("vfp="));
    [
        (target.len() > 128, Warning::TargetLength),
        (!target.bytes().all(taken), Warning::TargetCharacters),
        (!target.starts_with("https://"), Warning::TargetPlain),
        (vfp, Warning::TargetVfp),
    ]
    .into_iter()
    .filter_map(|(found, warning)| found.then_some(warning))
    .collect()
}

pub(crate) fn of_sms(text: &str, business: &str) -> Vec<Warning> {
    let said = text.to_lowercase();
    let business = business.trim().to_lowercase();
    let wifi = ["wi-fi", "wifi", "wlan"].iter().any(|word| said.contains(word));
    [
        (business.is_empty() || !said.contains(&business), Warning::SmsBusiness),
        (!said.contains("expect"), Warning::SmsExpected),
        (!wifi, Warning::SmsWifi),
        (text.chars().count() > 160, Warning::SmsLength),
    ]
    .into_iter()
    .filter_map(|(found, warning)| found.then_some(warning))
    .collect()
}
