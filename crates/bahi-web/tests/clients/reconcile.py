"""A client of the reconciliation service as OpenRefine is one: python reconcile.py URL [SCHEMAS]

SCHEMAS is a folder with the JSON Schemas of the Reconciliation Service API, version 0.2 (0.2/schemas of
github.com/reconciliation-api/specs). They are not kept here; without them the shapes are not checked and it is said so.
"""

import json
import pathlib
import sys
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).parent
LEAST = 0.95
faults = []


def fault(words):
    faults.append(words)
    print("FAULT", words)


def ask(url, form=None, origin="http://127.0.0.1:3333"):
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(url, data=data, headers={"Origin": origin})
    with urllib.request.urlopen(request, timeout=60) as answer:
        if answer.headers.get("Access-Control-Allow-Origin") != "*":
            fault(f"{url}: pages of other programs may not read the answer")
        return answer.read().decode("utf-8")


class Shapes:
    """The schemas, where they are."""

    def __init__(self, folder):
        self.registry, self.schemas = None, {}
        if folder is None:
            print("skipped: no schemas of the specification; give their folder to have the shapes checked")
            return
        import referencing
        from referencing.jsonschema import DRAFT7

        resources = []
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            schema = json.loads(path.read_text(encoding="utf-8"))
            self.schemas[path.stem] = schema
            resource = referencing.Resource(contents=schema, specification=DRAFT7)
            resources += [(schema.get("$id", path.name), resource), (path.name, resource)]
        self.registry = referencing.Registry().with_resources(resources)

    def check(self, name, value):
        if name not in self.schemas:
            return
        from jsonschema import Draft7Validator

        for error in Draft7Validator(self.schemas[name], registry=self.registry).iter_errors(value):
            fault(f"{name}: {error.message[:200]} at {list(error.absolute_path)}")


def batches(names, size=40):
    for start in range(0, len(names), size):
        yield names[start : start + size]


def manifest(url, shapes):
    told = json.loads(ask(url))
    shapes.check("manifest", told)
    if "0.2" not in told["versions"]:
        fault("the manifest does not say version 0.2")
    return told


def identity(base, id):
    """The person of the knowledge behind an entity."""
    if id.startswith("K-"):
        return id[2:]
    return json.loads(ask_plain(f"{base}/api/v1/actors/{id}"))["data"]["known"]


def ask_plain(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode("utf-8")


def people(base, service, shapes):
    wanted = json.loads((HERE / "names.json").read_text(encoding="utf-8"))
    for column, script in enumerate(["Hindi", "Latin"]):
        names = [(person, forms[column]) for person, forms in wanted.items()]
        right, wrong = 0, []
        for batch in batches(names):
            queries = {f"q{n}": {"query": name, "type": "Person", "limit": 5} for n, (_, name) in enumerate(batch)}
            answer = json.loads(ask(service, {"queries": json.dumps(queries)}))
            shapes.check("reconciliation-result-batch", answer)
            for n, (person, name) in enumerate(batch):
                found = answer[f"q{n}"]["result"]
                scores = [c["score"] for c in found]
                if scores != sorted(scores, reverse=True):
                    fault(f"{name}: candidates are not sorted by score")
                if found and identity(base, found[0]["id"]) == person:
                    right += 1
                else:
                    wrong.append(f"{name} -> {found[0]['name'] if found else 'nobody'}")
        print(f"{service}: {script} names right at rank one: {right} of {len(names)}", *wrong, sep="\n  ")
        if right < LEAST * len(names):
            fault(f"{script}: {right} of {len(names)} is too few")


def own_names(base, service, shapes):
    """The exact name of an entity returns at least this entity."""
    actors = json.loads(ask_plain(f"{base}/api/v1/actors?limit=500"))["data"]
    names = [(a["id"], n) for a in actors for n in (a["name"]["en"], a["name"]["hi"]) if n]
    missing = []
    for batch in batches(names):
        queries = {f"q{n}": {"query": name, "limit": 25} for n, (_, name) in enumerate(batch)}
        answer = json.loads(ask(f"{service}?{urllib.parse.urlencode({'queries': json.dumps(queries)})}"))
        shapes.check("reconciliation-result-batch", answer)
        for n, (id, name) in enumerate(batch):
            if id not in [c["id"] for c in answer[f"q{n}"]["result"]]:
                missing.append(f"{name} ({id})")
    print(f"{service}: {len(names) - len(missing)} of {len(names)} names of the ledger return their own entity")
    if missing:
        fault("names that do not return their own entity: " + ", ".join(missing))


def rest(told, service, shapes):
    """Suggestions, previews, properties."""
    suggest = told["suggest"]
    for what, prefix in [("entity", "Na"), ("type", "P"), ("property", "na")]:
        at = suggest[what]
        answer = json.loads(ask(f"{at['service_url']}{at['service_path']}?prefix={prefix}"))
        kind = {"entity": "entities", "type": "types", "property": "properties"}[what]
        shapes.check(f"suggest-{kind}-response", answer)
        if not answer["result"]:
            fault(f"nothing is suggested: {what} {prefix}")
        if what == "entity":
            first = answer["result"][0]["id"]
    again = json.loads(ask(f"{suggest['entity']['service_url']}{suggest['entity']['service_path']}?prefix={first}"))
    if first not in [e["id"] for e in again["result"]]:
        fault("an identifier as prefix does not suggest its entity")
    page = ask(told["preview"]["url"].replace("{{id}}", urllib.parse.quote(first)))
    if "<html" not in page:
        fault("the preview is no HTML")
    ask(told["view"]["url"].replace("{{id}}", "K-vladimir-putin"))
    propose = told["extend"]["propose_properties"]
    proposed = json.loads(ask(f"{propose['service_url']}{propose['service_path']}?type=Person&limit=20"))
    shapes.check("data-extension-property-proposal", proposed)
    query = {"ids": [first, "K-vladimir-putin", "A-NOTHING"], "properties": [{"id": p["id"]} for p in proposed["properties"]]}
    shapes.check("data-extension-query", query)
    rows = json.loads(ask(service, {"extend": json.dumps(query)}))
    shapes.check("data-extension-response", rows)
    if set(rows["rows"]) != set(query["ids"]) or not rows["rows"][first]["name_hi"]:
        fault("properties are not fetched")


def main():
    base, folder = sys.argv[1].rstrip("/"), sys.argv[2] if len(sys.argv) > 2 else None
    shapes = Shapes(folder)
    for service in [f"{base}/reconcile", f"{base}/reconcile/hi", f"{base}/reconcile/en"]:
        told = manifest(service, shapes)
        people(base, service, shapes)
        own_names(base, service, shapes)
        rest(told, service, shapes)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
