"""What each kernel costs that can make the objects of a cluster: Java, cdk8s within Espalier, and cdk8s by itself."""

import functools
import re

import measure
import verify
from contenders import ROOT, say

FEW, MANY = 1, 100
OBJECTS = 10  # of a component

HEADING = "## Kernels"
# In docs/cdk8s.md, around what is written there.
FIGURES = re.compile(r"(<!-- bench/run -->\n).*?(<!-- end of bench/run -->\n)", re.DOTALL)
SECTION = re.compile(rf"^{HEADING}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)


def measured(contenders, rounds, place, builder):
    """{name: (Summary of FEW components, Summary of MANY)}."""
    tasks = []
    for contender in contenders:
        say(f"kernels: {contender.name}")
        out = place.fresh()
        measure.run(*contender.command(MANY, out), ROOT)
        verify.check(contender, MANY, out, builder)
        place.discard(out)
        for n in (FEW, MANY):
            tasks.append(measure.Task((contender.name, n), functools.partial(contender.command, n), ROOT))
    found = measure.interleaved(tasks, rounds, place)
    return {contender.name: (found[contender.name, FEW], found[contender.name, MANY]) for contender in contenders}


def _each(few, many):
    """Milliseconds for each object more."""
    return (many.wall - few.wall) / (OBJECTS * (MANY - FEW)) * 1000


def table(found):
    lines = [
        f"| | {OBJECTS * FEW} objects, s | {OBJECTS * MANY:,} objects, s | each more, ms | CPU of {OBJECTS * MANY:,}, s | memory, MiB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, (few, many) in found.items():
        memory = f"{many.rss / 2**20:.0f}"
        lines.append(f"| {name} | {few.wall:.2f} | {many.wall:.2f} | {_each(few, many):.2f} | {many.cpu:.2f} | {memory} |")
    return lines


def section(found, missing, when):
    """The chapter of docs/benchmarks.md. when: on which day, machine and commit."""
    return [
        HEADING,
        "",
        "The same objects by constructs of Java, by charts of cdk8s in a cluster of Espalier, and by cdk8s itself, for TypeScript and for",
        "Java: medians, in memory. The first column is what a program costs that does next to nothing; **each more** is what every",
        "object adds to it. Memory is that of the larger process, of Java or of Node.",
        "",
        *(table(found) if found else ["Not measured."]),
        "",
        *[f"- {name}: not measured: {why}" for name, why in missing.items()],
        f"- Measured {when}.",
    ]


def within(report, lines):
    """report, the text of docs/benchmarks.md, with lines as its chapter about kernels."""
    chapter = "\n".join(lines) + "\n\n"
    if SECTION.search(report):
        return SECTION.sub(lambda _: chapter, report).rstrip() + "\n"
    before, heading, after = report.partition("## Where Espalier's time goes")
    return f"{before.rstrip()}\n\n{chapter}{heading}{after}".rstrip() + "\n"


def quoted(page, found, when):
    """page, the text of docs/cdk8s.md, with the figures."""
    figures = "\n".join([*table(found), "", f"Measured {when}, by `bench/run --kernels`.", ""])
    return FIGURES.sub(lambda around: around[1] + figures + around[2], page)
