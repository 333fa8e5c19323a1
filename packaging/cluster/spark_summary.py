#!/usr/bin/env python3
"""A summary by the executors of Spark (pip install pyspark), by `map` over the parts.

    spark-submit spark_summary.py FILE 64 > summary.json

Executors see FILE under its name and have gander in their PATH. The parts themselves come back through Spark, so
that no folder has to be shared; Spark runs a task again whose executor has died.
"""

import os
import subprocess
import sys
import tempfile

from pyspark.sql import SparkSession

GANDER = os.environ.get("GANDER", "gander")


def make_part(file, share, of, gander):
    """The bytes of one part. Runs on an executor."""
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "part")
        split = ["--part", "--split", f"{share}/{of}", "-o", target]
        subprocess.run([gander, "summary", file, *split], check=True)
        with open(target, "rb") as part:
            return share, part.read()


def main():
    file, of = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    spark = SparkSession.builder.appName("gander").getOrCreate()
    gander = GANDER
    shares = spark.sparkContext.parallelize(range(of), of)
    with tempfile.TemporaryDirectory() as folder:
        names = []
        # Part by part, so that the driver holds one at a time.
        for share, part in shares.map(lambda share: make_part(file, share, of, gander)).toLocalIterator():
            names.append(os.path.join(folder, f"{share}.gpart"))
            with open(names[-1], "wb") as out:
                out.write(part)
        sys.stdout.buffer.write(subprocess.run([gander, "merge", *names], check=True, stdout=subprocess.PIPE).stdout)
    spark.stop()


if __name__ == "__main__":
    main()
