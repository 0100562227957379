//! The receiver against the sandbox, over TCP: the sandbox signs, repeats, reorders and waits as Finicity does.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use connecting::{Customer, Journal, Progress, router};
use finicity_connect::webhook::Receiver;
use finicity_connect::{
    Client, CreateTestingCustomer, CustomerId, Environment, GenerateConnectUrl, Partner, Secret, Username,
    Webhook,
};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;
use verify_sandbox::finicity::{ConnectSession, Step, WebhookOrder};
use verify_sandbox::{Sandbox, Tenant};
use verify_testkit::ManualClock;

/// Connections that wait to be accepted.
const BACKLOG: u32 = 128;

/// The program: it can be stopped and started again.
struct Program {
    address: SocketAddr,
    file: PathBuf,
    secret: Secret,
    running: Option<(Arc<Journal>, JoinHandle<()>)>,
    /// While it does not run. Bound and not listening: nobody else can take the port meanwhile.
    stopped: Option<TcpSocket>,
}

impl Program {
    async fn start(folder: &Path, tenant: &Tenant) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let secret = Secret::new(tenant.finicity().partner_secret());
        let mut program = Self { address, file: folder.join("events"), secret, running: None, stopped: None };
        program.serve(listener);
        program
    }

    fn serve(&mut self, listener: TcpListener) {
        let journal = Arc::new(Journal::open(&self.file).unwrap());
        let app = router(Receiver::new([self.secret.clone()]).unwrap(), Arc::clone(&journal));
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        self.running = Some((journal, server));
    }

    async fn stop(&mut self) {
        let (_, server) = self.running.take().unwrap();
        server.abort();
        let _ = server.await;
        let socket = TcpSocket::new_v4().unwrap();
        // What the port was used for before does not keep it.
        #[cfg(unix)]
        socket.set_reuseaddr(true).unwrap();
        socket.bind(self.address).unwrap();
        self.stopped = Some(socket);
    }

    fn start_again(&mut self) {
        let listener = self.stopped.take().unwrap().listen(BACKLOG).unwrap();
        self.serve(listener);
    }

    fn journal(&self) -> &Journal {
        &self.running.as_ref().unwrap().0
    }

    fn knows(&self, customer: &CustomerId) -> Customer {
        Customer::of(&self.journal().events_of(customer))
    }

    fn webhook(&self) -> Webhook {
        Webhook::new(format!("http://{}/webhooks/finicity", self.address)).unwrap()
    }
}

struct World {
    tenant: Tenant,
    clock: ManualClock,
    client: Client,
    program: Program,
    customer: CustomerId,
    _sandbox: Sandbox,
    _folder: tempfile::TempDir,
}

impl World {
    async fn start() -> Self {
        let clock = ManualClock::frozen().skipping_pauses();
        let sandbox = Sandbox::builder().clock(clock.clone()).start().await.unwrap();
        let tenant = sandbox.default_tenant();
        let finicity = tenant.finicity();
        let partner = Partner::new(
            finicity.partner_id().parse().unwrap(),
            finicity.partner_secret(),
            finicity.app_key(),
        );
        let environment = Environment::custom(&finicity.base_url()).unwrap();
        let client = Client::builder(environment, partner).clock(clock.clone()).build().unwrap();
        let username = Username::new("customer-17").unwrap();
        let customer =
            client.create_testing_customer(&CreateTestingCustomer::new(username)).await.unwrap().id;
        let folder = tempfile::tempdir().unwrap();
        let program = Program::start(folder.path(), &tenant).await;
        Self { tenant, clock, client, program, customer, _sandbox: sandbox, _folder: folder }
    }

    async fn open(&self) -> ConnectSession {
        let request = GenerateConnectUrl::new(self.customer.clone()).webhook(self.program.webhook());
        let link = self.client.generate_connect_url(&request).await.unwrap();
        self.tenant.finicity().open(link.expose()).unwrap()
    }

