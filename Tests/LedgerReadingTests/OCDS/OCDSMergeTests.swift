import Foundation
import Procurement
import TestSupport
import Testing

@testable import LedgerReading

/// Random histories of releases against a merging that is written down here a second time, path by path, as the
/// reference implementation does it.
@Suite("Histories of releases")
struct OCDSMergeTests {
  @Test("2,000 random histories: counts, sums and ties are those of the merged releases")
  func histories() throws {
    var histories = RandomHistories(seed: 2_029)
    let folder = try TemporaryFolder()
    var (contracts, ties, cancelled, removed) = (0, 0, 0, 0)
    for round in 0..<100 {
      let processes = (0..<20).map { histories.history(ocid: "o-\(round)-\($0)") }
      let expected = processes.map { PathMerge.compiled($0) }
      var releases = processes.flatMap { $0 }
      for place in releases.indices.reversed() where place > 0 {
        releases.swapAt(place, histories.values.below(place + 1))
      }
      let fileCount = 1 + histories.values.below(3)
      var files = [[[String: Any]]](repeating: [], count: fileCount)
      for release in releases { files[histories.values.below(fileCount)].append(release) }
      let paths = try files.enumerated().map { number, releases in
        try folder.write(Self.text(releases, form: histories.values.below(3)), to: "\(round)-\(number).json")
      }
      let limit = histories.values.below(2) == 0 ? 0 : Int.max
      let read = try ReadLedgers(paths) { $0.ocds.memoryLimit = limit }
      let awards = expected.flatMap { ($0["awards"] as? [[String: Any]] ?? []).map { $0 } }
      let active = awards.filter { $0["status"] as? String == "active" }
      #expect(read.reconciles)
      #expect(read.contracts.count == active.count)
      #expect(read.summary.total(\.read) == awards.count)
      let sum = active.reduce(0) { $0 + (($1["value"] as? [String: Any])?["amount"] as? Int ?? 0) }
      #expect(read.contracts.reduce(0) { $0 + Int($1.amount.value) } == sum)
      var mapping = LedgerMapping.canonical
      mapping.ocds.memoryLimit = limit
      let bids = try ReadBids(paths, mapping: mapping).bids
      #expect(Self.ties(bids) == expected.reduce(0) { $0 + Self.tiedLots($1) })
      contracts += active.count
      ties += Self.ties(bids)
      cancelled += awards.count - active.count
      removed += processes.joined().count { $0["awards"] is NSNull }
    }
    // Nothing is proved by histories in which nothing happens.
    #expect(contracts > 1_000 && ties > 200 && cancelled > 200 && removed > 20)
  }

  @Test("the releases of a process are put in order by the instant, whatever the zone")
  func instants() throws {
    func release(_ date: String, _ amount: Int) -> [String: Any] {
      [
        "ocid": "o", "date": date, "tender": ["mainProcurementCategory": "works"],
        "awards": [
          ["id": "1", "status": "active", "date": "2021-06-01", "value": ["amount": amount, "currency": "JPY"]]
        ],
      ]
    }
    let folder = try TemporaryFolder()
    // In this order; as texts the third and fourth would come first.
    let dates = [
      "2021-06-01T00:30:00+01:00", "2021-06-01T09:00:00+09:00", "2021-06-01T00:00:00.5Z", "2021-05-31T20:00:01-04:00",
    ]
    for start in dates.indices {
      let releases = dates.indices.map { release(dates[($0 + start) % 4], ($0 + start) % 4) }
      let path = try folder.write(Self.text(releases, form: 0), to: "\(start).json")
      #expect(try ReadLedgers([path]).contracts.map(\.amount.value) == [3])
    }
  }

