//! The list of all endpoints of all provider crates: what the fault matrix and the other suites run over.

pub mod dots_users;
pub mod finicity_connect;
pub mod signzy_link;
pub mod spinwheel_connect;
pub mod spinwheel_gql;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use verify_core::{Effect, Error};

use crate::World;

/// A future in a box.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A call that is ready to be made, as often as one likes.
pub type Call = Box<dyn Fn() -> Boxed<Result<(), Error>> + Send + Sync>;

/// One endpoint.
#[allow(clippy::struct_excessive_bools)] // Each is a column of a table.
#[derive(Debug, Clone, Copy)]
pub struct EndpointCase {
    /// The crate it belongs to.
    pub krate: &'static str,
    /// The operation, as the client names it.
    pub operation: &'static str,
    /// The operation, as the sandbox names it.
    pub sandbox_operation: &'static str,
    /// What it does.
    pub effect: Effect,
    /// How many text messages or e-mails one call sends.
    pub messages: usize,
    /// The documented error tokens.
    pub tokens: &'static [&'static str],
    /// The fields of the answer without which it is useless, as paths.
    pub required: &'static [&'static str],
    /// Whether a success without a body is fine.
    pub empty_body_is_fine: bool,
    /// Whether a success whose body cannot be read is fine, because nobody needs what it says.
    pub any_body_is_fine: bool,
    /// Whether a success has no body (204): there is nothing to cut off or to spoil then.
    pub has_no_body: bool,
    /// Whether a repeat is refused when the first attempt had arrived, because what was to be undone is gone.
    pub repeat_is_refused: bool,
    /// Whether it goes on, in a task of the client's, when its caller is gone: it changes what the client itself knows.
    pub outlives_its_caller: bool,
    /// How many attempts there are where a repeat does no harm.
    pub attempts: u64,
    /// How long one attempt may take.
    pub attempt_time: Duration,
    /// How many attempts without an answer there is time for.
    pub silent_attempts: u64,
    /// Brings the world into a state in which the call succeeds, and readies the call.
    pub prepare: fn(World) -> Boxed<Call>,
}

/// All endpoints.
pub fn all() -> Vec<EndpointCase> {
    [
        spinwheel_connect::cases(),
        finicity_connect::cases(),
        dots_users::cases(),
        spinwheel_gql::cases(),
        signzy_link::cases(),
    ]
    .concat()
}

/// What most endpoints have in common.
pub(crate) const BASE: EndpointCase = EndpointCase {
    krate: "",
    operation: "",
    sandbox_operation: "",
    effect: Effect::Read,
    messages: 0,
    tokens: &[],
    required: &[],
    empty_body_is_fine: false,
    any_body_is_fine: false,
    has_no_body: false,
    repeat_is_refused: false,
    outlives_its_caller: false,
    attempts: 3,
    attempt_time: Duration::from_secs(20),
    silent_attempts: 3,
    prepare: |_| Box::pin(async { unreachable!("each case prepares itself") }),
};

/// Readies a call: a function that makes its future anew each time.
pub(crate) fn call<F>(make: impl Fn() -> F + Send + Sync + 'static) -> Call
where
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    Box::new(move || Box::pin(make()))
}

/// Readies a call of a client's method: `call_of!(world.spinwheel, connect_sms, request)`.
macro_rules! call_of {
    ($client:expr, $method:ident, $request:expr) => {{
        let (client, request) = ($client, std::sync::Arc::new($request));
        $crate::endpoints::call(move || {
            let (client, request) = (client.clone(), std::sync::Arc::clone(&request));
            async move { client.$method(&request).await.map(drop) }
        })
    }};
}
pub(crate) use call_of;
