//! Clients that take their time hold nobody else up, over real connections.
#![allow(clippy::unwrap_used)] // what is not there is a failure

mod common;

use bahi_web::{Desk, Room, Settings, listen};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

struct Served {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: tokio::task::JoinHandle<()>,
    runtime: Runtime,
    folder: std::path::PathBuf,
}

impl Served {
    fn new(room: Room) -> Self {
        let (folder, ledger) = common::ledger();
        let settings = Settings {
            ledger,
            address: "127.0.0.1:0".parse().unwrap(),
            read_only: false,
            token: None,
            hosts: Vec::new(),
            by: "tester".to_owned(),
            clock: || "2026-11-01T00:00:00Z".to_owned(),
            log: None,
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let desk = Desk::open(settings, room).unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let serving = runtime.spawn(listen(listener, desk, stopped));
        Self { address, stop, serving, runtime, folder }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    // The first line of the answer to a whole request.
    fn ask(&self, head: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).unwrap();
        first_line(&mut stream)
    }

    fn end(self) {
        self.stop.send(true).unwrap();
        let ended = self.runtime.block_on(async { tokio::time::timeout(Duration::from_secs(15), self.serving).await });
        ended.expect("it stops").unwrap();
        std::fs::remove_dir_all(self.folder).unwrap();
    }
}

const WHOLE: &str = "GET /log HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

fn first_line(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn who_sends_a_head_byte_by_byte_is_let_go_and_the_places_are_for_others() {
    let head = Duration::from_millis(400);
    let served = Served::new(Room { connections: 4, head, ..Room::default() });
    let mut slow: Vec<TcpStream> = (0..4).map(|_| served.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    }
    // All places are taken; whoever comes is served as soon as they are free.
    let begun = Instant::now();
    assert_eq!(served.ask(WHOLE), "HTTP/1.1 200 OK");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    for mut stream in slow {
        let line = first_line(&mut stream);
        assert!(line.is_empty() || line.starts_with("HTTP/1.1 408"), "{line}");
    }
    served.end();
}

#[test]
fn who_says_nothing_is_let_go_too() {
    let served = Served::new(Room { connections: 2, head: Duration::from_millis(300), ..Room::default() });
    let silent: Vec<TcpStream> = (0..2).map(|_| served.connect()).collect();
    assert_eq!(served.ask(WHOLE), "HTTP/1.1 200 OK");
    drop(silent);
    served.end();
}

#[test]
fn a_connection_has_an_end() {
    let room = Room { connections: 1, stay: Duration::from_millis(500), ..Room::default() };
    let served = Served::new(room);
    let mut first = served.connect();
    first.write_all(b"GET /log HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    // It is kept open for more, and there is one place.
    assert_eq!(served.ask(WHOLE), "HTTP/1.1 200 OK");
    assert_eq!(first_line(&mut first), "HTTP/1.1 200 OK");
    served.end();
}

#[test]
fn what_is_uploaded_byte_by_byte_gives_its_turn_back() {
    let room = Room { uploads: 1, body: Duration::from_millis(500), ..Room::default() };
    let served = Served::new(room);
    let head = |length: usize| {
        format!(
            "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n"
        )
    };
    let mut slow = served.connect();
    slow.write_all(head(1000).as_bytes()).unwrap();
    slow.write_all("न".as_bytes()).unwrap();
    assert_eq!(first_line(&mut slow), "HTTP/1.1 408 Request Timeout");
    let text = "नई दिल्ली। रूस के रक्षा मंत्री सर्गेई शोइगू ने राजनाथ सिंह से मुलाक़ात की।";
    let line = served.ask(&format!("{}{text}", head(text.len())));
    assert_eq!(line, "HTTP/1.1 200 OK");
    served.end();
}