  @Test("a compiled release stands for all releases up to its date, and later ones are merged into it")
  func compiled() throws {
    func release(_ date: String, _ amount: Int, tag: String) -> [String: Any] {
      [
        "ocid": "o", "date": date, "tag": [tag], "tender": ["mainProcurementCategory": "works"],
        "awards": [["id": "\(amount)", "status": "active", "date": date, "value": ["amount": amount]]],
      ]
    }
    let releases = [
      release("2021-05-01", 1, tag: "award"), release("2021-06-01", 2, tag: "compiled"),
      release("2021-07-01", 4, tag: "award"),
    ]
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text(releases, form: 1), to: "file.json")
    let read = try ReadLedgers([path])
    #expect(read.contracts.map(\.amount.value) == [2, 4])
    #expect(read.summary.files[0].found["releases covered by a compiled one"] == 1)
  }

  /// Releases as a package, as lines, or as records.
  private static func text(_ releases: [[String: Any]], form: Int) throws -> Data {
    func json(_ object: Any) throws -> Data { try JSONSerialization.data(withJSONObject: object) }
    switch form {
    case 0: return try json(["releases": releases])
    case 1: return try releases.map(json).reduce(Data()) { $0 + $1 + Data("\n".utf8) }
    default:
      let records = Dictionary(grouping: releases) { $0["ocid"] as? String ?? "" }.map { ocid, releases in
        ["ocid": ocid, "releases": releases] as [String: Any]
      }
      return try json(["records": records])
    }
  }

  private static func ties(_ bids: [Bid]) -> Int {
    Dictionary(grouping: bids.filter { $0.status == .valid && $0.amount != nil }, by: \.notice.identifier).values.count
    {
      bids in
      let least = bids.compactMap(\.amount).min()
      return bids.count { $0.amount == least } > 1
    }
  }

  private static func tiedLots(_ release: [String: Any]) -> Int {
    let bids = (release["bids"] as? [String: Any])?["details"] as? [[String: Any]] ?? []
    let lots = Dictionary(grouping: bids.filter { $0["status"] as? String == "valid" }) {
      ($0["relatedLots"] as? [String] ?? []).sorted()
    }
    return lots.values.count { bids in
      let amounts = bids.compactMap { ($0["value"] as? [String: Any])?["amount"] as? Int }
      return amounts.count { $0 == amounts.min() } > 1
    }
  }
}

/// Merges releases as the published algorithm does: a release becomes values by their paths, in which the elements of
/// lists stand under their identifiers, and a later release's paths replace those of earlier ones.
enum PathMerge {
  /// The process of some releases, whose dates are all in one zone and differ.
  static func compiled(_ releases: [[String: Any]]) -> [String: Any] {
    var paths = Paths()
    for release in releases.sorted(by: { ($0["date"] as? String ?? "") < ($1["date"] as? String ?? "") }) {
      var content = release
      for key in ["id", "date", "tag"] { content[key] = nil }
      flatten(content, [], &paths)
    }
    return build(paths.inOrder) as? [String: Any] ?? [:]
  }

  /// Values by their paths, in the order in which paths were met first.
  private struct Paths {
    private var values: [[Step]: (order: Int, value: Any)] = [:]
    private var next = 0

    mutating func set(_ path: [Step], _ value: Any) {
      values[path] = (values[path]?.order ?? next, value)
      next += 1
    }

    mutating func remove(below path: [Step]) { values = values.filter { !$0.key.starts(with: path) } }

    var count: Int { next }
    var inOrder: [(path: [Step], value: Any)] {
      values.sorted { $0.value.order < $1.value.order }.map { ($0.key, $0.value.value) }
    }
  }

  private enum Step: Hashable {
    case member(String)
    case element(String)
  }

  private static func flatten(_ value: Any, _ path: [Step], _ paths: inout Paths) {
    if let object = value as? [String: Any] {
      for (key, value) in object.sorted(by: { $0.key < $1.key }) { flatten(value, path + [.member(key)], &paths) }
    } else if let list = value as? [[String: Any]], !list.isEmpty {
      for (place, element) in list.enumerated() {
        flatten(element, path + [.element(element["id"] as? String ?? "#\(paths.count)-\(place)")], &paths)
      }
    } else if let list = value as? [Any], list.isEmpty, path.last != .member("relatedLots") {
      return
    } else {
      // The standard: null removes the member and all that is in it.
      if value is NSNull { paths.remove(below: path) } else { paths.set(path, value) }
    }
  }

