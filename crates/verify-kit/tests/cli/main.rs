//! The compiled program, run with stdin closed and without a terminal.

// Helpers outside of test functions may fail the test, too.
#![allow(clippy::unwrap_used, clippy::panic)]

mod clock;
mod connections;
mod demo;
mod doctor;
mod doctor_asks;
mod dots_flows;
mod dots_payouts;
mod dots_refusals;
mod dots_users;
mod dots_webhooks;
mod fault;
mod finicity_connect;
mod finicity_refusals;
mod gql_consent;
mod gql_live;
mod gql_refusals;
mod gql_reports;
mod help;
mod leaks;
mod leaks_debtcore;
mod leaks_signzy;
mod leaks_spinwheel;
mod outbox;
mod sandbox_exec;
mod sandbox_running;
mod sandbox_state;
mod sandbox_up;
mod sandbox_wait;
mod signzy_link;
mod signzy_refusals;
mod spinwheel_connect;
mod spinwheel_debts;
mod spinwheel_people;
mod spinwheel_refusals;
mod support;
mod watch_webhooks;
