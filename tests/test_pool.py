"""Pools of processes leave nothing behind, however their command ends."""

import subprocess
import sys

import psutil

COMMAND = """
import os, time
from workbook.pool import processes

def nothing():
    pass

if __name__ == "__main__":
    with processes(1, nothing) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def test_a_command_that_is_killed_leaves_no_workers(tmp_path):
    path = tmp_path / "command.py"
    path.write_text(COMMAND)
    with subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, text=True) as command:
        worker = psutil.Process(int(command.stdout.readline()))
        command.kill()
    worker.wait(timeout=20)
    assert not worker.is_running()
