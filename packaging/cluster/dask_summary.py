#!/usr/bin/env python3
"""A summary by the workers of a Dask cluster (pip install distributed).

    python3 dask_summary.py FILE --scheduler tcp://head:8786 --parts 64 -o summary.json
    python3 dask_summary.py FILE --local 4              # workers of this machine

Workers see FILE and the folder of parts under the same names, and have gander in their PATH. A part is a file that
is there whole or not at all, so a task whose worker has died is simply run again by another.
"""

import argparse
import os
import subprocess
import sys
import tempfile

from distributed import Client, LocalCluster, as_completed


def make_part(gander, file, share, of, folder, options):
    """Makes one part; its name. Runs on a worker."""
    target = os.path.join(folder, f"{share}-of-{of}.gpart")
    if not os.path.exists(target):
        split = ["--part", "--split", f"{share}/{of}", "-o", target]
        subprocess.run([gander, "summary", file, *split, *options], check=True)
    return target


def summarise(client, gander, file, of, folder, options=(), seen=lambda part: None):
    """The summary, as bytes; `seen` is called with each part that is there."""
    shares = range(of)
    futures = client.map(
        lambda share: make_part(gander, file, share, of, folder, list(options)), shares, pure=False, retries=3
    )
    parts = []
    for future in as_completed(futures):
        parts.append(future.result())
        seen(parts[-1])
    return subprocess.run([gander, "merge", *parts], check=True, stdout=subprocess.PIPE).stdout


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("file")
    args.add_argument("--scheduler", help="of a cluster that runs")
    args.add_argument("--local", type=int, default=2, help="else so many workers of this machine")
    args.add_argument("--parts", type=int, default=64)
    args.add_argument("--folder", help="for the parts: one that all workers share")
    args.add_argument("--gander", default="gander")
    args.add_argument("-o", dest="output")
    args, options = args.parse_known_args()
    cluster = args.scheduler or LocalCluster(n_workers=args.local, threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client, tempfile.TemporaryDirectory() as spare:
        folder = args.folder or spare
        summary = summarise(client, args.gander, os.path.abspath(args.file), args.parts, folder, options)
    if args.output:
        with open(args.output, "wb") as out:
            out.write(summary)
    else:
        sys.stdout.buffer.write(summary)


if __name__ == "__main__":
    main()
