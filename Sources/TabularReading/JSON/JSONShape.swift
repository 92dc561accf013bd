/// What is wanted of a value of JSON: some members of objects, of lists of objects too, or everything.
package final class JSONShape: Sendable {
  private let members: [(hash: UInt64, name: [UInt8], shape: JSONShape)]
  private let wantsAll: Bool

  /// Some members.
  init(_ members: [(String, JSONShape)]) {
    self.members = members.map { (Self.hash(Array($0.utf8)), Array($0.utf8), $1) }
    wantsAll = false
  }

  private init() {
    members = []
    wantsAll = true
  }

  /// Everything.
  static let all = JSONShape()

  /// What is wanted of a member; nil for nothing.
  package func member(_ name: [UInt8], hash: UInt64) -> JSONShape? {
    if wantsAll { return self }
    for member in members where member.hash == hash && member.name == name { return member.shape }
    return nil
  }

  /// The hash of a key (FNV-1a).
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension JSONShape {
  /// The parts of a release that contracts and bids need; everything else is passed over.
  ///
  /// Source: release schemas of OCDS 1.1 and 1.2, with the extensions *bids*, *lots*, *organization scale*,
  /// *bid opening* and *techniques*.
  package static let release: JSONShape = {
    let organization = JSONShape([
      ("id", all), ("name", all), ("roles", all), ("identifier", JSONShape([("scheme", all), ("id", all)])),
      (
        "address",
        JSONShape([
          ("streetAddress", all), ("locality", all), ("region", all), ("postalCode", all), ("countryName", all),
        ])
      ), ("details", JSONShape([("scale", all)])),
    ])
    let value = JSONShape([("amount", all), ("currency", all)])
    let status: [(String, JSONShape)] = [("status", all), ("finalStatus", all)]
    let tender = JSONShape(
      status + [
        ("title", all), ("mainProcurementCategory", all), ("procurementMethod", all),
        ("procurementMethodDetails", all), ("procuringEntity", organization),
        ("tenderPeriod", JSONShape([("endDate", all)])), ("bidOpening", JSONShape([("date", all)])),
        ("lots", JSONShape(status + [("id", all)])),
        ("lotDetails", JSONShape([("maximumLotsAwardedPerSupplier", all)])),
        ("techniques", JSONShape([("hasFrameworkAgreement", all)])),
      ])
    let award = JSONShape(
      status + [
        ("id", all), ("title", all), ("date", all), ("value", value), ("suppliers", organization),
        ("relatedLots", all), ("relatedBids", all), ("relatedBid", all),
      ])
    let contract = JSONShape(
      status + [("id", all), ("awardID", all), ("dateSigned", all), ("value", value)])
    let bid = JSONShape([
      ("id", all), ("status", all), ("tenderers", organization), ("value", value), ("relatedLots", all),
    ])
    return JSONShape([
      ("ocid", all), ("id", all), ("date", all), ("tag", all), ("parties", organization), ("buyer", organization),
      ("tender", tender), ("awards", award), ("contracts", contract), ("bids", JSONShape([("details", bid)])),
      ("relatedProcesses", JSONShape([("id", all), ("relationship", all), ("identifier", all)])), ("url", all),
    ])
  }()
}
