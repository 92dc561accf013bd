import TabularReading

/// Finds the releases of an OCDS file, in whatever form it is published.
///
/// Release packages, record packages, records, releases, lists of them, JSON Lines and documents one behind the other
/// are taken, of any size: of a package only one release is held at a time.
struct OCDSFileReader: ~Copyable {
  private var cursor: JSONCursor
  private let input: Int
  private let sink: any OCDSReleaseSink

  /// How much of the releases of one object may wait for its end, in bytes.
  private static let waitingLimit = 4 << 20

  /// The releases of a file that was opened.
  ///
  /// - Parameters:
  ///   - input: the number of the file.
  ///   - sink: takes the releases.
  init(_ file: InputFile, stream: consuming InputStream, input: Int, sink: any OCDSReleaseSink) {
    cursor = JSONCursor(file, stream: stream)
    self.input = input
    self.sink = sink
  }

  /// The SHA-256 of the file once it has been read to its end, where one was asked for.
  var digest: String? { cursor.digest }

  /// Reads the file to its end.
  ///
  /// - Throws: `DataError` with the line of what is no JSON or no release, and where there is no value at all: what was cut
  ///   off before its first byte shall not look like a file without awards.
  /// - Complexity: O(bytes); memory for one release.
  mutating func read() throws(DataError) {
    var isEmpty = cursor.file.span == nil
    while true {
      try cursor.skipSpace()
      try cursor.skipByteOrderMark()
      try cursor.skipSpace()
      switch try cursor.peek() {
      case nil:
        if isEmpty { throw DataError(.emptyFile, file: cursor.file.path) }
        return
      case UInt8(ascii: "["):
        isEmpty = false
        cursor.advance()
        var isFirst = true
        while try cursor.nextElement(&isFirst) { try document(.record) }
      default:
        isEmpty = false
        try document(.any)
      }
    }
  }

  /// What an object may be.
  private enum Kind { case any, record, release }

  /// What was seen of an object that holds others.
  private struct Sighting {
    var hasReleases = false
    var hasRecords = false
    var hasVersions = false
    var compiled: OCDSRelease?
    var waiting: [OCDSRelease] = []
    var waitingBytes = 0
    var taken = 0
    var linked = 0
    /// The process of a record, once all of it has been read.
    var ocid: String?

    var isContainer: Bool { hasReleases || hasRecords || hasVersions || compiled != nil }
  }

  /// Takes an object.
  ///
  /// - Returns: the release that an element of `releases` is; nil where it is a link. Of other objects all releases
  ///   have been handed on.
  @discardableResult
  private mutating func document(_ kind: Kind) throws(DataError) -> OCDSRelease? {
    try cursor.skipSpace()
    let line = cursor.line
    guard try cursor.peek() == UInt8(ascii: "{") else { return try nothing(kind, line) }
    var seen = Sighting()
    var facts = Facts()
    cursor.copied.removeAll(keepingCapacity: true)
    cursor.copied.append(UInt8(ascii: "{"))
    var members = try cursor.enterObject()
    while try cursor.nextKey(&members) {
      if kind != .release, try container(&seen) { continue }
      try member(&facts)
    }
    cursor.copied.append(UInt8(ascii: "}"))
    if seen.isContainer {
      seen.ocid = facts.ocid
      try settle(&seen)
      return nil
    }
    guard facts.ocid != nil || kind == .release else {
      throw DataError(.notARelease, file: cursor.file.path, line: line)
    }
    if facts.ocid == nil, facts.isLink {
      sink.notice(.linkedReleases, input: input)
      return nil
    }
    let release = OCDSRelease(
      ocid: facts.ocid ?? "", input: input, line: line, bytes: cursor.copied.withUnsafeBufferPointer { Array($0) },
      isCompiled: facts.isCompiled, isNameless: facts.ocid == nil)
    guard kind == .release else {
      try take(release)
      return nil
    }
    return release
  }

  /// What stands in the place of an object: null says nothing, all else is a fault.
  private mutating func nothing(_ kind: Kind, _ line: Int) throws(DataError) -> OCDSRelease? {
    let isNull = try cursor.peek() == UInt8(ascii: "n")
    // What is no JSON at all is told as such.
    try cursor.value(nil)
    guard kind != .any, isNull else { throw DataError(.notARelease, file: cursor.file.path, line: line) }
    sink.notice(.nullElements, input: input)
    return nil
  }

  /// What a release says of itself.
  private struct Facts {
    var ocid: String?
    var isLink = false
    var isCompiled = false
  }

  /// Copies a member of a release, if it is wanted.
  private mutating func member(_ facts: inout Facts) throws(DataError) {
    guard let shape = JSONShape.release.member(cursor.key, hash: cursor.keyHash) else {
      try cursor.value(nil, depth: 1)
      return
    }
    let key = cursor.key
    if cursor.copied.count > 1 { cursor.copied.append(UInt8(ascii: ",")) }
    cursor.copyKey()
    let start = cursor.copied.count
    try cursor.value(shape, depth: 1)
    switch key {
    case Self.ocid: facts.ocid = JSONTree(copied: Array(cursor.copied[start...])).text
    case Self.tag: facts.isCompiled = cursor.copied[start...].contains(Self.compiled)
    case Self.relatedProcesses: frameworks(in: JSONTree(copied: Array(cursor.copied[start...])))
    case Self.url: facts.isLink = true
    default: break
    }
  }