    /// Waits until every event of the finished session was sent at least once.
    async fn settled(&self, attempts: usize) {
        self.tenant.webhooks().wait(attempts).await;
    }
}

/// The customer connects all accounts of the test user; the number of events that makes, ping left out.
fn connect(session: &ConnectSession) -> usize {
    session.search("finbank").unwrap();
    session.choose(101_732).unwrap();
    let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else { return 0 };
    session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
    session.done().unwrap();
    // started, institutionSupported, adding, discovered, added, done
    6
}

fn accounts_in_sandbox(world: &World) -> Vec<String> {
    let mut ids: Vec<_> = world
        .tenant
        .finicity()
        .accounts(world.customer.as_str())
        .into_iter()
        .map(|account| account.id)
        .collect();
    ids.sort();
    ids
}

fn assert_connected(world: &World) {
    let known = world.program.knows(&world.customer);
    assert_eq!(known.progress, Progress::Connected);
    let ids: Vec<_> = known.accounts.iter().map(|id| id.as_str().to_owned()).collect();
    assert_eq!(ids, accounts_in_sandbox(world));
    assert!(!ids.is_empty());
}

#[tokio::test]
async fn a_session_is_followed_from_the_first_event_to_the_last() {
    let world = World::start().await;
    let events = connect(&world.open().await);
    let done = world.tenant.webhooks().wait_for("done").await.unwrap();
    assert_eq!((done.event, done.attempt), ("done", 1));
    assert_connected(&world);
    assert_eq!(world.program.journal().len(), events, "the ping is not an event of the customer");
}

#[tokio::test]
async fn the_same_event_twice_counts_once() {
    let world = World::start().await;
    let events = connect(&world.open().await);
    world.settled(1 + events).await;
    let deliveries = world.tenant.webhooks().deliveries();
    for delivery in &deliveries {
        world.tenant.webhooks().resend(delivery.id).unwrap();
    }
    world.settled(2 * deliveries.len()).await;
    assert!(world.tenant.webhooks().deliveries().iter().all(verify_sandbox::Delivery::is_acknowledged));
    assert_eq!(world.program.journal().len(), events);
    assert_connected(&world);
}

#[tokio::test]
async fn the_order_of_arrival_does_not_matter() {
    let world = World::start().await;
    world.tenant.finicity().choose(|choices| choices.webhook_order = WebhookOrder::AtOnce);
    let events = connect(&world.open().await);
    world.settled(1 + events).await;
    assert_connected(&world);

    let mut events = world.program.journal().events_of(&world.customer);
    let expected = Customer::of(&events);
    for _ in 0..events.len() {
        events.rotate_left(1);
        assert_eq!(Customer::of(&events), expected);
    }
    events.reverse();
    assert_eq!(Customer::of(&events), expected);
}

#[tokio::test]
async fn a_restart_loses_nothing() {
    let mut world = World::start().await;
    let session = world.open().await;
    session.search("finbank").unwrap();
    session.choose(101_732).unwrap();
    world.settled(3).await;
    world.program.stop().await;

    let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else { return };
    session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
    session.done().unwrap();
    world.settled(7).await;
    assert_eq!(world.tenant.webhooks().acknowledged(), 3, "nobody listens");
    // Each of the other four waits for its next attempt.
    world.clock.wait_for_sleepers(4).await;

    world.program.start_again();
    assert_eq!(world.program.journal().len(), 2, "what was acknowledged is there");
    world.clock.advance(Duration::from_hours(2));
    world.settled(11).await;
    assert_eq!(world.tenant.webhooks().acknowledged(), 7);
    assert_connected(&world);
}

#[tokio::test]
async fn while_nobody_listens_no_link_is_made() {
    let mut world = World::start().await;
    let webhook = world.program.webhook();
    world.program.stop().await;
    let request = GenerateConnectUrl::new(world.customer.clone()).webhook(webhook);
    let error = world.client.generate_connect_url(&request).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
}
