//! How much the sandbox takes and keeps.

use std::time::Duration;

/// The longest body of a request: 1 MiB. A longer one is answered 413, in the provider's dialect.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The longest state that is imported over HTTP: 256 MiB. In Rust there is no limit.
pub const STATE_LIMIT: usize = 256 * 1024 * 1024;

/// The longest head of a request, the first line included: 64 KiB. A longer one is answered 431, as is one of more than 100
/// headers; neither reaches a tenant, and no journal has it.
pub const HEAD_LIMIT: usize = 64 * 1024;

/// How long a connection may take for the head of a request, and then for its body: 30 seconds of real time, whatever the
/// sandbox's clock says. A connection on which nothing is asked for is closed after as long.
pub const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// How many entries a journal keeps; counts go on when older ones are dropped.
pub const JOURNAL_CAPACITY: usize = 10_000;

/// How many messages an outbox keeps, and how many double sends; counts go on when older ones are dropped.
pub const OUTBOX_CAPACITY: usize = 10_000;

/// How many attempts the delivery log of webhooks keeps; counts go on when older ones are dropped.
pub const DELIVERY_CAPACITY: usize = 10_000;

/// How many bytes of bodies, headers and texts each journal, outbox and delivery log keeps: 64 MiB. Older ones are dropped
/// for it, also where there are fewer than their number allows.
pub const LOG_BYTES: usize = 64 * 1024 * 1024;

/// How many personas a tenant has at most.
pub const PERSONA_CAPACITY: usize = 1_000;

/// How many acts are kept of each persona; counts go on when older ones are dropped.
pub const ACT_CAPACITY: usize = 1_000;
