"""How the time of each of Espalier's steps grows with the number of objects."""

import tempfile
from pathlib import Path
from statistics import median

import measure
from contenders import ROOT

# By the class and method that the compiler calls. Whatever it calls else is a check: new ones need no word here.
STEPS = {
    "construct": ("espalier.Fleet.make",),
    "complete": ("espalier.Cluster.complete",),
    "resolve": ("espalier.graph.ObjectGraph.of",),
    "order": ("espalier.order.Order.of",),
    "wait": ("espalier.compile.Meanwhile.", "espalier.schema."),
    "write": ("espalier.output.ClusterDirectory.render", "espalier.output.ClusterDirectory.update"),
}
CHECK, OUTSIDE = "check", "start and end"
STEPS[OUTSIDE] = ("", "picocli.", "java.", "espalier.cli.", "espalier.verdict.")
ORDER = [OUTSIDE, "construct", "complete", "resolve", "order", CHECK, "wait", "write"]

# Checks (all but those against schemas) are too slow with more than this share of a synth, or when they take so many times as
# long for as many objects.
SHARE = 0.2
SLACK = 1.3


def _step(called):
    for step, names in STEPS.items():
        if any(called == name or name.endswith(".") and called.startswith(name) for name in names):
            return step
    return CHECK


def _run(contender, n, place):
    """{step: seconds} of one run."""
    out = place.fresh()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "steps"
        command, env = contender.command(n, out)
        run = measure.run(command, {**env, "ESPALIER_BENCH_STEPS": str(report)}, ROOT)
        steps = dict.fromkeys(ORDER, 0.0)
        for line in report.read_text().splitlines():
            called, _, milliseconds = line.rpartition(" ")
            steps[_step(called)] += float(milliseconds) / 1000
    steps[OUTSIDE] += run.wall - sum(steps.values())
    place.discard(out)
    return steps


def measured(contender, sizes, rounds, place):
    """{n: {step: median seconds}}, each size for itself: its first run fills the record of accepted objects."""
    runs = {n: [] for n in sizes}
    for n in sizes:
        _run(contender, n, place)
        for _ in range(rounds):
            runs[n].append(_run(contender, n, place))
    return {n: {step: median(run[step] for run in of) for step in ORDER} for n, of in runs.items()}


def too_slow(growth):
    """Sentences about checks that take too much of a synth, or grow faster than the objects."""
    for n, steps in growth.items():
        share = steps[CHECK] / sum(steps.values())
        if share > SHARE:
            yield f"{n:,} components: checks take {share:.0%} of the synth's time, and shall stay under {SHARE:.0%}."
    least, most = min(growth), max(growth)
    times = growth[most][CHECK] / max(growth[least][CHECK], 0.001)
    if times > SLACK * most / least:
        yield f"Checks take {times:.0f} times as long for {most // least} times as many objects: they are not linear."
