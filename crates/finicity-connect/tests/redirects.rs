//! How the end of a session reads in the browser's address.

use finicity_connect::ConnectRedirect;

#[test]
fn every_documented_end_has_a_name() {
    let data = |text: &str| ConnectRedirect::Completed { report_data: Some(text.into()) };
    let rows = [
        ("reason=complete&code=200&reportData=null", ConnectRedirect::Completed { report_data: None }),
        ("reason=done&code=200", ConnectRedirect::Completed { report_data: None }),
        (
            "reason=complete&code=200&reportData=%5B%7B%22type%22%3A+%22voi%22%7D%5D",
            data(r#"[{"type": "voi"}]"#),
        ),
        ("reason=complete&code=500", ConnectRedirect::Unknown),
        ("next=/a?reason=complete", ConnectRedirect::Unknown),
        ("reason=exit&code=100", ConnectRedirect::Cancelled),
        ("reason=timeout&code=1440", ConnectRedirect::TimedOut),
        ("reason=error&code=201", ConnectRedirect::Failed { code: Some(201) }),
        ("reason=error&code=500", ConnectRedirect::Failed { code: Some(500) }),
        ("reason=error", ConnectRedirect::Failed { code: None }),
        ("reason=error&code=many", ConnectRedirect::Failed { code: None }),
        ("reason=somethingNew&code=7", ConnectRedirect::Unknown),
        ("code=200", ConnectRedirect::Unknown),
        ("", ConnectRedirect::Unknown),
        ("reason=complet%65", ConnectRedirect::Completed { report_data: None }),
        ("reason=%FF%", ConnectRedirect::Unknown),
    ];
    for (query, expected) in rows {
        assert_eq!(ConnectRedirect::parse(query), expected, "{query}");
        let url = format!("https://app.example.com/back?order=17&{query}#top");
        assert_eq!(ConnectRedirect::parse(&url), expected, "{url}");
    }
}

#[test]
fn what_connect_adds_counts_and_not_what_stood_there_before() {
    let url = "https://app.example.com/back?reason=complete&code=200&reason=exit&code=100";
    assert_eq!(ConnectRedirect::parse(url), ConnectRedirect::Cancelled);
}

#[test]
fn report_data_is_not_printed() {
    let redirect = ConnectRedirect::parse("reason=complete&code=200&reportData=CANARY");
    assert!(!format!("{redirect:?} {redirect}").contains("CANARY"));
}
