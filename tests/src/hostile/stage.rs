//! One endpoint, ready to be called, and trouble on the way.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpSocket;
use verify_core::Effect;
use verify_sandbox::Fault;

use super::raw::{Manner, Raw};
use super::{Hostility, Road, Trouble};
use crate::World;
use crate::endpoints::{Call, EndpointCase};
use crate::faults::{Observed, observe};

/// A name that no resolver has to be asked for: its first label is longer than labels can be.
const NOBODY: &str = "http://nobody-nobody-nobody-nobody-nobody-nobody-nobody-nobody-nobody-nobody.invalid";

/// A world in which the call would succeed.
pub struct Stage {
    case: EndpointCase,
    world: World,
    road: Road,
    call: Call,
}

impl Stage {
    /// Readies the endpoint in a world of its own.
    pub async fn set(case: &EndpointCase) -> Self {
        let road = Road::new();
        let world = World::on(&road).await;
        let call = (case.prepare)(world.clone()).await;
        Self { case: *case, world, road, call }
    }

    /// The world.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Makes the call with this trouble on its way, as often as it is tried.
    pub async fn strike(&self, trouble: &Trouble) -> Observed {
        match trouble {
            Trouble::Sandbox(fault) => {
                let fault = Fault::new(self.case.sandbox_operation, fault.clone());
                self.road.clear();
                let _guard = self.world.tenant.faults().arm(fault).unwrap();
                observe(&self.world, &self.case, &self.call, trouble.is_silent()).await
            }
            Trouble::Wire(hostility) => self.meet(*hostility).await,
        }
    }

    /// Makes the call without any trouble.
    pub async fn call(&self) -> Observed {
        self.road.clear();
        observe(&self.world, &self.case, &self.call, false).await
    }

    /// Makes the call to a server that answers like this; with the last request that it got.
    pub async fn answered(&self, manner: Manner) -> (Observed, Vec<u8>) {
        let raw = Raw::start(manner).await;
        self.road.divert(self.case.operation, &raw.url("http"), false);
        let observed = observe(&self.world, &self.case, &self.call, false).await;
        (observed, raw.last())
    }

    async fn meet(&self, hostility: Hostility) -> Observed {
        let Some(manner) = hostility.manner() else { return self.find_nobody(hostility).await };
        let raw = Raw::start(manner).await;
        let scheme = if hostility.is_about_tls() { "https" } else { "http" };
        let hasty = hostility == Hostility::HandshakeHangs;
        self.road.divert(self.case.operation, &raw.url(scheme), hasty);
        let mut observed = observe(&self.world, &self.case, &self.call, false).await;
        // What hangs can be over before the server has looked.
        if scheme == "https" && !hasty {
            let attempts = observed.result.as_ref().unwrap_err().attempts();
            assert_eq!(raw.hellos(), u64::from(attempts), "{self:?}: each attempt began a handshake");
        }
        observed.requests = raw.requests();
        if self.case.effect == Effect::Read {
            self.recover(&raw, hostility).await;
        }
        observed
    }

    /// The same server behaves again: nothing of before is left on a connection.
    async fn recover(&self, raw: &Raw, hostility: Hostility) {
        raw.turn(Manner::Relay);
        self.road.divert(self.case.operation, &raw.url("http"), false);
        if let Err(error) = (self.call)().await {
            panic!("{self:?}: after {hostility} the call does not work again: {error}");
        }
    }

    async fn find_nobody(&self, hostility: Hostility) -> Observed {
        // Bound and not listening: nobody else can take the port meanwhile.
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let closed = format!("http://{}", socket.local_addr().unwrap());
        let server = if hostility == Hostility::Refused { &closed } else { NOBODY };
        self.road.divert(self.case.operation, server, false);
        let mut observed = observe(&self.world, &self.case, &self.call, false).await;
        observed.requests = 0;
        observed
    }
}

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.case.krate, self.case.operation)
    }
}
