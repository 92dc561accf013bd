import Procurement
import TabularReading

/// Turns the awards of a process into records of the canonical contract columns.
///
/// An award counts once, however many suppliers or contracts it has.
struct OCDSContractRows {
  /// The columns, under the names that are known without a mapping, and some that a mapping may use. The last ones say
  /// where an award stands and what is wrong with it.
  static let columns =
    [
      "contract", "date", "category", "size", "locality", "amount", "currency", "vendor", "vendor_id", "title",
      "method",
      "office", "supplier_region", "supplier_locality",
    ] + OCDSRow.placeColumns

  let process: OCDSProcess
  let names: OCDSNames
  let contracts: [JSONTree]
  /// The places of the contracts of each award: a process may have a hundred thousand of both.
  private var contractsByAward: [String: [Int]] = [:]
  let bids: [JSONTree]
  /// Who orders (発注者), the same for all awards.
  private let office: String
  var account = SourceAccount()

  /// The rows of a process.
  ///
  /// - Parameter names: the writings of firms so far.
  init(_ process: OCDSProcess, names: OCDSNames) {
    (self.process, self.names) = (process, names)
    office = Self.office(of: process, names)
    contracts = process.release["contracts"]?.elements ?? []
    bids = process.release["bids"]?["details"]?.elements ?? []
    for (place, contract) in contracts.enumerated() {
      if let award = contract["awardID"]?.identifier { contractsByAward[award, default: []].append(place) }
    }
  }

  /// The records of all awards that count or cannot be read; those that do not count are in the account.
  mutating func rows() -> [OCDSRow] {
    var rows: [OCDSRow] = []
    do throws(OCDSFault) {
      let awards = try process.objects("awards")
      _ = try process.objects("contracts")
      if awards.isEmpty { account.notice(contracts.isEmpty ? .processesWithoutAward : .contractsWithoutAward) }
      guard !awards.isEmpty else { return [] }
      let tenderReason = try process.whyTenderDoesNotCount()
      let lost = try process.lostLots()
      var counted: [Int] = []
      for (place, award) in awards.enumerated() {
        do throws(OCDSFault) {
          let own = try reason(award, "awards/\(place)", lost)
          if let reason = tenderReason ?? own {
            account.filter(reason)
          } else {
            counted.append(place)
          }
        } catch {
          rows.append(faulty(error))
        }
      }
      let offers = try offers(of: counted, awards)
      for place in counted { rows.append(row(awards[place], place, offers[place], isOnly: awards.count == 1)) }
    } catch {
      rows.append(faulty(error))
    }
    return rows
  }

  private func faulty(_ fault: OCDSFault) -> OCDSRow {
    OCDSRow(
      fields: [String](repeating: "", count: Self.columns.count - OCDSRow.placeColumns.count), ocid: process.ocid,
      path: fault.path, fault: fault.problem, line: process.line)
  }

  /// Why an award does not count; nil where it does.
  private func reason(
    _ award: JSONTree, _ path: String, _ lost: [String: String]
  ) throws(OCDSFault) -> String? {
    if let reason = try process.whyAwardDoesNotCount(award, at: path) { return reason }
    let lots = try process.lots(of: award, at: path)
    let states = lots.compactMap { lost[$0] }
    if let state = states.first, states.count == lots.count { return "lot-status: \(state)" }
    // What is called off is counted where it is; the award of the framework would count it twice.
    if process.hasCallOffs { return "framework with call-offs" }
    guard let id = award["id"]?.identifier else { return nil }
    var reason: String?
    for place in contractsByAward[id] ?? [] {
      guard let status = try Self.endOf(contracts[place], place, process) else { return nil }
      reason = "contract-status: \(status)"
    }
    return reason
  }

  /// The state of a contract that never came into force; nil for others.
  private static func endOf(
    _ contract: JSONTree, _ place: Int, _ process: OCDSProcess
  ) throws(OCDSFault) -> String? {
    guard let status = try process.status(contract, at: "contracts/\(place)") else { return nil }
    return ["cancelled", "unsuccessful"].contains(status) ? status : nil
  }

  /// The contracts of an award that came into force, with their places.
  private func contracts(of award: JSONTree) throws(OCDSFault) -> [(place: Int, contract: JSONTree)] {
    guard let id = award["id"]?.identifier else { return [] }
    var found: [(place: Int, contract: JSONTree)] = []
    for place in contractsByAward[id] ?? [] {
      if try Self.endOf(contracts[place], place, process) == nil { found.append((place, contracts[place])) }
    }
    return found
  }

