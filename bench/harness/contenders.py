"""Who is measured: each knows its command, its version, and what it lacks on this machine."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench"


ALL = "all"


def own_commands():
    """{name: command line} that synthesizes a cluster of this repository, and all of them, from the root of a checkout."""
    names = sorted(folder.name for folder in (ROOT / "dist").iterdir() if folder.is_dir())
    return {ALL: ["./espalier", "synth"], **{name: ["./espalier", "synth", "--cluster", name] for name in names}}


def say(message):
    print(f"{Path(sys.argv[0]).parent.name}/{Path(sys.argv[0]).name}: {message}", file=sys.stderr, flush=True)


def cache():
    """Where tools/build keeps its programs; nothing of a benchmark stays in the repository."""
    named = os.environ.get("ESPALIER_TOOLS")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "espalier" / "tools"


def first_line(*command):
    """The first line that a command prints, on stdout or else stderr; None where it cannot run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    except OSError:
        return None
    text = (done.stdout or done.stderr).strip()
    return text.splitlines()[0] if done.returncode == 0 and text else None


def tool(name):
    """The path of a program of tools/, built if need be; None (said aloud by tools/build) where it cannot be."""
    done = subprocess.run([str(ROOT / "tools" / "build"), name], stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip() or None


def archived(subcommand, run):
    """Runs until the launcher has written down what runs of the subcommand load, and made its archive of that in the
    background, as it has for whoever uses it for a minute."""
    for _ in range(5):
        run()
        made = max((ROOT / "target/launcher").glob("compiler-*"), key=os.path.getmtime)
        for _ in range(120):
            busy = os.path.lexists(made / "archive.lock") or any((made / "loaded-by").glob(".*"))
            if not busy:
                break
            time.sleep(0.5)
        if not busy and (made / "loaded-by" / subcommand).exists():
            return
    say("NOTICE: the launcher has not made its archive, so that its runs are slower.")


class Missing(Exception):
    """This machine lacks what a contender needs."""


class Espalier:
    name = "Espalier"
    exact = False  # it adds kustomization.yaml files; differences from the reference are reported, not refused

    def __init__(self):
        made = subprocess.run([str(BENCH / "espalier")], stdout=subprocess.PIPE, text=True, check=False)
        if made.returncode != 0:
            raise Missing("bench/java does not compile")
        self.classes = made.stdout.strip()

    def command(self, n, out):
        env = {"ESPALIER_MAIN": "bench.Bench", "ESPALIER_CLASSES": self.classes}
        return [str(ROOT / "espalier"), "synth", str(n), str(out)], env

    def version(self):
        commit = first_line("git", "describe", "--always", "--dirty", "--abbrev=12") or "uncommitted"
        return f"{commit} on {first_line('java', '--version')}"


class Cdk8s:
    name = "cdk8s"
    exact = True  # these files and no others
    folder = BENCH / "cdk8s"

    def __init__(self):
        for program in ("node", "npm"):
            if not shutil.which(program):
                raise Missing(f"{program} is not installed")
        self.modules = self._install()

    def _install(self):
        """node_modules beside the built tools, keyed by the lock file."""
        pins = [self.folder / name for name in ("package.json", "package-lock.json", ".npmrc")]
        key = hashlib.sha256(b"\0".join(pin.read_bytes() for pin in pins)).hexdigest()[:16]
        installed = cache() / f"cdk8s-{key}"
        if not installed.is_dir():
            say(f"installing cdk8s (once; into {installed})")
            cache().mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=".cdk8s.", dir=cache()))
            try:
                for pin in pins:
                    shutil.copy(pin, scratch)
                npm = ["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
                if subprocess.run(npm, cwd=scratch, stdout=sys.stderr, check=False).returncode != 0:
                    raise Missing("npm ci failed")
                try:
                    scratch.rename(installed)
                except OSError:
                    if not installed.is_dir():  # else another run was first
                        raise
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
        return installed / "node_modules"

    def command(self, n, out):
        return ["node", str(self.folder / "main.js"), str(n), str(out)], {"NODE_PATH": str(self.modules)}

    def version(self):
        pinned = json.loads((self.folder / "package.json").read_text())["dependencies"]
        return f"{pinned['cdk8s']} (constructs {pinned['constructs']}) on Node {first_line('node', '--version')}"


class JavaOfCdk8s:
    """What runs charts of cdk8s for Java, by the launcher that has them on its class path."""

    def __init__(self):
        if not shutil.which("node"):
            raise Missing("node is not installed")
        made = subprocess.run([str(BENCH / "espalier")], stdout=subprocess.PIPE, text=True, check=False)
        if made.returncode != 0:
            raise Missing("bench/java does not compile")
        self.classes = made.stdout.strip()

    def command(self, n, out):
        env = {"ESPALIER_MAIN": self.main, "ESPALIER_CLASSES": self.classes}
        return [str(ROOT / "espalier"), "synth", str(n), str(out)], env

    def version(self):
        return f"2.70.47 on {first_line('java', '--version')} and Node {first_line('node', '--version')}"


class Cdk8sForJava(JavaOfCdk8s):
    name = "cdk8s for Java"
    exact = True
    main = "bench.CdkApp"


class Charts(JavaOfCdk8s):
    name = "Espalier, charts"
    exact = False
    main = "bench.CdkBench"


class Jsonnet:
    name = "jsonnet"
    exact = True

    def __init__(self):
        self.program = tool("jsonnet")
        if not self.program:
            raise Missing("tools/build could not build it")

    def command(self, n, out):
        source = str(BENCH / "jsonnet" / "cluster.jsonnet")
        return [self.program, "-S", "-c", "-m", str(out), "--tla-code", f"n={n}", source], {}

    def version(self):
        return f"{(first_line(self.program, '--version') or '').rsplit(' ', 1)[-1]} (go-jsonnet)"


# The floor: the first contender's files, copied within the file system.
COPY = "cp -r"


PEERS = (Espalier, Cdk8s, Jsonnet)
KERNELS = (Espalier, Charts, Cdk8s, Cdk8sForJava)


def available(kinds):
    """(contenders of those kinds, {name: why it is not measured}), Espalier first."""
    here, missing = [], {}
    for contender in kinds:
        try:
            here.append(contender())
        except Missing as why:
            missing[contender.name] = str(why)
            say(f"NOTICE: {contender.name} is skipped: {why}.")
    return here, missing
