"""Runs trafilatura over a JSON list of pages and prints their texts and the rate. Wants: pip install trafilatura==2.3.1"""

import json
import sys
import time

import trafilatura


def run(pages, name, **options):
    started = time.process_time()
    texts = [
        trafilatura.extract(page["html"], include_comments=False, with_metadata=False, **options) or "" for page in pages
    ]
    rate = len(pages) / (time.process_time() - started)
    return {"name": f"trafilatura {trafilatura.__version__} (Python), {name}", "texts": texts, "rate": rate}


pages = json.load(open(sys.argv[1], encoding="utf-8"))
json.dump([run(pages, "standard"), run(pages, "precision", favor_precision=True)], sys.stdout)
