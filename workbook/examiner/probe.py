"""Finds out how well student code can be kept apart on this machine, by starting sandboxes and trying to break out."""

from __future__ import annotations

import functools
import os
import socket
import sys
import tempfile

from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits
from workbook.examiner.sandbox import Worker, WorkerDied
from workbook.examiner.template import Template

PROBE = """
import os, socket
found = []
try:
    open(SECRET).read()
    found.append("a file of the examiner can be read")
except OSError:
    pass
try:
    os.kill(EXAMINER, 0)
    found.append("the examiner's process can be reached")
except OSError:
    pass
try:
    socket.create_connection(("127.0.0.1", PORT), timeout=1)
    found.append("the network can be reached")
except OSError:
    pass
"""


@functools.cache
def strongest() -> Isolation:
    """Find the strongest level that works here, by starting a sandbox at each and trying to break out.

    Raises:
        SandboxFailure: not even a plain process works.
    """
    for level in (Isolation.BUBBLEWRAP, Isolation.CONTAINER) if sys.platform == "linux" else ():
        try:
            if not breaches(level):
                return level
        except SandboxFailure:
            continue
    breaches(Isolation.PROCESS)
    return Isolation.PROCESS


def breaches(level: Isolation) -> list[str]:
    """Start a sandbox and say what it can reach that it should not: one phrase each.

    Raises:
        SandboxFailure: it does not start.
    """
    with tempfile.NamedTemporaryFile() as secret, socket.create_server(("127.0.0.1", 0)) as server:
        facts = f"SECRET, EXAMINER, PORT = {secret.name!r}, {os.getpid()}, {server.getsockname()[1]}\n"
        template = Template(level, Limits())
        worker = Worker(template)
        try:
            seconds = worker.limits.start_seconds  # a busy machine is no reason to fall back on a weaker level
            worker.ask({"do": "cell", "source": facts + PROBE}, seconds)
            reply, _ = worker.ask({"do": "fetch", "name": "found"}, seconds)
            return reply["value"]
        except WorkerDied as error:
            raise SandboxFailure(f"A sandbox died of a first harmless cell ({error.status}).") from error
        finally:
            worker.close()
            template.close()
