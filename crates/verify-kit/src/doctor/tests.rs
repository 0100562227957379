//! Checks of providers, against a sandbox in this process.

use verify_sandbox::{Fault, FaultKind, Sandbox, Tenant};
use verify_testkit::{ManualClock, Script, SentRequest};

use super::clients::{Client, client};
use super::finding::{Finding, Level};
use super::live::Live;
use super::login;
use super::reach::Address;
use super::subject::{SUBJECTS, Subject};
use super::surroundings::Surroundings;

fn subject(krate: &str) -> &'static Subject {
    SUBJECTS.iter().find(|subject| subject.krate == krate).unwrap()
}

/// The credentials of a tenant, as the variables they are read from.
fn variables(tenant: &Tenant) -> Vec<(&'static str, String)> {
    let (spinwheel, finicity, dots) = (tenant.spinwheel(), tenant.finicity(), tenant.dots());
    let (debtcore, signzy) = (tenant.debtcore(), tenant.signzy());
    vec![
        ("SPINWHEEL_SECRET_KEY", spinwheel.api_key()),
        ("FINICITY_PARTNER_ID", finicity.partner_id()),
        ("FINICITY_PARTNER_SECRET", finicity.partner_secret()),
        ("FINICITY_APP_KEY", finicity.app_key()),
        ("DOTS_CLIENT_ID", dots.client_id()),
        ("DOTS_API_KEY", dots.api_key()),
        ("DEBTCORE_ENDPOINT", debtcore.endpoint()),
        ("DEBTCORE_TENANT_ID", debtcore.tenant_id()),
        ("DEBTCORE_CLIENT_ID", debtcore.client_id()),
        ("DEBTCORE_CLIENT_SECRET", debtcore.client_secret()),
        ("DEBTCORE_SCOPE", debtcore.scope()),
        ("SIGNZY_USERNAME", signzy.username()),
        ("SIGNZY_PASSWORD", signzy.password()),
        ("SIGNZY_SEND_LINK_PATH", "/sandbox/send-link".to_owned()),
        ("SIGNZY_LOGIN_PATH", "/sandbox/login".to_owned()),
    ]
}

fn urls(tenant: &Tenant, krate: &str) -> Vec<String> {
    match krate {
        "spinwheel-connect" => vec![tenant.spinwheel().base_url(), tenant.spinwheel().secure_base_url()],
        "finicity-connect" => vec![tenant.finicity().base_url()],
        "dots-users" => vec![tenant.dots().base_url()],
        "spinwheel-gql" => vec![tenant.debtcore().endpoint(), tenant.debtcore().authority()],
        _ => vec![tenant.signzy().base_url()],
    }
}

/// A client of the tenant, with this in place of one of its credentials.
fn client_of(tenant: &Tenant, krate: &str, other: Option<(&str, &str)>) -> Client {
    let mut owned = variables(tenant);
    for (name, value) in &mut owned {
        if let Some((_, wrong)) = other.filter(|(wrong, _)| wrong == name) {
            wrong.clone_into(value);
        }
    }
    let borrowed: Vec<_> = owned.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let around = Surroundings::of(&borrowed, ManualClock::frozen());
    let address = |url| Address::new("", url);
    let addresses: Vec<_> = urls(tenant, krate).into_iter().map(address).collect();
    client(subject(krate), &addresses, &around).unwrap()
}

async fn tried(tenant: &Tenant, krate: &str, other: Option<(&str, &str)>) -> Finding {
    login::check(&client_of(tenant, krate, other), "It").await.unwrap()
}

#[tokio::test]
async fn right_credentials_are_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.default_tenant();
    for subject in &SUBJECTS {
        let finding = tried(&tenant, subject.krate, None).await;
        assert_eq!((finding.level, finding.says.as_str()), (Level::Ok, "It accepts the credentials"));
        assert_eq!(tenant.outbox().len(), 0);
    }
}

#[tokio::test]
async fn wrong_ones_are_a_problem_and_tried_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.default_tenant();
    for (krate, variable) in [
        ("spinwheel-connect", "SPINWHEEL_SECRET_KEY"),
        ("finicity-connect", "FINICITY_PARTNER_SECRET"),
        ("dots-users", "DOTS_API_KEY"),
        ("spinwheel-gql", "DEBTCORE_CLIENT_SECRET"),
        ("signzy-link", "SIGNZY_PASSWORD"),
    ] {
        let before = tenant.journal().total_requests();
        let finding = tried(&tenant, krate, Some((variable, "another-1-of-them"))).await;
        assert_eq!((finding.level, finding.credentials), (Level::Problem, true), "{krate}: {}", finding.says);
        assert_eq!(tenant.journal().total_requests() - before, 1, "{krate}");
    }
    assert_eq!(tenant.finicity().wrong_logins(), 1);
}

#[tokio::test]
async fn who_cannot_say_is_no_problem_of_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.default_tenant();
    let fault = Fault::new("debtcore.token", FaultKind::InvalidJson);
    let _armed = tenant.faults().arm(fault).unwrap();
    let finding = tried(&tenant, "spinwheel-gql", None).await;
    assert_eq!(finding.level, Level::Warning, "{}", finding.says);
}

