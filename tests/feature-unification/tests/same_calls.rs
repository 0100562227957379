//! What somebody else switches on for reqwest changes nothing of our calls. Beside each of them stands a client of reqwest's
//! own, so that a feature that is not on is noticed.

mod server;

use feature_unification::theirs;
use server::Server;
use spinwheel_connect::{
    Client, ConnectSms, DateOfBirth, Environment, Error, ErrorKind, ExtUserId, PhoneNumber, RetrieveUser,
    UserId,
};

/// An answer that anybody could use, and the same in each way in which reqwest expands one.
const ANSWER: &str = r#"{"status":{"code":201,"desc":"success"},"data":{"userId":"u-1"}}"#;
const COMPRESSED: [(&str, &[u8]); 4] = [
    (
        "gzip",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xabV*.I,)-V\xb2\xaaVJ\xceOIU\xb2220\xd4QJI-NV\xb2R*.MNN-.V\xaa\
          \x05\x8a$\x96$\x82\x14\x95\x16\xa7\x16y\xa6\x00\xe5Ju\x0d\x95jk\x01u\xee\x97\xde@\x00\x00\x00",
    ),
    (
        "deflate",
        b"x\xda\xabV*.I,)-V\xb2\xaaVJ\xceOIU\xb2220\xd4QJI-NV\xb2R*.MNN-.V\xaa\x05\x8a$\x96$\x82\x14\x95\x16\xa7\
          \x16y\xa6\x00\xe5Ju\x0d\x95jk\x01\xa4-\x14\x82",
    ),
    (
        "br",
        b"\x1b?\x00 \x9c\x05vsro&\x0d\xbc\x96\xc2\xf8\xe3\xaf\x16\xd9\x93\x81\xd9:},1\x93\xac\xa5\xacE\x92\xc6\xe6\
          \"CND\x9a\xb7c@\x1el\x8c\x8d\xe3\x93(J\x04\x09\x0f\xdf\xc7\x1f\xaa4\x13\xe4\xb9\x81u\x05",
    ),
    (
        "zstd",
        b"(\xb5/\xfd @\x01\x02\x00{\"status\":{\"code\":201,\"desc\":\"success\"},\"data\":{\"userId\":\"u-1\"}}",
    ),
];

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nconnection: close";
    let head = format!("{head}\r\n{headers}content-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn client(scheme: &str, server: &Server) -> Client {
    let base = format!("{scheme}://{}", server.authority);
    Client::builder(Environment::custom(&base, &base).unwrap(), "synthetic-key").build().unwrap()
}

async fn connect(client: &Client) -> Result<UserId, Error> {
    let phone = PhoneNumber::new("+12025550143").unwrap();
    let born = DateOfBirth::new("1990-01-01").unwrap();
    let connect = ConnectSms::new(phone, born, ExtUserId::new("customer-17").unwrap());
    client.connect_sms(&connect).await.map(|connected| connected.user_id)
}

#[tokio::test]
async fn an_answer_that_is_not_compressed_is_read() {
    let server = Server::start(answer("", ANSWER.as_bytes()));
    assert_eq!(connect(&client("http", &server)).await.unwrap().as_str(), "u-1");
}

#[tokio::test]
async fn no_answer_is_expanded() {
    for (coding, bytes) in COMPRESSED {
        let server = Server::start(answer(&format!("content-encoding: {coding}\r\n"), bytes));
        let url = format!("http://{}", server.authority);
        let expanded = theirs().unwrap().get(url).send().await.unwrap().text().await.unwrap();
        assert_eq!(expanded, ANSWER, "{coding} is switched on");
        let client = client("http", &server);
        let error = connect(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreadable, "{coding}: {error}");
        assert_eq!(error.raw_body().unwrap().expose(), bytes, "{coding}: as it came");
        // The other pool of connections.
        let look = RetrieveUser::new(UserId::new("u-1").unwrap());
        let error = client.retrieve_user(&look).await.unwrap_err();
        assert_eq!(error.raw_body().unwrap().expose(), bytes, "{coding}: as it came");
    }
}

#[tokio::test]
async fn no_compression_is_asked_for_and_no_cookie_kept() {
    let server = Server::start(answer("set-cookie: session=17\r\n", ANSWER.as_bytes()));
    let (theirs, ours) = (theirs().unwrap(), client("http", &server));
    for _ in 0..2 {
        theirs.get(format!("http://{}", server.authority)).send().await.unwrap();
    }
    let looks = || RetrieveUser::new(UserId::new("u-1").unwrap());
    for _ in 0..2 {
        connect(&ours).await.unwrap();
        // What it reads is of another form; here only what was asked counts.
        let _ = ours.retrieve_user(&looks()).await;
    }
    let heads = server.heads();
    let [first, second, ours @ ..] = &*heads else { panic!("{heads:?}") };
    assert!(["gzip", "br", "zstd", "deflate"].iter().all(|coding| first.contains(coding)), "{first}");
    assert!(second.contains("cookie: session=17"), "{second}");
    assert_eq!(ours.len(), 4);
    for head in ours {
        assert!(!head.contains("accept-encoding") && !head.contains("cookie"), "{head}");
        assert!(head.lines().next().is_some_and(|line| line.ends_with(" http/1.1")), "{head}");
    }
}

#[tokio::test]
async fn a_handshake_offers_no_other_version_of_http() {
    let server = Server::start(Vec::new());
    let theirs = theirs().unwrap().get(format!("https://{}", server.authority));
    theirs.send().await.unwrap_err();
    connect(&client("https", &server)).await.unwrap_err();
    let hellos = server.heard();
    let [theirs, ours @ ..] = &*hellos else { panic!("nobody came") };
    let offers = |hello: &[u8]| hello.windows(3).any(|offered| offered == b"\x02h2");
    assert!(offers(theirs), "it is switched on");
    assert!(!ours.is_empty());
    for hello in ours {
        assert_eq!(hello.first(), Some(&0x16), "a handshake");
        assert!(!offers(hello), "HTTP/2 is offered");
    }
}
