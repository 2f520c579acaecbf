"""Reports read, linked and merged on a Spark cluster, beside the same by one program: scale.py REPORTS WORK [--spark].

REPORTS is a folder as ``cargo xtask generate`` makes it. A master and two workers are started on this machine, one executor is
killed while pages are read, and one page is poison. The tables must be those of ``bahi add`` and ``bahi export``, row for row;
a ledger file that ``bahi ledger import`` makes of what was read must hold them too. With ``--spark`` the program does not run, and
nothing is compared.
"""

import math
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

import duckdb
import pyarrow
import pyarrow.dataset
import pyarrow.parquet

import bahi

HERE = "127.0.0.1"
BAHI = Path(sys.executable).with_name("bahi")
A_FILE = 250
# Of a run of a minute half went into compiling for speed; heaps are small.
QUICK, JAVA = 20_000, "-XX:+UseSerialGC"
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


class Gauge(threading.Thread):
    """Processor time and memory of this process and all that it started, while something is done."""

    TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")

    def __init__(self):
        super().__init__(daemon=True)
        self.peak, self.ended, self.before = 0, threading.Event(), self.processor()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.used = self.processor() - self.before
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(0.5):
            pages = sum(int(part[21]) for part in self.processes())
            self.peak = max(self.peak, pages * self.PAGE >> 20)

    def processor(self):
        """Seconds, those of processes that ended too."""
        return sum(sum(map(int, part[11:15])) for part in self.processes()) / self.TICKS

    def processes(self):
        listed = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                listed[int(folder.name)] = (folder / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
        mine = {os.getpid()}
        while more := {n for n, part in listed.items() if int(part[1]) in mine} - mine:
            mine |= more
        return [listed[n] for n in mine if n in listed]


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


def pages(reports, folder):
    """The reports as a table of pages in several files, with a poisoned one in the middle."""
    folder.mkdir()
    files = sorted(path for path in reports.rglob("*") if path.is_file())
    schema = pyarrow.schema([("path", pyarrow.string()), ("content", pyarrow.binary())])
    for number, start in enumerate(range(0, len(files), A_FILE)):
        rows = [(str(path.relative_to(reports)), path.read_bytes()) for path in files[start : start + A_FILE]]
        if start == len(files) // 2 // A_FILE * A_FILE:
            rows.insert(len(rows) // 2, POISON)
        table = pyarrow.table(list(map(list, zip(*rows))), schema=schema)
        pyarrow.parquet.write_table(table, folder / f"{number:05}.parquet")
    return len(files)


def laptop(reports, work):
    """The same by one program: a ledger file, and its tables. Seconds for either."""
    folders = sorted(path.name for path in reports.iterdir())
    begun = time.monotonic()
    subprocess.run([BAHI, "add", "--quiet", *folders, "--ledger", work / "laptop.db"], cwd=reports, check=True)
    added = time.monotonic()
    export(work / "laptop.db", work / "laptop")
    return added - begun, time.monotonic() - added


def export(ledger, folder):
    command = [BAHI, "export", "--to", "parquet", "--ledger", ledger, "-o", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def session_on(cluster, count):
    from pyspark.sql import SparkSession

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP=HERE)
    java = JAVA if count > QUICK else f"{JAVA} -XX:TieredStopAtLevel=1"
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": HERE,
        "spark.driver.bindAddress": HERE,
        "spark.driver.memory": "3g",
        "spark.driver.maxResultSize": "2g",
        "spark.executor.memory": os.environ.get("BAHI_EXECUTOR_MEMORY", "2g"),
        "spark.driver.extraJavaOptions": java,
        "spark.executor.extraJavaOptions": java,
        "spark.sql.shuffle.partitions": "32",
        "spark.sql.files.maxPartitionBytes": "16m",
        "spark.sql.files.openCostInBytes": "1m",
        "spark.sql.files.minPartitionNum": "8",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
    }
    builder = SparkSession.builder.master(cluster.url).appName("bahi")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def spark(work, cluster, count):
    """Seconds until all was read, and until all was merged; what was killed; what it took of the machine."""
    from bahi.spark import merge, read_pages

    session = session_on(cluster, count)
    killer = Killer(cluster, session)
    killer.start()
    with Gauge() as gauge:
        begun, clock = time.monotonic(), time.time()
        given = session.read.parquet(str(work / "pages.parquet"))
        merge(read_pages(given, keep=True), str(work / "spark"))
        taken = time.monotonic() - begun
    session.stop()
    read = (work / "spark/_work/raw/_SUCCESS").stat().st_mtime - clock
    return read, taken - read, killer.killed, gauge


def same(folder, files):
    """Whether the tables in files are those of a folder, whatever the order of their rows."""
    well = True
    base = duckdb.connect(config={"preserve_insertion_order": False})
    for name in bahi._bahi.TABLES:
        expected = f"'{folder / name}.parquet'"
        columns = ", ".join(f'"{row[0]}"' for row in base.sql(f"DESCRIBE SELECT * FROM {expected}").fetchall())
        both = [f"SELECT {columns} FROM {expected}", f"SELECT {columns} FROM '{files(name)}'"]
        wanted, found = (base.sql(f"SELECT count(*) FROM ({rows})").fetchone()[0] for rows in both)
        more, missing = (
            base.sql(f"SELECT count(*) FROM ({one} EXCEPT ALL {other})").fetchone()[0] for one, other in (both[::-1], both)
        )
        equal = wanted == found and not more and not missing
        print(f"{name}: {found} rows, {'equal' if equal else f'NOT those of the laptop, {wanted}: {more} more, {missing} missing'}")
        well &= equal
    return well


def of_spark(work):
    return lambda name: work / "spark/tables" / name / "**/*.parquet"


def imported(work):
    """The tables of a ledger file made of what Spark read."""
    ledger = work / "imported.db"
    command = [BAHI, "ledger", "import", "--quiet", work / "spark/readings", "--ledger", ledger]
    subprocess.run(command, check=True)
    export(ledger, work / "imported")
    return lambda name: work / "imported" / f"{name}.parquet"


def main(reports, work, compared):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    count = pages(reports, work / "pages.parquet")
    with Gauge() as program:
        added, exported = laptop(reports, work) if compared else (math.nan, math.nan)
    cluster = Cluster(work / "cluster", "3g")
    try:
        read, merged, killed, gauge = spark(work, cluster, count)
    finally:
        cluster.stop()
    alone, taken = added + exported, read + merged
    if compared:
        print(f"{count} reports: {alone:.1f} s by one program, {taken:.1f} s by Spark, {taken / alone:.2f} times")
        print(f"of processors {program.used:.0f} s and {gauge.used:.0f} s, {gauge.used / program.used:.2f} times")
    else:
        print(f"{count} reports: {taken:.1f} s by Spark, of processors {gauge.used:.0f} s")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"largest process: {largest} MiB; executor {killed} was killed")
    print("| reports | program: added | exported | Spark: read | a report | merged | a report | times | memory |")
    print(
        f"| {count:,} | {added:.1f} s | {exported:.1f} s | {read:.1f} s | {1000 * read / count:.2f} ms"
        f" | {merged:.1f} s | {1000 * merged / count:.2f} ms | {taken / alone:.2f} | {gauge.peak:,} MiB |"
    )
    executors = list((work / "cluster").glob("work*/app-*/*"))
    failed = pyarrow.dataset.dataset(work / "spark/failures", format="parquet").to_table()
    poisoned = POISON[0] in failed.column("path").to_pylist()
    checks = {
        "an executor was killed and replaced": killed is not None and len(executors) > 2,
        "the poisoned page has a row": poisoned and failed.num_rows == 1,
    }
    if compared:
        checks |= {
            "Spark's tables are the laptop's": same(work / "laptop", of_spark(work)),
            "the imported ledger's tables are the laptop's": same(work / "laptop", imported(work)),
        }
    for what, well in checks.items():
        print(f"{'well' if well else 'NOT SO'}: {what}")
    return all(checks.values())


if __name__ == "__main__":
    sys.exit(not main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), "--spark" not in sys.argv[3:]))
