//! `targetUrl`: which ones are taken, and how the `vfp` gets into it.

use http::uri::Authority;

use super::choices::TargetUrlRules;

/// What Prove's newer API documents; Signzy states no limit.
const PROVE_LENGTH: usize = 128;

/// What is wrong with it.
pub(crate) fn against(rules: TargetUrlRules, url: &str) -> Option<&'static str> {
    let is_https = url.starts_with("https://");
    if !is_https && !url.starts_with("http://") {
        return Some("must be an absolute URL with http or https");
    }
    if authority(url).is_none() {
        return Some("must be an absolute URL with a host");
    }
    if !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some("must not have blanks or characters that have to be escaped");
    }
    match rules {
        TargetUrlRules::HttpsOnly if !is_https => Some("must begin with https"),
        TargetUrlRules::ProveLimits if beyond_prove(url) => {
            Some("must have at most 128 characters of letters, digits and -._+=/:?")
        }
        _ => None,
    }
}

/// Whether the product this one resembles would refuse it.
pub(crate) fn beyond_prove(url: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._+=/:?".contains(&byte);
    url.len() > PROVE_LENGTH || !url.bytes().all(allowed)
}

/// The host, and the port when it is written.
pub(crate) fn authority(url: &str) -> Option<Authority> {
    let (_, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest[..end].parse::<Authority>().ok().filter(|authority| !authority.host().is_empty())
}

/// After what is in the query, before a fragment.
pub(crate) fn with_parameter(url: &str, name: &str, value: &str) -> String {
    let (before, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let join = match before.find('?') {
        None => "?",
        Some(_) if before.ends_with(['?', '&']) => "",
        Some(_) => "&",
    };
    format!("{before}{join}{name}={value}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_finds_its_place() {
        for (url, expected) in [
            ("https://example.com", "https://example.com?vfp=1"),
            ("https://example.com/a", "https://example.com/a?vfp=1"),
            ("https://example.com/a?", "https://example.com/a?vfp=1"),
            ("https://example.com/a?b=c", "https://example.com/a?b=c&vfp=1"),
            ("https://example.com/a?b=c&", "https://example.com/a?b=c&vfp=1"),
            ("https://example.com/a?b=c#d", "https://example.com/a?b=c&vfp=1#d"),
            ("https://example.com/a#d?e", "https://example.com/a?vfp=1#d?e"),
            ("https://example.com/a?vfp=0", "https://example.com/a?vfp=0&vfp=1"),
        ] {
            assert_eq!(with_parameter(url, "vfp", "1"), expected);
        }
    }

    #[test]
    fn what_is_taken_as_an_address() {
        let web = |url: &str| against(TargetUrlRules::Web, url);
        for good in
            ["http://127.0.0.1:8080/back", "https://example.com?a=b&c=d#e", "https://[::1]/", "http://x"]
        {
            assert_eq!(web(good), None, "{good}");
        }
        for bad in [
            "",
            "/back",
            "example.com/back",
            "app://back",
            "https://",
            "https:///a",
            "https://a b/",
            "https://a/ü",
        ] {
            assert!(web(bad).is_some(), "{bad}");
        }
        assert!(against(TargetUrlRules::HttpsOnly, "http://example.com").is_some());
        assert_eq!(against(TargetUrlRules::HttpsOnly, "https://example.com"), None);
        assert!(against(TargetUrlRules::ProveLimits, "https://example.com?a=b&c=d").is_some());
        assert_eq!(against(TargetUrlRules::ProveLimits, "https://example.com/a?b=c"), None);
        let long = format!("https://example.com/{}", "a".repeat(108));
        assert_eq!(long.len(), 128);
        assert_eq!(against(TargetUrlRules::ProveLimits, &long), None);
        assert!(against(TargetUrlRules::ProveLimits, &format!("{long}a")).is_some());
    }
}
