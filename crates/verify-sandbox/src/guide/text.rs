//! What is no table.

use super::table;
use crate::limits;

pub(super) const HEAD: &str = "\
# The sandbox in full

What [`verify-sandbox`](../crates/verify-sandbox) simulates, what it decides where the providers' documents are silent, and what it
can be told to do. How to begin stands in its README; how to test with it, in [Testing your application](testing-your-application.md).

This page is written from the tables in the code. Change those, then run

```sh
COMMAND
```
";

pub(super) const STATE: &str = "\
## State: export, import, reset

`GET /_sandbox/tenants/{tenant}/state` (`tenant.export()`, `verify-kit sandbox export`) gives everything a tenant knows as one JSON
document: users, tokens, codes, links, flows, sessions, subscriptions, orders, choices, armed faults, messages, registered addresses,
the log of webhooks and those still to be sent, personas with what they have done and mean to do, the counts of requests, and how
far the seeded randomness is. `PUT` of the same (`tenant.import(&state)`, `verify-kit sandbox import`) lets a tenant go on there: a
code that was texted is accepted, a token is as good as it was, a link for one use is still for one use, a webhook that waited comes
when it is due, a persona that is to return does so at its time, and the next ids are those that would have come there.

- The document has `format` `verify-sandbox-state` and a `version`. One of another version, of another seed, of a sandbox with other
  providers, or a damaged one is refused with a reason, and nothing is changed: all or nothing.
- The tenant may have another name and the sandbox another port: addresses of the old one in links and texts become the new one's.
  Credentials that are derived from a tenant's name are the importing tenant's; a Finicity partner comes with the state.
- The clock is moved forward to the moment of the export, if it is not there yet, and never back: all tenants share it. Where it is
  further on, the state's moments become later by as much, so that what had five minutes left has five minutes left. Times of the
  past that are only shown stay as they were.
- Not in it: the entries of the journal (their counts are; they count as dropped), and what a call that is being carried out has not
  done yet. An attempt to deliver a webhook that was being made is made again.
- `POST /_sandbox/tenants/{tenant}/reset` (`tenant.reset()`, `verify-kit sandbox reset`) is the state after the start with this seed:
  the same ids and the same codes again. The clock stays; numbers of journal entries and of faults go on.

## Messages sent twice

A second message of one tenant, operation, recipient and request body within 30 seconds of the sandbox's clock is a double send: what
a client causes that repeats a request whose outcome it did not know. A tenant's own count ends with its reset. What the sandbox
knows does not: `GET /_sandbox/double-sends` (`sandbox.double_sends()`, `sandbox.double_sends_total()`) has those of all tenants since
the start, and `verify-kit sandbox exec --fail-on-double-send` goes by it. No reset in a test hides one.
";

const CONNECTIONS: &str = "\
A million requests are counted in one journal while it keeps the newest 10,000 of them. Ten thousand open connections at once are no
difficulty: a test opens them to a `verify-kit sandbox up` in a process of its own, waits over each for a message, is answered over the last as
over the first and over new ones, holds the server to less than 256 MiB of resident memory (measured: 173 MiB, of which 32 without them; about
14 KiB each), and sees its open files go back to what they were once they are closed. `sandbox up` asks for as many open files as it is allowed. A connection on which nothing is asked for is closed after 30 seconds.
";

pub(super) fn limits() -> String {
    let mib = |bytes: usize| format!("{} MiB", bytes / 1024 / 1024);
    let seconds = limits::READ_TIMEOUT.as_secs();
    let row = |what: &str, limit: String, beyond: &str| vec![what.to_owned(), limit, beyond.to_owned()];
    let dropped = "the oldest are dropped, and counted";
    let rows = [
        row("Body of a request", mib(limits::BODY_LIMIT), "413, in the provider's dialect"),
        row("A state that is imported over HTTP", mib(limits::STATE_LIMIT), "413"),
        row(
            "Head of a request",
            format!("{} KiB, 100 headers", limits::HEAD_LIMIT / 1024),
            "431; no journal has it",
        ),
        row(
            "Time for a head, then for a body",
            format!("{seconds} s of real time"),
            "closed; 408 for a body",
        ),
        row("Journal, per tenant", format!("{} requests", limits::JOURNAL_CAPACITY), dropped),
        row("Outbox, per tenant", format!("{} messages", limits::OUTBOX_CAPACITY), dropped),
        row("Double sends, per tenant and of the sandbox", limits::OUTBOX_CAPACITY.to_string(), dropped),
        row("Delivery log, per tenant", format!("{} attempts", limits::DELIVERY_CAPACITY), dropped),
        row("Bytes of each of these", mib(limits::LOG_BYTES), dropped),
        row("Personas, per tenant", limits::PERSONA_CAPACITY.to_string(), "refused"),
        row("What a persona has done", format!("{} acts", limits::ACT_CAPACITY), dropped),
    ];
    format!("## Limits\n\n{}\n{CONNECTIONS}", table(&["What", "Limit", "Beyond it"], rows))
}