  private static func build(_ paths: [(path: [Step], value: Any)]) -> Any? {
    if let first = paths.first, first.path.isEmpty { return first.value }
    var order: [Step] = []
    var groups: [Step: [(path: [Step], value: Any)]] = [:]
    for (path, value) in paths {
      guard let step = path.first else { continue }
      if groups[step] == nil { order.append(step) }
      groups[step, default: []].append((Array(path.dropFirst()), value))
    }
    if case .element? = order.first { return order.compactMap { build(groups[$0] ?? []) } }
    var object: [String: Any] = [:]
    for case .member(let key) in order { object[key] = build(groups[.member(key)] ?? []) }
    return object
  }
}

/// Random histories: awards that are announced, updated in part, cancelled and removed, and bids within lots.
struct RandomHistories {
  var values: RandomJSON
  private var knownAwards: Set<Int> = []
  private var knownBids: Set<Int> = []

  init(seed: UInt64) { values = RandomJSON(seed: seed) }

  mutating func history(ocid: String) -> [[String: Any]] {
    (knownAwards, knownBids) = ([], [])
    let count = 1 + values.below(6)
    return (0..<count).map { number in
      var release: [String: Any] = [
        "ocid": ocid, "id": "r\(number)",
        "date": "2021-0\(4 + number)-1\(values.below(10))T0\(values.below(10)):00:00Z",
        "tag": [["award", "awardUpdate", "tender", "contract"][values.below(4)]],
      ]
      if number == 0 {
        release["tender"] = ["mainProcurementCategory": "works", "lots": [["id": "l0"], ["id": "l1"]]]
      }
      if number > 0, values.below(3) == 0 { release["tender"] = ["title": "t\(values.below(9))", "lots": [Any]()] }
      switch number == 0 ? 1 : values.below(12) {
      case 0:
        release["awards"] = NSNull()
        knownAwards = []
      case 1...8: release["awards"] = awards()
      default: break
      }
      if values.below(2) == 0 { release["bids"] = ["details": bids()] }
      return release
    }
  }

  private mutating func chance() -> Bool { values.below(2) == 0 }

  /// What is new is whole; of what is known some members are said again.
  private mutating func awards() -> [[String: Any]] {
    Set((0..<values.below(4)).map { _ in values.below(4) }).sorted().map { id in
      let isNew = knownAwards.insert(id).inserted
      var award: [String: Any] = ["id": "\(id)"]
      if isNew || chance() {
        award["status"] = ["active", "active", "active", "pending", "cancelled", "unsuccessful"][values.below(6)]
      }
      if isNew || chance() { award["date"] = "2021-06-0\(1 + values.below(9))" }
      if isNew || chance() {
        var value: [String: Any] = ["amount": values.below(1_000)]
        if isNew { value["currency"] = "JPY" }
        award["value"] = value
      }
      if chance() { award["title"] = chance() ? NSNull() : "t\(values.below(100))" as Any }
      return award
    }
  }

  private mutating func bids() -> [[String: Any]] {
    Set((0..<values.below(6)).map { _ in values.below(6) }).sorted().map { id in
      let isNew = knownBids.insert(id).inserted
      var bid: [String: Any] = ["id": "\(id)"]
      if isNew || chance() {
        bid["status"] = ["valid", "valid", "valid", "disqualified", "withdrawn"][values.below(5)]
      }
      if isNew { bid["tenderers"] = [["id": "f\(id)", "name": "firm \(id)"]] }
      if isNew || values.below(4) == 0 { bid["relatedLots"] = chance() ? ["l\(id % 2)"] : ["l\((id + 1) % 2)"] }
      if isNew || chance() {
        var value: [String: Any] = ["amount": 100 + values.below(3)]
        if isNew { value["currency"] = "JPY" }
        bid["value"] = value
      }
      return bid
    }
  }
}
