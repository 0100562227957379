// @generated from crates/spinwheel-gql/operations/*.graphql by graphql_client_codegen 0.16.0.
// Do not edit: change that, the schema, or crates/spinwheel-gql/redaction.toml, then run `cargo xtask codegen`.

//! The operations as they go over the wire; what the crate offers is made of them by hand.

// The generator leaves out docs, makes more than is used, and has a style of its own.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::all, clippy::pedantic)]

#[rustfmt::skip]
pub(crate) mod credit_report;
#[rustfmt::skip]
pub(crate) mod credit_reports;
#[rustfmt::skip]
pub(crate) mod kba_questions;
#[rustfmt::skip]
pub(crate) mod pull_credit_report;
#[rustfmt::skip]
pub(crate) mod send_kba_answers;
#[rustfmt::skip]
pub(crate) mod send_sms_verification_code;
#[rustfmt::skip]
pub(crate) mod user_verification;
#[rustfmt::skip]
pub(crate) mod verify_sms_code;
