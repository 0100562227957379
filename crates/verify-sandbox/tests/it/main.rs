//! The sandbox over TCP, seen by a client that shares no code with it.

// Helpers of tests are tests, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod choices;
mod client;
mod codes;
mod control;
mod data;
mod delete_and_unmask;
mod dots_choices;
mod dots_client;
mod dots_compliance;
mod dots_flow;
mod dots_flow_page;
mod dots_flow_steps;
mod dots_flows;
mod dots_list;
mod dots_payout_methods;
mod dots_seed;
mod dots_table;
mod dots_tokens;
mod dots_users;
mod dots_webhook_events;
mod dots_webhook_flows;
mod dots_webhooks;
mod engine;
mod faults;
mod finicity_api;
mod finicity_client;
mod finicity_connect_ends;
mod finicity_connect_paths;
mod finicity_connect_stage;
mod finicity_connect_ways;
mod finicity_connect_webhooks;
mod finicity_customers;
mod finicity_links;
mod finicity_mail;
mod finicity_table;
mod journal;
mod journey;
mod kba;
mod listener;
mod network;
mod operations;
mod orders;
mod people;
mod preverified;
mod refresh;
mod subscriptions;
mod validation;
mod webhooks;
