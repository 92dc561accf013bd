"""ICU's data without what juchu never asks for: languages, currencies, collation, transliteration.

icu_subset.py DATA OUTPUT

What stays are the time zones, the calendars' rules and the tables of characters, some two of 34 MB. DATA is a common data file of
ICU (a header, then a table of names and offsets); everything that is kept stays byte for byte as it is.
"""

import struct
import sys

KEPT = {
    "cnvalias.icu", "currencyNumericCodes.res", "genderList.res", "icustd.res", "icuver.res", "keyTypeData.res", "langInfo.res",
    "likelySubtags.res", "metaZones.res", "metadata.res", "nfkc.nrm", "nfkc_cf.nrm", "nfkc_scf.nrm", "numberingSystems.res",
    "plurals.res", "pnames.icu", "pool.res", "res_index.res", "root.res", "supplementalData.res", "timezoneTypes.res", "ubidi.icu",
    "ucase.icu", "uemoji.icu", "ulayout.icu", "unames.icu", "uprops.icu", "uts46.nrm", "windowsZones.res", "zoneinfo64.res",
    "dayPeriods.res", "en.res", "ja.res",
}


def items(data):
    """The size of the header, and names with where they begin and end."""
    header = struct.unpack_from("<H", data)[0]
    if data[2:4] != b"\xda\x27":
        sys.exit("icu_subset: these are no data of ICU")
    count = struct.unpack_from("<I", data, header)[0]
    table = [struct.unpack_from("<II", data, header + 4 + 8 * place) for place in range(count)]
    found = []
    for place, (name, start) in enumerate(table):
        end = table[place + 1][1] if place + 1 < count else len(data) - header
        text = data[header + name : data.index(b"\0", header + name)].decode("ascii")
        found.append((text, data[header + start : header + end]))
    return header, found


def written(data, header, kept):
    names, offsets, position = b"", [], 4 + 8 * len(kept)
    for name, _ in kept:
        offsets.append(position + len(names))
        names += name.encode("ascii") + b"\0"
    start = -(-(position + len(names)) // 16) * 16
    table, body = struct.pack("<I", len(kept)), b""
    for offset, (_, content) in zip(offsets, kept):
        table += struct.pack("<II", offset, start + len(body))
        body += content + b"\0" * (-len(content) % 16)
    front = table + names
    return data[:header] + front + b"\0" * (start - len(front)) + body


def main(source, target):
    with open(source, "rb") as file:
        data = file.read()
    header, found = items(data)
    kept = [(name, content) for name, content in found if name.split("/", 1)[-1] in KEPT]
    if not any(name.endswith("/zoneinfo64.res") for name, _ in kept):
        sys.exit("icu_subset: the data have no time zones")
    with open(target, "wb") as file:
        file.write(written(data, header, kept))


if __name__ == "__main__":
    main(*sys.argv[1:])
