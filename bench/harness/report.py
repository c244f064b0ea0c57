"""docs/benchmarks.md, from the figures."""

HEAD = """# Benchmarks

Written by `bench/run`, the plan's part by `bench/plan`; never edited by hand.

## How to read
- **Wall** is the median time from starting a program to its end, a new process each time: start-up, evaluation and every file
  written. Programs and inputs are in the page cache, since each has run once before; the output folder does not exist.
- **CPU** is processor time, user and system, over all threads. **Memory** is the peak of the largest process among a program
  and its descendants; less than {least} MiB cannot be seen beside the program that measures.
- The contenders take turns (A B C A B C …), {rounds} a row, so that a slow minute of the machine is everyone's.
- **× Espalier** is a row's wall time divided by Espalier's in the same table: below 1 is faster than Espalier.
- `cp -r` copies the files that {copied} wrote, within the file system: the floor.
- "Disk" means written to a disk's file system, not waited for until it is on the platter; nobody calls fsync. Nothing is
  deleted there while measuring: for minutes after many files were deleted, ext4 is many times slower at creating files.
- Espalier also checks what it writes (names, references, order, amounts) and writes the folders' `kustomization.yaml`. cdk8s runs from
  JavaScript without its CLI, jsonnet without a library: both at their best.
- Espalier keeps a record of the objects that it has held against their schemas, which every run but the first finds: an
  object that has not changed is not held against its schema again. The peers hold nothing against any schema.
- Every component is the ten objects of `bench/reference`; a peer that wrote another number of files, or other objects in its
  first two components, would have stopped the run.
"""


# Where the part that bench/plan writes begins, the last one.
PLAN = "## The plan of a change"


def plan_in(text):
    """The part of bench/plan, from its heading on; empty where there is none."""
    return text[text.index(PLAN) :] if PLAN in text else ""


def with_plan(text, part):
    """The report with that part instead of the one it has."""
    own = text[: text.index(PLAN)] if PLAN in text else text
    return own.rstrip() + "\n" + (f"\n{part}" if part else "")


# What a child of bench/run inherits before it becomes another program, rounded up.
LEAST_MIB = 25


def _memory(rss):
    mib = rss / 2**20
    return f"{mib:.0f}" if mib >= LEAST_MIB else f"< {LEAST_MIB}"


def _table(rows, baseline, than="Espalier"):
    lines = [f"| | wall, s | min – max | CPU, s | memory, MiB | × {than} |", "|---|--:|--:|--:|--:|--:|"]
    for name, s in rows.items():
        ratio = f"{s.wall / baseline.wall:.2f}" if baseline else "–"
        lines.append(
            f"| {name} | {s.wall:.3f} | {s.fastest:.3f} – {s.slowest:.3f} | {s.cpu:.2f} | {_memory(s.rss)} | {ratio} |"
        )
    return lines


def _growth(steps):
    """The table of {n: {step: Spent}}."""
    sizes = sorted(steps)
    lines = [
        "",
        "## Where Espalier's time goes, in memory",
        "",
        "Medians, in seconds. **Wall** is what passes. The synth's own thread shares the checks, the schemas, the laying out and the",
        "rendering with a second one, piece by piece: while both are at work, half of what passes counts for what each of them does,",
        "since neither could end sooner without the other. *wait* is what the second still does when nothing is left to begin. **CPU** is what each step uses of a processor on both threads; *all* is the whole process, with",
        "what Java does meanwhile for all steps together, compiling them and collecting what they leave. Every check of the objects",
        "but that against schemas counts as *check*, on whichever thread.",
        "",
        "| | " + " | ".join(f"{10 * n:,} objects: wall | of all | CPU | of all" for n in sizes) + " | × CPU |",
        "|---|" + "--:|" * (4 * len(sizes) + 1),
    ]
    for step in steps[sizes[0]]:
        cells = []
        for n in sizes:
            spent, whole = steps[n][step], steps[n]["all"]
            cells += [f"{spent.wall:.3f}", f"{spent.wall / whole.wall:.0%}", f"{spent.cpu:.3f}", f"{spent.cpu / whole.cpu:.0%}"]
        times = steps[sizes[-1]][step].cpu / max(steps[sizes[0]][step].cpu, 0.001)
        lines.append(f"| {step} | " + " | ".join(cells) + f" | {times:.1f} |")
    return lines


def write(date, machine, versions, missing, own, synthetic, growth, notes, copied, rounds):
    """own: {Place: {name: Summary}}; synthetic: {(n, Place): {name: Summary}}; growth: {n: {step: Spent}}; notes: sentences
    about what was written."""
    times = "one run" if rounds == 1 else f"{rounds} runs"
    lines = [HEAD.format(rounds=times, copied=copied, least=LEAST_MIB), "## Machine and versions", "| | |", "|---|---|"]
    lines += [f"| {what} | {value} |" for what, value in [("Date", date), *machine, *versions]]
    lines += [f"| {name} | not measured: {why} |" for name, why in missing.items()]
    lines += ["", "## The clusters of this repository, nothing to change", ""]
    if not own:
        lines.append("Not measured: `./espalier synth` does not run here yet.")
    for place, rows in own.items():
        lines += [f"On {place.name}:", "", *_table(rows, rows.get("all"), "all"), ""]
    for (n, place), rows in synthetic.items():
        lines += ["", f"## {n:,} components, {10 * n:,} objects, on {place.name}", "", *_table(rows, rows.get("Espalier"))]
    if growth:
        lines += _growth(growth)
    if notes:
        lines += ["", "## What was written", "", *[f"- {note}" for note in notes]]
    return "\n".join(lines).rstrip() + "\n"
