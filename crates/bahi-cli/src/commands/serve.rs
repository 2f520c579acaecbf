//! `bahi serve`: the ledger file as pages and as an interface for programs.

use super::book::Book;
use crate::exit::Status;
use crate::terminal::{Level, complain, hears, log};
use crate::words;
use anyhow::{Context, bail};
use bahi_web::{Answered, Listener, Room, Settings, serve};
use clap::ArgAction;
use clap::builder::BoolishValueParser;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime};

const EXAMPLES: &str = "Examples:
  bahi serve                               the desk on this machine: http://127.0.0.1:8440/
  bahi serve -o --ledger desk.db           another ledger file; and open it in the browser
  bahi serve --read-only --listen 0.0.0.0  for the others in the house, to read
  bahi serve --listen 0.0.0.0 --token-file token.txt --host desk.example.org";

/// Serve the ledger file: pages, an interface for programs, and reconciliation, at one address
#[derive(Debug, clap::Args)]
#[command(help_template = super::EXAMPLES_FIRST, before_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    book: Book,

    /// The port; 0 for any that is free
    #[arg(long, env = "BAHI_PORT", default_value_t = 8440)]
    port: u16,

    /// The address to listen at; others than of this machine need --token-file or --read-only
    #[arg(long, value_name = "ADDR", env = "BAHI_LISTEN", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,

    /// Another name under which the desk is reached
    #[arg(long = "host", value_name = "NAME", env = "BAHI_HOST", value_delimiter = ',')]
    hosts: Vec<String>,

    /// Nothing is written, whoever asks
    #[arg(long, env = "BAHI_READ_ONLY", value_name = "true|false", value_parser = BoolishValueParser::new())]
    #[arg(action = ArgAction::Set, num_args = 0..=1, require_equals = true)]
    #[arg(
        default_value = "false",
        default_missing_value = "true",
        hide_default_value = true,
        hide_possible_values = true
    )]
    read_only: bool,

    /// What every request must bear; in the environment it is seen by fewer than on the command line
    #[arg(long, env = "BAHI_TOKEN", hide_env_values = true, conflicts_with = "token_file")]
    token: Option<String>,

    /// A file that holds the token
    #[arg(long, value_name = "FILE", env = "BAHI_TOKEN_FILE")]
    token_file: Option<PathBuf>,

    /// In whose name decisions are made where a request names nobody [default: the login name]
    #[arg(long, value_name = "NAME", env = "BAHI_BY")]
    by: Option<String>,

    /// Open it in the browser
    #[arg(short, long)]
    open: bool,
}

/// Serves until it is stopped.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let by = args.by.clone().or_else(|| whoami::username().ok()).unwrap_or_else(|| "desk".to_owned());
    let settings = Settings {
        ledger: args.book.path().to_owned(),
        address: SocketAddr::new(args.listen, args.port),
        read_only: args.read_only,
        token: token(args)?,
        hosts: args.hosts.clone(),
        by,
        clock: || humantime::format_rfc3339_seconds(SystemTime::now()).to_string(),
        log: hears(Level::Info).then_some(listen as Listener),
    };
    let (ledger, token) = (settings.ledger.display().to_string(), settings.token.clone());
    serve(settings, Room::default(), |address| {
        let url = format!("http://{address}/");
        complain(format_args!("{ledger}: {url}"));
        complain(format_args!("{}", words::text("stop-with", &[])));
        if args.open {
            let url = token.map_or_else(|| url.clone(), |token| format!("{url}?token={token}"));
            open(&url);
        }
    })?;
    Ok(Status::Found)
}

// A line for each request, with the milliseconds that it took.
fn listen() -> Box<dyn FnOnce(Answered) + Send> {
    let came = Instant::now();
    Box::new(move |answered| {
        let (status, bytes) = (answered.status.to_string(), answered.bytes.to_string());
        let took = format!("{:.1}", came.elapsed().as_secs_f64() * 1000.0);
        let values: [(&str, &str); 5] = [
            ("method", &answered.method),
            ("path", &answered.path),
            ("status", &status),
            ("ms", &took),
            ("bytes", &bytes),
        ];
        log(Level::Info, "request", &values);
    })
}

// Short tokens are guessed; others than these characters would not survive in a cookie.
const SHORTEST: usize = 16;

fn token(args: &Args) -> anyhow::Result<Option<String>> {
    // A file that the settings name stands behind a token that was given; two that were given are refused before.
    let token = match (&args.token, &args.token_file) {
        (None, Some(path)) => Some(std::fs::read_to_string(path).with_context(|| path.display().to_string())?),
        (given, _) => given.clone(),
    };
    let Some(token) = token.map(|t| t.trim().to_owned()) else { return Ok(None) };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
    if token.len() < SHORTEST || !token.chars().all(plain) {
        bail!(
            "a token has {SHORTEST} characters or more, letters and digits of ASCII, - _ . ~; make one with: openssl rand -hex 16"
        );
    }
    Ok(Some(token))
}

// That no browser opens is no fault: the address stands on the terminal.
fn open(url: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        complain(format_args!("{}", words::text("no-browser", &[("url", url)])));
    }
}
