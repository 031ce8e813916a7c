"""What tests of other graders than our own share."""

from __future__ import annotations

import pytest

from graders.otter_grade import base_image, why_no_docker


@pytest.fixture(scope="session")
def image() -> str:
    """The base image for graders in containers; without Docker the test is skipped."""
    if why_no_docker():
        pytest.skip(why_no_docker())
    return base_image()
