"""All attacks, in one list."""

from __future__ import annotations

from collections import Counter

from . import forge, hang, honest, leak, malformed
from .attack import Attack

ATTACKS: list[Attack] = [attack for module in (forge, leak, hang, malformed, honest) for attack in module.ATTACKS]
assert max(Counter(attack.name for attack in ATTACKS).values()) == 1
