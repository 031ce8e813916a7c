"""Trains many networks one after the other without paying for ``import tensorflow`` each time.

One process loads TensorFlow and the digits, computes nothing, and then forks once for each order. A fork trains as a
new process would, to the last digit of the loss; a test holds it to that.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress

from workbook.examiner.protocols import Order

TICK = 0.02
"""Seconds between two looks at a training."""


class WarmTrainer(AbstractContextManager):
    """Carries out training orders, as `training.train_and_measure` wants it.

    Its process starts with the first order, or before with `start`, and ends with the ``with``, or with the process
    that it works for.

    Args:
        environment: what the process gets, as from `training.environment`.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Begin to load TensorFlow, where that has not been done; orders that come meanwhile wait for it."""
        if self._process is not None and self._process.poll() is None:
            return
        self._end()
        self._words = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "workbook.examiner.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            text=True,
            env=self._environment,
            start_new_session=True,  # Ctrl+C is for who gave the order: it must not look like a training that failed
        )

    def __call__(self, order: Order, time_limit: float) -> tuple[int, str]:
        """Carry out an order.

        Raises:
            TimeoutExpired: it took longer.
        """
        self.start()
        try:
            self._process.stdin.write(json.dumps({"order": order, "seconds": time_limit}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return self._process.wait(), self._last_words()
        answer = self._process.stdout.readline()
        if not answer:
            return self._process.wait(), self._last_words()
        code = int(answer)
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(self._process.args, time_limit)
        return code, self._last_words()

    def _last_words(self) -> str:
        self._words.seek(0)
        return self._words.read()

    def _end(self) -> None:
        if self._process is None:
            return
        with self._words, self._process, suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # together with a training that was interrupted half-way
        self._process = None

    def __exit__(self, *_: object) -> None:
        self._end()


def main() -> None:
    """Carry out orders from standard input, a line each; answer with the exit code of each."""
    import keras  # noqa: F401
    import tensorflow  # noqa: F401

    from workbook.examiner import trainer

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what TensorFlow and the data loader print is no answer
    for line in sys.stdin:
        request = json.loads(line)
        trainer.digits_to_train(request["order"]["protocol"]["images"] is not None)
        child = os.fork()
        if child == 0:
            signal.setitimer(signal.ITIMER_REAL, request["seconds"])
            trainer.execute(request["order"])
            os._exit(0)
        answers.write(f"{_exit_code(child)}\n")
        answers.flush()


def _exit_code(child: int) -> int:
    """Wait for the end of a training; bring it about where whoever gave the order has ended."""
    while True:
        alone = select.select([sys.stdin], [], [], TICK)[0]  # nobody sends an order before the last one is answered
        if alone:
            os.kill(child, signal.SIGKILL)
        ended, status = os.waitpid(child, 0 if alone else os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
