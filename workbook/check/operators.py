"""Makes mutants: the same code with one small error in one place."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

MODULES = frozenset({"np", "pd", "plt", "keras"})
"""What may stand before a dot without being something that a method is called on."""


@dataclass(frozen=True)
class Edit:
    """One small error: the lines ``old``, which begin at ``line`` (from 1), became ``new``; ``source`` is the whole."""

    line: int
    old: str
    new: str
    source: str


def edits(source: str) -> list[Edit]:
    """List every different small error that can be made in a cell, in the order of the lines.

    cosmic-ray replaces operators, comparisons, numbers, truth values, conditions and loops; added here is what goes
    wrong between functions: a call or an index left out, an argument dropped, two arguments exchanged, a statement
    deleted. Mutants that are no Python, or the same program, are left out.
    """
    seen = {_program(source), None}
    found = []
    for mutant in (*_by_cosmic_ray(source), *_between_functions(source)):
        program = _program(mutant)
        if program not in seen:
            seen.add(program)
            found.append(_difference(source, mutant))
    return sorted(found, key=lambda edit: (edit.line, edit.new))


def _program(source: str) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # "1 is 2" is what a mutant may say
            tree = ast.parse(source)
            compile(tree, "<mutant>", "exec")
    except SyntaxError:
        return None
    return ast.dump(tree)


def _by_cosmic_ray(source: str) -> Iterator[str]:
    nodes = list(ast_nodes(get_ast(source)))
    for name in plugins.operator_names():
        operator = plugins.get_operator(name)
        if operator.arguments():  # those that need to be told a variable's name
            continue
        places = sum(len(list(operator().mutation_positions(node))) for node in nodes)
        for occurrence in range(places):
            yield mutate_code(source, operator(), occurrence)


def _between_functions(source: str) -> Iterator[str]:
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    code = source.encode()

    def span(node: ast.AST) -> slice:
        return slice(starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset)

    def text(node: ast.AST) -> str:
        return code[span(node)].decode()

    for node in ast.walk(ast.parse(source)):
        for replacement in _replacements(node, text):
            where = span(node)
            yield (code[: where.start] + replacement.encode() + code[where.stop :]).decode()


def _replacements(node: ast.AST, text) -> Iterator[str]:
    match node:
        case ast.Call():
            given = [*map(text, node.args), *map(text, node.keywords)]
            if node.args:
                yield f"({given[0]})"
            if isinstance(node.func, ast.Attribute) and text(node.func.value) not in MODULES:
                yield text(node.func.value)
            for place in range(len(node.args), len(given)):
                yield f"{text(node.func)}({', '.join(given[:place] + given[place + 1 :])})"
            for place in range(1, len(node.args)):
                exchanged = [*given[: place - 1], given[place], given[place - 1], *given[place + 1 :]]
                yield f"{text(node.func)}({', '.join(exchanged)})"
        case ast.Subscript(ctx=ast.Load()):
            yield text(node.value)
        case ast.Assign() | ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield "pass"


def _difference(source: str, mutant: str) -> Edit:
    """Describe a mutant by the lines that differ."""
    before, after = source.splitlines(), mutant.splitlines()
    first = next(i for i, (a, b) in enumerate(zip([*before, ""], [*after, ""], strict=False)) if a != b)
    same = 0
    while same < min(len(before), len(after)) - first and before[-1 - same] == after[-1 - same]:
        same += 1
    old, new = (" ".join(map(str.strip, lines[first : len(lines) - same])) for lines in (before, after))
    return Edit(first + 1, old, new, mutant)
