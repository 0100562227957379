//! Webhooks over TCP: as any program may write them, and before the answer of the call they are about.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use finicity_connect::{GenerateConnectUrl, Webhook};
use http::{HeaderMap, Request, Response};
use serde_json::{Value, json};
use spinwheel_connect::webhook::{Event, HeaderCheck};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_core::webhook::Rejected;
use verify_core::{Exchange, ReqwestTransport, Secret, Transport, TransportError};
use verify_tests::endpoints::Boxed;
use verify_tests::hostile::receivers::{self, renamed};
use verify_tests::world::{BIRTH_DATE, PHONE, connect_request, new_user};
use verify_tests::{Hub, World};

/// Posts with exactly these header lines, and waits for the answer.
async fn post(hub: &Hub, headers: &[(String, String)], body: &[u8]) {
    let address = hub.url("");
    let mut stream = TcpStream::connect(address.trim_start_matches("http://")).await.unwrap();
    let lines: Vec<_> = headers.iter().map(|(name, value)| format!("{name}:{value}\r\n")).collect();
    let length = body.len();
    let head = format!(
        "POST /hooks HTTP/1.1\r\nhost: example.com\r\n{}Content-LENGTH: {length}\r\n\r\n",
        lines.concat()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

fn lines(headers: &HeaderMap, name: impl Fn(&str) -> String, before: &str) -> Vec<(String, String)> {
    let line = |(header, value): (&http::HeaderName, &http::HeaderValue)| {
        (name(header.as_str()), format!("{before}{}", value.to_str().unwrap()))
    };
    headers.iter().map(line).collect()
}

fn capitals(name: &str) -> String {
    let word = |word: &str| [&word[..1].to_uppercase(), &word[1..]].concat();
    name.split('-').map(word).collect::<Vec<_>>().join("-")
}

#[tokio::test]
async fn any_program_may_write_the_headers_in_its_own_way() {
    for signing in receivers::all() {
        let (hub, receiver, body) = (Hub::start(&[]).await, signing.usual(), signing.sample());
        let headers = receiver.sign("msg_1", &body);
        let told = receiver.receive(&headers, &body).unwrap();
        let mut sent = vec![
            lines(&headers, str::to_owned, " "),
            lines(&headers, str::to_uppercase, ""),
            lines(&headers, capitals, " \t "),
        ];
        // Others around and between.
        let mut among = lines(&headers, capitals, " ");
        among.insert(1, ("X-Request-Id".to_owned(), "0".repeat(100_000)));
        among.insert(0, ("Signature".to_owned(), "v1,AAAA".to_owned()));
        sent.push(among);
        for spelling in signing.spellings {
            let other = renamed(&headers, |name| name.replace(signing.spellings[0], spelling));
            sent.push(lines(&other, capitals, " "));
        }
        for headers in &sent {
            post(&hub, headers, &body).await;
        }
        let webhooks = hub.received();
        assert_eq!(webhooks.len(), sent.len());
        for (webhook, sent) in webhooks.iter().zip(&sent) {
            let got = receiver.receive(&webhook.headers, &webhook.body);
            assert_eq!(got.as_ref(), Ok(&told), "{} with {:?}", signing.krate, sent.first());
        }
    }
}

#[tokio::test]
async fn a_second_header_of_the_name_and_a_megabyte_arrive_as_they_were_sent() {
    for signing in receivers::all() {
        let (hub, receiver, body) = (Hub::start(&[]).await, signing.usual(), signing.sample());
        let wrong = signing.knowing(&signing.secrets[2..]).sign("msg_1", &body);
        let right = lines(&receiver.sign("msg_1", &body), str::to_owned, " ");
        let wrong_line = (signing.signature.to_uppercase(), signing.signature(&wrong));
        post(&hub, &[&right[..], std::slice::from_ref(&wrong_line)].concat(), &body).await;
        post(&hub, &[std::slice::from_ref(&wrong_line), &right[..]].concat(), &body).await;
        post(&hub, &lines(&wrong, str::to_owned, " "), &body).await;
        let huge = [&body[..], &vec![b' '; 1 << 20]].concat();
        post(&hub, &lines(&receiver.sign("msg_1", &huge), str::to_owned, " "), &huge).await;
        post(&hub, &right, &huge).await;
        let said: Vec<_> =
            hub.received().iter().map(|got| receiver.receive(&got.headers, &got.body).err()).collect();
        let fits_not = Some(Rejected::Mismatch);
        assert_eq!(said, [None, None, fits_not, None, fits_not], "{}", signing.krate);
    }
}

type Meanwhile = Box<dyn Fn(Value) -> Boxed<()> + Send + Sync>;

/// Holds the answer to an operation back until something else has happened.
#[derive(Clone)]
struct Late {
    tcp: Arc<ReqwestTransport>,
    operation: &'static str,
    meanwhile: Arc<Meanwhile>,
}

impl Late {
    fn new(
        host: &str,
        operation: &'static str,
        meanwhile: impl Fn(Value) -> Boxed<()> + Send + Sync + 'static,
    ) -> Self {
        let tcp = ReqwestTransport::new(&[host.parse().unwrap()], Duration::from_secs(5)).unwrap();
        Self { tcp: Arc::new(tcp), operation, meanwhile: Arc::new(Box::new(meanwhile)) }
    }
}

impl fmt::Debug for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Late({})", self.operation)
    }
}

#[async_trait]
impl Transport for Late {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        let answer = self.tcp.send(request, exchange).await?;
        if exchange.operation() == self.operation {
            (self.meanwhile)(serde_json::from_slice(answer.body()).unwrap()).await;
        }
        Ok(answer)
    }
}

