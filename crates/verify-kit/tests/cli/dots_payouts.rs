//! `verify-kit dots-users …`: payout methods, tax forms and addresses against a sandbox.

use crate::dots_users::{ADA, Twins};
use crate::support::Bench;

const ADDRESS: [&str; 10] = [
    "--street",
    "1 Example Way",
    "--city",
    "Spencer",
    "--state",
    "IA",
    "--postcode",
    "51301",
    "--country",
    "US",
];

/// A sandbox, and a user in it.
async fn bench() -> (Bench, String) {
    let bench = Bench::new().await;
    bench.dots(&ADA).await.assert_code(0);
    let id = bench.tenant.dots().users()[0].id.clone();
    (bench, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn payout_methods_are_added_and_listed_without_their_numbers() {
    let twins = Twins::new().await;
    for bench in twins.benches() {
        bench.dots(&ADA).await.assert_code(0);
    }
    let id = twins.user();
    let put = ["put-payout-method", "--user-id", &id];
    let bank = ["--platform", "ach", "--routing-number", "900123456", "--account-number-stdin"];
    twins.shown_reading(&[&put[..], &bank, &["--default", "true"]].concat(), "000123456789\n").await;
    for bench in twins.benches() {
        let paypal = ["--platform", "paypal", "--email", "ada@example.com", "--metadata", "17"];
        bench.dots(&[&put[..], &paypal].concat()).await.assert_code(0);
        let venmo = ["--platform", "venmo", "--handle", "ada-example"];
        bench.dots(&[&put[..], &venmo].concat()).await.assert_code(0);
        let cash = ["--platform", "cash_app", "--cash-tag", "$ada", "--routing-number", "900123456"];
        let number = ["--account-number", "000123456789"];
        bench.dots(&[&put[..], &cash, &number].concat()).await.assert_code(0);
    }
    twins.shown(&["list-payout-methods", "--user-id", &id]).await;
    for bench in twins.benches() {
        let ran = bench.dots(&["list-payout-methods", "--user-id", &id, "--json"]).await;
        assert!(!ran.stdout.contains("000123456789") && ran.stdout.contains("6789"), "{}", ran.stdout);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_without_payout_methods_is_told_how_to_add_one() {
    let (bench, id) = bench().await;
    let ran = bench.dots(&["list-payout-methods", "--user-id", &id]).await;
    ran.assert_code(0);
    assert_eq!(ran.stdout, "The user has no payout methods.\n");
    assert!(ran.stderr.contains(&format!("put-payout-method --user-id {id}")), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_is_stored() {
    let twins = Twins::new().await;
    for bench in twins.benches() {
        bench.dots(&ADA).await.assert_code(0);
    }
    let id = twins.user();
    twins
        .shown(&[&["put-address", "--user-id", &id][..], &ADDRESS, &["--line-2", "Apartment 2"]].concat())
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tax_forms_are_handed_in() {
    let twins = Twins::new().await;
    for bench in twins.benches() {
        bench.dots(&ADA).await.assert_code(0);
    }
    let id = twins.user();
    let form = ["put-compliance", "--user-id", &id, "--form"];
    let who = ["--first-name", "Ada", "--last-name", "Example", "--birth-date", "1990-02-14"];
    let w9 = [&form[..], &["w9-individual"], &who, &ADDRESS, &["--tax-id-stdin"]].concat();
    twins.shown_reading(&w9, "900-12-3456\n").await;
    let company = ["w9-business", "--legal-name", "Example Engines", "--tax-id", "00-1234567"];
    let born = ["--birth-date", "1990-02-14"];
    let w9 = [&form[..], &company, &born, &ADDRESS].concat();
    twins.lines.dots(&w9).await.assert_code(0);
    let there =
        ["--street", "2 Example Street", "--city", "Lisboa", "--postcode", "1000-001", "--country", "PT"];
    let signed = ["--citizenship", "PT", "--email", "ada@example.com", "--consent", "--tax-id", "PT-900-17"];
    let treaty = ["--treaty", "PT", "--treaty-rate", "0.1", "--treaty-income", "interest1"];
    let w8ben = [&form[..], &["w8ben"], &who, &there, &signed, &treaty].concat();
    twins.lines.dots(&w8ben).await.assert_code(0);
    let operations = twins.lines.tenant.journal().entries();
    let forms = operations.iter().filter(|entry| entry.operation == Some("dots.put_compliance")).count();
    assert_eq!(forms, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_go_together_is_refused() {
    let bench = Bench::new().await;
    let put = ["put-payout-method", "--user-id", "1", "--platform"];
    let form = ["put-compliance", "--user-id", "1", "--form"];
    let cases: [(Vec<&str>, &str); 7] = [
        ([&put[..], &["paypal", "--handle", "ada"]].concat(), "--handle does not go with paypal"),
        (
            [&put[..], &["venmo", "--account-number", "17"]].concat(),
            "--account-number does not go with venmo",
        ),
        ([&put[..], &["venmo"]].concat(), "give --phone or --handle"),
        ([&form[..], &["w9-individual", "--consent"]].concat(), "--consent does not go with w9-individual"),
        ([&form[..], &["w8ben", "--legal-name", "E"]].concat(), "--legal-name does not go with w8ben"),
        (
            [&form[..], &["w9-business", "--first-name", "Ada"], &ADDRESS].concat(),
            "--first-name does not go with w9-business",
        ),
        ([&form[..], &["w8ben"], &ADDRESS].concat(), "--consent is missing"),
    ];
    for (args, words) in cases {
        let ran = bench.dots(&args).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(words) && ran.stdout.is_empty(), "{}", ran.shown());
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_input_is_named_and_not_repeated() {
    let bench = Bench::new().await;
    let put = ["put-payout-method", "--user-id", "1", "--platform"];
    let address = ["put-address", "--user-id", "1"];
    let cases: [(Vec<&str>, [&str; 2]); 5] = [
        ([&put[..], &["paypal"]].concat(), ["--email", "nobody"]),
        ([&put[..], &["ach", "--account-number", "17"]].concat(), ["--routing-number", "90012345"]),
        ([&put[..], &["venmo"]].concat(), ["--phone", "+442071838750"]),
        ([&address[..], &ADDRESS[..8]].concat(), ["--country", "Portugal"]),
        ([&address[..], &ADDRESS[..4], &ADDRESS[6..]].concat(), ["--state", "Iowa"]),
    ];
    for (args, [flag, value]) in cases {
        let ran = bench.dots(&[&args[..], &[flag, value]].concat()).await;
        ran.assert_code(2);
        assert!(ran.stderr.contains(flag) && ran.stderr.contains("must"), "{flag}: {}", ran.stderr);
        assert!(!ran.stderr.contains(value), "{flag}: {}", ran.stderr);
    }
    assert_eq!(bench.tenant.journal().total_requests(), 0);
}
