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
    "schemas": ("espalier.schema.",),
    "lay out, render": ("espalier.layout.",),
    "wait": ("espalier.compile.Together.",),
    "write": ("espalier.output.ClusterDirectory.render", "espalier.output.ClusterDirectory.update"),
}
CHECK, OUTSIDE, ALL = "check", "start and end", "all"
STEPS[OUTSIDE] = ("", "picocli.", "java.", "espalier.cli.", "espalier.verdict.")
ORDER = [OUTSIDE, "construct", "complete", "resolve", "order", CHECK, "schemas", "lay out, render", "wait", "write"]

# Checks (all but those against schemas) are too slow with more than this share of a synth, of the time that passes or of a
# processor's, or when they take so many times as long for as many objects.
SHARE = 0.2
SLACK = 1.3


def _step(called):
    for step, names in STEPS.items():
        if any(called == name or name.endswith(".") and called.startswith(name) for name in names):
            return step
    return CHECK


class Spent:
    """Of one step, or of all: seconds that passed, shared by the threads that were at work, and seconds of a processor on any."""

    def __init__(self, wall=0.0, cpu=0.0):
        self.wall, self.cpu = wall, cpu


def _run(contender, n, place):
    """{step: Spent} of one run, and Spent of the whole process, with what the JVM itself does (compiling, collecting)."""
    out = place.fresh()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "steps"
        command, env = contender.command(n, out)
        run = measure.run(command, {**env, "ESPALIER_BENCH_STEPS": str(report)}, ROOT)
        steps = {step: Spent() for step in ORDER}
        for line in report.read_text().splitlines():
            called, wall, cpu = line.rsplit(" ", 2)
            steps[_step(called)].wall += float(wall) / 1000
            steps[_step(called)].cpu += float(cpu) / 1000
    steps[OUTSIDE].wall += run.wall - sum(spent.wall for spent in steps.values())
    place.discard(out)
    return steps, Spent(run.wall, run.cpu)


def measured(contender, sizes, rounds, place):
    """{n: {step: Spent}} by their medians, ALL of them as well, each size for itself: its first run fills the record of accepted
    objects."""
    found = {}
    for n in sizes:
        _run(contender, n, place)
        runs = [_run(contender, n, place) for _ in range(rounds)]
        found[n] = {
            step: Spent(median(steps[step].wall for steps, _ in runs), median(steps[step].cpu for steps, _ in runs))
            for step in ORDER
        }
        found[n][ALL] = Spent(median(whole.wall for _, whole in runs), median(whole.cpu for _, whole in runs))
    return found


def too_slow(growth):
    """Sentences about checks that take too much of a synth, or grow faster than the objects."""
    for n, steps in growth.items():
        for what, share in (
            ("time", steps[CHECK].wall / steps[ALL].wall),
            ("processor time", steps[CHECK].cpu / steps[ALL].cpu),
        ):
            if share > SHARE:
                yield f"{n:,} components: checks take {share:.0%} of the synth's {what}, and shall stay under {SHARE:.0%}."
    least, most = min(growth), max(growth)
    times = growth[most][CHECK].cpu / max(growth[least][CHECK].cpu, 0.001)
    if times > SLACK * most / least:
        yield f"Checks take {times:.0f} times as long for {most // least} times as many objects: they are not linear."
