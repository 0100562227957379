//! A thousand callers at once: how many logins the provider counts, and how many calls succeed.

use std::sync::Arc;

use finicity_connect::{BaseUrl, Client, CustomerId, Environment, GetCustomer, Partner};
use measure::Failure;
use serde::Serialize;
use tokio::task::JoinSet;

use crate::plain;
use crate::provider::{Provider, SECRET};

const CALLERS: usize = 1_000;

/// What came of a scene.
#[derive(Serialize)]
pub(crate) struct Scene {
    name: &'static str,
    ours: Counted,
    mutex: Counted,
}

#[derive(Serialize)]
pub(crate) struct Counted {
    logins: usize,
    succeeded: usize,
}

/// Something that calls: it gives one call at a time.
trait Callers {
    fn new(provider: Arc<Provider>, secret_is_right: bool) -> Result<Self, Failure>
    where
        Self: Sized;

    fn call(&self) -> impl Future<Output = bool> + Send + 'static;
}

struct Ours(Client);

impl Callers for Ours {
    fn new(provider: Arc<Provider>, secret_is_right: bool) -> Result<Self, Failure> {
        let secret = if secret_is_right { SECRET } else { "another" };
        let partner = Partner::new("1445585709680".parse()?, secret, "key");
        let address: BaseUrl = "http://127.0.0.1:1".parse()?;
        let client = Client::builder(Environment::Custom(address), partner).transport(provider).build()?;
        Ok(Self(client))
    }

    fn call(&self) -> impl Future<Output = bool> + Send + 'static {
        let client = self.0.clone();
        async move {
            let Ok(id) = CustomerId::new("1005061234") else { return false };
            client.get_customer(&GetCustomer::new(id)).await.is_ok()
        }
    }
}

struct Mutex(Arc<plain::Cache>);

impl Callers for Mutex {
    fn new(provider: Arc<Provider>, secret_is_right: bool) -> Result<Self, Failure> {
        Ok(Self(Arc::new(plain::Cache::new(provider, secret_is_right))))
    }

    fn call(&self) -> impl Future<Output = bool> + Send + 'static {
        let cache = Arc::clone(&self.0);
        async move { cache.call().await }
    }
}

pub(crate) async fn all() -> Result<Vec<Scene>, Failure> {
    Ok(vec![
        Scene { name: "no token yet", ours: first::<Ours>().await?, mutex: first::<Mutex>().await? },
        Scene { name: "token revoked", ours: revoked::<Ours>().await?, mutex: revoked::<Mutex>().await? },
        Scene {
            name: "first caller cancelled",
            ours: cancelled::<Ours>().await?,
            mutex: cancelled::<Mutex>().await?,
        },
        Scene { name: "wrong secret", ours: refused::<Ours>().await?, mutex: refused::<Mutex>().await? },
    ])
}

fn crowd(callers: &impl Callers, count: usize) -> JoinSet<bool> {
    (0..count).map(|_| callers.call()).collect()
}

/// Waits for all; the logins before the scene do not count.
async fn counted(calls: JoinSet<bool>, provider: &Provider, before: usize) -> Counted {
    let succeeded = calls.join_all().await.into_iter().filter(|succeeded| *succeeded).count();
    Counted { logins: provider.logins() - before, succeeded }
}

async fn first<C: Callers>() -> Result<Counted, Failure> {
    let provider = Arc::new(Provider::default());
    let callers = C::new(Arc::clone(&provider), true)?;
    Ok(counted(crowd(&callers, CALLERS), &provider, 0).await)
}

async fn revoked<C: Callers>() -> Result<Counted, Failure> {
    let provider = Arc::new(Provider::default());
    let callers = C::new(Arc::clone(&provider), true)?;
    assert!(callers.call().await, "there is a token");
    provider.revoke();
    Ok(counted(crowd(&callers, CALLERS), &provider, 1).await)
}

async fn cancelled<C: Callers>() -> Result<Counted, Failure> {
    let provider = Arc::new(Provider::default());
    let callers = C::new(Arc::clone(&provider), true)?;
    let first = tokio::spawn(callers.call());
    while provider.logins() == 0 {
        tokio::task::yield_now().await;
    }
    let others = crowd(&callers, CALLERS - 1);
    tokio::task::yield_now().await;
    first.abort();
    Ok(counted(others, &provider, 0).await)
}

async fn refused<C: Callers>() -> Result<Counted, Failure> {
    let provider = Arc::new(Provider::default());
    let callers = C::new(Arc::clone(&provider), false)?;
    Ok(counted(crowd(&callers, CALLERS), &provider, 0).await)
}
