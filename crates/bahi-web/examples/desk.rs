//! How long the desk takes over a ledger, page by page, without a network.
//!
//! ```text
//! cargo run --release -p bahi-web --example desk -- LEDGER [ROUNDS] [ADDRESSES]
//! ```
//!
//! *first*: a desk that was just opened is asked once. *again*: the median where no answer is kept whole and the address
//! changes with every round, as it does for readers who page on. *kept*: the median of the same answer given again. Sizes are
//! of the page as it is and compressed. With `ADDRESSES` a file is written with what many readers may ask for, one address a
//! line, for `benches/desk.lua`.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use bahi::Store;
use bahi_web::{Desk, Room, Settings, router};
use flate2::{Compression, write::GzEncoder};
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tokio::runtime::Runtime;
use tower::ServiceExt;

type Fails<T> = Result<T, Box<dyn Error>>;

fn main() -> Fails<()> {
    let mut args = std::env::args().skip(1);
    let ledger = PathBuf::from(args.next().ok_or("say which ledger")?);
    let rounds: usize = args.next().map_or(Ok(9), |n| n.parse())?;
    let stock = Stock::of(&ledger)?;
    println!("{} reports, {} records", stock.reports, stock.records);
    if let Some(file) = args.next() {
        std::fs::write(&file, stock.addresses().join("\n"))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    println!("{:>8} {:>8} {:>8} {:>9} {:>8}  page", "first", "again", "kept", "bytes", "gzip");
    for page in stock.pages() {
        let mut fresh = Asker::new(&ledger, Room { kept: 0, ..Room::default() }, &runtime)?;
        let (first, body) = fresh.ask(&page)?;
        let again = median((0..rounds).map(|n| fresh.ask(&varied(&page, n)).map(|a| a.0)).collect::<Fails<_>>()?);
        let mut keeping = Asker::new(&ledger, Room::default(), &runtime)?;
        keeping.ask(&page)?;
        let kept = median((0..rounds).map(|_| keeping.ask(&page).map(|a| a.0)).collect::<Fails<_>>()?);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&body)?;
        let gzip = gzip.finish()?.len();
        println!("{first:8.1} {again:8.1} {kept:8.2} {:9} {gzip:8}  {page}", body.len());
    }
    Ok(())
}

// What stands in no filter makes another address of the same page.
fn varied(page: &str, n: usize) -> String {
    let join = if page.contains('?') { '&' } else { '?' };
    if page.starts_with("/api") { page.to_owned() } else { format!("{page}{join}round={n}") }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

struct Asker<'a> {
    desk: axum::Router,
    runtime: &'a Runtime,
}

impl<'a> Asker<'a> {
    fn new(ledger: &Path, room: Room, runtime: &'a Runtime) -> Fails<Self> {
        let settings = Settings {
            ledger: ledger.to_owned(),
            address: "127.0.0.1:8440".parse()?,
            read_only: true,
            token: None,
            hosts: Vec::new(),
            by: "nobody".to_owned(),
            clock: || "2026-11-01T00:00:00Z".to_owned(),
            log: None,
        };
        Ok(Self { desk: router(Desk::open(settings, room)?), runtime })
    }

    // Milliseconds, and what was answered.
    fn ask(&mut self, page: &str) -> Fails<(f64, Vec<u8>)> {
        let request = Request::builder().uri(page).header("host", "localhost").body(Body::empty())?;
        let desk = self.desk.clone();
        let begun = Instant::now();
        let (status, body) = self.runtime.block_on(async {
            let response = desk.oneshot(request).await.map_err(|e| e.to_string())?;
            let status = response.status();
            let body = to_bytes(response.into_body(), usize::MAX).await.map_err(|e| e.to_string())?;
            Ok::<_, String>((status, body.to_vec()))
        })?;
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        if !status.is_success() {
            return Err(format!("{page}: {status}").into());
        }
        Ok((took, body))
    }
}

// What the ledger has, for addresses.
struct Stock {
    reports: i64,
    records: i64,
    engagements: Vec<String>,
    reports_told: Vec<String>,
    people: Vec<(String, String)>,
    countries: Vec<String>,
}

impl Stock {
    fn of(ledger: &Path) -> Fails<Self> {
        let store = Store::existing(ledger)?;
        let db = store.connection();
        let count = |table: &str| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get::<_, i64>(0));
        let list = |query: &str| -> Fails<Vec<String>> {
            let mut rows = db.prepare(query)?;
            let rows = rows.query_map([], |r| r.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        let mut people = db.prepare(
            "SELECT actor, en FROM seen WHERE kind = 'person' AND en IS NOT NULL ORDER BY reports DESC, actor LIMIT 40",
        )?;
        let people = people.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(Self {
            reports: count("report")?,
            records: count("brief")?,
            engagements: list("SELECT id FROM engagement ORDER BY id LIMIT 2000")?,
            reports_told: list("SELECT id FROM report ORDER BY id LIMIT 500")?,
            people,
            countries: list(
                "SELECT f.value FROM facet f JOIN posting p ON p.value = f.number WHERE f.name = 'country'
                  GROUP BY f.number ORDER BY count(*) DESC LIMIT 20",
            )?,
        })
    }

    fn pages(&self) -> Vec<String> {
        let mut out: Vec<String> = ["/", "/?type=engagement", "/?type=statement"].map(str::to_owned).into();
        out.extend(self.countries.iter().take(2).map(|c| format!("/?country={c}")));
        out.extend(self.engagements.get(7).map(|e| format!("/e/{e}")));
        out.extend(self.reports_told.get(7).map(|r| format!("/r/{r}")));
        for place in [0, 20] {
            out.extend(self.people.get(place).map(|p| format!("/a/{}", p.0)));
        }
        let names: Vec<&String> = self.people.iter().map(|p| &p.1).take(2).collect();
        out.extend(
            ["/actors", "/timeline", "/deliveries", "/conflicts", "/sources", "/network", "/log"].map(str::to_owned),
        );
        out.extend(names.iter().map(|n| format!("/search?q={}", word(n))));
        out.extend(["engagements", "actors", "reports", "conflicts"].map(|of| format!("/api/v1/{of}")));
        out.extend(
            names.iter().map(|n| format!("/reconcile?queries={}", word(&format!("{{\"a\":{{\"query\":\"{n}\"}}}}")))),
        );
        out.extend(
            names
                .iter()
                .map(|n| format!("/reconcile/suggest/entity?prefix={}", word(&n.chars().take(3).collect::<String>()))),
        );
        out
    }

    // Half of all are engagements, each another; the rest is what readers go through to find them.
    fn addresses(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (n, engagement) in self.engagements.iter().enumerate() {
            out.push(match n % 4 {
                3 => format!("/api/v1/engagements/{engagement}"),
                _ => format!("/e/{engagement}"),
            });
            let country = self.countries.get(n % self.countries.len().max(1)).map_or("IN", String::as_str);
            let person = self.people.get(n % self.people.len().max(1));
            let (id, name) = person.map_or(("", ""), |p| (p.0.as_str(), p.1.as_str()));
            out.push(match n % 8 {
                0 => "/".to_owned(),
                1 => format!("/?country={country}"),
                2 => format!("/?type=statement&country={country}"),
                3 => format!("/?who={id}"),
                4 => "/actors".to_owned(),
                5 => format!("/search?q={}", word(name)),
                6 => format!("/api/v1/engagements?country={country}"),
                _ => format!("/r/{}", self.reports_told.get(n % self.reports_told.len().max(1)).map_or("", |r| r)),
            });
        }
        out
    }
}

fn word(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