  private mutating func row(_ award: JSONTree, _ place: Int, _ offer: OCDSValue?, isOnly: Bool) -> OCDSRow {
    let path = "awards/\(place)"
    do throws(OCDSFault) {
      let contracts = try contracts(of: award)
      let suppliers = process.parties.firms(
        try process.objects("suppliers", of: award, at: path + "/"), role: "supplier", names)
      let value = try value(award, path, contracts, offer)
      let date = try date(award, path, contracts)
      let tender = process.tender
      if tender["techniques"]?["hasFrameworkAgreement"] == .bool(true) || suppliers.count > 1 && contracts.count > 1 {
        account.note(.framework, line: process.line)
      }
      let sizes = suppliers.map { size($0.scales) }
      let id = award["id"]?.text
      if id == nil { account.notice(.awardsWithoutIdentifier) }
      let name = id ?? (isOnly ? nil : "[\(place + 1)]")
      return OCDSRow(
        fields: [
          ([process.ocid] + [name].compactMap(\.self)).joined(separator: " / "), date,
          tender["mainProcurementCategory"]?.text ?? "",
          Set(sizes).count == 1 ? sizes[0] : sizes.joined(separator: "|"),
          "", value?.amount ?? "", value.map { $0.currency ?? CurrencyCode.none } ?? "",
          suppliers.map(\.name).joined(separator: "|"), suppliers.count == 1 ? suppliers[0].number ?? "" : "",
          award["title"]?.text ?? tender["title"]?.text ?? "",
          tender["procurementMethodDetails"]?.text ?? tender["procurementMethod"]?.text ?? "", office,
          suppliers.first?.region ?? "", suppliers.first?.locality ?? "",
        ], ocid: process.ocid, path: path, fault: nil, line: process.line)
    } catch {
      return faulty(error)
    }
  }

  private static func office(of process: OCDSProcess, _ names: OCDSNames) -> String {
    let buyer = process.release["buyer"].flatMap { process.parties.firm($0, role: "buyer", names)?.name }
    return buyer ?? process.parties.name(ofRole: "buyer")
      ?? process.tender["procuringEntity"].flatMap { process.parties.firm($0, role: "procuringEntity", names)?.name }
      ?? ""
  }
}

// Dates and sizes.
extension OCDSContractRows {
  /// The day of an award, by the rule that was chosen; empty where nothing says.
  private mutating func date(
    _ award: JSONTree, _ path: String, _ contracts: [(place: Int, contract: JSONTree)]
  ) throws(OCDSFault) -> String {
    let zone = process.options.zone
    var own: String?
    if let text = try process.text("date", of: award, at: path) {
      own = OCDSTime(text, zone: zone).flatMap { $0.isPlausible ? $0.day.description : nil }
      // A day that cannot be meant is a fault, also where a contract has another.
      if own == nil { throw OCDSFault(path + "/date", .date, .string(text)) }
    }
    let prefersOwn = process.options.date ?? .award == .award
    if prefersOwn, let own { return own }
    let signed = contracts.lazy.compactMap { $0.contract["dateSigned"]?.text }
      .compactMap { OCDSTime($0, zone: zone) }.first(where: \.isPlausible)?.day.description
    if !prefersOwn, let signed { return signed }
    guard let other = prefersOwn ? signed : own else { return "" }
    account.note(.inferredDate, line: process.line)
    return other
  }

  /// The size class of a scale (organization scale extension); every scale but large is an SME's.
  ///
  /// Several scales of one firm must mean one class.
  private mutating func size(_ scales: [JSONTree]) -> String {
    var classes: Set<String> = []
    for scale in scales {
      guard let word = scale.text else {
        account.notice(.oddShapes)
        classes.insert("")
        continue
      }
      switch word.lowercased() {
      case "micro", "sme", "small", "medium", "selfemployed": classes.insert(FirmSize.sme.identifier)
      case "large": classes.insert(FirmSize.large.identifier)
      default:
        account.unknown("scale: \(word)")
        classes.insert("")
      }
      if word != word.lowercased(), word != "selfEmployed", classes != [""] { account.notice(.capitalScales) }
    }
    if classes.count == 1, let only = classes.first { return only }
    if classes.count > 1 { account.unknown("scale: " + scales.compactMap(\.text).joined(separator: ", ")) }
    return ""
  }
}
