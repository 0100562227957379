//! What holds for every return address and every link, whatever stands in it: found by trying many.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::time::{Duration, SystemTime};

use finicity_connect::{ConnectLink, ConnectRedirect};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The same as a form writes it: a space is a plus, a plus is not.
fn encoded_as_form(text: &str) -> String {
    encoded(text).replace("%20", "+")
}

/// Parameters of the application's own, among them such as Connect uses.
fn own_parameters() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["order", "reason", "code", "reportData", "next", "x.y", ""]);
    let pair = (name, any::<String>()).prop_map(|(name, value)| format!("{name}={}&", encoded(&value)));
    prop::collection::vec(pair, 0..4).prop_map(|pairs| pairs.concat())
}

proptest! {
    // What fails is printed, not kept in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn report_data_comes_back_as_it_was(
        own in own_parameters(),
        data in any::<String>(),
        phone in "\\+1[2-9][0-9]{2}55501[0-9]{2}",
        fragment in "[a-z=&?]{0,12}",
    ) {
        let data = format!("{data} {phone}");
        let expected = ConnectRedirect::Completed { report_data: Some(data.as_str().into()) };
        for written in [encoded(&data), encoded_as_form(&data)] {
            let query = format!("{own}reason=complete&code=200&reportData={written}");
            prop_assert_eq!(&ConnectRedirect::parse(&query), &expected, "{}", query);
            let url = format!("https://app.example.com/back?{query}#{fragment}");
            let read = ConnectRedirect::parse(&url);
            prop_assert_eq!(&read, &expected, "{}", url);
            let printed = format!("{read:?} {read}");
            prop_assert!(!printed.contains(&phone), "{}", printed);
        }
    }

    #[test]
    fn an_own_parameter_never_completes_a_session(own in own_parameters(), end in "exit|timeout|error") {
        let read = ConnectRedirect::parse(&format!("https://app.example.com/back?{own}reason={end}&code=100"));
        prop_assert!(!matches!(read, ConnectRedirect::Completed { .. } | ConnectRedirect::Unknown), "{}", read);
    }

    #[test]
    fn whatever_the_browser_brings_can_be_read_and_printed(text in any::<String>()) {
        let read = ConnectRedirect::parse(&text);
        let printed = format!("{read} {read:?}");
        prop_assert!(!printed.is_empty());
    }

    #[test]
    fn a_link_is_kept_as_it_is_and_tells_when_it_ends(
        milliseconds in 100_000_000_000_u64..253_370_764_800_000,
        before in "[a-z]{1,6}=[A-Za-z0-9%+/_.-]{0,20}",
        after in "[a-z]{1,6}=[A-Za-z0-9%+/_.-]{0,20}",
    ) {
        let text = format!("https://connect2.example.com?{before}&ttl={milliseconds}&{after}");
        prop_assume!(!before.starts_with("ttl="));
        let link = ConnectLink::new(text.clone());
        prop_assert_eq!(link.expose(), text.as_str());
        let ends = SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds);
        prop_assert_eq!(link.expires_at().map(SystemTime::from), Some(ends));
        prop_assert_eq!(serde_json::to_value(&link).unwrap(), serde_json::Value::from(text));
        prop_assert_eq!(format!("{link:?}"), "ConnectLink(***)");
    }
}