/// What an application has written down of its webhooks.
type Inbox = Arc<Mutex<Vec<String>>>;

#[tokio::test]
async fn a_webhook_about_a_user_of_dots_who_is_not_known_yet_is_kept_and_found() {
    let (world, hub, inbox) = (World::start().await, Arc::new(Hub::start(&[]).await), Inbox::default());
    let dots = world.tenant.dots();
    dots.set_webhook_url(&hub.url("/dots")).unwrap();
    let secret = Secret::new(dots.webhook_secret());
    let receiver = dots_users::webhook::Receiver::new([secret]).unwrap().clock(world.clock.clone());
    let (tenant, kept) = (world.tenant.clone(), Arc::clone(&inbox));
    let late = Late::new(&dots.base_url(), "create_user", move |answer| {
        let (tenant, hub, receiver, kept) =
            (tenant.clone(), Arc::clone(&hub), receiver.clone(), Arc::clone(&kept));
        Box::pin(async move {
            let fields = [("user_id".to_owned(), answer["id"].clone())].into_iter().collect();
            tenant.dots().emit_webhook("user.updated", fields).unwrap();
            tenant.webhooks().wait_for("user.updated").await.unwrap();
            let read = |webhook: &verify_tests::hub::Received| {
                receiver.receive(&webhook.headers, &webhook.body).unwrap()
            };
            let users =
                hub.received().iter().filter_map(|webhook| read(webhook).event.user_id()).collect::<Vec<_>>();
            kept.lock().unwrap().extend(users.iter().map(|user| user.as_str().to_owned()));
        })
    });
    let client =
        World::dots_builder(&world.tenant).clock(world.clock.clone()).transport(late).build().unwrap();
    let user = client.create_user(&new_user(PHONE)).await.unwrap().user.id;
    assert!(inbox.lock().unwrap().iter().any(|known| known == user.as_str()));
}

#[tokio::test]
async fn the_events_of_a_session_of_connect_come_before_its_link() {
    let (world, hub, inbox) = (World::start().await, Arc::new(Hub::start(&[]).await), Inbox::default());
    let finicity = world.tenant.finicity();
    let secret = Secret::new(finicity.partner_secret());
    let receiver = finicity_connect::webhook::Receiver::new([secret]).unwrap();
    let (tenant, kept, url) = (world.tenant.clone(), Arc::clone(&inbox), hub.url("/finicity"));
    let late = Late::new(&finicity.base_url(), "generate_connect_url", move |answer| {
        let (tenant, hub, receiver, kept) =
            (tenant.clone(), Arc::clone(&hub), receiver.clone(), Arc::clone(&kept));
        Box::pin(async move {
            // The page is open before the application has its link.
            let session = tenant.finicity().open(answer["link"].as_str().unwrap()).unwrap();
            assert_eq!(tenant.webhooks().wait(2).await.len(), 2);
            drop(session);
            let read = |webhook: &verify_tests::hub::Received| {
                receiver.receive(&webhook.headers, &webhook.body).unwrap()
            };
            let events: Vec<_> = hub.received().iter().map(read).collect();
            let about = |event: &finicity_connect::webhook::Event| {
                let customer = event.customer_id.as_ref().map_or("nobody", |id| id.as_str());
                format!("{} about {customer}", event.event_type.listed().unwrap())
            };
            kept.lock().unwrap().extend(events.iter().map(about));
        })
    });
    let builder = World::finicity_builder(&world.tenant).clock(world.clock.clone());
    let client = builder.transport(late).build().unwrap();
    let customer = world.customer().await;
    let request = GenerateConnectUrl::new(customer.clone()).webhook(Webhook::new(&url).unwrap());
    let link = client.generate_connect_url(&request).await.unwrap();
    assert!(world.tenant.finicity().open(link.expose()).is_ok());
    let expected = ["ping about nobody".to_owned(), format!("started about {}", customer.as_str())];
    assert_eq!(*inbox.lock().unwrap(), expected);
}

#[tokio::test]
async fn an_event_about_a_user_of_spinwheel_comes_before_the_user() {
    let (world, hub, inbox) = (World::start().await, Arc::new(Hub::start(&[]).await), Inbox::default());
    let spinwheel = world.tenant.spinwheel();
    let kept = Arc::clone(&inbox);
    let late = Late::new(&spinwheel.base_url(), "connect_sms", move |answer| {
        let (hub, kept) = (Arc::clone(&hub), Arc::clone(&kept));
        Box::pin(async move {
            let event =
                json!({"eventType": "USER_LIABILITIES_CONNECTED", "userId": answer["data"]["userId"]});
            let key = ("X-Webhook-KEY".to_owned(), "a long random text".to_owned());
            post(&hub, &[key], event.to_string().as_bytes()).await;
            let webhook = hub.received().pop().unwrap();
            let check = HeaderCheck::new("x-webhook-key", "a long random text").unwrap();
            assert!(check.accepts(&webhook.headers));
            kept.lock().unwrap().push(Event::parse(&webhook.body).unwrap().user_id.as_str().to_owned());
        })
    });
    let builder = World::spinwheel_builder(&world.tenant).clock(world.clock.clone());
    let client = builder.transport(late).build().unwrap();
    let user = client.connect_sms(&connect_request(PHONE, BIRTH_DATE)).await.unwrap().user_id;
    assert_eq!(*inbox.lock().unwrap(), [user.as_str()]);
}
