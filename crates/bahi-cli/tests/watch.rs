//! `bahi fetch` and `bahi watch` against a server of our own: conditions, rules for robots, private addresses, kills.
#![cfg(feature = "net")]
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, code, command, stderr, stdout};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What a path is answered with.
#[derive(Clone, Default)]
struct Page {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    /// How long the server thinks about it.
    after: Duration,
}

/// A web server that notes what it was asked.
struct Server {
    address: String,
    pages: Arc<Mutex<BTreeMap<String, Page>>>,
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Server {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = Server { address, pages: Arc::default(), asked: Arc::default() };
        let (pages, asked) = (server.pages.clone(), server.asked.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, asked) = (pages.clone(), asked.clone());
                thread::spawn(move || answer(stream, &pages, &asked));
            }
        });
        server
    }

    fn put(&self, path: &str, page: Page) {
        self.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    /// A report as plain text.
    fn report(&self, path: &str, n: usize) {
        let body =
            format!("भारत के विदेश मंत्री एस जयशंकर ने {n} मार्च 2021 को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।");
        let headers = vec![("Content-Type".to_owned(), "text/plain; charset=utf-8".to_owned())];
        self.put(path, Page { status: 200, headers, body, ..Page::default() });
    }

    /// A feed that leads to these pages.
    fn feed(&self, path: &str, etag: &str, to: &[String]) {
        let items: String = to.iter().map(|url| format!("<item><title>x</title><link>{url}</link></item>")).collect();
        let headers = vec![
            ("Content-Type".to_owned(), "application/rss+xml".to_owned()),
            ("ETag".to_owned(), etag.to_owned()),
            ("Last-Modified".to_owned(), "Fri, 28 Apr 2023 01:00:00 GMT".to_owned()),
        ];
        self.put(
            path,
            Page { status: 200, headers, body: format!("<rss><channel>{items}</channel></rss>"), ..Page::default() },
        );
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// How often a path was asked for.
    fn count(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|(asked, _)| asked == path).count()
    }

    /// The head of the last request for a path.
    fn last(&self, path: &str) -> String {
        self.asked.lock().unwrap().iter().rev().find(|(asked, _)| asked == path).unwrap().1.clone()
    }
}

fn answer(
    mut stream: std::net::TcpStream,
    pages: &Mutex<BTreeMap<String, Page>>,
    asked: &Mutex<Vec<(String, String)>>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let mut head = String::new();
        loop {
            let before = head.len();
            if reader.read_line(&mut head).unwrap_or(0) == 0 {
                return;
            }
            if head[before..].trim().is_empty() {
                break;
            }
        }
        let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
        let head = head.to_lowercase();
        asked.lock().unwrap().push((path.clone(), head.clone()));
        let mut page = pages.lock().unwrap().get(&path).cloned().unwrap_or(Page { status: 404, ..Page::default() });
        thread::sleep(page.after);
        let etag = page.headers.iter().find(|(name, _)| name == "ETag").map(|(_, value)| value.to_lowercase());
        if etag.is_some_and(|etag| head.contains(&format!("if-none-match: {etag}"))) {
            (page.status, page.body) = (304, String::new());
        }
        let headers: String = page.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("HTTP/1.1 {} X\r\n{headers}Content-Length: {}\r\n\r\n", page.status, page.body.len());
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(page.body.as_bytes())).is_err() {
            return;
        }
    }
}

/// `bahi watch --once`, or `fetch`, in a folder.
fn run(folder: &Folder, verb: &str, more: &[&str], private: bool) -> Output {
    let (warc, book) = (format!("{}/w.warc.gz", folder.path()), format!("{}/b.db", folder.path()));
    let mut args = vec![verb, "--warc", &warc, "--ledger", &book, "--pause", "0"];
    if verb == "watch" {
        args.extend(["--once", "--every", "1"]);
    }
    if private {
        args.push("--allow-private");
    }
    bahi(&[&args, more].concat())
}

fn addresses(folder: &Folder) -> Vec<String> {
    let packed = std::fs::read(format!("{}/w.warc.gz", folder.path())).unwrap();
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut text).unwrap();
    let text = String::from_utf8_lossy(&text);
    text.lines().filter_map(|line| line.strip_prefix("WARC-Target-URI: ")).map(str::to_owned).collect()
}

fn reports(folder: &Folder) -> usize {
    let book = format!("{}/b.db", folder.path());
    let run = bahi(&["export", "--ledger", &book, "--to", "json", "-o", "-"]);
    assert_eq!(code(&run), 0, "{}", stderr(&run));
    let ledger: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    ledger["reports"].as_array().unwrap().len()
}

