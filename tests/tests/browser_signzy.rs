//! The page behind a link of the simulated Signzy in a real browser, alone and with the client on the other side.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

#[path = "browser/driver.rs"]
mod driver;

use driver::ask;
use serde_json::{Value, json};
use signzy_link::{CheckLink, Doubt, LinkRedirect, PhoneNumber, Policy, SendLink, Verdict, WaitForVerdict};
use verify_sandbox::signzy::{LinkStage, OpenedBy, SentLink};
use verify_sandbox::{Sandbox, Signzy};
use verify_tests::World;
use verify_tests::phone::Arrivals;
use verify_tests::world::PHONE;

/// A link that leads back to the application, another site than that of the page.
async fn link(signzy: &Signzy) -> (SentLink, String) {
    let page = ask("application", json!({})).await["page"].as_str().unwrap().to_owned();
    let target = format!("{page}/back?order=7#top");
    let request = json!({
        "method": "POST",
        "url": format!("{}{}", signzy.base_url(), signzy.send_link_path()),
        "headers": {"authorization": signzy.static_token(), "content-type": "application/json"},
        "body": {"targetUrl": target, "mobileNumber": "2025550140", "countryCode": "US"},
    });
    let answer: Value = serde_json::from_str(ask("call", request).await["text"].as_str().unwrap()).unwrap();
    (signzy.link(answer["requestId"].as_str().unwrap()).unwrap(), format!("{page}/back?order=7&vfp="))
}

struct Tab(Value);

impl Tab {
    async fn open(link: &SentLink, width: u32, dark: bool) -> Self {
        let request = json!({"link": link.url(), "width": width, "dark": dark});
        Self(ask("open", request).await["tab"].take())
    }

    async fn ask(&self, verb: &str, mut request: Value) -> Value {
        request["tab"] = self.0.clone();
        ask(verb, request).await
    }

    async fn text(&self, selector: &str) -> String {
        let script = format!("document.querySelector('{selector}').textContent");
        self.ask("evaluate", json!({"script": script})).await.as_str().unwrap().to_owned()
    }

    /// Everybody can read it, on a screen of its width; its own style counts.
    async fn is_readable(&self) {
        assert_eq!(self.ask("accessibility", json!({})).await, json!([]));
        let overflow = json!({"script": "document.documentElement.scrollWidth - innerWidth"});
        assert_eq!(self.ask("evaluate", overflow).await, 0);
        let styled = json!({"script": "getComputedStyle(document.querySelector('.card')).display"});
        assert_eq!(self.ask("evaluate", styled).await, "flex");
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn each_button_leads_to_the_application_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let signzy = sandbox.default_tenant().signzy();
    for (button, by, width, dark) in [
        ("On this phone, over its carrier", OpenedBy::Carrier, 320, false),
        ("On this phone, over Wi-Fi", OpenedBy::Wifi, 1200, true),
        ("On another device", OpenedBy::OtherDevice, 360, true),
    ] {
        let (link, arrival) = link(&signzy).await;
        let tab = Tab::open(&link, width, dark).await;
        tab.is_readable().await;
        assert_eq!(link.summary().unwrap().stage, LinkStage::Open);
        tab.ask("click", json!({"name": button})).await;
        let arrived = tab.ask("address", json!({"begins": arrival})).await;
        assert_eq!(arrived, json!(link.summary().unwrap().redirect));
        assert_eq!(link.summary().unwrap().opened_by, Some(by));
        tab.ask("go", json!({"link": link.url()})).await;
        assert_eq!(tab.text("h1").await, "This link has been used");
        tab.is_readable().await;
        tab.ask("close", json!({})).await;
    }
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn an_address_is_checked_and_enter_does_not_choose() {
    let sandbox = Sandbox::start().await.unwrap();
    let signzy = sandbox.default_tenant().signzy();
    let (link, arrival) = link(&signzy).await;
    let tab = Tab::open(&link, 320, false).await;
    let show = json!({"script": "document.querySelector('details').open = true"});
    tab.ask("evaluate", show).await;
    tab.ask("fill", json!({"name": "IP address (optional)", "value": "nonsense"})).await;
    tab.ask("keys", json!({"keys": ["Enter"]})).await;
    tab.ask("click", json!({"name": "On another device"})).await;
    let refused = "document.querySelector('#ip').value + document.querySelector('details').open";
    assert_eq!(tab.text("[role=alert]").await, "This is no IP address.");
    assert_eq!(tab.ask("evaluate", json!({"script": refused})).await, "nonsensetrue");
    tab.is_readable().await;
    assert_eq!(link.summary().unwrap().stage, LinkStage::Open);
    tab.ask("fill", json!({"name": "IP address (optional)", "value": "192.0.2.9"})).await;
    tab.ask("keys", json!({"keys": ["Enter"]})).await;
    tab.ask("click", json!({"name": "On another device"})).await;
    tab.ask("address", json!({"begins": arrival})).await;
    let summary = link.summary().unwrap();
    assert_eq!(summary.opened_by, Some(OpenedBy::OtherDevice), "and not what Enter would have pressed");
    assert_eq!(summary.opened_from, Some("192.0.2.9".parse().unwrap()));
    tab.ask("close", json!({})).await;
}

#[tokio::test]
#[ignore = "needs node, npm packages and Chromium"]
async fn from_the_client_over_the_text_message_and_the_page_to_a_verdict() {
    for (button, expected) in [
        ("On this phone, over its carrier", Verdict::Verified),
        ("On this phone, over Wi-Fi", Verdict::Indeterminate(Doubt::NoCarrierResult)),
        ("On another device", Verdict::Mismatch),
    ] {
        let (world, page) = (World::start().await, Arrivals::start().await);
        let target = page.url("/back/17?order=7#top");
        let wanted = SendLink::new(PhoneNumber::new(PHONE).unwrap(), &target).unwrap();
        let sent = world.signzy.send_link(&wanted).await.unwrap();
        let message = world.tenant.outbox().last_to(PHONE).unwrap();

        // Looking at it, again and again, does nothing.
        let tab = ask("open", json!({"link": message.link().unwrap(), "width": 360})).await["tab"].take();
        let tab = Tab(tab);
        tab.ask("reload", json!({})).await;
        let status = world.signzy.check_link(&CheckLink::of(&sent)).await.unwrap();
        assert_eq!(Policy::strict().judge(&status), Verdict::NotClicked);
        assert_eq!((world.texted(&sent).summary().unwrap().previews, page.seen().len()), (2, 0));

        // A tap: the browser comes to the application's page, and brings a fingerprint.
        tab.ask("click", json!({"name": button})).await;
        let arrived = tab.ask("address", json!({"begins": page.url("/back/17?order=7&vfp=")})).await;
        assert_eq!(tab.text("h1").await, "Welcome back");
        let redirect = LinkRedirect::parse(arrived.as_str().unwrap());
        assert_eq!(page.seen().len(), 1);
        assert_eq!(LinkRedirect::parse(&page.seen()[0]), redirect);
        assert!(redirect.vfp().is_some());

        // What it was is known from the server alone.
        let conclusion = world.signzy.wait_for_verdict(&WaitForVerdict::new(sent)).await.unwrap();
        assert_eq!(conclusion.verdict, expected, "{button}");
        assert_eq!(tab.ask("complaints", json!({})).await, json!([]));
        tab.ask("close", json!({})).await;
    }
}
