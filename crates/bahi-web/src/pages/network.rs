//! Who met whom: the pairs as a table, and a drawing of those who met most.

use super::actor::both;
use super::asked::{Asked, Reply, address, page_of};
use super::names::Named;
use crate::Fault;
use bahi::{Bahi, Store, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct NetworkView {
    pairs: Vec<Pair>,
    total: usize,
    nodes: Vec<Node>,
    edges: Vec<(f64, f64, f64, f64, f64)>,
    size: f64,
    all: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Pair {
    a: Named,
    b: Named,
    times: usize,
    href: String,
}

#[derive(Debug, Default, Serialize)]
struct Node {
    name: String,
    lang: &'static str,
    href: String,
    x: f64,
    y: f64,
    r: f64,
    labelled: bool,
}

const PAIRS: usize = 100;
const NODES: usize = 150;
const LABELS: usize = 40;
const SIZE: f64 = 760.0;

/// The page.
pub fn page(_: &Bahi, store: &Store, asked: &Asked) -> Result<Reply, Fault> {
    let all = store.once("pairs".to_owned(), || pairs(store))?;
    let most = if asked.get("all").is_some() { usize::MAX } else { PAIRS };
    let mut names: BTreeMap<String, Named> = BTreeMap::new();
    let mut name = |id: &String| -> Result<Named, Fault> {
        if let Some(named) = names.get(id) {
            return Ok(named.clone());
        }
        let actor = store.actor_called(id)?;
        let mut named = both(asked.lang, Some(&actor.name), actor.hindi.as_deref());
        named.href = Some(page_of(id));
        names.insert(id.clone(), named.clone());
        Ok(named)
    };
    let mut shown = Vec::new();
    for (a, b, times) in all.iter().take(most) {
        let href = address("/", &[("who", a), ("who", b), ("status", "held")]);
        shown.push(Pair { a: name(a)?, b: name(b)?, times: *times, href });
    }
    let (ids, edges) = graph(&all);
    let places = layout(ids.len(), &edges);
    let mut degree = vec![0usize; ids.len()];
    for (a, b, times) in &edges {
        degree[*a] += times;
        degree[*b] += times;
    }
    let mut by_degree: Vec<usize> = degree.clone();
    by_degree.sort_unstable_by(|a, b| b.cmp(a));
    let least = by_degree.get(LABELS).copied().unwrap_or(0);
    let mut nodes = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        let named = name(id)?;
        let (x, y) = places[n];
        nodes.push(Node {
            name: named.main.text,
            lang: named.main.lang,
            href: page_of(id),
            x,
            y,
            r: (3.0 + (degree[n] as f64).sqrt() * 1.6).min(16.0),
            labelled: degree[n] > least || ids.len() <= LABELS,
        });
    }
    let edges = edges.iter().map(|(a, b, t)| {
        (places[*a].0, places[*a].1, places[*b].0, places[*b].1, (0.6 + (*t as f64).sqrt() * 0.7).min(5.0))
    });
    let view = NetworkView {
        edges: edges.collect(),
        all: (shown.len() < all.len()).then(|| asked.with("all", Some("1"))),
        pairs: shown,
        total: all.len(),
        nodes,
        size: SIZE,
    };
    asked.page("network.html", "network", asked.lang.t("nav.network"), &view)
}

// Pairs in engagements that were held, those who met most first.
fn pairs(store: &Store) -> Result<Vec<(String, String, usize)>, Fault> {
    let query = "SELECT p.actor, o.actor, count(DISTINCT p.record) FROM party p
                   JOIN engagement e ON e.id = p.record AND e.status = 'held'
                   JOIN party o ON o.record = p.record AND o.actor > p.actor
                  GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2";
    let mut rows = store.connection().prepare_cached(query).map_err(StoreError::from)?;
    let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)? as usize)));
    Ok(rows.map_err(StoreError::from)?.collect::<Result<_, _>>().map_err(StoreError::from)?)
}

// The nodes of the first pairs, and the edges between them by number.
fn graph(pairs: &[(String, String, usize)]) -> (Vec<String>, Vec<(usize, usize, usize)>) {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut ids, mut edges) = (Vec::new(), Vec::new());
    for (a, b, times) in pairs {
        let new = [a, b].into_iter().filter(|id| !numbers.contains_key(id.as_str())).count();
        if ids.len() + new > NODES {
            continue;
        }
        let mut of = Vec::new();
        for id in [a, b] {
            let n = *numbers.entry(id.as_str()).or_insert_with(|| {
                ids.push(id.clone());
                ids.len() - 1
            });
            of.push(n);
        }
        edges.push((of[0], of[1], *times));
    }
    (ids, edges)
}

// Nodes push each other away and edges pull; the same every time.
fn layout(count: usize, edges: &[(usize, usize, usize)]) -> Vec<(f64, f64)> {
    let turn = |n: usize| n as f64 * 2.399_963;
    let mut at: Vec<(f64, f64)> = (0..count)
        .map(|n| {
            let r = (n as f64 + 0.5).sqrt() * 24.0;
            (r * turn(n).cos(), r * turn(n).sin())
        })
        .collect();
    let ideal = 300.0 / (count.max(1) as f64).sqrt() * 1.6;
    for step in 0..120 {
        let heat = 18.0 * (1.0 - f64::from(step) / 120.0);
        let mut force = vec![(0.0, 0.0); count];
        for a in 0..count {
            for b in 0..a {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let d = dx.hypot(dy).max(1.0);
                let push = ideal * ideal / d;
                let (fx, fy) = (dx / d * push, dy / d * push);
                force[a] = (force[a].0 + fx, force[a].1 + fy);
                force[b] = (force[b].0 - fx, force[b].1 - fy);
            }
        }
        for (a, b, _) in edges {
            let (dx, dy) = (at[*a].0 - at[*b].0, at[*a].1 - at[*b].1);
            let d = dx.hypot(dy).max(1.0);
            let pull = d * d / ideal;
            let (fx, fy) = (dx / d * pull, dy / d * pull);
            force[*a] = (force[*a].0 - fx, force[*a].1 - fy);
            force[*b] = (force[*b].0 + fx, force[*b].1 + fy);
        }
        for (place, (fx, fy)) in at.iter_mut().zip(force) {
            let (fx, fy) = (fx - place.0 * 0.35, fy - place.1 * 0.35);
            let f = fx.hypot(fy).max(1e-9);
            *place = (place.0 + fx / f * f.min(heat), place.1 + fy / f * f.min(heat));
        }
    }
    fitted(&at)
}

// Into the drawing, with room for labels.
fn fitted(at: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let span = |f: fn(&(f64, f64)) -> f64| {
        let (low, high) = at.iter().map(f).fold((f64::MAX, f64::MIN), |s, v| (s.0.min(v), s.1.max(v)));
        (low, (high - low).max(1.0))
    };
    let ((left, wide), (top, high)) = (span(|p| p.0), span(|p| p.1));
    let place = |p: &(f64, f64)| {
        let x = 80.0 + (p.0 - left) / wide * (SIZE - 160.0);
        let y = 24.0 + (p.1 - top) / high * (SIZE - 60.0);
        ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0)
    };
    at.iter().map(place).collect()
}
