#![cfg_attr(all(feature = "debtcore", feature = "dots", feature = "finicity", feature = "signzy", feature = "spinwheel"), doc = include_str!("../README.md"))]
#![cfg_attr(
    not(all(
        feature = "debtcore",
        feature = "dots",
        feature = "finicity",
        feature = "signzy",
        feature = "spinwheel"
    )),
    doc = "The sandbox with some of its providers: each is switched on by its feature."
)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// Without a provider nobody calls what only that provider needs of the engine.
#![cfg_attr(
    not(all(
        feature = "debtcore",
        feature = "dots",
        feature = "finicity",
        feature = "signzy",
        feature = "spinwheel"
    )),
    allow(dead_code)
)]

#[cfg(any(feature = "dots", feature = "finicity", feature = "signzy", feature = "spinwheel"))]
mod choices;
mod control;
#[cfg(feature = "debtcore")]
pub mod debtcore;
#[cfg(feature = "dots")]
pub mod dots;
mod engine;
mod fault;
#[cfg(feature = "finicity")]
pub mod finicity;
#[cfg(all(
    test,
    feature = "debtcore",
    feature = "dots",
    feature = "finicity",
    feature = "signzy",
    feature = "spinwheel"
))]
mod guide;
mod journal;
mod limits;
mod oracle;
mod outbox;
mod personas;
mod providers;
mod sandbox;
#[cfg(feature = "signzy")]
pub mod signzy;
#[cfg(feature = "spinwheel")]
pub mod spinwheel;
mod state;
mod tenant;
mod webhooks;

#[cfg(any(feature = "dots", feature = "finicity", feature = "signzy", feature = "spinwheel"))]
pub use choices::ChoiceRow;
#[cfg(feature = "debtcore")]
pub use debtcore::{DebtCore, DebtCoreChoices};
#[cfg(feature = "dots")]
pub use dots::{Dots, DotsChoices};
pub use fault::{Fault, FaultError, FaultGuard, FaultKind, FaultState, Faults, RetryAfter};
#[cfg(feature = "finicity")]
pub use finicity::{Finicity, FinicityChoices};
pub use journal::{Entry, Journal, Outcome};
pub use limits::{
    ACT_CAPACITY, BODY_LIMIT, DELIVERY_CAPACITY, HEAD_LIMIT, JOURNAL_CAPACITY, LOG_BYTES, OUTBOX_CAPACITY,
    PERSONA_CAPACITY, READ_TIMEOUT, STATE_LIMIT,
};
pub use oracle::{DOUBLE_SEND_WINDOW, DoubleSend, TenantDoubleSend};
pub use outbox::{Channel, Message, Outbox};
#[cfg(feature = "spinwheel")]
pub use personas::Answered;
pub use personas::{
    Act, ActKind, Behaviour, Persona, PersonaError, PersonaHandle, PersonaSummary, Personas, Typed,
};
pub use sandbox::{RefusedConnections, Sandbox, SandboxBuilder};
#[cfg(feature = "signzy")]
pub use signzy::{Signzy, SignzyChoices};
#[cfg(feature = "spinwheel")]
pub use spinwheel::{Spinwheel, SpinwheelChoices};
pub use state::{State, StateError};
pub use tenant::Tenant;
pub use webhooks::{Delivery, Events, Registration, WebhookError, Webhooks};

// The words of `verify-core` that this crate's interface uses, so that a test need not name that crate.
pub use verify_core::Clock;
pub use verify_testkit::ManualClock;
