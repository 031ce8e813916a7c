"""The command line: one verb for each thing that an instructor does."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from workbook.course import Course
from workbook.hush import hush
from workbook.problems import SourceError

console = Console()
errors = Console(stderr=True)


class Verbs(click.Group):
    """Turns faults of the sources into sentences and exit code 2, instead of tracebacks."""

    def invoke(self, ctx: click.Context):
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SourceError as error:
            for problem in error.problems:
                errors.print(str(problem), style="red", markup=False, highlight=False, soft_wrap=True)
            ctx.exit(2)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Generate the labs from source/, prove that they are sound, and grade what students hand in."""
    hush()


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; tell what is stale and exit with 1 if anything is.")
@click.option(
    "--nbgrader",
    "nbgrader_folder",
    type=click.Path(path_type=Path),
    help="Write a course for nbgrader into this folder, and nothing else.",
)
def generate(check: bool, nbgrader_folder: Path | None) -> None:
    """Turn source/ into release/, solutions/ and autograder/*.zip."""
    if nbgrader_folder:
        if check:
            raise click.UsageError("--check looks at release/ and solutions/; it does not go with --nbgrader.")
        _generate_nbgrader(nbgrader_folder)
        return
    from workbook.generate.publish import generate as build
    from workbook.generate.publish import publish, stale

    course = Course.load()
    files = build(course)
    if not check:
        changed = publish(course, files)
        console.print(f"{len(files)} files are up to date, {len(changed)} of them changed now.")
        return
    outdated = stale(course, files, zips=False)
    for path in outdated:
        errors.print(f"{path} is stale.", markup=False, highlight=False)
    if outdated:
        errors.print("Run 'workbook generate' and commit what it writes.")
        sys.exit(1)
    console.print("release/, solutions/ and autograder/ are what source/ says.")


