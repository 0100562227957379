//! Return URLs: what a browser brings back, which anybody can write.

use finicity_connect::ConnectRedirect;
use signzy_link::LinkRedirect;

use super::Seed;

/// Reads it; what is printed is the same whatever it carries.
pub fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let redirect = LinkRedirect::parse(&text);
    if redirect.vfp().is_some() {
        let other = LinkRedirect::parse("vfp=other");
        assert!(format!("{redirect:?}") == format!("{other:?}"), "the fingerprint is printed");
    }
    let redirect = ConnectRedirect::parse(&text);
    if let ConnectRedirect::Completed { report_data: Some(_) } = &redirect {
        let other = ConnectRedirect::parse("reason=complete&code=200&reportData=other");
        assert!(format!("{redirect:?}") == format!("{other:?}"), "the report is printed");
    }
}

/// URLs and queries.
pub fn seeds() -> Vec<Seed> {
    let texts = [
        "https://app.example.com/back/17?from=sms&vfp=abc%2Fdef#top",
        "vfp=a+b%20c",
        "/back?vfp=",
        "https://app.example.com/connected?order=17&reason=complete&code=200&reportData=null",
        "reason=exit&code=100",
        "reason=error&code=500&reportData=%7B%22a%22%3A1%7D",
        "reason=%F0%28&code=99999999999999999999",
    ];
    texts.iter().enumerate().map(|(number, text)| Seed::new(format!("url-{number}"), *text)).collect()
}
