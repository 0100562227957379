//! The link in the text message, over HTTP and without a browser.

use std::net::IpAddr;

use serde_json::json;
use verify_sandbox::signzy::{LinkError, LinkStage, OpenedBy};

use crate::client::{Reply, send};
use crate::signzy_client::{Customer, Pair, but};

const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

async fn get(address: &str) -> Reply {
    send("GET", address, &[], "").await.unwrap()
}

async fn post(address: &str, form: &str) -> Reply {
    send("POST", address, &FORM, form).await.unwrap()
}

fn fingerprint(location: &str) -> String {
    let (_, rest) = location.split_once("vfp=").unwrap_or_else(|| panic!("no vfp in {location}"));
    rest.split(['&', '#']).next().unwrap().to_owned()
}

#[tokio::test]
async fn looking_changes_nothing() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    let address = customer.address();
    for method in ["GET", "HEAD", "GET"] {
        let reply = send(method, &address, &[], "").await.unwrap();
        assert_eq!((reply.status, reply.body.is_empty()), (200, method == "HEAD"), "{method}");
        let entry = customer.tenant.journal().last().unwrap();
        assert_eq!(entry.operation, Some("signzy.link_page"));
        assert!(entry.why.starts_with("A preview"), "{}", entry.why);
    }
    customer.link(&pair).open_as_preview().unwrap();
    let summary = customer.link(&pair).summary().unwrap();
    assert_eq!((summary.stage, summary.previews, summary.opened_by), (LinkStage::Open, 4, None));
    assert_eq!(customer.result(&pair).await["LinkClicked"], false);
}

#[tokio::test]
async fn the_page_says_what_it_stands_for_and_guards_itself() {
    let customer = Customer::new().await;
    customer.pair().await;
    let reply = get(&customer.address()).await;
    let page = reply.text();
    assert_eq!(reply.header("content-type").as_deref(), Some("text/html; charset=utf-8"));
    for part in [
        r#"name="as" value="carrier""#,
        r#"name="as" value="wifi""#,
        r#"name="as" value="other-device""#,
        "ends in\n",
        "<strong>0140</strong>",
        "<strong>example.com</strong>",
        "this page stands in for it",
        "Not affiliated with Signzy",
        r#"<html lang="en">"#,
        r#"<label for="ip">"#,
    ] {
        assert!(page.contains(part), "{part}:\n{page}");
    }
    assert!(!page.contains("2025550140") && !page.contains("<script"), "{page}");
    assert!(page.contains("Match</b> The carrier knows the line."), "{page}");
    let silent = customer.pair_for("2025550108").await;
    let other = get(&customer.link(&silent).url()).await.text();
    assert!(other.contains("Indeterminate</b> The carrier of this number has no answer."), "{other}");
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(reply.header(name).as_deref(), Some(value));
    }
}

#[tokio::test]
async fn each_button_is_a_way_to_open_it_once() {
    let customer = Customer::new().await;
    for (form, by, from) in [
        ("as=carrier", OpenedBy::Carrier, "198.51.100.7"),
        ("as=wifi&ip=", OpenedBy::Wifi, "192.0.2.44"),
        ("as=other-device&ip=2001%3Adb8%3A%3A1", OpenedBy::OtherDevice, "2001:db8::1"),
    ] {
        let pair = customer.pair().await;
        let address = customer.address();
        let reply = post(&address, form).await;
        let location = reply.header("location").unwrap();
        assert_eq!(reply.status, 303);
        let vfp = fingerprint(&location);
        assert_eq!(location, format!("https://example.com/back?order=7&vfp={vfp}#top"));
        let entry = customer.tenant.journal().last().unwrap();
        assert_eq!(
            (entry.operation, entry.choices.as_slice()),
            (Some("signzy.open_link"), &["vfp_parameter"][..])
        );
        let summary = customer.link(&pair).summary().unwrap();
        assert_eq!((summary.stage, summary.opened_by), (LinkStage::Used, Some(by)));
        assert_eq!(summary.opened_from, Some(from.parse().unwrap()));
        assert_eq!(summary.redirect.as_deref(), Some(location.as_str()));
        for again in [post(&address, "as=other-device").await, get(&address).await] {
            assert_eq!((again.status, again.header("location")), (410, None));
            assert!(again.text().contains("This link has been used"), "{}", again.text());
        }
        assert_eq!(customer.link(&pair).summary().unwrap().opened_by, Some(by), "the first time counts");
    }
}

