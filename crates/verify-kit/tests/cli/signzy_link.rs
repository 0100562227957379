//! `verify-kit signzy-link …` against a sandbox.

use verify_sandbox::signzy::LinkStage;

use crate::support::{Bench, settings};

pub(crate) const SEND: [&str; 5] =
    ["send-link", "--phone", "+12025550143", "--target-url", "https://app.example.com/back/17"];

/// Two sandboxes that are the same: one is asked for lines, the other for JSON.
struct Twins {
    lines: Bench,
    json: Bench,
}

impl Twins {
    async fn new() -> Self {
        Self { lines: Bench::new().await, json: Bench::new().await }
    }

    /// Runs the command at both, and holds what it prints.
    async fn shown(&self, name: &str, code: i32, args: &[&str]) {
        let lines = self.lines.signzy(args).await;
        let json = self.json.signzy(&[args, &["--json"]].concat()).await;
        lines.assert_code(code);
        json.assert_code(code);
        json.json();
        settings()
            .bind(|| insta::assert_snapshot!(name, format!("{}=== --json\n{}", lines.shown(), json.shown())));
    }
}

/// Both ids of the only link, as flags.
fn ids(bench: &Bench) -> [String; 4] {
    let link = &bench.tenant.signzy().links()[0];
    ["--request-id".to_owned(), link.request_id.clone(), "--session-id".to_owned(), link.session_id.clone()]
}

fn with<'a>(command: &'a str, ids: &'a [String]) -> Vec<&'a str> {
    [command].into_iter().chain(ids.iter().map(String::as_str)).collect()
}

