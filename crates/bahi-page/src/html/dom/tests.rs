//! The tree is the one that html5ever, a parser kept by browser people, makes of the same source.

use std::path::Path;

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use super::*;
use crate::html::Limits;

/// A tree in print: elements with sorted attributes, texts joined.
#[derive(Default)]
struct Print {
    out: String,
    text: String,
}

impl Print {
    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.out.push_str(&format!("{:?}", std::mem::take(&mut self.text)));
        }
    }

    fn open(&mut self, name: &str, mut attrs: Vec<(String, String)>) {
        self.flush();
        attrs.sort();
        attrs.dedup_by(|a, b| a.0 == b.0);
        self.out.push_str(&format!("<{}", name.to_ascii_lowercase()));
        attrs.iter().for_each(|(n, v)| self.out.push_str(&format!(" {n}={v:?}")));
        self.out.push('>');
    }

    fn close(&mut self) {
        self.flush();
        self.out.push_str("</>");
    }
}

fn theirs(node: &Handle, print: &mut Print) {
    let mut children = node.children.borrow().clone();
    match &node.data {
        NodeData::Text { contents } => print.text.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, template_contents, .. } => {
            let html = &*name.ns == "http://www.w3.org/1999/xhtml";
            let attrs = attrs.borrow();
            let attrs =
                attrs.iter().filter(|_| html).map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            print.open(&name.local, attrs);
            if let Some(contents) = &*template_contents.borrow() {
                children = contents.children.borrow().clone();
            }
            children.iter().for_each(|c| theirs(c, print));
            print.close();
        }
        _ => children.iter().for_each(|c| theirs(c, print)),
    }
}

fn ours(dom: &Dom<'_>, id: Id, print: &mut Print) {
    match dom.node(id).kind {
        Kind::Text(_) => dom.text(id, |s, _| print.text.push_str(s)),
        Kind::Document => dom.children(id).for_each(|c| ours(dom, c, print)),
        Kind::Element { space, tag, .. } => {
            let mut attrs: Vec<(String, String)> = Vec::new();
            for a in dom.attrs(id).iter().filter(|_| space == Space::Html) {
                let name = dom.slice(a.name).to_ascii_lowercase();
                if !attrs.iter().any(|(n, _)| *n == name) {
                    attrs.push((name, dom.value(a).into_owned()));
                }
            }
            let name =
                if dom.name(id).is_empty() || tag == Tag::Img { format!("{tag:?}") } else { dom.name(id).to_owned() };
            print.open(&name, attrs);
            dom.children(id).for_each(|c| ours(dom, c, print));
            print.close();
        }
    }
}

#[track_caller]
fn same(source: &str) {
    let limits = Limits { depth: 100_000, ..Limits::default() };
    let (mut a, mut b) = (Print::default(), Print::default());
    ours(&parse(source, &limits), 0, &mut a);
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(source);
    theirs(&dom.document, &mut b);
    assert_eq!(a.out, b.out, "of {source:?}");
}

#[test]
fn broken_markup_is_read_as_browsers_read_it() {
    for source in [
        "",
        "plain",
        "<p>one<p>two",
        "<b>1<p>2</b>3</p>4",
        "<b><i><a href=x><div>t</a>u</div>v</i></b>w",
        "<a>1<a>2<b>3</a>4",
        "<table><tr><td>1<td>2<tr>x<b>y</table>z",
        "<table>a<caption>c<p>d</caption><col><tr><th>e</table>",
        "<!doctype html><p><table></table>",
        "<p><table></table>",
        "<ul><li>1<li>2<ul><li>3</ul>4</ul>",
        "<dl><dt>1<dd>2<dt>3</dl>",
        "<select><option>1<option>2<optgroup><option>3</select>x",
        "<svg><g><path/></g><foreignObject><p>t</p></foreignObject></svg>x",
        "<svg><title>t</title><p>out",
        "<math><mi>x<p>y</mi></math>z",
        "<script><!-- <script> </script> --></script>a",
        "<script><!--></script>b",
        "<textarea>\n\nx</textarea><pre>\ny</pre>",
        "<title>a &amp; <b></title>",
        "<noscript><p>n</p></noscript>x",
        "<template><tr><td>1</template><p>2",
        "<body a=1><body b=2><html c=3>",
        "<frameset><frame></frameset>",
        "x<frameset>",
        "a<!-- c -->b<!--->c<!-->d<!-- --!>e<!-- -- -->f",
        "<?php x ?>a</ x>b< c>d<",
        "<p a=1 A=2 b='&amp;&lt' c=&copy=1 d>t",
        "&amp;&nbsp;&notit;&#x41;&#0;&#128;&bogus;&",
        "<h1>1<h2>2</h1>3",
        "<button>1<button>2</button>",
        "<form>1<form>2</form>3</form>4",
        "<p>1</div>2</p></p>3",
        "</br>1</p>2",
        "<li>1<div><li>2",
        "<ruby>a<rt>b<rp>c</ruby>",
        "<img><image><br/><hr/><input><wbr>",
        "<style>a<b</style><xmp>c<d</xmp><iframe>e<f</iframe><plaintext>g</plaintext>",
        "<nobr>1<nobr>2",
        "<object><b>1</object>2",
        "<svg><![CDATA[x<y]]></svg><![CDATA[z]]>",
        "a\r\nb\rc\0d",
        "<font><p><font><p><font><p><font>x</font></font></font></font>",
        "<b a=1><b a=1><b a=1><b a=1><p>x",
        "</body>x</html>y<p>z",
    ] {
        same(source);
    }
}