#[test]
fn a_feed_is_asked_for_only_what_is_new_and_its_pages_once() {
    let (server, folder) = (Server::new(), Folder::new("watch"));
    server.report("/1", 1);
    server.report("/2", 2);
    server.feed("/feed", "\"a\"", &[server.url("/1"), server.url("/2")]);
    let first = run(&folder, "watch", &[&server.url("/feed")], true);
    assert_eq!(code(&first), 0, "{}", stderr(&first));
    assert_eq!(addresses(&folder), [server.url("/feed"), server.url("/1"), server.url("/2")]);
    assert_eq!(reports(&folder), 2);
    thread::sleep(Duration::from_millis(1100));
    let again = run(&folder, "watch", &[&server.url("/feed")], true);
    assert_eq!(code(&again), 1, "{}{}", stdout(&again), stderr(&again));
    let head = server.last("/feed");
    assert!(head.contains("if-none-match: \"a\"") && head.contains("if-modified-since: fri, 28 apr 2023"), "{head}");
    thread::sleep(Duration::from_millis(1100));
    server.report("/3", 3);
    server.feed("/feed", "\"b\"", &[server.url("/3"), server.url("/2")]);
    let third = run(&folder, "watch", &[&server.url("/feed")], true);
    assert_eq!(code(&third), 0, "{}", stderr(&third));
    assert_eq!((server.count("/1"), server.count("/2"), server.count("/3")), (1, 1, 1));
    assert_eq!(reports(&folder), 3);
    // The archive is evidence: what was read from it can be read from it again.
    let warc = format!("{}/w.warc.gz", folder.path());
    let shown = bahi(&["read", "--json", &warc]);
    assert!(stdout(&shown).contains(&server.url("/3")), "{}", stderr(&shown));
}

#[test]
fn what_robots_are_asked_not_to_fetch_is_not_fetched() {
    let (server, folder) = (Server::new(), Folder::new("robots"));
    let body = "User-agent: *\nDisallow: /closed\n".to_owned();
    server.put("/robots.txt", Page { status: 200, body, ..Page::default() });
    server.report("/closed/1", 1);
    server.report("/open/2", 2);
    server.feed("/feed", "\"a\"", &[server.url("/closed/1"), server.url("/open/2")]);
    let watched = run(&folder, "watch", &[&server.url("/feed")], true);
    assert_eq!(code(&watched), 3, "{}", stderr(&watched));
    assert!(stderr(&watched).contains("robots.txt asks programs not to fetch it"), "{}", stderr(&watched));
    assert_eq!((server.count("/closed/1"), server.count("/open/2")), (0, 1));
    assert!(server.last("/open/2").contains("user-agent: bahi/"));
    // Rules that cannot be had forbid everything.
    server.put("/robots.txt", Page { status: 500, ..Page::default() });
    let other = Folder::new("robots-500");
    let watched = run(&other, "watch", &[&server.url("/feed")], true);
    assert!(stderr(&watched).contains("robots.txt cannot be had"), "{}", stderr(&watched));
    assert_eq!(server.count("/feed"), 1);
}

#[test]
fn a_private_address_is_refused_also_behind_a_redirect_or_a_name() {
    let (server, folder) = (Server::new(), Folder::new("private"));
    server.report("/1", 1);
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    for url in [
        server.url("/1"),
        format!("http://localhost:{port}/1"),
        format!("http://[::1]:{port}/1"),
        format!("http://0x7f.1:{port}/1"),
    ] {
        let fetched = run(&folder, "fetch", &[&url], false);
        assert_eq!(code(&fetched), 2, "{url}: {}", stderr(&fetched));
        assert!(!stderr(&fetched).contains("panicked"), "{}", stderr(&fetched));
    }
    let fetched = run(&folder, "fetch", &[&server.url("/1")], false);
    assert!(stderr(&fetched).contains("inside a private network; give --allow-private"), "{}", stderr(&fetched));
    assert_eq!((server.count("/1"), server.count("/robots.txt")), (0, 0));
}

#[test]
fn redirects_are_followed_one_by_one_and_not_out_of_the_web() {
    let (server, folder) = (Server::new(), Folder::new("redirects"));
    server.report("/end", 1);
    let to =
        |place: &str| Page { status: 302, headers: vec![("Location".to_owned(), place.to_owned())], ..Page::default() };
    server.put("/a", to("/b"));
    server.put("/b", to(&server.url("/end")));
    server.put("/loop", to("/loop"));
    server.put("/file", to("file:///etc/passwd"));
    server.put(
        "/robots.txt",
        Page { status: 200, body: "User-agent: *\nDisallow: /shut\n".to_owned(), ..Page::default() },
    );
    server.put("/into", to("/shut/1"));
    let fetched = run(&folder, "fetch", &[&server.url("/a")], true);
    assert_eq!(code(&fetched), 0, "{}", stderr(&fetched));
    assert_eq!(addresses(&folder), [server.url("/a"), server.url("/b"), server.url("/end")]);
    for (path, word) in
        [("/loop", "redirects without end"), ("/file", "no address of the web"), ("/into", "robots.txt asks")]
    {
        let fetched = run(&folder, "fetch", &[&server.url(path)], true);
        assert!(stderr(&fetched).contains(word), "{path}: {}", stderr(&fetched));
    }
    assert_eq!(server.count("/shut/1"), 0);
}