/// What stands in front of an API refuses, too, and knows nothing of credentials.
#[tokio::test]
async fn a_door_that_is_shut_tells_nothing_of_credentials() {
    let operations = [
        "spinwheel.retrieve_user",
        "finicity.authenticate",
        "dots.retrieve_user",
        "debtcore.token",
        "signzy.login",
    ];
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.default_tenant();
    for operation in operations {
        let subject = SUBJECTS.iter().find(|subject| operation.starts_with(subject.in_sandbox)).unwrap();
        let _shut = tenant.faults().arm(Fault::new(operation, FaultKind::Status(403))).unwrap();
        let finding = tried(&tenant, subject.krate, None).await;
        assert_ne!(finding.level, Level::Ok, "{operation}: {finding:?}");
    }
}

#[tokio::test]
async fn a_login_that_could_do_harm_has_to_be_asked_for() {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.default_tenant();
    let held_back = |asked_for: bool, findings: &[Finding]| -> Vec<&str> {
        let all = SUBJECTS.iter().map(|one| one.krate);
        let reason =
            |krate: &str| login::reason_not_to(&client_of(&tenant, krate, None), asked_for, findings);
        all.filter(|krate| reason(krate).is_some()).collect()
    };
    assert_eq!(held_back(false, &[]), ["finicity-connect", "signzy-link"]);
    assert!(held_back(true, &[]).is_empty());
    let odd = Finding::warning("form", "It is odd", "look").of_credentials(true);
    assert_eq!(held_back(true, &[odd]), ["finicity-connect", "signzy-link"]);
    let other = Finding::warning("reachability", "It is slow", "wait");
    assert!(held_back(true, &[other]).is_empty());
}

/// Where a real client of this environment sends its requests.
async fn sends_to(krate: &str, live: Live) -> Vec<String> {
    let script = Script::new();
    let hear = |operation: &str| {
        script.on(operation).answer(404, "{}");
    };
    match krate {
        "spinwheel-connect" => {
            use spinwheel_connect::{
                Client, Environment, RetrieveUser, RetrieveUserUnmasked, UnmaskedField, UserId,
            };
            let environment =
                if live == Live::Sandbox { Environment::Sandbox } else { Environment::Production };
            let client = Client::builder(environment, "key").transport(script.clone()).build().unwrap();
            let user = UserId::new("u").unwrap();
            hear("retrieve_user");
            hear("retrieve_user_unmasked");
            let _ = client.retrieve_user(&RetrieveUser::new(user.clone())).await;
            let _ =
                client.retrieve_user_unmasked(&RetrieveUserUnmasked::new(user, [UnmaskedField::Ssn])).await;
        }
        "finicity-connect" => {
            use finicity_connect::{Client, Environment, Partner};
            let partner = Partner::new("1".parse().unwrap(), "secret", "key");
            let client =
                Client::builder(Environment::Finicity, partner).transport(script.clone()).build().unwrap();
            hear("authenticate");
            let _ = client.authenticate().await;
        }
        "dots-users" => {
            use dots_users::{Client, Environment, Keys, RetrieveUser, UserId};
            let environment =
                if live == Live::Sandbox { Environment::Sandbox } else { Environment::Production };
            let keys = Keys::new("pk".parse().unwrap(), "sk");
            let client = Client::builder(environment, keys).transport(script.clone()).build().unwrap();
            hear("retrieve_user");
            let _ = client.retrieve_user(&RetrieveUser::new(UserId::new("u").unwrap())).await;
        }
        "spinwheel-gql" => {
            use spinwheel_gql::{Client, ClientCredentials};
            let credentials = ClientCredentials::new(
                "t".parse().unwrap(),
                "c".parse().unwrap(),
                "secret",
                "api://x/.default",
            );
            let builder =
                Client::builder("https://debtcore.example.com/graphql".parse().unwrap(), credentials);
            let client = builder.transport(script.clone()).build().unwrap();
            hear("fetch_token");
            let _ = client.fetch_token().await;
        }
        _ => {
            use signzy_link::{Access, CheckLink, Client, Environment, RequestId, SessionId};
            let environment =
                if live == Live::Production { Environment::Production } else { Environment::PreProduction };
            let builder = Client::builder(environment, Access::token("token")).send_link_path("/send");
            let client = builder.transport(script.clone()).build().unwrap();
            hear("check_link");
            let (request, session) = (RequestId::new("r").unwrap(), SessionId::new("s").unwrap());
            let _ = client.check_link(&CheckLink::new(request, session)).await;
        }
    }
    script.requests().iter().map(SentRequest::http).map(|sent| sent.uri().to_string()).collect()
}

#[tokio::test]
async fn the_addresses_are_those_of_the_crates() {
    for subject in &SUBJECTS {
        for live in [Live::Sandbox, Live::PreProduction, Live::Production] {
            let Some(hosts) = subject.hosts_of(live) else { continue };
            let sent = sends_to(subject.krate, live).await;
            assert_eq!(sent.len(), hosts.len(), "{}", subject.krate);
            for ((_, host), sent) in hosts.iter().zip(&sent) {
                assert!(sent.starts_with(&format!("{host}/")), "{}: {host} and {sent}", subject.krate);
            }
        }
    }
}
