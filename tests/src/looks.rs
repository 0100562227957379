//! The way to the simulated Signzy, with a person who acts between two questions about a link.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use tokio::sync::watch;
use verify_core::{Exchange, ReqwestTransport, Transport, TransportError};
use verify_sandbox::Sandbox;
use verify_sandbox::signzy::{OpenedBy, SentLink};

type Act = (u64, SentLink, OpenedBy);

/// Carries requests over real TCP, and counts those about a link. Clones are the same.
#[derive(Debug, Clone)]
pub struct Looks(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    tcp: ReqwestTransport,
    begun: Mutex<u64>,
    answered: watch::Sender<u64>,
    act: Mutex<Option<Act>>,
}

impl Looks {
    /// To any tenant of the sandbox.
    pub fn new(sandbox: &Sandbox) -> Self {
        let host = sandbox.base_url().parse().unwrap();
        let tcp = ReqwestTransport::new(&[host], Duration::from_mins(1)).unwrap();
        let answered = watch::Sender::new(0);
        Self(Arc::new(Shared { tcp, begun: Mutex::default(), answered, act: Mutex::default() }))
    }

    /// Counts anew; the person opens the link just before the request of this number.
    pub fn open_before(&self, number: u64, link: SentLink, by: OpenedBy) {
        *self.0.begun.lock().unwrap() = 0;
        *self.0.act.lock().unwrap() = Some((number, link, by));
    }

    /// Waits until so many have been answered.
    pub async fn answered(&self, count: u64) {
        self.0.answered.subscribe().wait_for(|answered| *answered >= count).await.unwrap();
    }
}

impl Shared {
    fn begin(&self) {
        let mut begun = self.begun.lock().unwrap();
        *begun += 1;
        let mut act = self.act.lock().unwrap();
        if let Some((_, link, by)) = act.take_if(|(number, ..)| *number == *begun) {
            link.open(by, None).unwrap();
        }
    }
}

#[async_trait]
impl Transport for Looks {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let is_look = exchange.operation() == "check_link";
        if is_look {
            self.0.begin();
        }
        let answer = self.0.tcp.send(request, exchange).await;
        self.0.answered.send_modify(|answered| *answered += u64::from(is_look));
        answer
    }
}