def _generate_nbgrader(folder: Path) -> None:
    from workbook.nbgrader.course import generate_course

    course = Course.load()
    files, changed = generate_course(course, folder)
    lab = course.labs[0].name
    text = f"""\
{len(files)} files are up to date, {len(changed)} of them changed now. For each lab, such as {lab}:
    cd {folder}
    nbgrader generate_assignment {lab}
Put what students hand in into submitted/<student>/{lab}/{lab}.ipynb, then:
    nbgrader autograde {lab}
    nbgrader generate_feedback {lab}
More is in docs/nbgrader.md."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


@main.command()
@click.argument("labs", nargs=-1)
@click.option("--matrix", is_flag=True, help="Print which test case catches which mistake.")
def check(labs: tuple[str, ...], matrix: bool) -> None:
    """Prove LABS (default: all): tests bite, fail no right work, give nothing away."""
    from workbook.check.matrix import matrix_table, summary_table
    from workbook.check.run import check_course, relative

    course = Course.load()
    chosen = [course.lab(name) for name in labs] or list(course.labs)
    with console.status("Putting every mistake and every right way to every test"):
        proofs, problems = check_course(course, chosen)
    for proof in proofs:
        for table in [matrix_table(proof)] if matrix else []:
            console.print(table)
    console.print(summary_table(proofs))
    for problem in sorted(problems):
        errors.print(str(relative(problem, course.root)), style="red", markup=False, highlight=False, soft_wrap=True)
    if problems:
        errors.print(f"{len(problems)} problems.")
        sys.exit(1)
    console.print("Every mistake is caught and told apart, every right way gets full marks, nothing leaks.")


@main.command("sample-class")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--size", default=5, show_default=True, help="Students for each lab.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same class.")
def sample_class(folder: Path, size: int, seed: int) -> None:
    """Write a synthetic class into FOLDER: complete, partly right, blank, raising, mistaken."""
    from workbook.sample_class import write_class

    written = write_class(Course.load(), folder, size, seed)
    console.print(f"{len(written)} submissions are in {folder}.", highlight=False)


@main.command()
@click.option("--gpu", is_flag=True, help="Look at the GPU only: seen, trained on, its memory left to others.")
def doctor(gpu: bool) -> None:
    """Tell what this machine has for grading, what is missing, and what to do."""
    from workbook.doctor import examine
    from workbook.gpu import examine_gpu

    table = Table("", "what", "found", "what to do", show_edge=False)
    looking = "Training for one step" if gpu else "Looking at Python, Keras, devices, data, isolation, Docker"
    with console.status(looking):
        findings = examine_gpu() if gpu else examine()
    for finding in findings:
        mark = "[green]✓[/]" if finding.fine else "[red]✗[/]" if finding.needed else "[yellow]–[/]"
        table.add_row(mark, finding.subject, escape(finding.found), "" if finding.fine else escape(finding.remedy))
    console.print(table)
    if any(finding.needed and not finding.fine for finding in findings):
        sys.exit(1)


@main.command()
@click.argument("submissions", type=click.Path(path_type=Path, exists=True))
@click.option("--out", default=Path("grades"), type=click.Path(path_type=Path, file_okay=False), show_default=True)
@click.option(
    "--lab", "labs", multiple=True, help="Grade for this lab only; by default each notebook says which it is."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Submissions at once; by default one for each processor.")
@click.option("--time-limit", type=click.FloatRange(min=1), default=300, show_default=True, help="Seconds for each.")
@click.option(
    "--memory-limit",
    type=click.IntRange(min=1024),  # with less, Keras could fail right work
    default=2048,
    show_default=True,
    help="MB for each submission's sandbox. This times --jobs bounds what student code takes, whatever the class size.",
)
@click.option("--require-isolation", type=click.Choice(["process", "container", "bubblewrap"]), default="process")
@click.option("--dask", metavar="ADDRESS", help="Grade on the workers of this Dask scheduler: see docs/cluster.md.")
def grade(
    submissions: Path,
    out: Path,
    labs: tuple[str, ...],
    jobs: int | None,
    time_limit: float,
    memory_limit: int,
    require_isolation: str,
    dask: str | None,
) -> None:
    """Grade SUBMISSIONS: a folder of notebooks or zips as learning platforms write them, or one file.

    OUT keeps a journal: a run that was interrupted goes on where it stopped, and after a change of tests only the
    labs concerned are graded again.
    """
    from workbook.examiner.limits import MB, Limits
    from workbook.grade.command import grade_folder

    course = Course.load()
    chosen = [course.lab(name) for name in labs] or list(course.labs)
    limits = Limits(total_seconds=time_limit, memory=memory_limit * MB)
    sys.exit(grade_folder(course, chosen, submissions, out, jobs, limits, require_isolation, dask, console, errors))


@main.command("export-marks")
@click.argument("grades", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--canvas", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Canvas's gradebook export."
)
@click.option(
    "--moodle", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Moodle's grading worksheet."
)
@click.option("--lab", help="Which lab's marks; not needed if only one was graded.")
@click.option("--column", help="Where marks go: a header, or in Canvas an assignment's title or number.")
def export_marks(grades: Path, canvas: Path | None, moodle: Path | None, lab: str | None, column: str | None) -> None:
    """Put the marks of GRADES, which 'workbook grade' wrote, into a copy of a platform's own table, to be uploaded.

    Nothing else in the table changes.
    """
    from workbook.grade.export import NoExport
    from workbook.grade.export import export_marks as export

    if (canvas is None) == (moodle is None):
        raise click.UsageError("Give one table: --canvas EXPORT.csv or --moodle WORKSHEET.csv.")
    platform, table = ("Canvas", canvas) if canvas else ("Moodle", moodle)
    try:
        done = export(grades, Course.load().lab(lab).name if lab else None, table, platform, column)
    except NoExport as error:
        errors.print(str(error), markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
    text = (
        f"Marks written into the column {done.column!r}: {done.written}, of which {done.replaced} replace another. "
        f"Students left as they were: {done.untouched}. Upload {done.path}."
    )
    console.print(text, markup=False, highlight=False, soft_wrap=True)
    for sentence in done.unplaced:
        errors.print(sentence, markup=False, highlight=False, soft_wrap=True)
    if done.unplaced:
        sys.exit(1)


@main.command()
@click.argument("labs", nargs=-1)
@click.option(
    "--seeds",
    type=click.IntRange(min=2),
    default=20,
    show_default=True,
    help="How often each solution is measured; other right answers a quarter as often, wrong ones a twentieth.",
)
def calibrate(labs: tuple[str, ...], seeds: int) -> None:
    """Measure what right and wrong answers reach, and what that means for the thresholds in LABS (default: all).

    Uses MNIST if $WORKBOOK_DATA names it, and the bundled digits if not: run it once with each. Results go to
    docs/calibration, and docs/calibration.md explains them. Trainings take minutes to hours, one on each processor
    unless $WORKBOOK_TRAINING_SLOTS says how many at once. Each is kept: stop the command with Ctrl+C at any time, and
    it writes what it has, and goes on from there when it is called again.
    """
    from workbook.calibrate.command import calibrate as measure

    course = Course.load()
    sys.exit(measure(course, [course.lab(name) for name in labs] or list(course.labs), seeds, console))


@main.command()
@click.argument("labs", nargs=-1)
def mutants(labs: tuple[str, ...]) -> None:
    """Make small errors in the solutions of LABS (default: all), and look for one that no test notices."""
    from workbook.check.measure import print_mutants

    course = Course.load()
    print_mutants(course, [course.lab(name) for name in labs] or list(course.labs), console)


@main.command("naming-rates")
@click.argument("labs", nargs=-1)
def naming_rates(labs: tuple[str, ...]) -> None:
    """Count how often mistakes in LABS (default: all) get a name, and how often it is right."""
    from workbook.check.measure import print_naming_rates

    course = Course.load()
    print_naming_rates(course, [course.lab(name) for name in labs] or list(course.labs), console)


@main.command("proof-pages")
@click.argument("labs", nargs=-1)
def proof_pages(labs: tuple[str, ...]) -> None:
    """Check LABS (default: all), measure mutants and names, and write a page on each into docs/proof."""
    from workbook.check.measure import write_proof_pages

    course = Course.load()
    chosen = [course.lab(name) for name in labs] or list(course.labs)
    write_proof_pages(course, chosen, course.root / "docs" / "proof", console)


@main.command("train-extractor")
def train_extractor() -> None:
    """Train the feature extractor of lab 5 anew, and write its weights and their record into labkit."""
    from workbook.train_extractor import write_extractor

    with console.status("Drawing letters and training on them"):
        described = write_extractor()
    console.print(f"Accuracy on {described['test_images']} new images: {described['test_accuracy']:.2%}")
