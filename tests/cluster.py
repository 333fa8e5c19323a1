"""Two Dask workers, each a process, make the parts of a table; one is killed after the first part. See tests/cluster."""

import importlib.util
import os
import signal
import subprocess
import sys
import tempfile

from distributed import Client, LocalCluster

PARTS = 12


def recipe():
    path = os.path.join(os.path.dirname(__file__), "..", "packaging", "cluster", "dask_summary.py")
    spec = importlib.util.spec_from_file_location("dask_summary", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    gander = os.path.abspath(sys.argv[1])
    dask_summary = recipe()
    # What the killed worker was running may still write.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        table = os.path.join(folder, "table.csv")
        with open(table, "w", encoding="utf-8", newline="") as out:
            out.write("nr,text,value\n")
            for nr in range(900_000):
                text = f'"two\nlines, ""{nr}"""' if nr % 3 == 0 else f"text {nr % 1000}"
                out.write(f"{nr},{text},{nr * 37 % 1009}.{nr % 100:02}\n")
            # As many chunks of 4 MiB as there are parts, or more.
            out.write("1,last,0.5\n" * (PARTS * 200_000))
        parts = os.path.join(folder, "parts")
        os.mkdir(parts)
        killed = []
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
            with Client(cluster) as client:
                pids = list(client.run(os.getpid).values())

                def seen(_part):
                    if not killed:
                        killed.append(pids[0])
                        os.kill(pids[0], signal.SIGKILL)

                merged = dask_summary.summarise(client, gander, table, PARTS, parts, seen=seen)
        whole = subprocess.run([gander, "summary", table], check=True, stdout=subprocess.PIPE).stdout
        made = [name for name in os.listdir(parts) if name.endswith(".gpart")]
        assert killed and len(made) == PARTS, made
        assert merged == whole, "the summary by parts differs"
        print(f"{PARTS} parts by two workers, one killed: the {len(whole)} bytes of one run")


if __name__ == "__main__":
    main()
