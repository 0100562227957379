//! The application over TCP, the providers it talks to, and a browser in front of it.

#![allow(clippy::panic)] // In helpers, outside of test functions.

mod browser;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use onboarding::{App, Bank, MemoryStore, Providers, Session, Store, Verification, router};
use spinwheel_connect::Clock;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use verify_sandbox::finicity::Step;
use verify_sandbox::{Delivery, Fault, FaultKind, ManualClock, Sandbox, Tenant};

pub(crate) use browser::{Browser, post};

pub(crate) const PHONE: &str = "+12025550143";
pub(crate) const BIRTH_DATE: &str = "1990-01-01";
const FINBANK: u64 = 101_732;

/// The application, which can be stopped and started again, and its world. One clock for all, which stands still.
pub(crate) struct Stage {
    _sandbox: Sandbox,
    pub(crate) tenant: Tenant,
    pub(crate) clock: ManualClock,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) providers: Providers,
    pub(crate) address: SocketAddr,
    app: Option<Arc<App>>,
    ids: Arc<AtomicU32>,
    /// It stays open from one run of the program to the next: nobody else can take the port meanwhile.
    listener: std::net::TcpListener,
    server: JoinHandle<()>,
}

/// What the environment of the application holds.
pub(crate) fn variable(tenant: &Tenant, name: &str) -> Option<String> {
    let (spinwheel, dots) = (tenant.spinwheel(), tenant.dots());
    let (signzy, finicity) = (tenant.signzy(), tenant.finicity());
    Some(match name {
        "SPINWHEEL_SECRET_KEY" => spinwheel.api_key(),
        "SPINWHEEL_BASE_URL" => spinwheel.base_url(),
        "SPINWHEEL_SECURE_BASE_URL" => spinwheel.secure_base_url(),
        "DOTS_CLIENT_ID" => dots.client_id(),
        "DOTS_API_KEY" => dots.api_key(),
        "DOTS_BASE_URL" => dots.base_url(),
        "DOTS_WEBHOOK_SECRET" => dots.webhook_secret(),
        "SIGNZY_TOKEN" => signzy.static_token(),
        "SIGNZY_SEND_LINK_PATH" => signzy.send_link_path().to_owned(),
        "SIGNZY_BASE_URL" => signzy.base_url(),
        "FINICITY_PARTNER_ID" => finicity.partner_id(),
        "FINICITY_PARTNER_SECRET" => finicity.partner_secret(),
        "FINICITY_APP_KEY" => finicity.app_key(),
        "FINICITY_BASE_URL" => finicity.base_url(),
        _ => return None,
    })
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let time: Arc<dyn Clock> = Arc::new(clock.clone());
        let providers = Providers::from_environment(|name| variable(&tenant, name), &time).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        tenant.dots().set_webhook_url(&format!("http://{address}/webhooks/dots")).unwrap();
        let (store, ids) = (Arc::new(MemoryStore::default()), Arc::new(AtomicU32::new(1)));
        let (server, app) = (tokio::spawn(async {}), None);
        let mut stage =
            Self { _sandbox: sandbox, tenant, clock, store, providers, address, app, ids, listener, server };
        stage.serve();
        stage
    }

    /// With a browser that was here before, so that it has a session.
    pub(crate) async fn with_browser() -> (Self, Browser) {
        let stage = Self::new().await;
        let mut browser = stage.browser();
        assert_eq!(browser.get("/").await.notice(), "welcome");
        (stage, browser)
    }

    /// With somebody who was verified by Spinwheel.
    pub(crate) async fn verified() -> (Self, Browser) {
        let (stage, mut browser) = Self::with_browser().await;
        assert_eq!(browser.start(PHONE).await.notice(), "code-sent");
        assert_eq!(browser.check(&stage.code()).await.notice(), "verified");
        (stage, browser)
    }

    fn serve(&mut self) {
        let listener = TcpListener::from_std(self.listener.try_clone().unwrap()).unwrap();
        let app = Arc::new(self.app_by(&self.clock));
        self.app = Some(Arc::clone(&app));
        self.server = tokio::spawn(async move {
            app.work_on().await;
            let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
    }

    /// The application by another clock: the providers and their clients go on by the stage's.
    pub(crate) fn app_by(&self, clock: &ManualClock) -> App {
        let ids = Arc::clone(&self.ids);
        let new_id = move || io::Result::Ok(format!("person-{}", ids.fetch_add(1, Ordering::Relaxed)));
        let store: Arc<dyn Store> = Arc::<MemoryStore>::clone(&self.store);
        let (clock, url) = (Arc::new(clock.clone()), format!("http://{}", self.address));
        App::new(self.providers.clone(), store, clock, Box::new(new_id), url)
    }

    /// The application itself.
    pub(crate) fn app(&self) -> &App {
        self.app.as_deref().unwrap()
    }

    /// Ends the program, and starts it with what is on its disk.
    pub(crate) async fn restart(&mut self) {
        self.server.abort();
        let _ = (&mut self.server).await;
        self.store = Arc::new(MemoryStore::from_bytes(&self.store.to_bytes().unwrap()).unwrap());
        self.serve();
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// The code in the last text.
    pub(crate) fn code(&self) -> String {
        self.tenant.outbox().latest_code_for(PHONE).unwrap()
    }

    pub(crate) fn wrong_code(&self) -> &'static str {
        if self.code() == "000001" { "000002" } else { "000001" }
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// How many requests the sandbox has got for an operation, as in `dots.create_user`.
    pub(crate) fn saw(&self, operation: &str) -> u64 {
        self.tenant.journal().requests(operation)
    }

    pub(crate) fn texts(&self) -> usize {
        self.tenant.outbox().len()
    }

    /// What goes wrong with an operation from now on.
    pub(crate) fn fault(&self, operation: &str, kind: FaultKind) {
        self.tenant.faults().arm(Fault::new(operation, kind)).unwrap().keep();
    }

    /// The only session there is.
    pub(crate) fn session(&self) -> Session {
        let all = serde_json::from_slice::<serde_json::Value>(&self.store.to_bytes().unwrap()).unwrap();
        let sessions = all["sessions"].as_object().unwrap();
        assert_eq!(sessions.len(), 1);
        serde_json::from_value(sessions.values().next().unwrap().clone()).unwrap()
    }

    /// By whom the person was verified, and as whom.
    pub(crate) fn verified_as(&self) -> Option<(String, String)> {
        match self.session().verification {
            Verification::Verified { provider, id } => Some((provider, id)),
            _ => None,
        }
    }

    pub(crate) fn is_connected(&self) -> bool {
        matches!(self.session().bank, Bank::Connected(_))
    }

    /// Waits until the application has worked on everything that it was told.
    pub(crate) async fn settled(&self) {
        while !self.store.pending().is_empty() {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until the application was told by this one of Dots' messages, and has worked on it. To count deliveries does not do:
    /// an earlier message may still be on its way.
    pub(crate) async fn heard(&self, message: &str) {
        let is_it = |delivery: &Delivery| {
            let mut headers = delivery.headers.iter();
            delivery.is_acknowledged() && headers.any(|(name, value)| name == "svix-id" && value == message)
        };
        let mut deliveries = self.tenant.webhooks().deliveries();
        while !deliveries.iter().any(is_it) {
            deliveries = self.tenant.webhooks().wait(deliveries.len() + 1).await;
        }
        self.settled().await;
    }

    /// The person shares all accounts on Finicity's page; how many events that makes, the ping left out.
    pub(crate) fn connect(&self, link: &str) -> usize {
        let session = self.tenant.finicity().open(link).unwrap();
        session.choose(FINBANK).unwrap();
        let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else {
            panic!("no accounts")
        };
        session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
        session.done().unwrap();
        // started, institutionSupported, adding, discovered, added, done
        6
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.tenant.double_sends(), [], "a text was sent twice");
        }
    }
}
