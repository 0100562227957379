//! The clients that the configuration makes, and where they look.

use std::time::Duration;

use super::configured::way;
use super::live::Live;
use super::reach::Address;
use super::subject::Subject;
use super::surroundings::Surroundings;

/// Longer is not waited for.
const DEADLINE: Duration = Duration::from_secs(20);

/// One of each provider.
#[derive(Debug)]
pub(super) enum Client {
    Spinwheel(spinwheel_connect::Client),
    Finicity(finicity_connect::Client),
    Dots(dots_users::Client),
    /// And whether it fetches its tokens.
    DebtCore(spinwheel_gql::Client, bool),
    /// And whether it logs in.
    Signzy(signzy_link::Client, bool),
}

/// Where the provider lives in this environment; `None` if it has none of this name.
pub(super) fn addresses(subject: &Subject, live: Live, around: &Surroundings) -> Option<Vec<Address>> {
    let hosts = subject.hosts_of(live)?.iter();
    let known = |(what, url): &(&str, &str)| {
        let host = url.split('/').nth(2).unwrap_or_default();
        Address::new(format!("{host} ({what})"), *url)
    };
    if subject.krate != "spinwheel-gql" {
        return Some(hosts.map(known).collect());
    }
    // The endpoint is the value of a variable, and is not shown.
    let endpoint = Address::new("the endpoint in DEBTCORE_ENDPOINT", around.text("DEBTCORE_ENDPOINT"));
    let endpoint = endpoint.perhaps_here();
    let fetches = !around.is_set("DEBTCORE_TOKEN");
    Some(std::iter::once(endpoint).chain(hosts.filter(|_| fetches).map(known)).collect())
}

/// The client; what is wrong with the configuration is said in the crate's own words, which hold no value.
pub(super) fn client(
    subject: &Subject,
    addresses: &[Address],
    around: &Surroundings,
) -> Result<Client, String> {
    let url = |index: usize| addresses.get(index).map_or("", |address| address.url.as_str());
    match subject.krate {
        "spinwheel-connect" => spinwheel([url(0), url(1)], around).map_err(|error| error.to_string()),
        "finicity-connect" => finicity(url(0), around).map_err(|error| error.to_string()),
        "dots-users" => dots(url(0), around).map_err(|error| error.to_string()),
        "spinwheel-gql" => debtcore([url(0), url(1)], around).map_err(|error| error.to_string()),
        _ => signzy(url(0), subject, around).map_err(|error| error.to_string()),
    }
}

fn spinwheel(
    [standard, secure]: [&str; 2],
    around: &Surroundings,
) -> Result<Client, spinwheel_connect::Error> {
    let environment = spinwheel_connect::Environment::custom(standard, secure)?;
    let client = spinwheel_connect::Client::new(environment, around.text("SPINWHEEL_SECRET_KEY"))?;
    Ok(Client::Spinwheel(client.with_deadline(DEADLINE)))
}

fn finicity(url: &str, around: &Surroundings) -> Result<Client, finicity_connect::Error> {
    let partner = finicity_connect::Partner::new(
        finicity_connect::PartnerId::new(around.text("FINICITY_PARTNER_ID"))?,
        around.text("FINICITY_PARTNER_SECRET"),
        around.text("FINICITY_APP_KEY"),
    );
    let client = finicity_connect::Client::new(finicity_connect::Environment::custom(url)?, partner)?;
    Ok(Client::Finicity(client.with_deadline(DEADLINE)))
}

fn dots(url: &str, around: &Surroundings) -> Result<Client, dots_users::Error> {
    let keys = dots_users::Keys::new(
        dots_users::ClientId::new(around.text("DOTS_CLIENT_ID"))?,
        around.text("DOTS_API_KEY"),
    );
    let client = dots_users::Client::new(dots_users::Environment::custom(url)?, keys)?;
    Ok(Client::Dots(client.with_deadline(DEADLINE)))
}

fn debtcore([endpoint, authority]: [&str; 2], around: &Surroundings) -> Result<Client, spinwheel_gql::Error> {
    let token = around.text("DEBTCORE_TOKEN");
    let fetches = token.is_empty();
    let access: spinwheel_gql::Access = if fetches {
        let credentials = spinwheel_gql::ClientCredentials::new(
            spinwheel_gql::TenantId::new(around.text("DEBTCORE_TENANT_ID"))?,
            spinwheel_gql::ClientId::new(around.text("DEBTCORE_CLIENT_ID"))?,
            around.text("DEBTCORE_CLIENT_SECRET"),
            around.text("DEBTCORE_SCOPE"),
        );
        credentials.into()
    } else {
        spinwheel_gql::Access::Token(token.into())
    };
    let mut builder = spinwheel_gql::Client::builder(endpoint.parse()?, access);
    if !authority.is_empty() {
        builder = builder.authority(authority.parse()?);
    }
    Ok(Client::DebtCore(builder.build()?.with_deadline(DEADLINE), fetches))
}

fn signzy(url: &str, subject: &Subject, around: &Surroundings) -> Result<Client, signzy_link::Error> {
    let by_token = way(subject, around).is_some_and(|way| way.contains(&"SIGNZY_TOKEN"));
    let access = if by_token {
        signzy_link::Access::token(around.text("SIGNZY_TOKEN"))
    } else {
        signzy_link::Access::login(around.text("SIGNZY_USERNAME"), around.text("SIGNZY_PASSWORD"))
    };
    let environment = signzy_link::Environment::custom(url)?;
    let mut builder = signzy_link::Client::builder(environment, access);
    for (variable, login) in [("SIGNZY_SEND_LINK_PATH", false), ("SIGNZY_LOGIN_PATH", true)] {
        let path = around.text(variable);
        builder = match (path.is_empty(), login) {
            (true, _) => builder,
            (false, false) => builder.send_link_path(path),
            (false, true) => builder.login_path(path),
        };
    }
    Ok(Client::Signzy(builder.build()?.with_deadline(DEADLINE), !by_token))
}
