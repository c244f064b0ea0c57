"""Whether a contender wrote what bench/reference says: every object, and the first two components field by field."""

import difflib
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from contenders import BENCH, tool

KIND = re.compile(r'^kind: "?(\w+)"?$', re.MULTILINE)
VERSION = re.compile(r'^apiVersion: "?([\w./-]+)"?$', re.MULTILINE)
NAME = re.compile(r'^metadata:\n(?: .*\n)*?  name: "?([\w.-]+)"?$', re.MULTILINE)
CHAIN = 10
REFERENCE = ("app-0000", "app-0001")


def identities(folder):
    """{(kind, name): file} of the YAML files under folder, one object each; kustomize's own files are not objects."""
    found = {}
    for file in sorted(Path(folder).rglob("*.yaml")):
        text = file.read_text()
        kind, version, name = KIND.search(text), VERSION.search(text), NAME.search(text)
        if all(line.startswith("#") or not line.strip() for line in text.splitlines()):
            continue  # a place kept for somebody else's file
        if version and version[1].startswith("kustomize.config.k8s.io/"):
            continue
        if not (kind and name):
            raise RuntimeError(f"Tried to read the kind and name in {file}, but there is none.")
        found[kind[1], name[1]] = file
    return found


def expected(n):
    kinds = [kind for kind, _ in identities(BENCH / "reference" / REFERENCE[0])]
    names = [f"app-{index:04d}" for index in range(n)]
    return {(kind, f"apps-{name}" if kind == "Kustomization" else name) for kind in kinds for name in names}


def kustomize():
    """The command that builds a folder: the pinned kustomize, or the one in kubectl; None where there is neither."""
    program = tool("kustomize")
    if program:
        return [program, "build"]
    return ["kubectl", "kustomize"] if shutil.which("kubectl") else None


def canonical(files, builder):
    """The objects in files as kustomize writes them, so that neither quoting nor the order of keys matters."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for (kind, _), file in sorted(files.items()):
            names.append(f"object-{kind.lower()}.yaml")
            shutil.copy(file, Path(folder) / names[-1])
        lines = "".join(f"- {name}\n" for name in names)
        (Path(folder) / "kustomization.yaml").write_text(f"resources:\n{lines}")
        built = subprocess.run([*builder, folder], capture_output=True, text=True, check=False)
    if built.returncode != 0:
        raise RuntimeError(f"Tried to build {', '.join(map(str, files.values()))}, but kustomize says: {built.stderr.strip()}")
    return built.stdout


def check(contender, n, folder, builder):
    """(files, objects, lines that differ from the reference or None). Raises RuntimeError for a missing object, and
    for anything else that differs where the contender is to be exact."""
    files = sum(1 for file in Path(folder).rglob("*") if file.is_file())
    found, wanted = identities(folder), expected(n)
    missing, extra = wanted - found.keys(), found.keys() - wanted
    if missing:
        kinds = dict(Counter(kind for kind, _ in missing))
        raise RuntimeError(f"Tried to find {len(wanted)} objects of {contender.name}, but these are missing: {kinds}")
    if contender.exact and (extra or files != len(wanted)):
        raise RuntimeError(f"Tried to find {len(wanted)} files of {contender.name}, but there are {files}.")
    if not builder:
        return files, len(found), None
    differing = []
    for name in REFERENCE[:n]:
        owned = {key: file for key, file in found.items() if key in wanted and key[1].removeprefix("apps-") == name}
        reference = canonical(identities(BENCH / "reference" / name), builder).splitlines()
        written = canonical(owned, builder).splitlines()
        difference = difflib.unified_diff(reference, written, f"reference/{name}", contender.name, lineterm="", n=2)
        differing += list(difference)
    if contender.exact and differing:
        raise RuntimeError("\n".join([f"{contender.name} does not write the reference:", *differing[:40]]))
    return files, len(found), differing