  private static let (ocid, tag, url) = (Array("ocid".utf8), Array("tag".utf8), Array("url".utf8))
  private static let relatedProcesses = Array("relatedProcesses".utf8)
  private static let compiled = Array("\"compiled\"".utf8)

  /// Says which frameworks have this process for a second stage.
  private func frameworks(in related: JSONTree) {
    for process in related.isObject ? [related] : related.elements {
      let kinds = process["relationship"]?.elements.compactMap(\.text) ?? []
      guard kinds.contains("framework") || process["relationship"]?.text == "framework",
        let ocid = process["identifier"]?.text
      else { continue }
      sink.callOff(from: ocid)
    }
  }

  private func take(_ release: OCDSRelease) throws(DataError) {
    sink.notice(.releases, input: input)
    try sink.take(release)
  }

  /// Takes a member of a package or a record.
  ///
  /// - Returns: whether the key is one of them; else nothing was taken.
  private mutating func container(_ seen: inout Sighting) throws(DataError) -> Bool {
    switch String(decoding: cursor.key, as: UTF8.self) {
    case "records":
      seen.hasRecords = true
      try elements(&seen, .record)
    case "releases":
      seen.hasReleases = true
      try elements(&seen, .release)
    case "compiledRelease":
      try compiled(&seen)
    case "versionedRelease":
      try cursor.skipSpace()
      seen.hasVersions = try cursor.peek() == UInt8(ascii: "{")
      try cursor.value(nil, depth: 1)
    default: return false
    }
    return true
  }

  /// Takes the compiled release of a record; null and an object without members are none, and a list of one stands for it.
  private mutating func compiled(_ seen: inout Sighting) throws(DataError) {
    let own = cursor.copied
    defer { cursor.copied = own }
    try cursor.skipSpace()
    let line = cursor.line
    var found: [OCDSRelease] = []
    switch try cursor.peek() {
    case UInt8(ascii: "["):
      sink.notice(.oddShapes, input: input)
      cursor.advance()
      var isFirst = true
      while try cursor.nextElement(&isFirst) { if let release = try document(.release) { found.append(release) } }
    case UInt8(ascii: "n"): _ = try nothing(.record, line)
    default: if let release = try document(.release) { found.append(release) }
    }
    found.removeAll { $0.isNameless && $0.bytes == Array("{}".utf8) }
    guard found.count < 2 else { throw DataError(.notARelease, file: cursor.file.path, line: line) }
    seen.compiled = found.first
    seen.compiled?.isCompiled = true
  }

  /// Takes the releases or records of a list; null is an empty one, and one object a list of one.
  private mutating func elements(_ seen: inout Sighting, _ kind: Kind) throws(DataError) {
    let own = cursor.copied
    defer { cursor.copied = own }
    try cursor.skipSpace()
    switch try cursor.peek() {
    case UInt8(ascii: "["):
      cursor.advance()
      var isFirst = true
      while try cursor.nextElement(&isFirst) { try element(&seen, kind) }
    case UInt8(ascii: "{"):
      sink.notice(.wrappedValues, input: input)
      try element(&seen, kind)
    default: _ = try nothing(kind, cursor.line)
    }
  }

  private mutating func element(_ seen: inout Sighting, _ kind: Kind) throws(DataError) {
    guard let release = try document(kind) else {
      seen.linked += 1
      return
    }
    seen.waiting.append(release)
    seen.waitingBytes += release.bytes.count
    // A record's compiled release goes before its releases; a package has none, and may be of any size.
    if seen.waitingBytes > Self.waitingLimit { try handOn(&seen) }
  }

  private func handOn(_ seen: inout Sighting) throws(DataError) {
    for (place, release) in seen.waiting.enumerated() {
      try take(named(release, seen, place: "releases/\(seen.taken + seen.linked + place)"))
    }
    seen.taken += seen.waiting.count
    seen.waiting.removeAll()
    seen.waitingBytes = 0
  }

  /// A release that names no process is of its record's; else it says where it stands.
  private func named(_ release: OCDSRelease, _ seen: Sighting, place: String) -> OCDSRelease {
    guard release.isNameless else { return release }
    var release = release
    (release.ocid, release.isNameless) = (seen.ocid ?? place, seen.ocid == nil)
    return release
  }

  /// Hands the releases of an object on that has been read.
  private func settle(_ seen: inout Sighting) throws(DataError) {
    if let compiled = seen.compiled {
      try take(named(compiled, seen, place: "compiledRelease"))
      for _ in seen.waiting { sink.notice(.coveredReleases, input: input) }
      return
    }
    try handOn(&seen)
    guard seen.taken == 0, !seen.hasRecords else { return }
    if seen.hasVersions {
      sink.notice(.versionedRecords, input: input)
    } else if seen.linked > 0 {
      sink.notice(.linkedRecords, input: input)
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether some bytes stand in a row.
  fileprivate func contains(_ bytes: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: bytes) }
  }
}
