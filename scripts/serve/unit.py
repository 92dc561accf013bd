"""The systemd unit of docs/serve.md: systemd understands it, and it keeps what it says.

Usage: unit.py JUCHU
"""

import pathlib
import re
import subprocess
import sys
import tempfile


def documented() -> str:
    """The unit in the documentation."""
    text = (pathlib.Path(__file__).parent.parent.parent / "docs" / "serve.md").read_text()
    found = re.search(r"(?m)^    \[Unit\]\n(?:    .*\n|\n)*?    WantedBy=.*\n", text)
    assert found, "docs/serve.md has no unit"
    return re.sub(r"(?m)^    ", "", found[0])


def main() -> int:
    juchu = pathlib.Path(sys.argv[1]).resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="unit-"))
    text = documented()
    assert "/usr/lib/juchu/bin/juchu" in text
    unit = folder / "juchu.service"
    unit.write_text(text.replace("/usr/lib/juchu/bin/juchu", str(juchu)))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True)
    told = [line for line in done.stderr.splitlines() if "juchu.service" in line]
    assert done.returncode == 0 and not told, done.stderr
    # A word that systemd does not know would only be a remark in its log: here it is an error.
    unit.write_text(unit.read_text().replace("NoNewPrivileges=", "NoNewPrivilege="))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True)
    assert "NoNewPrivilege" in done.stderr, "a wrong word is not seen"
    unit.write_text(text.replace("/usr/lib/juchu/bin/juchu", str(juchu)))
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=35", str(unit)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-600:] + done.stderr
    print("ok     the unit, as documented: " + done.stdout.strip().splitlines()[-1].strip("→ "))
    return 0


if __name__ == "__main__":
    sys.exit(main())
