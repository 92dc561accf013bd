import Procurement

/// The active awards of an OCDS file as records of the canonical contract columns.
///
/// An award counts once, however many suppliers it has: they are a joint venture. Where an award has no value but
/// exactly one valid bid of its suppliers has, that bid is the amount.
final class OCDSContractSource: RecordSource {
  /// The columns, under the names that are known without a mapping, and two that a mapping may use.
  static let columns = [
    "contract", "date", "category", "size", "locality", "amount", "currency", "vendor", "vendor_id", "title", "method",
    "office", "supplier_region", "supplier_locality",
  ]

  private let reader: OCDSReader
  private var waiting = [Record(columns)]

  /// The contracts of a file that was opened.
  init(_ reader: OCDSReader) {
    self.reader = reader
  }

  var hasRaggedRows: Bool { false }
  var digest: String? { reader.digest }

  func next(_ record: inout Record) throws(DataError) -> Bool {
    while waiting.isEmpty {
      guard let process = try reader.next() else { return false }
      let awards = process.release.awards ?? []
      let facts = Facts(process.release)
      waiting = awards.filter { $0.status == "active" }.map { Self.record($0, in: process, facts) }.reversed()
    }
    guard let next = waiting.popLast() else { return false }
    record = next
    return true
  }

  /// What a release says of identifiers: a package may have a hundred thousand of each.
  private struct Facts {
    private var parties: [OCDS.Identifier: OCDS.Organization] = [:]
    private var signed: [OCDS.Identifier: OCDS.Contract] = [:]
    /// The valid bids of each tenderer, by their place.
    private var bids: [OCDS.Identifier: Set<Int>] = [:]
    private let details: [OCDS.Bid]

    init(_ release: OCDS.Release) {
      details = release.bids?.details ?? []
      for party in release.parties ?? [] { if let id = party.id, parties[id] == nil { parties[id] = party } }
      for contract in release.contracts ?? [] {
        if let id = contract.awardID, signed[id] == nil { signed[id] = contract }
      }
      for (place, bid) in details.enumerated() where bid.status == "valid" {
        for id in (bid.tenderers ?? []).compactMap(\.id) { bids[id, default: []].insert(place) }
      }
    }

    /// An organization with what the list of parties says about it.
    func details(of organization: OCDS.Organization) -> OCDS.Organization {
      guard let id = organization.id, let party = parties[id] else { return organization }
      var whole = organization
      whole.name = organization.name ?? party.name
      whole.details = organization.details ?? party.details
      whole.address = organization.address ?? party.address
      whole.identifier = organization.identifier ?? party.identifier
      return whole
    }

    /// When the contract of an award was signed.
    func dateSigned(_ award: OCDS.Identifier?) -> String? { award.flatMap { signed[$0]?.dateSigned } }

    /// The value of the one valid bid of some suppliers.
    func onlyBid(of suppliers: [OCDS.Organization]) -> OCDS.Value? {
      let found = suppliers.compactMap(\.id).reduce(into: Set<Int>()) { $0.formUnion(bids[$1] ?? []) }
      return found.count == 1 ? found.first.flatMap { details[$0].value } : nil
    }
  }

  private static func record(_ award: OCDS.Award, in process: OCDSReader.Process, _ facts: Facts) -> Record {
    let release = process.release
    let suppliers = (award.suppliers ?? []).map { facts.details(of: $0) }
    let value = award.value?.amount == nil ? facts.onlyBid(of: suppliers) : award.value
    let sizes = suppliers.map { size($0.details?.scale) }
    let signed = facts.dateSigned(award.id)
    return Record(
      [
        ([process.ocid] + [award.id?.text].compactMap(\.self)).joined(separator: " / "),
        award.date ?? signed ?? "", release.tender?.mainProcurementCategory ?? "",
        Set(sizes).count == 1 ? sizes[0] : sizes.joined(separator: "|"), "",
        value?.amount.map { "\($0)" } ?? "", value?.currency ?? "",
        suppliers.map { $0.name ?? $0.id?.text ?? "" }.joined(separator: "|"),
        suppliers.count == 1 ? suppliers[0].number : "", award.title ?? release.tender?.title ?? "",
        release.tender?.procurementMethodDetails ?? release.tender?.procurementMethod ?? "",
        release.buyer?.name ?? "", suppliers.first?.address?.region ?? "", suppliers.first?.address?.locality ?? "",
      ], line: process.line)
  }

  /// The size class of a scale (organization scale extension); every scale but large is an SME's.
  private static func size(_ scale: String?) -> String {
    switch scale {
    case "micro", "sme", "small", "medium", "selfEmployed": FirmSize.sme.identifier
    case "large": FirmSize.large.identifier
    default: ""
    }
  }
}

extension OCDS.Organization {
  /// The number in the scheme of 法人番号, else the publisher's own identifier.
  fileprivate var number: String {
    if identifier?.scheme == "JP-JCN", let number = identifier?.id { return number.text }
    return id?.text ?? ""
  }
}
