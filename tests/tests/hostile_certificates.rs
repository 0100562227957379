//! Servers whose certificates are not what they should be, in a process whose system trusts their authority: what is wrong is
//! wrong for that reason alone. What nobody trusts goes through the whole matrix, in `hostile_faults.rs`.

#![cfg(target_os = "linux")] // Elsewhere no variable says whom the system trusts.
#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::env;
use std::process::Command;

use verify_core::{Delivery, ErrorKind};
use verify_tests::hostile::raw::{Manner, Raw};
use verify_tests::hostile::{Certificate, Road, bounded};
use verify_tests::{World, endpoints};

/// With it, this is the process that trusts the authority.
const TRUSTING: &str = "VERIFY_TESTS_TRUSTING";

/// What a first call comes to at a server with this certificate, and how many requests it got.
async fn call(certificate: Certificate) -> (Result<(), verify_core::Error>, u64) {
    let road = Road::new();
    let world = World::on(&road).await;
    let case = endpoints::all()[0];
    let call = (case.prepare)(world.clone()).await;
    let raw = Raw::start(Manner::Encrypted(certificate)).await;
    road.divert(case.operation, &raw.url("https"), false);
    let result = bounded("a call over TLS", call()).await;
    (result, raw.requests())
}

#[tokio::test]
async fn a_certificate_is_refused_for_what_is_wrong_with_it() {
    if env::var_os(TRUSTING).is_none() {
        let again = ["--exact", "a_certificate_is_refused_for_what_is_wrong_with_it"];
        let mut trusting = Command::new(env::current_exe().unwrap());
        trusting.args(again).env(TRUSTING, "").env("SSL_CERT_FILE", Certificate::authority());
        let ran = trusting.env_remove("SSL_CERT_DIR").output().unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(ran.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let (result, requests) = call(Certificate::Valid).await;
    assert!(result.is_ok() && requests == 1, "the authority is trusted here: {result:?}");
    for (certificate, says) in [
        (Certificate::Expired, "the server's certificate has expired"),
        (Certificate::OtherName, "the server's certificate is for another name"),
    ] {
        let (result, requests) = call(certificate).await;
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent), "{error}");
        assert!(error.to_string().contains(says), "{error}");
        assert!(requests == 0 && !error.may_have_acted(), "{certificate:?}");
    }
}
