"""House rules that a machine can check by reading our own sources.

    house_rules.py [ROOT]            prints every breach as file:line: rule; exit status 1 if any
                                     (without ROOT: of the repository that this file lies in)
    house_rules.py --prove           shows that each rule can fail, on small trees made for it

Each rule is a function from a tree to its breaches; `--prove` holds one planted breach for each.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

# A layer may include itself and these (ARCHITECTURE.md, "Layers").
LAYERS = {
    "core": set(),
    "domain": {"core"},
    "nlu": {"core", "domain"},
    "codec": {"core", "domain"},
    "pack": {"core", "domain"},
    "projections": {"core", "domain", "codec"},
    "log": {"core"},
    "store": {"core"},
    "connect": {"core", "domain", "codec"},
    "door": {"core", "domain", "codec", "pack", "log", "store", "connect"},
    "engine": {"core", "domain", "nlu", "codec", "pack", "projections", "log", "store"},
    "actors": {"core", "domain", "nlu", "codec", "pack", "projections", "log", "store", "connect",
               "door", "engine"},
    "gateway": {"core", "domain", "nlu", "codec", "pack", "projections", "log", "store", "connect",
                "door", "engine", "actors"},
}
PURE = ("core", "domain", "projections")
DOMAIN_KINDS = ("conversation", "customer", "payment", "desk", "stock")
LINES_MAX = 500
FUNCTION_LINES_MAX = 70
COLUMNS_MAX = 100
ARCHITECTURE_LINES_MAX = 200
README_IN_FOLDER_LINES_MAX = 40
CODE = {".cpp", ".hpp"}
# Words of whoever builds it have no place in what is built.
FOREIGN = re.compile(r"(?<![\w.])/(?:work|root|home)/\w|\bBEGIN (?:RSA |EC )?PRIVATE KEY")


class Tree:
    """The tracked files below a folder, or all of them where there is no git."""

    def __init__(self, root):
        self.root = Path(root)
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"],
                                capture_output=True, text=True, check=False)
        names = listed.stdout.splitlines() if listed.returncode == 0 else [
            str(p.relative_to(root)) for p in self.root.rglob("*") if p.is_file()]
        self.names = sorted(n for n in names if (self.root / n).is_file())

    def text(self, name):
        return (self.root / name).read_text(encoding="utf-8", errors="replace")

    def lines(self, name):
        return self.text(name).split("\n")

    def code(self):
        return [n for n in self.names if Path(n).suffix in CODE]

    def folders(self):
        return sorted({str(p) for n in self.names for p in Path(n).parents if str(p) != "."})


def layer_of(name):
    parts = Path(name).parts
    if parts[0] == "actors":
        return "actors"
    return parts[1] if parts[0] == "src" and len(parts) > 2 and parts[1] in LAYERS else None


def includes(tree, name):
    for number, line in enumerate(tree.lines(name), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if found:
            yield number, found.group(1), found.group(2)


def upward_includes(tree):
    for name in tree.code():
        layer = layer_of(name)
        if layer is None:
            continue
        for number, _, path in includes(tree, name):
            other = re.match(r"orkesta/(\w+)/", path)
            if other and other.group(1) != layer and other.group(1) not in LAYERS[layer]:
                yield f"{name}:{number}: layer {layer} may not include {other.group(1)}"


def kinds_know_each_other_by_messages(tree):
    for name in tree.code():
        kind = next((k for k in DOMAIN_KINDS if f"domain/{k}/" in name), None)
        if kind is None or layer_of(name) != "domain":
            continue
        for number, _, path in includes(tree, name):
            other = re.match(r"orkesta/domain/(\w+)/(\w+)\.hpp", path)
            if other and other.group(1) in DOMAIN_KINDS and other.group(1) != kind \
                    and other.group(2) != "messages":
                yield f"{name}:{number}: a kind names only another kind's messages"


def public_headers_are_ours(tree):
    for name in tree.code():
        layer = layer_of(name)
        if layer is None or "/orkesta/" not in name:
            continue
        for number, quote, path in includes(tree, name):
            foreign = "/" in path and quote == "<" or path.endswith(".h")
            allowed = path.startswith(("boost/describe", "boost/mp11")) or (
                layer == "actors" and path.startswith("caf/"))
            if foreign and not allowed:
                yield f"{name}:{number}: no third-party header in a public header: {path}"


def private_headers_stay_private(tree):
    for name in tree.code():
        layer = layer_of(name)
        if layer is None:
            continue
        for number, quote, path in includes(tree, name):
            if quote == '"' and path.startswith(("src/", "../")):
                yield f"{name}:{number}: include by the layer's own root, not {path}"


def pure_layers_hold_no_double(tree):
    for name in tree.code():
        if layer_of(name) not in PURE:
            continue
        for number, line in enumerate(tree.lines(name), 1):
            code = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line.split("//")[0])
            if re.search(r"\b(?:double|float)\b", code):
                yield f"{name}:{number}: no floating numbers in a pure layer"


def switches_are_closed(tree):
    for name in tree.code():
        if not name.startswith(("src/", "actors/")):
            continue
        for number, line in enumerate(tree.lines(name), 1):
            # An open set of codes of a library may have one, with its reason beside it.
            if re.match(r"\s*default\s*:", line) and "//" not in line:
                yield f"{name}:{number}: no default in a switch: a new case must stop the build"


def files_are_short(tree):
    for name in tree.code():
        count = len(tree.lines(name))
        if count > LINES_MAX:
            yield f"{name}:1: {count} lines, at most {LINES_MAX}: it is usually two ideas"


def lines_are_short(tree):
    for name in tree.code():
        for number, line in enumerate(tree.lines(name), 1):
            if len(line) > COLUMNS_MAX and not line.lstrip().startswith(('R"(', '"', "#error")):
                yield f"{name}:{number}: {len(line)} columns, at most {COLUMNS_MAX}"


def functions_are_short(tree):
    for name in tree.code():
        opened = None
        for number, line in enumerate(tree.lines(name), 1):
            if opened is None and re.match(r"[\w\[].*\)[^;]*\{\s*$", line) and \
                    not line.startswith(("namespace", "extern", "struct", "class", "enum")):
                opened = number
            elif line.startswith("}") and opened is not None:
                if number - opened + 1 > FUNCTION_LINES_MAX:
                    yield (f"{name}:{opened}: a function of {number - opened + 1} lines, "
                           f"at most {FUNCTION_LINES_MAX}")
                opened = None


def headers_open_once(tree):
    for name in tree.code():
        stand_in = name.startswith("ops/cmake/forbidden/")
        if name.endswith(".hpp") and not stand_in and "#pragma once" not in tree.text(name)[:400]:
            yield f"{name}:1: a header begins with #pragma once"


def nothing_is_left_undone(tree):
    for name in tree.code():
        for number, line in enumerate(tree.lines(name), 1):
            if re.search(r"\b(?:FIXME|XXX|HACK)\b|TODO(?!\(#\d+\))", line):
                yield f"{name}:{number}: FIXME never lands; TODO carries an issue: TODO(#12)"


def nothing_speaks_of_the_workplace(tree):
    for name in tree.names:
        if name.startswith("tests/tidy/") or Path(name).suffix in {".bin", ".png", ".sqlite"}:
            continue
        for number, line in enumerate(tree.lines(name), 1):
            if FOREIGN.search(line):
                yield f"{name}:{number}: a path of one machine, or a secret"


def every_folder_says_its_purpose(tree):
    """A folder has a README of its own, or stands in CONTRIBUTING.md's map as `folder/`, where `*`
    stands for one folder's name and `**` for any depth."""
    contributing = tree.text("CONTRIBUTING.md") if "CONTRIBUTING.md" in tree.names else ""
    mapped = [re.compile(re.escape(entry).replace(r"\*\*", ".+").replace(r"\*", "[^/]+"))
              for entry in re.findall(r"`([\w./*-]+)/`", contributing)]
    for folder in tree.folders():
        if f"{folder}/README.md" not in tree.names and not any(m.fullmatch(folder) for m in mapped):
            yield f"{folder}:1: neither a README nor the map in CONTRIBUTING.md says its purpose"


