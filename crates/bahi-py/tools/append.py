"""Reports sent to a desk by many at once, while others read: append.py ADDRESS REPORTS SENDERS READERS.

ADDRESS is that of a ``bahi serve``, as 127.0.0.1:8440; REPORTS a folder as ``cargo xtask generate`` makes it. Whoever is put off
comes back after the seconds that they are told. Every report must be in the ledger in the end.
"""

import http.client
import json
import statistics
import sys
import threading
import time
from pathlib import Path

READ = "/api/v1/engagements?limit=50"


class Sender(threading.Thread):
    """Sends its share of the reports, one after another."""

    def __init__(self, address, files):
        super().__init__()
        self.address, self.files = address, files
        self.took, self.put_off, self.wrong = [], 0, []

    def run(self):
        desk = http.client.HTTPConnection(self.address)
        for file in self.files:
            begun = time.monotonic()
            while (answer := ask(desk, "POST", "/api/v1/reports", file.read_bytes()))[0] == 503:
                self.put_off += 1
                time.sleep(float(answer[1]))
            self.took.append(time.monotonic() - begun)
            if answer[0] != 200 or len(json.loads(answer[2])["data"]["read"]) != 1:
                self.wrong.append((str(file), answer))


class Reader(threading.Thread):
    """Asks for a list again and again, until all was sent."""

    def __init__(self, address, ended):
        super().__init__()
        self.address, self.ended, self.took = address, ended, []

    def run(self):
        desk = http.client.HTTPConnection(self.address)
        while not self.ended.wait(0.1):
            begun = time.monotonic()
            assert ask(desk, "GET", READ)[0] == 200
            self.took.append(time.monotonic() - begun)


def ask(desk, method, path, body=None):
    desk.request(method, path, body)
    answer = desk.getresponse()
    return answer.status, answer.headers.get("retry-after"), answer.read()


def within(name, times):
    cuts = statistics.quantiles(times, n=100)
    print(f"{name}: {len(times)}, half within {1000 * cuts[49]:.0f} ms, 90 % {1000 * cuts[89]:.0f} ms, 99 % {1000 * cuts[98]:.0f} ms")


def main(address, reports, senders, readers):
    files = sorted(path for path in Path(reports).rglob("*") if path.is_file())
    ended = threading.Event()
    sending = [Sender(address, files[n::senders]) for n in range(senders)]
    reading = [Reader(address, ended) for _ in range(readers)]
    begun = time.monotonic()
    for one in (*sending, *reading):
        one.start()
    for one in sending:
        one.join()
    taken = time.monotonic() - begun
    ended.set()
    for one in reading:
        one.join()
    print(f"{len(files)} reports by {senders} at once in {taken:.1f} s, {len(files) / taken:.0f} a second")
    print(f"put off: {sum(one.put_off for one in sending)} times")
    within("reports entered", [took for one in sending for took in one.took])
    within("lists read", [took for one in reading for took in one.took])
    wrong = [what for one in sending for what in one.wrong]
    print(f"answered otherwise: {len(wrong)} {wrong[:1]}")
    return not wrong


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