async fn sent(args: &[&str]) -> (Bench, [String; 4]) {
    let bench = Bench::new().await;
    bench.signzy(args).await.assert_code(0);
    let ids = ids(&bench);
    (bench, ids)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_verifies_a_person() {
    let twins = Twins::new().await;
    twins.shown("send_link", 0, &SEND).await;
    let ids = ids(&twins.lines);
    twins.shown("check_link", 0, &with("check-link", &ids)).await;
    twins.shown("preview", 0, &[&with("open-link", &ids[..2])[..], &["--preview"]].concat()).await;
    for bench in [&twins.lines, &twins.json] {
        let link = &bench.tenant.signzy().links()[0];
        assert_eq!((link.previews, link.stage), (1, LinkStage::Open));
    }
    twins.shown("open_link", 0, &with("open-link", &ids[..2])).await;
    twins.shown("wait_for_verdict", 0, &with("wait-for-verdict", &ids)).await;
    let ran = twins.lines.signzy(&with("open-link", &ids[..2])).await;
    ran.assert_code(3);
    assert!(ran.stderr.contains("the sandbox says: the link was used before"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_verified_is_exit_code_0() {
    for (way, name) in [("wifi", "verdict_wifi"), ("other-device", "verdict_other_device")] {
        let (bench, ids) = sent(&SEND).await;
        let open = [&with("open-link", &ids[..2])[..], &["--as", way]].concat();
        bench.signzy(&open).await.assert_code(0);
        let ran = bench.signzy(&with("wait-for-verdict", &ids)).await;
        ran.assert_code(3);
        settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
        // To look is no question.
        bench.signzy(&with("check-link", &ids)).await.assert_code(0);
    }
    let (bench, ids) = sent(&SEND).await;
    let wait = [&with("wait-for-verdict", &ids)[..], &["--for-at-most", "0"]].concat();
    let ran = bench.signzy(&wait).await;
    ran.assert_code(1);
    settings().bind(|| insta::assert_snapshot!("verdict_not_opened", ran.shown()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_not_accepted_is_no_proof() {
    let voip = ["send-link", "--phone", "+12025550102", "--target-url", "https://app.example.com/back/17"];
    let (bench, ids) = sent(&voip).await;
    bench.signzy(&with("open-link", &ids[..2])).await.assert_code(0);
    let ran = bench.signzy(&[&with("wait-for-verdict", &ids)[..], &["--json"]].concat()).await;
    ran.assert_code(3);
    let told = ran.json();
    assert_eq!((&told["verdict"], &told["doubt"]), (&"indeterminate".into(), &"line_type".into()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_not_work_is_said_before_it_is_sent() {
    let bench = Bench::new().await;
    let args = [
        "send-link",
        "--phone",
        "+14165550143",
        "--target-url",
        "http://app.example.com/back?person=17&vfp=1",
        "--custom-sms",
        "Tap this: <link>",
        "--business",
        "Example Bank",
        "--source-ip",
        "192.0.2.7",
        "--country",
        "ca",
    ];
    let ran = bench.signzy(&args).await;
    settings().bind(|| insta::assert_snapshot!("warnings", ran.shown()));
    let link = &bench.tenant.signzy().links()[0];
    assert_eq!((link.country_code, link.source_ip), ("CA", Some("192.0.2.7".parse().unwrap())));
    assert!(bench.tenant.outbox().messages()[0].text.starts_with("Tap this: <link>"));
    // Programs are warned as well.
    let (program, _) = sent(&SEND).await;
    let ran = program.signzy(&[&args[..], &["--json"]].concat()).await;
    ran.json();
    assert!(ran.stderr.contains("warning: the text does not name the business\n"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_country_can_be_another_one_than_the_area_code_says() {
    let bench = Bench::new().await;
    bench.signzy(&[&SEND[..], &["--country", "CA"]].concat()).await.assert_code(3);
    let body = bench.tenant.journal().entries()[0].body.clone();
    assert!(format!("{body:?}").contains("CA"), "{body:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fingerprint_is_shown_on_request() {
    let target = "https://app.example.com/back?person=17#top";
    let args = ["send-link", "--phone", "+12025550143", "--target-url", target];
    let (bench, ids) = sent(&args).await;
    let ran = bench.signzy(&[&with("open-link", &ids[..2])[..], &["--as", "carrier"]].concat()).await;
    assert_eq!(ran.stdout, format!("redirect: {target}\n"));
    let redirect = bench.tenant.signzy().links()[0].redirect.clone().unwrap();
    let (_, fingerprint) = redirect.split_once("vfp=").unwrap();
    assert!(!ran.stderr.contains(fingerprint.trim_end_matches("#top")), "{}", ran.stderr);
    let (bench, ids) = sent(&args).await;
    let ran = bench.signzy(&[&with("open-link", &ids[..2])[..], &["--show-fingerprint"]].concat()).await;
    let redirect = bench.tenant.signzy().links()[0].redirect.clone().unwrap();
    assert_eq!(ran.stdout, format!("redirect: {redirect}\n"));
    assert!(redirect.contains("?person=17&vfp=") && redirect.ends_with("#top"), "{redirect}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_lets_in_as_well() {
    let (bench, ids) = sent(&[&SEND[..], &["--login"]].concat()).await;
    assert_eq!(bench.tenant.signzy().logins(), 1);
    let signzy = bench.tenant.signzy();
    let lines = format!("{}\n{}\n", signzy.username(), signzy.password());
    let check = [&with("check-link", &ids)[..], &["--login", "--credentials-stdin"]].concat();
    bench.signzy_reading(&check, &lines).await.assert_code(0);
    assert_eq!(signzy.logins(), 2);
    let check = [&with("check-link", &ids)[..], &["--credentials-stdin"]].concat();
    bench.signzy_reading(&check, &signzy.static_token()).await.assert_code(0);
    assert_eq!(signzy.logins(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_tells_until_when_its_token_lasts() {
    let twins = Twins::new().await;
    twins.shown("login", 0, &["login"]).await;
    for bench in [&twins.lines, &twins.json] {
        assert_eq!(bench.tenant.signzy().logins(), 1);
    }
    let signzy = twins.lines.tenant.signzy();
    let lines = format!("{}\n{}\n", signzy.username(), signzy.password());
    let ran = twins.lines.signzy_reading(&["login", "--credentials-stdin"], &lines).await;
    ran.assert_code(0);
    assert!(!ran.shown().contains(&signzy.password()), "{}", ran.shown());
}
