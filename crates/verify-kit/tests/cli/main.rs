//! The compiled program, run with stdin closed and without a terminal.

// Helpers outside of test functions may fail the test, too.
#![allow(clippy::unwrap_used, clippy::panic)]

mod application;
mod clock;
mod completions;
mod connections;
#[cfg(unix)]
mod consumer;
#[cfg(unix)]
mod contract;
#[cfg(unix)]
mod curl;
mod data;
mod demo;
mod demo_json;
mod demo_text;
mod doctor;
mod doctor_asks;
mod dots_flows;
mod dots_payouts;
mod dots_refusals;
mod dots_users;
mod dry_run;
#[cfg(unix)]
mod exit_codes;
mod fault;
mod finicity_connect;
mod finicity_refusals;
#[cfg(unix)]
mod first_calls;
mod gql_consent;
mod gql_live;
mod gql_refusals;
mod gql_reports;
#[cfg(unix)]
mod help;
#[cfg(unix)]
mod hidden_prompt;
mod leaks;
mod leaks_debtcore;
mod leaks_signzy;
mod leaks_spinwheel;
#[cfg(unix)]
mod man_pages;
mod outbox;
mod persona;
#[cfg(unix)]
mod progress;
#[cfg(unix)]
mod readme;
mod samples;
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
mod webhook_forward;
mod webhook_listen;
mod webhook_listen_dots;
mod webhook_resend;
mod webhook_send;
mod webhook_torture;
mod webhook_verify;
mod wire;
