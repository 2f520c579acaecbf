"""What reading many reports into one ledger costs from Python: together.py REPORTS.jsonl [ROUNDS].

Beside ``cargo run --release -p bahi-cli --example together -- REPORTS.jsonl [ROUNDS]``, which does the same in Rust.
"""

import json
import resource
import sys
import time

import bahi

with open(sys.argv[1], encoding="utf-8") as file:
    texts = [json.loads(line)["text"] for line in file]


def processor():
    """Seconds that the program itself took of all cores, without the system's."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


bahi.read(texts[0])
for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3):
    before, clock = processor(), time.monotonic()
    ledger = bahi.read(texts)
    used, passed = processor() - before, time.monotonic() - clock
    print(f"{used:.2f} s of processor, {passed:.2f} s: {ledger!r}")