#[tokio::test]
async fn a_form_that_says_nothing_changes_nothing() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    let address = customer.address();
    for (form, problem) in [
        ("", "Choose one of the ways below."),
        ("as=", "Choose one of the ways below."),
        ("as=telepathy", "Choose one of the ways below."),
        ("as=carrier&ip=somewhere", "This is no IP address."),
    ] {
        let reply = post(&address, form).await;
        assert_eq!((reply.status, reply.header("location")), (400, None), "{form}");
        assert!(
            reply.text().contains(problem) && reply.text().contains(r#"role="alert""#),
            "{}",
            reply.text()
        );
    }
    let page = post(&address, "as=carrier&ip=%22%3Ex").await.text();
    assert!(page.contains(r#"aria-invalid="true" value="&quot;&gt;x""#), "{page}");
    assert_eq!(customer.link(&pair).summary().unwrap().stage, LinkStage::Open);
}

#[tokio::test]
async fn a_link_that_is_over_says_so() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    let address = customer.address();
    customer.advance(299);
    assert_eq!(get(&address).await.status, 200);
    customer.advance(1);
    for reply in [get(&address).await, post(&address, "as=carrier").await] {
        assert_eq!((reply.status, reply.header("location")), (410, None));
        assert!(reply.text().contains("This link has expired"), "{}", reply.text());
    }
    assert!(customer.rests_on("over_page_status"));
    customer.signzy.choose(|choices| choices.over_page_status = 200);
    assert_eq!(get(&address).await.status, 200);
    let unknown = get(&format!("{}/link/nothing", customer.signzy.base_url())).await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.text().contains("There is no such link"), "{}", unknown.text());
    assert_eq!(post(&format!("{}/link/nothing", customer.signzy.base_url()), "").await.status, 404);
    let link = customer.link(&pair);
    assert_eq!(link.summary().unwrap().stage, LinkStage::Expired);
    assert_eq!(link.open(OpenedBy::Carrier, None), Err(LinkError::Expired));
    assert_eq!(link.open_as_preview(), Err(LinkError::Expired));
}

#[tokio::test]
async fn without_a_browser() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    let link = customer.link(&pair);
    let ip: IpAddr = "192.0.2.44".parse().unwrap();
    let location = link.open(OpenedBy::Wifi, ip).unwrap();
    assert!(location.starts_with("https://example.com/back?order=7&vfp="), "{location}");
    assert_eq!(link.summary().unwrap().opened_from, Some(ip));
    assert_eq!(link.open(OpenedBy::Carrier, None), Err(LinkError::Used));
    assert_eq!(link.open_as_preview(), Err(LinkError::Used));
    let other = customer.pair().await;
    let elsewhere = customer.link(&other).open(OpenedBy::Wifi, ip).unwrap();
    assert_ne!(fingerprint(&location), fingerprint(&elsewhere));
    customer.tenant.reset();
    assert_eq!(link.summary(), Err(LinkError::Unknown));
    assert!(customer.signzy.link(&pair.request_id).is_none());
}

#[tokio::test]
async fn the_fingerprint_can_have_another_name() {
    let customer = Customer::new().await;
    customer.signzy.choose(|choices| choices.vfp_parameter = "fingerprint".to_owned());
    let pair = Pair::of(&customer.send(&but("targetUrl", json!("http://127.0.0.1:9/back"))).await.json());
    let location = customer.link(&pair).open(OpenedBy::Carrier, None).unwrap();
    assert!(location.starts_with("http://127.0.0.1:9/back?fingerprint="), "{location}");
}

#[tokio::test]
async fn a_host_with_marks_is_escaped_on_the_page() {
    let customer = Customer::new().await;
    let reply = customer.send(&but("targetUrl", json!("https://a&b.example.com/\"<x>"))).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let page = get(&customer.address()).await.text();
    assert!(page.contains("<strong>a&amp;b.example.com</strong>"), "{page}");
}

#[tokio::test]
async fn the_control_api_opens_links() {
    let customer = Customer::new().await;
    let base = format!("{}/tenants/default/signzy", customer.sandbox.control_url());
    let call = async |method: &str, rest: &str| {
        let reply = send(method, &format!("{base}/{rest}"), &[], "").await.unwrap();
        (reply.status, reply.json())
    };
    let pair = customer.pair().await;
    let id = &pair.request_id;
    assert_eq!(call("POST", &format!("preview-link?requestId={id}")).await, (200, json!({})));
    assert_eq!(call("POST", &format!("set-line-type?requestId={id}&lineType=FixedVoIP")).await.0, 200);
    let (_, links) = call("GET", "links").await;
    let link = &links["links"][0];
    assert_eq!(
        (&link["request_id"], &link["stage"], &link["previews"]),
        (&json!(id), &json!("open"), &json!(1))
    );
    assert_eq!((&link["line_type"], &link["url"]), (&json!("FixedVoIP"), &json!(customer.address())));
    let open = format!("open-link?requestId={id}&as=wifi&ip=192.0.2.1");
    let (status, opened) = call("POST", &open).await;
    assert_eq!(status, 200);
    let summary = customer.link(&pair).summary().unwrap();
    assert_eq!(opened["redirect"], json!(summary.redirect));
    assert_eq!(summary.opened_from, Some("192.0.2.1".parse().unwrap()));
    let (_, links) = call("GET", "links").await;
    assert_eq!(
        (&links["links"][0]["opened_by"], &links["links"][0]["stage"]),
        (&json!("wifi"), &json!("used"))
    );
    for (rest, status) in [
        (open.as_str(), 410),
        (&format!("preview-link?requestId={id}"), 410),
        ("open-link?as=wifi", 400),
        ("open-link?requestId=nobody&as=wifi", 404),
        (&format!("open-link?requestId={id}&as=nobody"), 400),
        (&format!("open-link?requestId={id}&as=wifi&ip=x"), 400),
        (&format!("set-line-type?requestId={id}&lineType=Fax"), 400),
        ("preview-link", 400),
    ] {
        let (answered, body) = call("POST", rest).await;
        assert_eq!(answered, status, "{rest}");
        assert!(body["error"]["what_to_do"].is_string(), "{body}");
    }
}