def documents_are_short(tree):
    limits = {"ARCHITECTURE.md": ARCHITECTURE_LINES_MAX}
    limits.update({n: README_IN_FOLDER_LINES_MAX for n in tree.names
                   if re.match(r"(?:src|actors|tests)/.*README\.md$", n) and "/data/" not in n})
    for name, most in limits.items():
        if name in tree.names and len(tree.lines(name)) > most:
            yield f"{name}:1: {len(tree.lines(name))} lines, at most {most}"


def decisions_are_numbered(tree):
    seen = {}
    for name in tree.names:
        if not name.startswith("ops/decisions/") or name.endswith("README.md"):
            continue
        found = re.match(r"ops/decisions/(\d{4})-[a-z0-9-]+\.md$", name)
        if not found:
            yield f"{name}:1: a decision is named NNNN-title.md"
        elif found.group(1) in seen:
            yield f"{name}:1: number {found.group(1)} is taken by {seen[found.group(1)]}"
        else:
            seen[found.group(1)] = name


def errors_have_their_page(tree):
    """Each ORK-nnnn that the program says has its page, each page is said by the program; each
    runbook stands in the list, and links between them lead somewhere."""
    pages = {Path(n).stem for n in tree.names if n.startswith("ops/runbooks/errors/")}
    said = {}
    for name in tree.code():
        if name.startswith(("src/", "actors/")):
            for number, line in enumerate(tree.lines(name), 1):
                for page in re.findall(r"ORK-\d{4}", line):
                    said.setdefault(page, f"{name}:{number}")
    for page in sorted(said.keys() - pages):
        yield f"{said[page]}: {page} has no page in ops/runbooks/errors"
    for page in sorted(pages - said.keys()):
        yield f"ops/runbooks/errors/{page}.md:1: the program never says {page}"
    books = [n for n in tree.names if re.match(r"ops/runbooks/.*\.md$", n)]
    for name in books:
        folder = Path(name).parent
        for link in re.findall(r"\]\(([\w./-]+)\)|`(\.\./[\w-]+\.md)`", tree.text(name)):
            target = (tree.root / folder / (link[0] or link[1])).resolve()
            if not target.exists():
                yield f"{name}:1: a link that leads nowhere: {link[0] or link[1]}"
        if folder.name == "runbooks" and Path(name).name != "README.md" and \
                f"({Path(name).name})" not in tree.text("ops/runbooks/README.md"):
            yield f"{name}:1: ops/runbooks/README.md does not list it"


