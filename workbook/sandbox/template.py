"""The process that rooms for student code are forked from. It has imported what a lab imports, and runs only our code.

It takes orders on its standard input, a socket. For each room it forks a child that shuts itself in, ties itself to
the pipes that came with the order, and becomes a worker. No student's code and no test ever reaches this process, so
that a child finds nothing in its memory that the others could not know.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import tempfile
import traceback

from workbook.sandbox import confine

HEADER = 8
"""Bytes that say how long a message is."""
MOST_FILES = 8


def main() -> None:
    """Import what the first order says, then fork a room for every further one, until the examiner hangs up."""
    control = socket.socket(fileno=os.dup(0))
    order, _ = receive(control)
    # macOS's libraries do not bear a fork: there each room imports for itself.
    notebook = prepared(order) if sys.platform == "linux" else None
    shared = confine.shared_memory()
    if shared:
        raise RuntimeError(f"rooms would share memory: {shared}")
    gc.freeze()  # what is here already is not looked through, and so not copied, by every room
    send(control, {"ready": True})
    while True:
        request, files = receive(control)
        for pid in request["ended"]:  # not before the examiner says so: until then their numbers are nobody else's
            os.waitpid(pid, 0)
        pid = fork(order, request, files, notebook)
        for file in files:
            os.close(file)
        # A number means nothing outside this namespace: where there is such a thing, a handle goes with it.
        handles = [os.pidfd_open(pid)] if hasattr(os, "pidfd_open") else []
        send(control, {"pid": pid}, handles)
        for handle in handles:
            os.close(handle)


def prepared(order: dict):
    """Import a lab's modules, and warm a notebook up."""
    from workbook.sandbox.worker import Notebook

    for name in order["modules"]:
        with contextlib.suppress(ImportError):  # whoever needs it in a cell will be told there
            importlib.import_module(name)
    notebook = Notebook()
    notebook.do_cell({"source": "pass"})
    return notebook


def fork(order: dict, request: dict, files: list[int], notebook) -> int:
    """Fork a room; return its process id, as seen from here."""
    sys.stdout.flush()
    sys.stderr.flush()
    with confine.next_child_apart() if order["namespaces"] else contextlib.nullcontext():
        pid = os.fork()
        if pid == 0:
            try:
                room(order, request, files, notebook)
            except BaseException:
                traceback.print_exc()
            finally:
                with contextlib.suppress(BaseException):
                    sys.stderr.flush()
                os._exit(1)
    return pid


def room(order: dict, request: dict, files: list[int], notebook) -> None:
    """Shut this process in, and serve. Nothing that is open in the template stays open here."""
    os.setsid()
    for group in files[3:]:
        os.write(group, b"0")  # "me": the kernel bounds memory and processes from now on
    for number, file in enumerate(files[:3]):
        os.dup2(file, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    folder = request["folder"] or order["folder"]
    if order["namespaces"]:
        confine.own_namespaces(order["disk"], [order["environment"]["HOME"], folder])
        worker = os.fork()
        if worker:
            collect_the_dead(until=worker)
    os.environ.update(order["environment"])
    if request["folder"]:
        os.environ.update(HOME=folder, TMPDIR=folder)
    tempfile.tempdir = None
    if request["uid"] is not None:
        confine.become(request["uid"], order["capability"])
    elif order["namespaces"]:
        confine.become_nobody_special()
    confine.follow_parent()
    os.chdir(folder)
    sys.path.append(folder)  # last, so that a student's numpy.py shadows nothing

    from workbook.sandbox import worker

    notebook = notebook or worker.Notebook()
    worker.seed()
    confine.set_limits(order["limits"])
    if order["readable"]:
        confine.restrict_files(order["readable"], [*order["writable"], folder])
    if order["filter"]:
        confine.filter_calls(bytes.fromhex(order["filter"]))
    worker.serve(notebook)


def collect_the_dead(until: int) -> None:
    """Be the first process of a namespace: adopt orphans, and end, and so all others, when the worker ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # without a handler, a first process cannot be signalled from inside
    os.closerange(0, 3)
    while os.wait()[0] != until:
        pass
    os._exit(0)


def send(control: socket.socket, message: dict, files: list[int] = ()) -> None:
    """Send a message, and open files with it."""
    text = json.dumps(message).encode()
    frame = len(text).to_bytes(HEADER, "big") + text
    sent = socket.send_fds(control, [frame], files)
    control.sendall(frame[sent:])


def receive(control: socket.socket) -> tuple[dict, list[int]]:
    """Wait for a message, and the open files that come with it.

    Raises:
        EOFError: the other side has hung up.
    """
    data, files, _, _ = socket.recv_fds(control, HEADER, MOST_FILES)
    while len(data) < HEADER or len(data) < HEADER + int.from_bytes(data[:HEADER], "big"):
        size = HEADER if len(data) < HEADER else HEADER + int.from_bytes(data[:HEADER], "big")
        more = control.recv(size - len(data))
        if not more:
            raise EOFError("the other side has hung up")
        data += more
    return json.loads(data[HEADER:]), files


if __name__ == "__main__":
    with contextlib.suppress(EOFError):
        main()
