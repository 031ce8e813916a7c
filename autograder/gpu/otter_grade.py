"""`otter grade` with a GPU in its containers: takes the same options, and needs no change of the Docker daemon.

    .venv/bin/python autograder/gpu/otter_grade.py -n lab3 -a autograder/03_mnist.zip --image workbook-grader-gpu FOLDER

Otter hands Docker an image, a command and a network, and nothing else. This adds every GPU, and the folder in which
trainings are kept: containers take turns on the GPU, and a network that many students hand in is trained once.
"""

import functools
import sys

from otter.cli import cli
from python_on_whales import docker

from workbook.cache import cache_folder

KEPT = "/root/.cache/workbook/training"
"""Where a container looks for trainings; student code has a user of its own and cannot."""


def main() -> None:
    """Run ``otter grade`` with the options of the command line."""
    volumes = [(cache_folder("training"), KEPT)]
    docker.container.create = functools.partial(docker.container.create, gpus="all", volumes=volumes)
    cli(["grade", *sys.argv[1:]], prog_name="otter")


if __name__ == "__main__":
    main()
