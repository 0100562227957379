//! The sign-up as a program.
//!
//! ```sh
//! ONBOARDING_URL=https://app.example.com ONBOARDING_LISTEN=127.0.0.1:8080 cargo run -p onboarding
//! ```
//!
//! The credentials come from the environment too; what is missing is named. It ends at Ctrl-C or SIGTERM, when the requests under
//! way are answered: a request that has asked for a text must not be cut off before it has stored what came of it.

use std::error::Error as StdError;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use onboarding::{App, MemoryStore, Providers, router};
use spinwheel_connect::{Clock, SystemClock};
use tokio::net::TcpListener;

type Failure = Box<dyn StdError + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(io::stderr).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tracing::error!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    let variable = |name: &str| std::env::var(name).ok();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let providers = Providers::from_environment(variable, &clock)?;
    let listen = variable("ONBOARDING_LISTEN").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let stop = stop()?; // before anybody can be under way
    let listener = TcpListener::bind(&listen)
        .await
        .map_err(|failure| format!("ONBOARDING_LISTEN={listen}: {failure}"))?;
    let here = format!("http://{}", listener.local_addr()?);
    let url = variable("ONBOARDING_URL").unwrap_or_else(|| here.clone());
    let app =
        Arc::new(App::new(providers, Arc::new(MemoryStore::default()), clock, Box::new(random_id), url));

    let written_down = Arc::clone(&app); // before a restart
    tokio::spawn(async move { written_down.work_on().await });
    writeln!(io::stdout(), "{here}")?;
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await?;
    Ok(())
}

/// Nobody can guess it: 128 bits from the operating system.
fn random_id() -> io::Result<String> {
    let mut bytes = [0; 16];
    // Without a further dependency, on Unix alone. Elsewhere take the crate `getrandom`.
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

/// Ends at Ctrl-C or SIGTERM. It listens for them from now on, not only when somebody waits for it: before, SIGTERM kills at once.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
