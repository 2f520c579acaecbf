"""Reports read, linked and merged on a Spark cluster, beside the same by one program: scale.py REPORTS WORK.

REPORTS is a folder as ``cargo xtask generate`` makes it. A master and two workers are started on this machine, one executor is
killed while pages are read, and one page is poison. The tables must be those of ``bahi add`` and ``bahi export``, row for row;
a ledger file that ``bahi ledger import`` makes of what was read must hold them too.
"""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow
import pyarrow.dataset
import pyarrow.parquet

import bahi

HERE = "127.0.0.1"
BAHI = Path(sys.executable).with_name("bahi")
POISON = ("poison.pdf", b"%PDF-1.7\n\xff\xfe\x00")


class Cluster:
    """A master and two workers of one core each, in processes of their own."""

    def __init__(self, work, memory):
        import pyspark

        self.home, self.work, self.started = Path(pyspark.__file__).parent, work, []
        work.mkdir(parents=True)
        master = self.start("master", "master.Master", "--host", HERE, "--port", "0", "--webui-port", "0")
        self.url = self.said(master, r"spark://[\d.]+:\d+")
        for n in (1, 2):
            options = ["--host", HERE, "--webui-port", "0", "--cores", "1", "--memory", memory]
            worker = self.start(f"worker{n}", "worker.Worker", *options, "--work-dir", str(work / f"work{n}"), self.url)
            self.said(worker, "Successfully registered")

    def start(self, name, what, *options):
        log = self.work / f"{name}.log"
        environment = dict(os.environ, SPARK_LOCAL_IP=HERE, PYSPARK_PYTHON=sys.executable)
        command = [self.home / "bin/spark-class", f"org.apache.spark.deploy.{what}", *options]
        with log.open("w") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        self.started.append(process)
        return log

    def said(self, log, words):
        for _ in range(300):
            if found := re.search(words, log.read_text(errors="replace")):
                return found.group()
            time.sleep(0.2)
        raise RuntimeError(f"{log} says nothing of {words}")

    def executors(self):
        """Processes of executors: children of the workers."""
        found = []
        for worker in self.started[1:]:
            listed = Path(f"/proc/{worker.pid}/task/{worker.pid}/children")
            for task in listed.parent.parent.glob("*/children"):
                for child in task.read_text().split():
                    if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{child}/cmdline").read_bytes():
                        found.append(int(child))
        return found

    def stop(self):
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            process.wait(30)


class Killer(threading.Thread):
    """Kills one executor once pages are being read."""

    def __init__(self, cluster, session):
        super().__init__(daemon=True)
        self.cluster, self.session, self.killed = cluster, session, None

    def run(self):
        tracker = self.session.sparkContext.statusTracker()
        while self.killed is None:
            time.sleep(0.5)
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            running = self.cluster.executors()
            if len(running) == 2 and any(s and s.numActiveTasks and s.numCompletedTasks for s in stages):
                os.kill(running[0], signal.SIGKILL)
                self.killed = running[0]


def pages(reports, file):
    """The reports as a table of pages, with a poisoned one in the middle."""
    files = sorted(path for path in reports.rglob("*") if path.is_file())
    schema = pyarrow.schema([("path", pyarrow.string()), ("content", pyarrow.binary())])
    with pyarrow.parquet.ParquetWriter(file, schema) as writer:
        for start in range(0, len(files), 1000):
            rows = [(str(path.relative_to(reports)), path.read_bytes()) for path in files[start : start + 1000]]
            if start == len(files) // 2000 * 1000:
                rows.insert(len(rows) // 2, POISON)
            writer.write_table(pyarrow.table(list(map(list, zip(*rows))), schema=schema))
    return len(files)


def laptop(reports, work):
    """The same by one program: a ledger file, and its tables."""
    folders = sorted(path.name for path in reports.iterdir())
    begun = time.monotonic()
    subprocess.run([BAHI, "add", "--quiet", *folders, "--ledger", work / "laptop.db"], cwd=reports, check=True)
    export(work / "laptop.db", work / "laptop")
    return time.monotonic() - begun


def export(ledger, folder):
    command = [BAHI, "export", "--to", "parquet", "--ledger", ledger, "-o", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def spark(work, cluster):
    from bahi.spark import merge, read_pages
    from pyspark.sql import SparkSession

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP=HERE)
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": HERE,
        "spark.driver.bindAddress": HERE,
        "spark.driver.memory": "3g",
        "spark.driver.maxResultSize": "2g",
        "spark.executor.memory": os.environ.get("BAHI_EXECUTOR_MEMORY", "2g"),
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.files.maxPartitionBytes": "16m",
        "spark.sql.parquet.int96RebaseModeInWrite": "CORRECTED",
    }
    builder = SparkSession.builder.master(cluster.url).appName("bahi")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    killer = Killer(cluster, session)
    killer.start()
    begun = time.monotonic()
    given = session.read.parquet(str(work / "pages.parquet")).repartition(16)
    merge(read_pages(given, keep=True), str(work / "spark"))
    taken = time.monotonic() - begun
    session.stop()
    return taken, killer.killed


def rows(table):
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) for row in table.to_pylist())


def same(folder, tables):
    """Whether the tables of a folder are those of another, whatever the order of their rows."""
    well = True
    for name in bahi._bahi.TABLES:
        expected = pyarrow.parquet.read_table(folder / f"{name}.parquet")
        found = tables(name).select(expected.column_names)
        equal = rows(found) == rows(expected)
        print(f"{name}: {found.num_rows} rows, {'equal' if equal else 'NOT those of the laptop, ' + str(expected.num_rows)}")
        well &= equal
    return well


def of_spark(work):
    return lambda name: pyarrow.dataset.dataset(work / "spark/tables" / name, format="parquet").to_table()


def imported(work):
    """The tables of a ledger file made of what Spark read."""
    ledger = work / "imported.db"
    command = [BAHI, "ledger", "import", "--quiet", work / "spark/readings", "--ledger", ledger]
    subprocess.run(command, check=True)
    export(ledger, work / "imported")
    return lambda name: pyarrow.parquet.read_table(work / "imported" / f"{name}.parquet")


def main(reports, work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    count = pages(reports, work / "pages.parquet")
    alone = laptop(reports, work)
    cluster = Cluster(work / "cluster", "3g")
    try:
        taken, killed = spark(work, cluster)
    finally:
        cluster.stop()
    print(f"{count} reports: {alone:.1f} s by one program, {taken:.1f} s by Spark, {taken / alone:.2f} times")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"largest process: {peak} MiB; executor {killed} was killed")
    executors = list((work / "cluster").glob("work*/app-*/*"))
    failed = pyarrow.dataset.dataset(work / "spark/failures", format="parquet").to_table()
    poisoned = POISON[0] in failed.column("path").to_pylist()
    checks = {
        "an executor was killed and replaced": killed is not None and len(executors) > 2,
        "the poisoned page has a row": poisoned and failed.num_rows == 1,
        "Spark's tables are the laptop's": same(work / "laptop", of_spark(work)),
        "the imported ledger's tables are the laptop's": same(work / "laptop", imported(work)),
    }
    for what, well in checks.items():
        print(f"{'well' if well else 'NOT SO'}: {what}")
    return all(checks.values())


if __name__ == "__main__":
    sys.exit(not main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
