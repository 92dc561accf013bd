"""Releases of OCDS and their parts, written as short as they are needed."""


def value(amount, currency="JPY"):
    return {"amount": amount} | ({"currency": currency} if currency else {})


def award(identifier="1", amount=1000, currency="JPY", **parts):
    whole = {"id": identifier, "status": "active", "date": "2021-06-01", "value": value(amount, currency), "suppliers": [{"id": "S"}]} | parts
    return {key: part for key, part in whole.items() if key != "id" or part is not None}


def contract(identifier="c1", amount=None, currency="JPY", **parts):
    return {"id": identifier, "awardID": "1", "status": "active"} | ({} if amount is None else {"value": value(amount, currency)}) | parts


def party(local, name, **parts):
    return {"id": local, "name": name, "roles": ["supplier"]} | parts


def bid(identifier, amount, *firms, currency="JPY", **parts):
    return {"id": identifier, "status": "valid", "tenderers": [{"id": firm} for firm in firms], "value": value(amount, currency)} | parts


def bids(*details):
    return {"details": list(details)}


def release(*awards, ocid="o-1", date="2021-05-01T00:00:00Z", tender={}, **parts):
    whole = {"ocid": ocid, "id": "r", "date": date, "tag": ["award"], "tender": {"id": "t", "mainProcurementCategory": "works"} | tender if tender is not None else None, "parties": [party("S", "甲組"), party("L", "乙社")]}
    return whole | ({"awards": list(awards)} if awards else {}) | parts


def tied(*details, **parts):
    """A process with bids, by default two that tie."""
    details = details or (bid("1", 100, "A"), bid("2", 100, "B"))
    return release(bids=bids(*details), **parts)


def dated(parts, date, ocid="o-1"):
    """A later release that says only something."""
    return {"ocid": ocid, "id": date, "date": date, "tag": ["awardUpdate"]} | parts


def package(*releases):
    return {"version": "1.1", "releases": list(releases)}


def two(first, second):
    return package(release(first), release(second, ocid="o-2"))
