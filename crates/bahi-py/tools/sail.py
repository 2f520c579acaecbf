"""The job of ``bahi.spark`` on Sail instead of Spark, beside the program: sail.py REPORTS WORK.

Needs ``pip install -r spark/requirements.txt pysail==0.7.2 'pyspark[connect]==4.1.3'`` and the wheel. The tables must be those of
``bahi add`` and ``bahi export``.
"""

import shutil
import sys
from pathlib import Path

from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession
from scale import POISON, laptop, of_spark, same

from bahi.spark import merge, read_pages


def main(reports, work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    files = sorted(path for path in reports.rglob("*") if path.is_file())
    pages = [*((str(path.relative_to(reports)), path.read_bytes()) for path in files), POISON]
    laptop(reports, work)
    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    session = SparkSession.builder.remote(f"sc://127.0.0.1:{server.listening_address[1]}").getOrCreate()
    merge(read_pages(session.createDataFrame(pages, "path string, content binary"), keep=True), str(work / "spark"))
    session.stop()
    server.stop()
    return same(work / "laptop", of_spark(work))


if __name__ == "__main__":
    sys.exit(not main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
