//! Return URLs: what a browser brings back, which anybody can write.

use finicity_connect::ConnectRedirect;
use signzy_link::LinkRedirect;

use super::Seed;

/// Reads it; what it carries is not printed.
pub fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let redirect = LinkRedirect::parse(&text);
    if let Some(vfp) = redirect.vfp() {
        assert!(!prints(&format!("{redirect:?}"), vfp.expose()), "the fingerprint is printed");
    }
    let redirect = ConnectRedirect::parse(&text);
    if let ConnectRedirect::Completed { report_data: Some(data) } = &redirect {
        assert!(!prints(&format!("{redirect:?}"), data.expose()), "the report is printed");
    }
}

/// Whether a text of some length is printed; one with asterisks may be what is printed in place of any.
fn prints(printed: &str, text: &str) -> bool {
    text.len() >= 8 && !text.contains("***") && printed.contains(text)
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
