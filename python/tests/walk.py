"""Runs the cells of a document, one after the other as a notebook would, and compares what they show."""

import ast
import contextlib
import io
import os
import pathlib
import re
import sys


def cells(text):
    """Blocks of Python, each with the block of text that may follow it."""
    pattern = re.compile(r"```python\n(.*?)```(?:\n+```text\n(.*?)```)?", re.DOTALL)
    return [(match[1], match[2]) for match in pattern.finditer(text)]


def run(source, names):
    """What a cell prints, and the value of its last expression as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None:
                print(value)
    return shown.getvalue()


def main(path):
    os.chdir(os.environ["JUCHU_REPOSITORY"])
    document = pathlib.Path(path)
    names, failed = {"__name__": "walk"}, 0
    found = cells(document.read_text(encoding="utf-8"))
    text = document.read_text(encoding="utf-8")
    for number, (source, wanted) in enumerate(found, 1):
        shown = run(source, names)
        if os.environ.get("JUCHU_RECORD") and wanted is not None:
            text = text.replace(f"```python\n{source}```\n\n```text\n{wanted}```", f"```python\n{source}```\n\n```text\n{shown}```")
            continue
        if wanted is not None and shown.strip() != wanted.strip():
            failed += 1
            print(f"cell {number} shows\n{shown}\ninstead of\n{wanted}", file=sys.stderr)
    if os.environ.get("JUCHU_RECORD"):
        document.write_text(text, encoding="utf-8")
    print(f"{len(found)} cells of {document.name}, {failed} show something else")
    return 1 if failed or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
