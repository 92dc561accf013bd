"""What is shipped beside juchu's own code, with the licence of each: generated from what was linked.

notices.py ROOT PROGRAMS CHECKOUTS SWIFT_LICENSE EPOCH VERSION LIBRARY... [--server CHECKOUTS OBJECTS]

Writes ROOT/licenses/*.txt, ROOT/NOTICES.md and ROOT/juchu.spdx.json. PROGRAMS are divided by colons. --server names the checkouts of
juchu-serve and the list of objects that it was linked from: of its many packages those count whose modules stand in it. A library that
no Debian package with a notice owns, a Swift package without a licence, and an object of no package are errors: what cannot be named is
not shipped.
"""

import argparse
import datetime
import glob
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

COMMON = "/usr/share/common-licenses"


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def owner(library):
    """The Debian package of a library, its version and the path of its notice."""
    path = os.path.realpath(library)
    # Where /lib is a link to /usr/lib, packages name either.
    for name in [path, path.removeprefix("/usr")]:
        found = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True)
        if found.returncode == 0:
            package = found.stdout.split(": ")[0].split(",")[0].strip()
            bare = package.split(":")[0]
            notice = f"/usr/share/doc/{bare}/copyright"
            if not os.path.exists(notice):
                sys.exit(f"notices: {library} is of {bare}, which has no {notice}")
            version = subprocess.run(
                ["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True, check=True).stdout
            return bare, version, notice
    sys.exit(f"notices: no Debian package owns {library}: its licence is not known, so it cannot be shipped")


def full_text(notice):
    """A notice with the common licences that it refers to."""
    with open(notice, encoding="utf-8", errors="replace") as file:
        text = file.read()
    for name in sorted(set(re.findall(COMMON + r"/([A-Za-z0-9.+-]*[A-Za-z0-9])", text))):
        path = os.path.join(COMMON, name)
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                text += f"\n\n{'=' * 78}\n{name}\n{'=' * 78}\n\n" + file.read()
    return text


def pinned(file):
    """The versions of Swift packages, by their names in small letters."""
    with open(file, encoding="utf-8") as resolved:
        return {pin["identity"]: pin["state"].get("version", pin["state"]["revision"]) for pin in json.load(resolved)["pins"]}


def licences_of(name, folder):
    found = sorted(glob.glob(os.path.join(folder, "LICEN[CS]E*")))
    if not found:
        sys.exit(f"notices: {name} has no licence in {folder}")
    return found[:1] + sorted(glob.glob(os.path.join(folder, "NOTICE*")))


def swift_packages(checkouts):
    """Name, version and licence of each Swift package that is linked."""
    pins = pinned("Package.resolved")
    for folder in sorted(glob.glob(os.path.join(checkouts, "*"))):
        name = os.path.basename(folder)
        if name.lower() in pins:
            yield name, pins.pop(name.lower()), licences_of(name, folder), ""
    if pins:
        sys.exit(f"notices: no checkout of {', '.join(sorted(pins))} in {checkouts}")


def holders(places):
    """The lines of copyright at the head of sources in C."""
    found = set()
    for place in places:
        for path in place.rglob("*"):
            if path.suffix in {".c", ".cc", ".cpp", ".h", ".S", ".inc"}:
                with open(path, encoding="utf-8", errors="replace") as file:
                    head = file.read(4000)
                found |= {line.strip(" */#\t") for line in head.splitlines() if re.search(r"Copyright( \(c\)| ©)? [0-9A-Z]", line, re.I)}
    return "\n".join(["Copyright in its sources:", *sorted(found)]) if found else ""


def server_packages(checkouts, objects):
    """The same of the server: those packages of which a module was linked."""
    with open(objects, encoding="utf-8") as file:
        linked = set(re.findall(r"/([A-Za-z0-9_-]+)\.build/", file.read()))
    linked -= {os.path.basename(folder).replace("-", "_") for folder in glob.glob("Serve/Sources/*")}
    pins = pinned("Serve/Package.resolved")
    for folder in sorted(glob.glob(os.path.join(checkouts, "*"))):
        name = os.path.basename(folder)
        places = {path.name: path for path in pathlib.Path(folder).glob("Sources/**/*") if path.is_dir() and path.name in linked}
        if name.lower() in pins and places:
            linked -= set(places)
            # What a package has taken over from others, BoringSSL and llhttp among them, lies in its modules of C.
            inner = sorted(str(path) for place in places.values() for path in place.rglob("LICEN[CS]E*"))
            yield name, pins[name.lower()], licences_of(name, folder) + inner, holders(places.values())
    if linked:
        sys.exit(f"notices: {', '.join(sorted(linked))} are of no package in {checkouts}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("root", "programs", "checkouts", "swift_license", "epoch", "version"):
        parser.add_argument(name)
    parser.add_argument("libraries", nargs="*")
    parser.add_argument("--server", nargs=2, metavar=("CHECKOUTS", "OBJECTS"))
    given = parser.parse_args()
    root, swift_license, version = given.root, given.swift_license, given.version
    os.makedirs(os.path.join(root, "licenses"), exist_ok=True)
    packages, rows = [], []

    def add(name, release, text, files, supplier):
        target = f"licenses/{name}.txt"
        with open(os.path.join(root, target), "w", encoding="utf-8") as file:
            file.write(text)
        rows.append(f"| {name} | {release} | {', '.join(files) or 'linked in'} | [{target}]({target}) |")
        packages.append({
            "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name, "versionInfo": release,
            "supplier": supplier, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
            "comment": f"The licence stands in {target}.",
        })

    owned = {}
    for library in given.libraries:
        bare, release, notice = owner(library)
        owned.setdefault((bare, release, notice), []).append(library)
    for (bare, release, notice), files in sorted(owned.items()):
        add(bare, release, full_text(notice), sorted(os.path.basename(file) for file in files),
            "Organization: Debian")
    known = {}
    for name, release, files, further in [*swift_packages(given.checkouts), *(server_packages(*given.server) if given.server else [])]:
        if known.setdefault(name, release) != release:
            sys.exit(f"notices: {name} is linked in two versions, {known[name]} and {release}")
        if any(package["name"] == name for package in packages):
            continue
        texts = []
        for path in files:
            with open(path, encoding="utf-8") as file:
                texts.append(file.read())
        add(name, release, "\n\n".join(filter(None, [*texts, further])), [], "NOASSERTION")
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    release = re.search(r"Swift version ([^ ]+)", swift)
    with open(swift_license, encoding="utf-8") as file:
        add("swift", release.group(1) if release else "unknown", file.read(), [], "Organization: Swift.org")

    with open(os.path.join(root, "NOTICES.md"), "w", encoding="utf-8") as file:
        file.write("# What comes along with juchu\n\njuchu itself is under the licence in [LICENSE](LICENSE).\n\n"
                   "| component | version | files | licence |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n")
    created = datetime.datetime.fromtimestamp(int(given.epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    files = [{
        "SPDXID": f"SPDXRef-File-{number}", "fileName": "./" + os.path.relpath(path, root),
        "checksums": [{"algorithm": "SHA256", "checksumValue": digest(path)}],
    } for number, path in enumerate([*given.programs.split(":"), *sorted(glob.glob(os.path.join(root, "lib", "*")))])]
    main_package = {
        "SPDXID": "SPDXRef-juchu", "name": "juchu", "versionInfo": version, "supplier": "NOASSERTION",
        "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "MIT", "licenseDeclared": "MIT",
        "copyrightText": "NOASSERTION",
    }
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"juchu-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/juchu-{version}-{files[0]['checksums'][0]['checksumValue'][:16]}",
        "creationInfo": {"created": created, "creators": ["Tool: juchu scripts/release"]},
        "packages": [main_package, *packages], "files": files,
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-juchu"},
            *({"spdxElementId": "SPDXRef-juchu", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": package["SPDXID"]}
              for package in packages),
        ],
    }
    with open(os.path.join(root, "juchu.spdx.json"), "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2, sort_keys=True)
        file.write("\n")


main()
