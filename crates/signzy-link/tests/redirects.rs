//! What the browser brings back, in every form of an address.

use signzy_link::LinkRedirect;

fn vfp(text: &str) -> Option<String> {
    LinkRedirect::parse(text).vfp().map(|vfp| vfp.expose().to_owned())
}

#[test]
fn the_fingerprint_is_found_wherever_it_stands() {
    assert_eq!(vfp("https://app.example.com/back?vfp=abc").as_deref(), Some("abc"));
    assert_eq!(vfp("https://app.example.com/back?a=1&vfp=abc#top").as_deref(), Some("abc"));
    assert_eq!(vfp("/back?vfp=abc").as_deref(), Some("abc"));
    assert_eq!(vfp("vfp=abc&a=1").as_deref(), Some("abc"));
    assert_eq!(vfp("https://app.example.com/?vfp=mine&vfp=abc").as_deref(), Some("abc"), "added behind");
    assert_eq!(vfp("vfp=a%2Bb%3D").as_deref(), Some("a+b="));
    assert_eq!(vfp("vfp=a+b").as_deref(), Some("a+b"), "base64 keeps its plus");
}

#[test]
fn nothing_else_is_one() {
    for text in
        ["", "https://app.example.com", "https://app.example.com/?vfp=", "https://app.example.com/#vfp=abc"]
    {
        assert_eq!(vfp(text), None, "{text}");
    }
    assert_eq!(vfp("https://app.example.com/vfp=abc"), None, "a path");
}

#[test]
fn it_is_not_printed() {
    assert!(!format!("{:?}", LinkRedirect::parse("vfp=canary")).contains("canary"));
}
