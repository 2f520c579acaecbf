//! Makes a large archive of made-up pages and reads it: `cargo run --profile quick -p bahi --example archive -- [MB] [FILE]`.
//!
//! Prints the speed of unpacking and parsing alone, that of cutting and reading as the program does, by the clock and by
//! processor time, and the most memory that was held.

use bahi::format::{Options, Piece, units};
use bahi::{Bahi, stream};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What the pages tell, in ever other order.
const REPORT: &str = include_str!("../../../demo/reports/01-kishida-agency.txt");

fn main() -> io::Result<()> {
    let mut args = std::env::args().skip(1);
    let megabytes: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(1000);
    let path = args.next().map_or_else(|| std::env::temp_dir().join("bahi-archive.warc.gz"), PathBuf::from);
    let records = if path.exists() { 0 } else { make(&path, megabytes * 1_000_000)? };
    let size = path.metadata()?.len();
    println!("{}: {:.0} MB, {records} records made", path.display(), size as f64 / 1e6);
    let unpacked = time("unpacked and its records found", || bare(&path, |_| ()));
    let cut = time("cut into pages by the program", || pieces(&path));
    let read = time("read whole to articles by all cores, as `bahi read` does", || read(&path));
    // What other parsers hold is not ours.
    println!("most memory held so far: {:.0} MB", peak().unwrap_or_default());
    let tree = time("unpacked and parsed by the program's own parser, nothing else", || {
        bare(&path, |page| {
            black_box(parse(page));
        })
    });
    let common = time("unpacked and parsed by html5ever, nothing else", || {
        bare(&path, |page| {
            black_box(parse_commonly(page));
        })
    });
    ratio("cutting", cut, "unpacking and finding records", unpacked);
    ratio("reading whole", read, "unpacking and parsing with the program's own parser", tree);
    ratio("reading whole", read, "unpacking and parsing with html5ever", common);
    Ok(())
}

/// Seconds by the clock, and of processor time over all threads.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
}

fn time(what: &str, run: impl FnOnce() -> io::Result<usize>) -> Cost {
    let (started, used) = (Instant::now(), processor());
    let count = run();
    let cost = Cost { wall: started.elapsed().as_secs_f64(), cpu: processor() - used };
    println!("{what}: {:.1} s, {:.1} s of processor, {} pages", cost.wall, cost.cpu, count.unwrap_or_default());
    cost
}

fn ratio(what: &str, ours: Cost, least: &str, theirs: Cost) {
    let share = |ours: f64, theirs: f64| theirs / ours * 100.0;
    let (cpu, wall) = (share(ours.cpu, theirs.cpu), share(ours.wall, theirs.wall));
    println!("{what} goes at {cpu:.0} % of the speed of {least} by processor time, {wall:.0} % by the clock");
}

/// Processor time of the process in seconds, counted in hundredths; nothing where the system does not say.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(1).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Pages of the same report in many dresses: numbers, days and the order of paragraphs differ.
fn make(path: &Path, bytes: u64) -> io::Result<usize> {
    let mut out = BufWriter::new(File::create(path)?);
    let (mut written, mut count, mut seed) = (0, 0usize, 1u64);
    while written < bytes {
        count += 1;
        let page = page(count, &mut seed);
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://x.example/{count}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
        let mut packer = GzEncoder::new(Vec::new(), Compression::new(4));
        packer.write_all(record.as_bytes())?;
        let packed = packer.finish()?;
        out.write_all(&packed)?;
        written += packed.len() as u64;
    }
    out.flush()?;
    Ok(count)
}

/// A page as news sites have them: menus, a report, scripts that say little at length.
fn page(n: usize, seed: &mut u64) -> String {
    let mut random = || {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        *seed
    };
    let script: String = (0..400).map(|_| format!("{:016x}", random())).collect();
    let menu: String = (0..60).map(|i| format!("<li><a href=\"/s/{i}\">{i}</a></li>")).collect();
    let lines: Vec<&str> = REPORT.lines().filter(|line| !line.trim().is_empty()).collect();
    let title = lines.first().copied().unwrap_or_default();
    let paragraphs: String = (0..12)
        .map(|i| format!("<p>{} {} {}</p>\n", lines[(n + i) % lines.len()], random() % 1000, (n + i) % 977))
        .collect();
    format!(
        "<!doctype html><html lang=hi><head><meta charset=utf-8><title>{title}</title><script>var s='{script}';</script></head><body><ul>{menu}</ul><article><h1>{title} {n}</h1>\n{paragraphs}</article></body></html>"
    )
}

/// The least that any program must do: unpack, find each record by its length, and what `each` does.
fn bare(path: &Path, mut each: impl FnMut(&[u8])) -> io::Result<usize> {
    let mut unpacked = BufReader::with_capacity(1 << 16, MultiGzDecoder::new(BufReader::new(File::open(path)?)));
    let (mut count, mut line, mut block) = (0, Vec::new(), Vec::new());
    loop {
        let mut length = 0usize;
        loop {
            line.clear();
            if io::BufRead::read_until(&mut unpacked, b'\n', &mut line)? == 0 {
                return Ok(count);
            }
            let text = String::from_utf8_lossy(&line);
            if let Some(value) = text.strip_prefix("Content-Length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            if line == b"\r\n" && length > 0 {
                break;
            }
        }
        block.resize(length, 0);
        unpacked.read_exact(&mut block)?;
        each(&block);
        count += 1;
    }
}

/// Parses a page into its tree and drops it.
fn parse(page: &[u8]) -> usize {
    bahi_page::html::count(&String::from_utf8_lossy(page), &bahi_page::html::Limits::default())
}

/// Parses a page with the parser that most programs use, and drops it.
fn parse_commonly(page: &[u8]) -> usize {
    let head = page.windows(4).position(|w| w == b"\r\n\r\n").map_or(0, |at| at + 4);
    let parser = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
    let dom = parser.from_utf8().one(&page[head..]);
    dom.document.children.borrow().len()
}

fn pieces(path: &Path) -> io::Result<usize> {
    let units = units(File::open(path)?, "a.warc.gz", &Options::default());
    Ok(units.filter(|piece| matches!(piece, Piece::Unit(_))).count())
}

fn read(path: &Path) -> io::Result<usize> {
    let bahi = Bahi::new();
    let units = units(File::open(path)?, "a.warc.gz", bahi.options());
    let size = |piece: &Piece| if let Piece::Unit(unit) = piece { unit.bytes.len() } else { 0 };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut count = 0;
    let work = |piece| match piece {
        Piece::Unit(unit) => bahi.pages(unit).len(),
        _ => 0,
    };
    let ended: Result<(), io::Error> = stream::in_order(units, size, cores, work, |n| {
        count += n;
        Ok(())
    });
    ended.map(|()| count)
}

fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<f64>().ok().map(|kib| kib / 1000.0)
}
