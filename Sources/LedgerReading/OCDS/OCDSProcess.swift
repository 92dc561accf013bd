import TabularReading

/// A contracting process as of its latest release.
struct OCDSProcess {
  let ocid: String
  /// The input and the line at which its first release stands.
  let input: Int
  let line: Int
  let release: JSONTree
  /// The values of contracts before amendments, by the contract's `id`.
  let signedValues: [String: JSONTree]
  let parties: OCDSParties
  let options: OCDSOptions
  /// Whether other processes of the run are the second stage of this one.
  let hasCallOffs: Bool

  init(ocid: String, input: Int, line: Int, merged: OCDSMerge, options: OCDSOptions, hasCallOffs: Bool) {
    (self.ocid, self.input, self.line, self.options, self.hasCallOffs) = (ocid, input, line, options, hasCallOffs)
    release = merged.compiled
    signedValues = merged.signedValues
    parties = OCDSParties(merged.compiled, ocid: ocid)
  }

  var tender: JSONTree { release["tender"] ?? .null }

  /// A list of a release, or of another object.
  func list(_ key: String, of tree: JSONTree? = nil, at path: String = "") throws(OCDSFault) -> [JSONTree] {
    switch (tree ?? release)[key] {
    case nil, .null: return []
    case .array(let elements)?: return elements
    case .some(let other): throw OCDSFault(path + key, .kind(.list), other)
    }
  }

  /// A list whose elements must be objects.
  func objects(_ key: String, of tree: JSONTree? = nil, at path: String = "") throws(OCDSFault) -> [JSONTree] {
    let elements = try list(key, of: tree, at: path)
    if let place = elements.firstIndex(where: { !$0.isObject }) {
      throw OCDSFault("\(path)\(key)/\(place)", .kind(.object), elements[place])
    }
    return elements
  }

  /// A text that decides: something else in its place is a fault.
  func text(_ key: String, of tree: JSONTree, at path: String) throws(OCDSFault) -> String? {
    switch tree[key] {
    case nil, .null: return nil
    case .string?, .number?: return tree[key]?.text
    case .some(let other): throw OCDSFault("\(path)/\(key)", .kind(.text), other)
    }
  }

  /// An amount and its currency; nil where there is no amount.
  func value(_ key: String = "value", of tree: JSONTree, at path: String) throws(OCDSFault) -> OCDSValue? {
    switch tree[key] {
    case nil, .null: return nil
    case .object?: break
    case .some(let other): throw OCDSFault("\(path)/\(key)", .kind(.object), other)
    }
    let value = tree[key] ?? .null
    let amount: String
    switch value["amount"] {
    case nil, .null: return nil
    case .number(let text)?: amount = OCDSNumber.plain(text)
    case .string?:
      guard let text = value["amount"]?.text else { return nil }
      amount = OCDSNumber.plain(grouped: text)
    case .some(let other): throw OCDSFault("\(path)/\(key)/amount", .amount, other)
    }
    return OCDSValue(
      amount: amount, currency: try text("currency", of: value, at: "\(path)/\(key)").map(CurrencyCode.code))
  }

  /// The state of an award, contract, tender or lot in small letters: the final one where there is one.
  func status(_ tree: JSONTree, at path: String) throws(OCDSFault) -> String? {
    if let final = try text("finalStatus", of: tree, at: path)?.lowercased() {
      return final == "complete" ? "final" : final
    }
    return try text("status", of: tree, at: path)?.lowercased()
  }

  /// Why nothing of the process counts; nil where it does.
  func whyTenderDoesNotCount() throws(OCDSFault) -> String? {
    guard let status = try status(tender, at: "tender") else { return nil }
    return ["cancelled", "unsuccessful", "withdrawn"].contains(status) ? "tender-status: \(status)" : nil
  }

  /// Why an award does not count; nil where it does.
  func whyAwardDoesNotCount(_ award: JSONTree, at path: String) throws(OCDSFault) -> String? {
    let status = try status(award, at: path)
    let word = status ?? "missing"
    let meaning = options.awardStatuses[word] ?? word
    return meaning == "active" || meaning == "final" ? nil : "award-status: \(word)"
  }

  /// What a bid's status means for it.
  enum BidVerdict: Equatable {
    /// It takes part.
    case valid
    /// It is on record and does not take part, under a word that is known of bids.
    case other(String)
    /// Nobody knows: it is left out.
    case unknown(String)
  }

  /// What the status of a bid means.
  func verdict(ofBid bid: JSONTree, at path: String) throws(OCDSFault) -> BidVerdict {
    let word = try text("status", of: bid, at: path)?.lowercased() ?? "missing"
    switch options.bidStatuses[word] ?? word {
    case "valid": return .valid
    case let known where ["disqualified", "withdrawn", "pending", "invited"].contains(known): return .other(known)
    default: return .unknown("bid-status: \(word)")
    }
  }

  /// The lots of an award or a bid, in order of their identifiers.
  func lots(of tree: JSONTree, at path: String) throws(OCDSFault) -> [String] {
    // The standard has texts here; some write objects with an identifier.
    Set(try list("relatedLots", of: tree, at: path + "/").compactMap { $0.text ?? $0["id"]?.text }).sorted()
  }

  /// The identifiers of the bids that an award takes.
  func bids(of award: JSONTree) -> Set<String> {
    Set(
      (award["relatedBids"]?.elements ?? []).compactMap(\.identifier)
        + [award["relatedBid"]?.identifier].compactMap(\.self))
  }

  /// The identifiers of lots that were cancelled or found no winner, with their states.
  func lostLots() throws(OCDSFault) -> [String: String] {
    var lost: [String: String] = [:]
    for (place, lot) in try objects("lots", of: tender, at: "tender/").enumerated() {
      guard let id = lot["id"]?.text, let status = try status(lot, at: "tender/lots/\(place)"),
        ["cancelled", "unsuccessful", "withdrawn"].contains(status)
      else { continue }
      lost[id] = status
    }
    return lost
  }
}

/// An amount as it is written, and its currency.
struct OCDSValue: Equatable {
  /// The amount as a plain decimal number, or as the text in which it was written.
  var amount: String
  /// The code of the currency; nil where none is named.
  var currency: String?
}

/// What keeps a process, an award or a bid from being read, with its place in the release.
struct OCDSFault: Error {
  /// What should have stood there.
  enum Wanted {
    /// A value of a kind.
    case kind(DataError.JSONKind)
    /// A number.
    case amount
    /// A day.
    case date
    /// A value at all.
    case value(field: String)
    /// One currency.
    case currency(String)
  }

  var path: String
  var wanted: Wanted
  var found: String
  private var foundKind: DataError.JSONKind

  init(_ path: String, _ wanted: Wanted, _ found: JSONTree) {
    (self.path, self.wanted, foundKind) = (path, wanted, found.kind)
    self.found =
      switch found {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .number(let text), .string(let text): text
      case .array: "[ ]"
      case .object: "{ }"
      }
  }

  /// The problem as it is told.
  var problem: DataError.Problem {
    switch wanted {
    case .kind(let kind): .otherJSONKind(foundKind, expected: kind)
    case .amount: .notAnAmount(found)
    case .date: .notADate(found)
    case .value(let field): .missingValue(field: field)
    case .currency(let expected): .otherCurrency(found, expected: expected)
    }
  }
}
