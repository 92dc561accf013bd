"""Recomputes a verifiable draw, version 2 (docs/methods/verifiable-draw.md), from its texts.

    python3 verify_draw.py NOTICE COMMITMENT RECORD REGISTER RESULT SEED... [BEACON]
"""
import hashlib, hmac, re, sys

CODE = re.compile(rb"[0-9A-Z-]{1,20}")

def digest(text):
    return hashlib.sha256(text).hexdigest().encode()

def lines(text, head):
    assert text.isascii() and text.endswith(b"\n") and b"\r" not in text, head
    found = text[:-1].split(b"\n")
    assert found[0] == head and b"" not in found, head
    return [line.split(b" ") for line in found[1:]]

def ranking(key, tender, codes):
    text = b"juchu place 2\ntender %d\nfirm " % tender
    return sorted(codes, key=lambda code: hmac.new(key, text + code + b"\n", "sha256").digest())

def draw(notice, commitment, record, register, seeds, beacon):
    fields = lines(notice, b"juchu notice 2")
    value = {line[0]: b" ".join(line[1:]) for line in fields}
    tenders = [line for line in fields if line[0] == b"tender"]
    codes = register.splitlines()
    assert digest(b"".join(code + b"\n" for code in sorted(codes))) == value[b"register"], "register"
    head, *seals = lines(commitment, b"juchu commitment 2")
    assert head == [b"notice", digest(notice)], "commitment of another notice"
    seals = [line[2] for line in seals]
    assert len(seals) == len(set(seals)) == int(value[b"parties"]), "seals"
    head, *ties = lines(record, b"juchu record 2")
    assert head == [b"commitment", digest(commitment)], "record of another commitment"
    opened = {digest(seed): lines(seed, b"juchu seal 2")[2][1] for seed in seeds}
    number = b"none"
    if value[b"beacon"] != b"none":
        stored = lines(beacon, b"juchu beacon 2")
        assert b" ".join(stored[0][1:]) == value[b"beacon"], "another beacon"
        number = stored[1][1]
    assert set(seals) <= set(opened) or number != b"none", "a seed is missing: draw by hand"
    text = b"juchu key 2\nrecord " + digest(record) + b"\n"
    for party, seal in enumerate(seals, 1):
        text += b"seed %d %s\n" % (party, opened.get(seal, b"missing"))
    key = hashlib.sha256(text + b"beacon " + number + b"\n").digest()
    result = {}
    for _, tender, _, *tied in ties:
        assert 1 <= int(tender) <= len(tenders) and tied == sorted(set(tied)), tender
        assert set(tied) <= set(codes) and all(CODE.fullmatch(code) for code in tied), tender
        result[int(tender)] = ranking(key, int(tender), tied)
    return key.hex(), result

if __name__ == "__main__":
    *texts, result = [open(path, "rb").read() for path in sys.argv[1:6]]
    others = [open(path, "rb").read() for path in sys.argv[6:]]
    beacons = [text for text in others if text.startswith(b"juchu beacon 2\n")] + [b""]
    key, places = draw(*texts, [text for text in others if text not in beacons], beacons[0])
    published = {int(line[1]): line[5:] for line in lines(result, b"juchu result 2")[2:]}
    print("same rankings" if published == places else "DIFFERENT", len(places), "tenders, key", key)
    sys.exit(0 if published == places else 1)