fn soup() -> impl Strategy<Value = String> {
    const NAMES: [&str; 44] = [
        "p", "div", "b", "i", "a", "span", "table", "tr", "td", "tbody", "th", "caption", "ul", "li", "dl", "dd", "h1",
        "h2", "br", "img", "select", "option", "form", "input", "button", "svg", "g", "math", "mi", "title", "style",
        "script", "textarea", "template", "article", "font", "nobr", "pre", "em", "custom-x", "col", "head", "body",
        "object",
    ];
    let name = prop::sample::select(NAMES.to_vec());
    let piece = prop_oneof![
        6 => name.clone().prop_map(|n| format!("<{n}>")),
        1 => name.clone().prop_map(|n| format!("<{n} class='c' id=x>")),
        1 => name.clone().prop_map(|n| format!("<{n}/>")),
        5 => name.prop_map(|n| format!("</{n}>")),
        3 => Just("बात".to_owned()),
        2 => Just(" ".to_owned()),
        1 => Just("a &amp; b".to_owned()),
        1 => Just("<!-- c -->".to_owned()),
        1 => Just("<".to_owned()),
    ];
    // Where a doctype stands within a table, html5ever departs from the standard.
    let doctype = prop::sample::select(vec!["", "<!doctype html>"]);
    (doctype, prop::collection::vec(piece, 0..30)).prop_map(|(doctype, pieces)| {
        let source = doctype.to_owned() + &pieces.concat();
        // So it does where an end tag stands within a title of SVG, see `an_svg_title_keeps_what_is_around_it_open`.
        let source = if source.contains("<svg") { source.replace("title", "article") } else { source };
        // And where a space stands right within a template that holds parts of tables, see the test after that one.
        if source.contains("<template") { source.replace(" <", "<").trim_end().to_owned() } else { source }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_soup_of_tags_gives_the_same_tree(source in soup()) {
        same(&source);
    }

    #[test]
    fn any_string_gives_the_same_tree(source in "[<>/!&;#a-c=\"' \r\n\\-]{0,40}") {
        same(&source);
    }
}

// The title is special (13.2.4.2 of the HTML standard), so that "any other end tag" is ignored there.
#[test]
fn an_svg_title_keeps_what_is_around_it_open() {
    let mut out = Print::default();
    ours(&parse("<custom-x><svg><title></custom-x><ul>", &Limits::default()), 0, &mut out);
    assert_eq!(out.out, "<html><head></><body><custom-x><svg><title><ul></></></></></></>");
}

// A template is among the elements in which characters are those of a table (13.2.6.4.9), so that a space of its own opens
// nothing again.
#[test]
fn a_space_right_within_a_template_stays_there() {
    let mut out = Print::default();
    ours(&parse("<template><tr><font><col> <!-- c -->", &Limits::default()), 0, &mut out);
    assert_eq!(out.out, "<html><head><template><tr></><font></>\" \"</></><body></></>");
}

#[test]
fn real_pages_give_the_same_tree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/pages/html");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    };
    for file in files {
        let bytes = std::fs::read(file.expect("entry").path()).expect("page");
        let mut source = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut source).expect("UTF-8");
        same(&source);
    }
}

#[test]
fn bounds_end_the_reading_and_say_so() {
    let limits = Limits { nodes: 1000, depth: 50, ..Limits::default() };
    let source = "<p>x".repeat(5000);
    let many = parse(&source, &limits);
    assert!(many.nodes.len() < 1010 && many.cut.is_some());
    let source = "<div>".repeat(5000);
    let deep = parse(&source, &Limits { nodes: 100_000, depth: 50, ..limits });
    let depth = (0..deep.nodes.len()).map(|id| deep.ancestors(id as Id).count()).max();
    assert!(depth.is_some_and(|d| d <= 52) && deep.cut.is_some(), "{depth:?}");
}
