//! What is done with secrets.

use super::{
    BODY, Came, DOTS_BODY, Genuine, HeaderMap, ID, Mistake, PARTNER, Scheme, Secret, Verdict, WHSEC, Whose,
    diagnose_unsigned, from_base64, now, stamp,
};

#[test]
fn a_secret_that_is_used_wrongly() {
    let came = Came::dots();
    let prefix = format!("{ID}.{}.", stamp());
    let message: [&[u8]; 2] = [prefix.as_bytes(), DOTS_BODY.as_bytes()];
    let bare = WHSEC.strip_prefix("whsec_").unwrap();
    came.clone().signed_with(WHSEC.as_bytes(), &message).names(&["secret-prefix-kept"]);
    came.clone().secret(bare).signed_with(WHSEC.as_bytes(), &message).names(&["secret-prefix-kept"]);
    came.clone().signed_with(bare.as_bytes(), &message).names(&["secret-not-decoded"]);
    came.clone().secret(format!(" {WHSEC} ")).names(&["secret-space"]);
    came.clone().secret(format!("\"{WHSEC}\"")).names(&["secret-quotes"]);
    came.clone().secret("no base64!").names(&["secret-malformed"]);
    let came = Came::finicity();
    let body = BODY.as_bytes();
    came.clone().signed_with(&from_base64(PARTNER).unwrap(), &[body]).names(&["secret-decoded"]);
    came.clone().signed_with(format!("{PARTNER}\n").as_bytes(), &[body]).names(&["secret-line-break"]);
    came.clone().signed_with(format!("'{PARTNER}'").as_bytes(), &[body]).names(&["secret-quotes"]);
    came.clone().secret(format!("{PARTNER}\t")).names(&["secret-space"]);
    came.clone().secret(format!(" '{PARTNER}'")).names(&["secret-space", "secret-quotes"]);
}

#[test]
fn another_secret() {
    let all = [
        (Whose::Previous, "previous-secret-1"),
        (Whose::PartnerSecret, PARTNER),
        (Whose::PartnerId, "2445000000001"),
        (Whose::AppKey, "43cb0000000000000000000000000000"),
        (Whose::DotsWebhook, WHSEC),
        (Whose::DotsClientId, "pk_dev_1"),
        (Whose::DotsApiKey, "sk_dev_1"),
        (Whose::SpinwheelKey, "sandbox-spinwheel-1"),
        (Whose::SpinwheelHeader, "synthetic-and-long-enough"),
        (Whose::OtherTenant, "secret-of-another-tenant"),
    ];
    for (whose, secret) in all {
        for (mut came, scheme) in [(Came::finicity(), Scheme::Finicity), (Came::dots(), Scheme::Dots)] {
            came.others = all.map(|(whose, secret)| (whose, Secret::new(secret))).to_vec();
            let own = if scheme == Scheme::Finicity { Whose::PartnerSecret } else { Whose::DotsWebhook };
            if whose == own {
                continue;
            }
            came.others.retain(|(whose, _)| *whose != own);
            let prefix = if scheme == Scheme::Dots { format!("{ID}.{}.", stamp()) } else { String::new() };
            let message = [prefix.as_bytes(), &came.body.clone()[..]].concat();
            let came = came.signed_with(secret.as_bytes(), &[&message]);
            came.names(&["other-secret"]);
            let Verdict::Mistaken { mistakes, .. } = came.judge() else { panic!() };
            assert_eq!(mistakes, [Mistake::OtherSecret(whose)]);
        }
    }
    // The endpoint of Dots has another one now.
    let mut came = Came::dots().secret("whsec_bmV3LXNlY3JldA==");
    came.others = vec![(Whose::Previous, Secret::new(WHSEC))];
    came.names(&["other-secret"]);
}

#[test]
fn a_webhook_of_another_provider() {
    let mut came = Came::dots();
    came.scheme = Scheme::Finicity;
    came.names(&["other-provider"]);
    came = came.secret(PARTNER);
    came.others = vec![(Whose::AppKey, Secret::new("app-key")), (Whose::DotsWebhook, Secret::new(WHSEC))];
    came.names(&["other-provider"]);
    let mut came = Came::finicity().secret(WHSEC);
    came.scheme = Scheme::Dots;
    came.others = vec![(Whose::PartnerSecret, Secret::new(PARTNER))];
    came.names(&["other-provider"]);
}

#[test]
fn the_header_that_stands_for_a_signature() {
    let (name, value) = ("x-webhook-key", "Synthetic-and-long-enough");
    let body = br#"{"eventType":"USER_LIABILITIES_CONNECTED","userId":"u-1","webhookId":"1768478400000-0"}"#;
    let others = [(Whose::SpinwheelKey, Secret::new("sandbox-spinwheel-key"))];
    let judge = |value: &str, headers: &[(&'static str, &str)], body: &[u8]| {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        diagnose_unsigned(name, &Secret::new(value), &others, &map, body, now())
    };
    let genuine = Genuine {
        event: Some("USER_LIABILITIES_CONNECTED".to_owned()),
        id: Some("1768478400000-0".to_owned()),
        age: Some(0),
        remark: None,
    };
    assert_eq!(judge(value, &[(name, value)], body).unwrap(), Verdict::Genuine(genuine));
    let named = |given: &str, headers: &[(&'static str, &str)], body: &[u8]| match judge(given, headers, body)
        .unwrap()
    {
        Verdict::Mistaken { mistakes, certain: true } => mistakes[0].name(),
        verdict => panic!("{verdict:?}"),
    };
    assert_eq!(named(value, &[], body), "no-header");
    assert_eq!(named(value, &[("x-other", value)], body), "wrong-header");
    assert_eq!(named(value, &[(name, value), (name, value)], body), "header-twice");
    assert_eq!(named(value, &[(name, "\"Synthetic-and-long-enough\"")], body), "header-quotes");
    assert_eq!(named(value, &[(name, "Synthetic-and -long-enough")], body), "header-space");
    assert_eq!(named(value, &[(name, "synthetic-and-long-enough")], body), "other-capitals");
    assert_eq!(named(value, &[(name, "sandbox-spinwheel-key")], body), "other-secret");
    assert_eq!(named(value, &[(name, "something-else")], body), "other-value");
    assert_eq!(named(&format!(" {value}"), &[(name, value)], body), "secret-space");
    assert_eq!(named(&format!("\"{value}\""), &[(name, value)], body), "secret-quotes");
    assert_eq!(named(value, &[(name, value)], b"{}"), "unreadable");
    assert!(judge("short", &[], body).is_err());
}
