"""Runs the cells of a notebook in their order and compares what they show with what is stored.

    python notebook.py NOTEBOOK      JUCHU_RECORD=1 stores what is shown
"""

import ast
import contextlib
import io
import json
import os
import pathlib
import sys


def lines(text):
    return text.splitlines(keepends=True)


def shown_by(source, names):
    """The outputs of a cell, as notebooks store them."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, outputs, value = io.StringIO(), [], None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": lines(printed.getvalue())})
    if value is not None:
        data = {"text/plain": lines(repr(value))}
        # Frames of others show themselves by their text; what is ours also as in a notebook.
        if type(value).__module__.startswith("juchu"):
            data["text/html"] = lines(value._repr_html_())
        outputs.append({"data": data, "execution_count": None, "metadata": {}, "output_type": "execute_result"})
    return outputs


def main(path):
    os.environ["LC_ALL"] = "C.UTF-8"
    os.chdir(os.environ["JUCHU_REPOSITORY"])
    file = pathlib.Path(path)
    notebook = json.loads(file.read_text(encoding="utf-8"))
    names, failed, count = {"__name__": "notebook"}, 0, 0
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        count += 1
        outputs = shown_by("".join(cell["source"]), names)
        if os.environ.get("JUCHU_RECORD"):
            cell["outputs"] = outputs
        elif outputs != cell["outputs"]:
            failed += 1
            print(f"cell {count} shows\n{json.dumps(outputs, ensure_ascii=False)[:3000]}\ninstead of\n"
                  f"{json.dumps(cell['outputs'], ensure_ascii=False)[:3000]}", file=sys.stderr)
    if os.environ.get("JUCHU_RECORD"):
        file.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{count} cells of {file.name}, {failed} show something else")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
