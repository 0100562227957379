//! Which addresses a client speaks to.

use verify_core::{BaseUrl, ErrorKind};

#[test]
fn base_urls_speak_https_except_at_home() {
    for (text, base) in [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/v2/", "https://api.example.com/v2"),
        ("https://api.example.com:8443/a/b", "https://api.example.com:8443/a/b"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("http://localhost", "http://localhost"),
        ("http://[::1]:9", "http://[::1]:9"),
    ] {
        assert_eq!(text.parse::<BaseUrl>().unwrap().as_str(), base);
    }
    for text in [
        "",
        "api.example.com",
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "ftp://localhost",
        "https://user:pass@api.example.com",
        "https://api.example.com?x=1",
        "https://api.example.com/#a",
        "https://",
    ] {
        let error = text.parse::<BaseUrl>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{text}");
        assert!(!error.to_string().contains("pass"), "{error}");
    }
    let tenant = "https://api.example.com/tenant-secret".parse::<BaseUrl>().unwrap();
    assert_eq!(format!("{tenant:?}"), "BaseUrl(https://api.example.com…)");
}
