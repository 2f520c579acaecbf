//! GEXF: who met whom, as a network for Gephi.

use super::about::fields;
use super::index::Index;
use super::{About, ExportError, FileAbout, Format, Layout, Sink, Source, label, text};
use bahi_resolve::ledger::Engagement;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

const FILE: &str = "network.gexf";

/// GEXF 1.2.
#[derive(Debug)]
pub struct Gexf;

impl Format for Gexf {
    fn about(&self) -> &'static About {
        const ABOUT: About = About {
            name: "gexf",
            extension: "gexf",
            purpose: "The network of who met whom, for Gephi and networkx.",
            file: FILE,
            layout: Layout::File,
        };
        &ABOUT
    }

    fn files(&self, source: &Source) -> Vec<FileAbout> {
        let network = Network::new(source);
        let about = format!(
            "An undirected graph of {} actors (nodes) and {} pairs (edges).",
            network.nodes.len(),
            network.edges.len()
        );
        vec![FileAbout {
            name: FILE.into(),
            about,
            rows: network.nodes.len() + network.edges.len(),
            fields: fields(&[
                ("node label", "text", "English or romanised name"),
                ("node kind", "text", "person, office, country, body, …"),
                ("node name_hi", "text", "Hindi name"),
                ("node engagements", "whole number", "In how many engagements it took part"),
                ("edge weight", "whole number", "In how many engagements both took part"),
                ("edge engagements", "text", "Ids of these engagements, between spaces"),
            ]),
        }]
    }

    fn notes(&self, source: &Source) -> Vec<String> {
        let left = source.ledger.engagements.iter().filter(|e| e.status != "held").count();
        vec![
            format!(
                "Left out: {left} engagements that were not held, and parties without an actor. An actor who took part in \
                     an engagement without another is a node without edges."
            ),
            "Engagements that the reports only recall are counted.".into(),
            text::CLEAN_NOTE.into(),
            text::LINE_NOTE.into(),
        ]
    }

    fn write(&self, source: &Source, sink: &mut dyn Sink) -> Result<(), ExportError> {
        let bytes = document(source).map_err(|error| ExportError::make(FILE, error))?;
        sink.file(FILE, bytes)
    }
}

struct Node {
    label: String,
    kind: String,
    hindi: String,
    engagements: usize,
}

/// Nodes and edges by id; an edge has the smaller id first.
#[derive(Default)]
struct Network<'a> {
    nodes: BTreeMap<&'a str, Node>,
    edges: BTreeMap<(&'a str, &'a str), Vec<&'a str>>,
}

impl<'a> Network<'a> {
    fn new(source: &Source<'a>) -> Self {
        let index = Index::new(source.ledger);
        let mut network = Self::default();
        for e in source.ledger.engagements.iter().filter(|e| e.status == "held") {
            network.add(e, &index);
        }
        network
    }

    fn add(&mut self, e: &'a Engagement, index: &Index<'a>) {
        let mut present: BTreeSet<&str> = BTreeSet::new();
        for party in &e.parties {
            let Some(id) = party.actor.as_deref() else {
                continue;
            };
            let node = self.nodes.entry(id).or_insert_with(|| Node {
                label: label::party(party),
                kind: index.actor(id).map_or("other", |actor| &actor.kind).to_string(),
                hindi: index.hindi(party).map(text::line).unwrap_or_default(),
                engagements: 0,
            });
            if present.insert(id) {
                node.engagements += 1;
            }
        }
        let present: Vec<&str> = present.into_iter().collect();
        for (at, first) in present.iter().enumerate() {
            for second in &present[at + 1..] {
                self.edges.entry((first, second)).or_default().push(&e.id);
            }
        }
    }
}

fn document(source: &Source) -> io::Result<Vec<u8>> {
    let network = Network::new(source);
    let mut out = Writer::new_with_indent(vec![], b' ', 1);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = [("xmlns", "http://www.gexf.net/1.2draft"), ("version", "1.2")];
    out.create_element("gexf").with_attributes(root).write_inner_content(|out| {
        let graph = [("defaultedgetype", "undirected"), ("mode", "static")];
        out.create_element("graph").with_attributes(graph).write_inner_content(|out| {
            attributes(out, "node", &[("kind", "string"), ("name_hi", "string"), ("engagements", "integer")])?;
            attributes(out, "edge", &[("engagements", "string")])?;
            nodes(out, &network)?;
            edges(out, &network)
        })?;
        Ok(())
    })?;
    Ok(out.into_inner())
}

fn attributes(out: &mut Writer<Vec<u8>>, class: &str, list: &[(&str, &str)]) -> io::Result<()> {
    out.create_element("attributes").with_attribute(("class", class)).write_inner_content(|out| {
        for (at, (title, of)) in list.iter().enumerate() {
            let id = at.to_string();
            let all = [("id", id.as_str()), ("title", *title), ("type", *of)];
            out.create_element("attribute").with_attributes(all).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn values(out: &mut Writer<Vec<u8>>, list: &[&str]) -> io::Result<()> {
    out.create_element("attvalues").write_inner_content(|out| {
        for (at, value) in list.iter().enumerate() {
            let id = at.to_string();
            let value = text::clean(value);
            out.create_element("attvalue").with_attributes([("for", id.as_str()), ("value", &value)]).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn nodes(out: &mut Writer<Vec<u8>>, network: &Network) -> io::Result<()> {
    out.create_element("nodes").write_inner_content(|out| {
        for (id, node) in &network.nodes {
            let (id, count) = (text::line(id), node.engagements.to_string());
            let element = out.create_element("node").with_attributes([("id", id.as_str()), ("label", &node.label)]);
            element.write_inner_content(|out| values(out, &[&node.kind, &node.hindi, &count]))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn edges(out: &mut Writer<Vec<u8>>, network: &Network) -> io::Result<()> {
    out.create_element("edges").write_inner_content(|out| {
        for (number, ((from, to), engagements)) in network.edges.iter().enumerate() {
            let (number, weight) = (number.to_string(), engagements.len().to_string());
            let (from, to) = (text::line(from), text::line(to));
            let all = [("id", number.as_str()), ("source", &from), ("target", &to), ("weight", &weight)];
            let element = out.create_element("edge").with_attributes(all);
            element.write_inner_content(|out| values(out, &[&engagements.join(" ")]))?;
        }
        Ok(())
    })?;
    Ok(())
}
