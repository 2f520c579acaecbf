//! The ledger for assistants: a client that speaks both eras of the protocol.
#![allow(clippy::unwrap_used)] // helpers of tests are tests too, which clippy does not see

mod common;

use common::{Folder, bahi, bahi_with_input, code, root, stderr};
use serde_json::{Value, json};

// The folder goes with the client.
struct Client(String, #[allow(dead_code)] Folder);

impl Client {
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let ledger = format!("{}/desk.db", folder.path());
        let reports = root().join("demo/reports");
        let added = bahi(&["add", "--quiet", reports.to_str().unwrap(), "--ledger", &ledger]);
        assert_eq!(code(&added), 0, "{}", stderr(&added));
        Self(ledger, folder)
    }

    // Everything at once: what is answered hangs on nothing that went before.
    fn say(&self, lines: &[String]) -> Vec<Value> {
        let out = bahi_with_input(&["mcp", "--ledger", &self.0], (lines.join("\n") + "\n").as_bytes());
        assert_eq!(code(&out), 0, "{}", stderr(&out));
        String::from_utf8(out.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    fn call(&self, tool: &str, arguments: &Value) -> Value {
        let params = json!({"name": tool, "arguments": arguments});
        let message = json!({"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params});
        let mut answers = self.say(&[message.to_string()]);
        assert_eq!(answers.len(), 1);
        answers.remove(0)["result"].take()
    }
}

fn request(id: u64, method: &str, params: &Value) -> String {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string()
}

const TOOLS: [&str; 6] = ["find", "get_record", "timeline", "deliveries", "conflicts", "quote"];

#[test]
fn clients_of_both_eras_are_understood() {
    let client = Client::new("mcp-eras");
    for (asked, spoken) in [("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-11-25")] {
        let hello = json!({"protocolVersion": asked, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}});
        let done = json!({"jsonrpc": "2.0", "method": "notifications/initialized"}).to_string();
        let answers = client.say(&[request(1, "initialize", &hello), done, request(2, "tools/list", &json!({}))]);
        assert_eq!(answers.len(), 2, "a notification is not answered");
        assert_eq!(answers[0]["result"]["protocolVersion"], spoken, "{asked}");
        let tools = answers[1]["result"]["tools"].as_array().unwrap();
        let names: Vec<&str> = tools.iter().map(|t| t["name"].as_str().unwrap()).collect();
        assert_eq!(names, TOOLS);
        assert!(tools.iter().all(|t| t["annotations"]["readOnlyHint"] == true && t["outputSchema"].is_object()));
    }
    let meta = |v: &str| json!({"_meta": {"io.modelcontextprotocol/protocolVersion": v, "io.modelcontextprotocol/clientCapabilities": {}}});
    let modern = meta("2026-07-28");
    let asked = [
        request(1, "server/discover", &modern),
        request(2, "tools/list", &modern),
        request(3, "x", &meta("2031-01-01")),
    ];
    let answers = client.say(&asked);
    let discovered = &answers[0]["result"];
    assert!(discovered["supportedVersions"].as_array().unwrap().contains(&json!("2026-07-28")));
    for result in [discovered, &answers[1]["result"]] {
        assert_eq!(result["resultType"], "complete");
        assert!(result["ttlMs"].is_number() && result["cacheScope"] == "public", "{result}");
        assert_eq!(result["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "bahi");
    }
    assert_eq!(answers[2]["error"]["code"], -32022);
    assert_eq!(answers[2]["error"]["data"]["requested"], "2031-01-01");
}

#[test]
fn records_come_with_quotes_permalinks_and_how_many_agree() {
    let client = Client::new("mcp-calls");
    let found = client.call("find", &json!({"q": "मोदी"}))["structuredContent"].clone();
    assert!(found["results"][0]["data"]["name"]["en"] == "Narendra Modi", "{found}");
    let timeline = client.call("timeline", &json!({"who": "modi", "limit": 2}));
    let told = &timeline["structuredContent"];
    assert_eq!(serde_json::from_str::<Value>(timeline["content"][0]["text"].as_str().unwrap()).unwrap(), *told);
    let first = &told["results"][0];
    let id = first["id"].as_str().unwrap();
    assert_eq!(first["permalink"], format!("http://127.0.0.1:8440/id/{id}"));
    assert!(first["quotes"][0]["words"].as_str().is_some_and(|w| !w.is_empty()), "{first}");
    assert!(first["agreement"][0].as_str().is_some_and(|w| w.starts_with("told by")), "{first}");
    let next = told["next"].as_str().unwrap();
    let more = client.call("timeline", &json!({"who": "modi", "limit": 2, "next": next}));
    assert_ne!(more["structuredContent"]["results"][0]["id"], first["id"]);
    let record = client.call("get_record", &json!({"id": id}))["structuredContent"]["results"][0].clone();
    let claim = record["quotes"][0]["claim"].as_str().unwrap();
    let quote = client.call("quote", &json!({"id": claim}))["structuredContent"]["results"][0].clone();
    assert!(quote["data"]["around"][0].as_str().unwrap().contains(quote["quotes"][0]["words"].as_str().unwrap()));
    assert!(client.call("deliveries", &json!({}))["structuredContent"]["total"].as_u64().unwrap() > 0);
    let conflicts = client.call("conflicts", &json!({"state": "all"}))["structuredContent"].clone();
    assert!(conflicts["results"][0]["quotes"].as_array().unwrap().len() >= 2, "{conflicts}");
}

#[test]
fn what_is_wrong_is_said_and_ends_nothing() {
    let client = Client::new("mcp-wrong");
    let ping = request(99, "ping", &json!({}));
    let long = format!("{{\"x\": \"{}\"}}", "x".repeat(3 << 20));
    let lines =
        ["{", "[]", "null", "\u{0}", "{\"id\": 1}", "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"burn\"}", &long];
    let mut said: Vec<String> = lines.iter().map(|l| (*l).to_owned()).collect();
    said.push(ping);
    let answers = client.say(&said);
    assert_eq!(answers.len(), said.len(), "{answers:?}");
    assert!(answers[..7].iter().all(|a| a["error"]["code"].as_i64().is_some_and(|c| c < 0)), "{answers:?}");
    assert_eq!(answers[7]["result"], json!({}));
    for (tool, arguments) in [
        ("get_record", json!({"id": "E-NOTHING"})),
        ("get_record", json!({})),
        ("timeline", json!({"who": "nobody at all"})),
        ("timeline", json!({"limit": 5000})),
        ("timeline", json!({"drop": "table"})),
        ("quote", json!({"id": "'; --"})),
    ] {
        assert_eq!(client.call(tool, &arguments)["isError"], true, "{tool} {arguments}");
    }
    let params = json!({"name": "burn", "arguments": {}});
    assert_eq!(client.say(&[request(1, "tools/call", &params)])[0]["error"]["code"], -32602);
}
