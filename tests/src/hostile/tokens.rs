//! The crates that fetch access tokens, one row each: what the storms of callers run over.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

use verify_core::Error;
use verify_testkit::ManualClock;

use crate::endpoints::{Boxed, Call, call_of};
use crate::{Wire, World};

/// A crate that fetches tokens.
#[derive(Debug, Clone, Copy)]
pub struct TokenCase {
    /// Its name.
    pub krate: &'static str,
    /// The request that fetches a token, as the sandbox names it.
    pub login: &'static str,
    /// The request that callers make, as the sandbox names it.
    pub asked: &'static str,
    /// From this age on a token is renewed while it is in use.
    pub soft: Duration,
    /// From this age on it is not used any more.
    pub hard: Duration,
    /// How often a login is tried that the provider answers with 503.
    pub login_attempts: u64,
    /// The secret that the provider takes.
    pub secret: fn(&World) -> String,
    /// Makes the provider take back the tokens it gave.
    pub revoke: fn(&World),
    /// Makes the provider's tokens run out.
    pub expire: fn(&World),
    /// A client with this clock and secret, over a wire of its own; it has no token yet.
    pub client: fn(World, ManualClock, String) -> Boxed<Party>,
}

/// Gives a client another secret.
type Replace = Box<dyn Fn(&str) -> Result<(), Error> + Send + Sync>;

/// A client: its clones make the same call, and have the same token.
pub struct Party {
    call: Call,
    replace: Replace,
}

impl Party {
    /// The call.
    pub fn call(&self) -> Boxed<Result<(), Error>> {
        (self.call)()
    }

    /// Gives the client another secret.
    pub fn replace_secret(&self, secret: &str) {
        (self.replace)(secret).unwrap();
    }
}

impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Party")
    }
}

/// All of them.
pub fn all() -> [TokenCase; 3] {
    [finicity(), debtcore(), signzy()]
}

fn finicity() -> TokenCase {
    TokenCase {
        krate: "finicity-connect",
        login: "finicity.authenticate",
        asked: "finicity.list_customers",
        soft: finicity_connect::TOKEN_SOFT_AGE,
        hard: finicity_connect::TOKEN_HARD_AGE,
        // Each one may count towards the lock of the account.
        login_attempts: 1,
        secret: |world| world.tenant.finicity().partner_secret(),
        revoke: |world| world.tenant.finicity().revoke_tokens(),
        expire: |world| world.tenant.finicity().expire_tokens(),
        client: |world, clock, secret| {
            Box::pin(async move {
                let builder = World::finicity_builder_with(&world.tenant, &secret).clock(clock);
                let client = builder.transport(Wire::new(&world.tenant)).build().unwrap();
                let call = call_of!(client.clone(), list_customers, finicity_connect::ListCustomers::new());
                Party { call, replace: Box::new(move |secret| client.replace_partner_secret(secret)) }
            })
        },
    }
}

fn debtcore() -> TokenCase {
    // What the sandbox's tokens live; a quarter of it is left for the renewal.
    let life = Duration::from_secs(3599);
    TokenCase {
        krate: "spinwheel-gql",
        login: "debtcore.token",
        asked: "debtcore.credit_reports",
        soft: life / 4 * 3,
        hard: life,
        login_attempts: 3,
        secret: |world| world.tenant.debtcore().client_secret(),
        revoke: |world| world.tenant.debtcore().revoke_tokens(),
        expire: |world| world.tenant.debtcore().expire_tokens(),
        client: |world, clock, secret| {
            Box::pin(async move {
                let builder = World::debtcore_builder_with(&world.tenant, &secret).clock(clock);
                let client = builder.transport(Wire::new(&world.tenant)).build().unwrap();
                let call = call_of!(client.clone(), credit_reports, spinwheel_gql::ListCreditReports::new());
                Party { call, replace: Box::new(move |secret| client.replace_client_secret(secret)) }
            })
        },
    }
}

fn signzy() -> TokenCase {
    let day = Duration::from_hours(24);
    TokenCase {
        krate: "signzy-link",
        login: "signzy.login",
        asked: "signzy.check_link",
        soft: 13 * day,
        hard: 14 * day,
        login_attempts: 3,
        secret: |world| world.tenant.signzy().password(),
        revoke: |world| world.tenant.signzy().revoke_tokens(),
        expire: |world| world.tenant.signzy().expire_tokens(),
        client: |world, clock, password| {
            Box::pin(async move {
                let link = world.signzy_link().await;
                let builder = World::signzy_login_builder(&world.tenant, &password).clock(clock);
                let client = builder.transport(Wire::new(&world.tenant)).build().unwrap();
                let call = call_of!(client.clone(), check_link, signzy_link::CheckLink::of(&link));
                let username = world.tenant.signzy().username();
                Party { call, replace: Box::new(move |new| client.replace_login(username.clone(), new)) }
            })
        },
    }
}

/// The crates whose sources fetch tokens.
pub fn crates_with_tokens() -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let folders = fs::read_dir(crates).unwrap().map(|entry| entry.unwrap());
    let fetches = folders.filter(|folder| names_a_source(&folder.path().join("src")));
    fetches.map(|folder| folder.file_name().into_string().unwrap()).collect()
}

fn names_a_source(place: &Path) -> bool {
    if place.is_dir() {
        return fs::read_dir(place).unwrap().any(|entry| names_a_source(&entry.unwrap().path()));
    }
    fs::read_to_string(place).is_ok_and(|text| text.contains("impl TokenSource for"))
}
