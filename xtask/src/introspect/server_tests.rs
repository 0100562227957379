//! The comparison with a server that runs: the simulated DebtCore.

use std::time::Duration;

use http::Request;
use serde_json::Value;
use verify_core::{BaseUrl, Exchange, ReqwestTransport, Transport};
use verify_sandbox::{DebtCore, Sandbox};

use super::{Arguments, run};
use crate::codegen::SCHEMA;
use crate::fixture::Fixture;

/// Our schema as it is, not a part of it.
const OURS: &str = include_str!("../../../crates/spinwheel-gql/schema.graphql");

/// A token as a partner gets one.
async fn token(debtcore: &DebtCore) -> String {
    let url = format!("{}/{}/oauth2/v2.0/token", debtcore.authority(), debtcore.tenant_id());
    let form = [
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", debtcore.client_id()),
        ("client_secret", debtcore.client_secret()),
        ("scope", debtcore.scope().replace(':', "%3A").replace('/', "%2F")),
    ];
    let form: Vec<_> = form.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::post(&url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.join("&").into())
        .unwrap();
    let base = url.parse::<BaseUrl>().unwrap();
    let transport = ReqwestTransport::new(&[base], Duration::from_secs(5)).unwrap();
    let answer = transport.send(request, &Exchange::new("token", false)).await.unwrap();
    let answer: Value = serde_json::from_slice(answer.body()).unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

/// What the command says about a server, when the given schema is ours.
async fn compare(ours: String, debtcore: &DebtCore, headers: Vec<String>) -> (bool, String) {
    let url = Some(debtcore.endpoint());
    // The command brings its own runtime.
    let said = tokio::task::spawn_blocking(move || {
        let fixture = Fixture::new(&[(SCHEMA, &ours)]);
        let arguments = Arguments { url, file: None, headers, no_additions: false };
        let mut out = Vec::new();
        let same = run(fixture.tree(), &arguments, &mut out).unwrap();
        (same, String::from_utf8(out).unwrap())
    });
    said.await.unwrap()
}

#[tokio::test]
async fn the_simulator_has_our_schema_and_a_change_of_ours_shows() {
    let sandbox = Sandbox::start().await.unwrap();
    let debtcore = sandbox.tenant("introspect").debtcore();
    let headers = vec![format!("Authorization: Bearer {}", token(&debtcore).await)];
    let (same, text) = compare(OURS.to_owned(), &debtcore, headers.clone()).await;
    assert!(same && text.starts_with("introspect: no difference"), "{text}");
    let changed = OURS.replacen("hasNextPage: Boolean!", "hasNextPage: Boolean", 1);
    let (same, text) = compare(changed, &debtcore, headers).await;
    assert!(!same);
    let said = "  differs     PageInfo.hasNextPage: Boolean here, Boolean! there\nintrospect: 1 difference\n";
    assert_eq!(text, said);
}

#[tokio::test]
async fn a_server_that_refuses_is_named_so() {
    let sandbox = Sandbox::start().await.unwrap();
    let debtcore = sandbox.tenant("introspect").debtcore();
    let (same, text) = compare(OURS.to_owned(), &debtcore, Vec::new()).await;
    assert!(!same && text.starts_with("--url: the server refuses: "), "no token: {text}");
    let headers = vec![format!("Authorization: Bearer {}", token(&debtcore).await)];
    debtcore.choose(|choices| choices.introspection = false);
    let (same, text) = compare(OURS.to_owned(), &debtcore, headers).await;
    assert!(!same && text.starts_with("--url: the server refuses: "), "introspection is off: {text}");
    assert!(text.contains("or compare with a --file"), "{text}");
}
