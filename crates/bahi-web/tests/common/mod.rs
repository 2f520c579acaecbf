//! A desk over a ledger of the demo reports, asked without a network.
#![allow(dead_code)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use bahi::{Bahi, Input, Reading, Store};
use bahi_web::{Desk, Room, Settings, router};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A desk with a ledger of its own.
pub struct Tested {
    /// Where its file is.
    pub ledger: PathBuf,
    /// Its folder, which goes with it.
    folder: PathBuf,
    router: Router,
    runtime: Runtime,
}

impl Drop for Tested {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What was answered.
#[derive(Debug)]
pub struct Got {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Got {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().expect("ASCII"))
    }

    /// The word for what is wrong.
    pub fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A ledger of the demo reports, in a folder of its own.
pub fn ledger() -> (PathBuf, PathBuf) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("bahi-web-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("desk.db");
    let bahi = Bahi::new();
    let mut store = Store::open(&file).expect("a ledger");
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/reports");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(demo).expect("demo").map(|e| e.expect("file").path()).collect();
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a report");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for reading in bahi.read_each(Input { path: name, bytes, ..Input::default() }) {
            if let Reading::Report(one) = reading {
                store.add(&bahi.incoming(*one)).expect("added");
            }
        }
    }
    store.settle(bahi.knowledge(), |_| {}).expect("settled");
    (folder, file)
}

impl Tested {
    /// As the desk stands on a machine.
    pub fn new() -> Self {
        Self::with(|_| {}, Room::default())
    }

    /// Otherwise.
    pub fn with(change: impl FnOnce(&mut Settings), room: Room) -> Self {
        let (folder, ledger) = ledger();
        let mut settings = Settings {
            ledger: ledger.clone(),
            address: "127.0.0.1:8440".parse().expect("an address"),
            read_only: false,
            token: None,
            hosts: Vec::new(),
            by: "tester".to_owned(),
            clock: || "2026-11-01T00:00:00Z".to_owned(),
            log: None,
        };
        change(&mut settings);
        let router = router(Desk::open(settings, room).expect("a desk"));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        Self { ledger, folder, router, runtime }
    }

    /// Asks, with headers that stand in the way of `Host: localhost`.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Got {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|h| h.0 == "host") {
            request = request.header("host", "localhost:8440");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).expect("a request");
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("a body");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Got { status: parts.status, headers: parts.headers, text }
        })
    }

    /// Asks for something.
    pub fn get(&self, path: &str) -> Got {
        self.ask("GET", path, &[], Body::empty())
    }

    /// Sends JSON.
    pub fn post(&self, path: &str, body: &Value) -> Got {
        self.ask("POST", path, &[("content-type", "application/json")], body.to_string())
    }

    /// Many at once, all answers.
    pub fn at_once(&self, paths: &[String]) -> Vec<StatusCode> {
        let request = |path| Request::builder().uri(path).body(Body::empty());
        self.all(paths.iter().map(|path| request(path).expect("a request")))
            .into_iter()
            .map(|(status, _)| status)
            .collect()
    }

    /// Many reports sent at once, each by itself; status and headers of each.
    pub fn sent_at_once(&self, reports: &[String]) -> Vec<(StatusCode, HeaderMap)> {
        let request = |report: &String| Request::post("/api/v1/reports").body(Body::from(report.clone()));
        self.all(reports.iter().map(|report| request(report).expect("a request")))
    }

    fn all(&self, requests: impl Iterator<Item = Request<Body>>) -> Vec<(StatusCode, HeaderMap)> {
        let ask = |mut request: Request<Body>| {
            request.headers_mut().insert("host", HeaderValue::from_static("localhost"));
            let router = self.router.clone();
            tokio::spawn(async move {
                let answer = router.oneshot(request).await.expect("an answer");
                (answer.status(), answer.headers().clone())
            })
        };
        self.runtime.block_on(async {
            let all: Vec<_> = requests.map(ask).collect();
            let mut out = Vec::new();
            for one in all {
                out.push(one.await.expect("no panic"));
            }
            out
        })
    }
}

/// Form values, as browsers send them.
pub fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
