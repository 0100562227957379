//! See `verify_tests::fuzz`.

#![no_main]

verify_fuzz::target!("answers_debtcore");