#[test]
fn a_site_that_asks_to_wait_is_left_alone() {
    let (server, folder) = (Server::new(), Folder::new("wait"));
    let headers = vec![("Retry-After".to_owned(), "3600".to_owned())];
    server.put("/feed", Page { status: 503, headers, ..Page::default() });
    for _ in 0..2 {
        run(&folder, "watch", &[&server.url("/feed")], true);
        thread::sleep(Duration::from_millis(1200));
    }
    assert_eq!(server.count("/feed"), 1);
}

#[test]
fn a_watch_that_was_killed_goes_on_without_loss_or_repetition() {
    let (server, folder) = (Server::new(), Folder::new("killed"));
    let paths: Vec<String> = (1..=12).map(|n| format!("/{n}")).collect();
    for (n, path) in paths.iter().enumerate() {
        server.report(path, n + 1);
        let slow = |pages: &mut BTreeMap<String, Page>| pages.get_mut(path).unwrap().after = Duration::from_millis(60);
        slow(&mut server.pages.lock().unwrap());
    }
    server.feed("/feed", "\"a\"", &paths.iter().map(|p| server.url(p)).collect::<Vec<_>>());
    let (warc, book) = (format!("{}/w.warc.gz", folder.path()), format!("{}/b.db", folder.path()));
    let feed = server.url("/feed");
    let args = ["watch", "--allow-private", "--pause", "0", "--every", "1", "--warc", &warc, "--ledger", &book, &feed];
    let mut kills = 0;
    // Killed again and again, each time a little later, until every page was asked for.
    while paths.iter().any(|path| server.count(path) == 0) && kills < 60 {
        let mut child =
            command(&args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let (started, before) = (Instant::now(), server.asked.lock().unwrap().len());
        let patience = Duration::from_secs(20);
        while started.elapsed() < patience && server.asked.lock().unwrap().len() < before + 3 + kills % 3 {
            thread::sleep(Duration::from_millis(5));
        }
        thread::sleep(Duration::from_millis(17 * (kills as u64 % 5)));
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
    }
    let last = run(&folder, "watch", &[&feed], true);
    assert!(code(&last) <= 1, "{}{}", stdout(&last), stderr(&last));
    assert!(kills > 2, "{kills}");
    let mut stored: Vec<String> = addresses(&folder).into_iter().filter(|url| *url != feed).collect();
    stored.sort();
    let mut expected: Vec<String> = paths.iter().map(|p| server.url(p)).collect();
    expected.sort();
    assert_eq!(stored, expected, "each page stands in the archive once");
    assert_eq!(reports(&folder), paths.len());
}

#[test]
fn a_half_written_record_is_cut_off_and_what_is_whole_is_kept() {
    let (server, folder) = (Server::new(), Folder::new("half"));
    server.report("/1", 1);
    server.report("/2", 2);
    run(&folder, "fetch", &[&server.url("/1")], true);
    let warc = format!("{}/w.warc.gz", folder.path());
    let whole = std::fs::read(&warc).unwrap();
    std::fs::write(&warc, [&whole[..], &whole[..40]].concat()).unwrap();
    let fetched = run(&folder, "fetch", &[&server.url("/2")], true);
    assert_eq!(code(&fetched), 0, "{}", stderr(&fetched));
    assert!(std::fs::read(&warc).unwrap().starts_with(&whole));
    assert_eq!(addresses(&folder), [server.url("/1"), server.url("/2")]);
    assert_eq!(reports(&folder), 2);
}

#[test]
fn an_answer_without_end_is_cut_and_said_to_be() {
    let (server, folder) = (Server::new(), Folder::new("endless"));
    server.report("/1", 1);
    let mut page = server.pages.lock().unwrap()["/1"].clone();
    page.body.push_str(&" और आगे".repeat(2_000_000));
    let sent = page.body.len();
    server.put("/1", page);
    let fetched = run(&folder, "fetch", &[&server.url("/1")], true);
    assert!(code(&fetched) <= 3 && !stderr(&fetched).contains("panicked"), "{}", stderr(&fetched));
    let packed = std::fs::read(format!("{}/w.warc.gz", folder.path())).unwrap();
    let mut kept = Vec::new();
    flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut kept).unwrap();
    assert!(sent > 30 << 20 && kept.len() < 17 << 20, "{sent} bytes sent, {} kept", kept.len());
    assert!(String::from_utf8_lossy(&kept).contains("WARC-Truncated: length"));
}
