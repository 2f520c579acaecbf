//! Everything that the interface answers, in one table.

use super::handlers::{self, Of};
use super::params::{self, ID, Param, WORDS};
use crate::state::Desk;
use axum::routing::{MethodRouter, post};
use bahi::store::Type;

/// One thing that can be asked for.
#[derive(Debug)]
pub struct Operation {
    /// `get` or `post`.
    pub method: &'static str,
    /// The address.
    pub path: &'static str,
    /// Its name, for programs that are made from the document.
    pub id: &'static str,
    /// What it gives.
    pub about: &'static str,
    /// What may be said.
    pub params: Vec<Param>,
    /// Name of the schema of `data`, and whether it is a list.
    pub data: (&'static str, bool),
    /// What may be sent.
    pub body: Option<Body>,
    /// What answers; routes of one path are merged.
    pub route: MethodRouter<Desk>,
}

/// What may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// An operation.
    Ops,
    /// Reports: files, or bytes as they are.
    Reports,
}

/// The lists of records.
const LISTS: [(Type, &str, &str, &str, &str, &str); 4] = [
    (Type::Engagement, "/api/v1/engagements", "/api/v1/engagements/{id}", "engagements", "engagement", "Engagement"),
    (Type::Statement, "/api/v1/statements", "/api/v1/statements/{id}", "statements", "statement", "Statement"),
    (Type::Agreement, "/api/v1/agreements", "/api/v1/agreements/{id}", "agreements", "agreement", "Agreement"),
    (Type::Delivery, "/api/v1/deliveries", "/api/v1/deliveries/{id}", "deliveries", "delivery", "Delivery"),
];

/// All operations.
pub fn operations() -> Vec<Operation> {
    let mut out = Vec::new();
    for (kind, list, one, many, single, schema) in LISTS {
        let about = "Records that the filters let through, the latest first.";
        out.push(ask(list, many, about, params::records(), (schema, true), handlers::list(Of::Records(kind))));
        let about = "One record.";
        out.push(ask(one, single, about, params::RECORD.to_vec(), (schema, false), handlers::one(Of::Records(kind))));
    }
    out.extend(others());
    out.extend(judged_and_found());
    out.extend(writes());
    out
}

fn ask(
    path: &'static str,
    id: &'static str,
    about: &'static str,
    params: Vec<Param>,
    data: (&'static str, bool),
    route: MethodRouter<Desk>,
) -> Operation {
    Operation { method: "get", path, id, about, params, data, body: None, route }
}

fn others() -> Vec<Operation> {
    let id = || vec![ID];
    vec![
        ask(
            "/api/v1/actors",
            "actors",
            "People, bodies, countries, places and goods, those told of most first.",
            params::actors(),
            ("ActorRow", true),
            handlers::list(Of::Actors),
        ),
        ask(
            "/api/v1/actors/{id}",
            "actor",
            "All there is to say about an actor: spellings, offices over time, counterparts.",
            id(),
            ("ActorWhole", false),
            handlers::one(Of::Actors),
        ),
        ask(
            "/api/v1/reports",
            "reports",
            "Reports, the latest first.",
            params::some(&["from", "until", "outlet"], &[]),
            ("Report", true),
            handlers::list(Of::Reports),
        ),
        ask(
            "/api/v1/reports/{id}",
            "report",
            "A report: its text as it was read, what was left out, its claims, and the records that it tells of.",
            id(),
            ("ReportWhole", false),
            handlers::one(Of::Reports),
        ),
        ask(
            "/api/v1/claims",
            "claims",
            "Values as reports assert them, each with the words.",
            params::claims(),
            ("Claim", true),
            handlers::list(Of::Claims),
        ),
        ask("/api/v1/claims/{id}", "claim", "One claim.", id(), ("Claim", false), handlers::one(Of::Claims)),
    ]
}

fn judged_and_found() -> Vec<Operation> {
    let id = || vec![ID];
    vec![
        ask(
            "/api/v1/conflicts",
            "conflicts",
            "Values that cannot all stand, in the order in which they are gone through.",
            params::conflicts(),
            ("Conflict", true),
            handlers::list(Of::Conflicts),
        ),
        ask(
            "/api/v1/conflicts/{id}",
            "conflict",
            "A conflict with the claims of its values; `last` is what is sent as `expected` when it is decided.",
            id(),
            ("ConflictWhole", false),
            handlers::one(Of::Conflicts),
        ),
        ask(
            "/api/v1/why/{id}",
            "why",
            "Why a record is as it is: each value with its words, why reports were merged, what was kept apart.",
            id(),
            ("Why", false),
            handlers::one(Of::Why),
        ),
        ask(
            "/api/v1/search",
            "search",
            "Actors by name and reports by their words, in either script.",
            params::some(&["from", "until", "outlet"], &[WORDS]),
            ("Hit", true),
            handlers::list(Of::Search),
        ),
        ask(
            "/api/v1/about",
            "about",
            "How many of each there are.",
            vec![],
            ("About", false),
            handlers::list(Of::About),
        ),
        ask("/api/v1/ops/{id}", "operation", "One operation.", id(), ("Operation", false), handlers::one(Of::Ops)),
    ]
}

// Reading and writing share a path, and so a route.
fn writes() -> Vec<Operation> {
    let listed = params::some(&[], &[]);
    let mut ops = ask(
        "/api/v1/ops",
        "operations",
        "What was decided and taken back, the last first.",
        listed,
        ("Operation", true),
        handlers::list(Of::Ops),
    );
    ops.route = ops.route.merge(post(handlers::operate));
    let operate = Operation {
        method: "post",
        path: "/api/v1/ops",
        id: "operate",
        about: "Decides, or takes back, as one operation.",
        params: vec![],
        data: ("Done", false),
        body: Some(Body::Ops),
        route: MethodRouter::new(),
    };
    let upload = Operation {
        method: "post",
        path: "/api/v1/reports",
        id: "upload",
        about: "Takes in reports in any format that is read, and says what was read and what was not.",
        params: vec![params::NAMED],
        data: ("Taken", false),
        body: Some(Body::Reports),
        route: post(handlers::upload),
    };
    vec![ops, operate, upload]
}
