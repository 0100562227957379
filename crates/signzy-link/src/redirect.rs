//! What the browser brings back.

use percent_encoding::percent_decode_str;
use verify_core::Secret;

/// The browser's return to the target URL. **It proves nothing:** anybody can call the address, with any fingerprint or with
/// somebody else's. Ask Signzy ([`Client::check_link`](crate::Client::check_link)) for the result.
///
/// The parameter's name, `vfp`, is inferred from Prove's product. No call of Signzy's that takes the fingerprint is documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRedirect {
    vfp: Option<Secret>,
}

impl LinkRedirect {
    /// Reads the URL the browser came to, or its query alone.
    ///
    /// ```
    /// use signzy_link::LinkRedirect;
    ///
    /// let redirect = LinkRedirect::parse("https://app.example.com/back/17?from=sms&vfp=abc%2Fdef#top");
    /// assert_eq!(redirect.vfp().map(|vfp| vfp.expose()), Some("abc/def"));
    /// ```
    pub fn parse(url_or_query: &str) -> Self {
        let text = url_or_query.split('#').next().unwrap_or_default();
        let query = match text.split_once('?') {
            Some((_, query)) => query,
            None if text.contains("://") || text.starts_with('/') => "",
            None => text,
        };
        // A parameter of this name in the target URL itself comes first; Signzy's is added behind it.
        let last = query.split('&').filter_map(|pair| pair.strip_prefix("vfp=")).next_back();
        // A plus is one: fingerprints may be base64.
        let vfp = last.map(|value| percent_decode_str(value).decode_utf8_lossy().into_owned());
        Self { vfp: vfp.filter(|vfp| !vfp.is_empty()).map(Secret::new) }
    }

    /// The verification fingerprint, if the browser brought one. For Signzy's support; it verifies nothing.
    pub fn vfp(&self) -> Option<&Secret> {
        self.vfp.as_ref()
    }
}
