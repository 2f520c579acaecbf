//! The pages as files: every link leads to a file of the folder, nothing needs a desk, nothing of a report is markup.
#![allow(clippy::unwrap_used)] // what is not there is a failure

mod common;
mod html;

use bahi::store::{Filter, Type};
use bahi::{Bahi, Input, Reading, Store};
use bahi_web::lang::Lang;
use bahi_web::pages::site;
use html::{Node, nodes};
use std::collections::BTreeMap;

type Files = BTreeMap<String, Vec<u8>>;

fn made(lang: Lang) -> (Files, Store, std::path::PathBuf) {
    let (folder, ledger) = common::ledger();
    let bahi = Bahi::new();
    let mut store = Store::open(&ledger).unwrap();
    let hostile = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> javascript:alert(1)\n\nनई दिल्ली, 7 अगस्त 2026। \
                   रूस के रक्षा मंत्री सर्गेई शोइगू ने रक्षा मंत्री राजनाथ सिंह से <b onclick=\"x\">मुलाक़ात</b> की।";
    let input = Input { path: "\"><script>.txt".into(), bytes: hostile.into(), ..Input::default() };
    for reading in bahi.read_each(input) {
        if let Reading::Report(one) = reading {
            store.add(&bahi.incoming(*one)).unwrap();
        }
    }
    store.settle(bahi.knowledge(), |_| {}).unwrap();
    let mut files = Files::new();
    let mut write = |name: &str, bytes: &[u8]| {
        assert!(files.insert(name.to_owned(), bytes.to_vec()).is_none(), "{name} is written twice");
        Ok(())
    };
    site(&bahi, &store, lang, "2026-11-01T00:00:00Z", &mut write).unwrap();
    (files, store, folder)
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, Vec<Node>)> {
    let html = files.iter().filter(|f| f.0.ends_with(".html"));
    html.map(|(name, bytes)| (name, nodes(std::str::from_utf8(bytes).unwrap())))
}

// Where a link of a file leads, from the folder.
fn target(file: &str, link: &str) -> String {
    let link = link.split('#').next().unwrap();
    match (link.strip_prefix("../"), file.split_once('/')) {
        (Some(link), Some(_)) => link.to_owned(),
        (None, Some((folder, _))) => format!("{folder}/{link}"),
        (_, None) => link.to_owned(),
    }
}

#[test]
fn every_link_leads_to_a_file_and_nothing_needs_a_desk() {
    for lang in Lang::ALL {
        let (files, store, folder) = made(lang);
        let mut followed = 0;
        for (file, nodes) in pages(&files) {
            for node in nodes {
                let Node::Tag(tag, attributes) = node else { continue };
                assert!(!["script", "form", "iframe"].contains(&tag.as_str()), "{file} has a {tag}");
                for (name, link) in &attributes {
                    assert!(!name.starts_with("on"), "{file}: {name}");
                    if !["href", "src"].contains(&name.as_str()) || link.starts_with('#') || link.starts_with("http") {
                        continue;
                    }
                    assert!(files.contains_key(&target(file, link)), "{file} leads to {link}");
                    followed += 1;
                }
            }
        }
        assert!(followed > 500, "only {followed} links");
        for kind in Type::ALL {
            for id in store.list(kind, &Filter::default(), usize::MAX).unwrap().ids {
                let folder = id.chars().next().unwrap().to_ascii_lowercase();
                assert!(files.contains_key(&format!("{folder}/{id}.html")), "{id} has no page");
            }
        }
        for report in store.reports().unwrap() {
            assert!(files.contains_key(&format!("r/{report}.html")), "{report} has no page");
        }
        let styles = std::str::from_utf8(&files["assets/desk.css"]).unwrap();
        assert!(styles.contains("url(\"noto-sans-devanagari.woff2\")") && !styles.contains("url(\"/"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn what_a_report_says_is_never_markup() {
    let (files, _, folder) = made(Lang::En);
    let mut told = 0;
    for (name, bytes) in files.iter().filter(|f| f.0.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        for hostile in ["<script", "<img src=x", "<b onclick", "href=\"javascript:"] {
            assert!(!page.contains(hostile), "{name}: {hostile}");
        }
        told += page.matches("&lt;script&gt;").count();
    }
    assert!(told > 0, "the words of the hostile report are nowhere");
    std::fs::remove_dir_all(folder).unwrap();
}