def scripts_are_strict(tree):
    for name in tree.names:
        if not name.startswith(("ops/", ".ci/")):
            continue
        first = tree.lines(name)[0]
        if first.startswith("#!") and "bash" in first:
            text = tree.text(name)
            if "set -euo pipefail" not in text and "lib.sh" not in text:
                yield f"{name}:1: a script says set -euo pipefail"


RULES = [upward_includes, kinds_know_each_other_by_messages, public_headers_are_ours,
         private_headers_stay_private, pure_layers_hold_no_double, switches_are_closed,
         files_are_short, lines_are_short, functions_are_short, headers_open_once,
         nothing_is_left_undone, nothing_speaks_of_the_workplace, every_folder_says_its_purpose,
         documents_are_short, decisions_are_numbered, errors_have_their_page, scripts_are_strict]

PLANTED = {
    "upward_includes": ("src/core/a.cpp", '#include "orkesta/log/message_log.hpp"\n'),
    "kinds_know_each_other_by_messages":
        ("src/domain/conversation/a.cpp", '#include "orkesta/domain/payment/state.hpp"\n'),
    "public_headers_are_ours":
        ("src/log/orkesta/log/a.hpp", "#pragma once\n#include <sqlite3.h>\n"),
    "private_headers_stay_private": ("src/log/a.cpp", '#include "../store/rows.hpp"\n'),
    "pure_layers_hold_no_double": ("src/domain/pricing/a.cpp", "double rate = 1;\n"),
    "switches_are_closed": ("src/log/a.cpp", "  default: break;\n"),
    "files_are_short": ("src/log/a.cpp", "\n" * 600),
    "lines_are_short": ("src/log/a.cpp", "x" * 101 + "\n"),
    "functions_are_short": ("src/log/a.cpp", "void f() {\n" + "  g();\n" * 80 + "}\n"),
    "headers_open_once": ("src/log/a.hpp", "int x;\n"),
    "nothing_is_left_undone": ("src/log/a.cpp", "// TODO: later\n"),
    "nothing_speaks_of_the_workplace": ("ops/a.sh", "cd /home/someone/orkesta\n"),
    "every_folder_says_its_purpose": ("src/mystery/a.cpp", "int x;\n"),
    "documents_are_short": ("ARCHITECTURE.md", "line\n" * 300),
    "decisions_are_numbered": ("ops/decisions/why.md", "because\n"),
    "errors_have_their_page": ("src/cli/a.cpp", 'say("stopped (ORK-9999)");\n'),
    "scripts_are_strict": ("ops/a", "#!/usr/bin/env bash\nls\n"),
}


def prove():
    silent = []
    for rule in RULES:
        with tempfile.TemporaryDirectory() as folder:
            name, text = PLANTED[rule.__name__]
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            if not list(rule(Tree(folder))):
                silent.append(rule.__name__)
    for name in silent:
        print(f"{name} does not see its planted breach")
    print(f"{len(RULES) - len(silent)} of {len(RULES)} rules see their planted breach")
    return 1 if silent else 0


def main():
    if sys.argv[1:] == ["--prove"]:
        return prove()
    tree = Tree(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])
    breaches = [breach for rule in RULES for breach in rule(tree)]
    print("\n".join(breaches))
    print(f"{len(breaches)} breaches of {len(RULES)} house rules")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
