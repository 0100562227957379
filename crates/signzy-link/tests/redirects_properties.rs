//! What holds for every return address, whatever stands in it: found by trying many.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use signzy_link::LinkRedirect;

fn vfp(text: &str) -> Option<String> {
    LinkRedirect::parse(text).vfp().map(|vfp| vfp.expose().to_owned())
}

proptest! {
    // What fails is printed, not kept in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fingerprint_comes_back_as_it_was(
        fingerprint in any::<String>().prop_filter("none", |text| !text.is_empty()),
        own in "([a-z]{1,5}=[a-z0-9%+.]{0,8}&){0,3}",
        earlier in "(vfp=[a-z]{1,8}&)?",
        fragment in "(#[a-z=&?]{0,12})?",
    ) {
        let written = utf8_percent_encode(&fingerprint, NON_ALPHANUMERIC);
        let query = format!("{own}{earlier}vfp={written}");
        let expected = Some(fingerprint.clone());
        prop_assert_eq!(vfp(&query), expected.clone(), "{}", query);
        prop_assert_eq!(vfp(&format!("/back?{query}{fragment}")), expected.clone());
        prop_assert_eq!(vfp(&format!("https://app.example.com/back/17?{query}{fragment}")), expected);
    }

    #[test]
    fn base64_that_nobody_encoded_keeps_its_signs(fingerprint in "[A-Za-z0-9+/]{1,40}={0,2}") {
        let url = format!("https://app.example.com/back?vfp={fingerprint}");
        prop_assert_eq!(vfp(&url), Some(fingerprint.clone()));
        let read = LinkRedirect::parse(&url);
        prop_assert_eq!(format!("{read:?}"), "LinkRedirect { vfp: Some(Secret(***)) }");
    }

    #[test]
    fn whatever_the_browser_brings_can_be_read(text in any::<String>(), path in "[a-z/]{0,20}") {
        prop_assert!(vfp(&text).is_none_or(|found| !found.is_empty()));
        let url = format!("https://app.example.com/{path}vfp=abc");
        prop_assert_eq!(vfp(&url), None, "a path is no query");
    }
}
