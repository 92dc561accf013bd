import TabularReading

/// Who is who in a process.
///
/// An identifier of a register (`identifier.scheme` and `identifier.id`) names an organization everywhere; else its
/// name and address do. The `id` of a party holds within its process only.
struct OCDSParties {
  private let ocid: String
  private let parties: [JSONTree]
  private var byID: [String: Int] = [:]
  /// Names that references give to identifiers, where no party does.
  private var namesByID: [String: String] = [:]
  private let names: FoldedNames

  /// Parties and identifiers by folded names: most references have an identifier, and nobody asks.
  private final class FoldedNames {
    private let parties: [JSONTree]
    private let references: [JSONTree]
    /// The parties of each folded name.
    lazy var placesOfName: [String: [Int]] = {
      var byName: [String: [Int]] = [:]
      for (place, party) in parties.enumerated() {
        if let name = party["name"]?.text { byName[OCDSParties.folded(name), default: []].append(place) }
      }
      return byName
    }()
    /// The identifiers that references give with each folded name.
    lazy var idsOfName: [String: Set<String>] = {
      var byName: [String: Set<String>] = [:]
      for reference in references {
        guard let id = reference["id"]?.text, let name = reference["name"]?.text else { continue }
        byName[OCDSParties.folded(name), default: []].insert(id)
      }
      return byName
    }()

    init(_ parties: [JSONTree], _ references: [JSONTree]) { (self.parties, self.references) = (parties, references) }
  }

  init(_ release: JSONTree, ocid: String) {
    self.ocid = ocid
    parties = release["parties"]?.elements.filter(\.isObject) ?? []
    for (place, party) in parties.enumerated() {
      if let id = party["id"]?.text, byID[id] == nil { byID[id] = place }
    }
    let referring =
      (release["awards"]?.elements ?? []).flatMap { $0["suppliers"]?.elements ?? [] }
      + (release["bids"]?["details"]?.elements ?? []).flatMap { $0["tenderers"]?.elements ?? [] }
    for reference in referring {
      guard let id = reference["id"]?.text, namesByID[id] == nil, let name = reference["name"]?.text else { continue }
      namesByID[id] = name
    }
    names = FoldedNames(parties, referring)
  }

  /// An organization that takes part, with all that the process says of it.
  struct Firm {
    /// What it is called within the process; equal for the same organization.
    var local: String
    /// What it is called everywhere; equal for the same organization.
    var everywhere: String
    /// Its name, or what stands for one.
    var name: String
    /// Its number in the scheme of 法人番号, or its scheme and number, or its name and address.
    var number: String?
    /// Its scales, as written.
    var scales: [JSONTree]
    var region: String?
    var locality: String?
  }

  /// The organization to which a reference points; nil where it says nothing, or that the name is not disclosed.
  ///
  /// - Parameter role: the role that decides between parties of one name.
  func firm(_ reference: JSONTree, role: String, _ names: OCDSNames) -> Firm? {
    let own = reference["id"]?.text
    let named = reference["name"]?.text
    guard own != nil || named != nil || identifier(reference) != nil else { return nil }
    let place = own.flatMap { byID[$0] } ?? named.flatMap { self.place(named: $0, role: role) }
    let party = place.map { parties[$0] }
    let id = own ?? party?["id"]?.text ?? named.flatMap { onlyID(named: $0) }
    let name = named ?? party?["name"]?.text ?? id.flatMap { namesByID[$0] }
    let address = [reference, party].lazy.compactMap { $0?["address"] }.first(where: \.isObject)
    let number = identifier(reference) ?? party.flatMap(identifier)
    if number == nil, let name, Self.isUndisclosed(name) { return nil }
    let residence = address.map(Self.text(of:)) ?? ""
    let scales = [reference, party].lazy.compactMap { $0?["details"]?["scale"] }.first { $0 != .null }
    var firm = Firm(
      local: id.map { "id \($0)" } ?? name.map { "name \(Self.folded($0))" } ?? "number \(number ?? "")",
      everywhere: "\(id ?? "") (\(ocid))", name: "", number: number, scales: scales.map(Self.list(of:)) ?? [],
      region: address?["region"]?.text, locality: address?["locality"]?.text)
    if let name {
      firm.name = names.writing(of: name)
      firm.everywhere = residence.isEmpty ? firm.name : names.writing(of: name, at: residence)
      if number == nil, !residence.isEmpty { firm.number = firm.everywhere }
    }
    if let number { firm.everywhere = number }
    if firm.name.isEmpty { firm.name = firm.everywhere }
    return firm
  }

  /// The firms of references, each once.
  func firms(_ references: [JSONTree], role: String, _ names: OCDSNames) -> [Firm] {
    var seen: Set<String> = []
    return references.compactMap { firm($0, role: role, names) }.filter { seen.insert($0.local).inserted }
  }

  /// The name of whoever has a role, where one party has it.
  func name(ofRole role: String) -> String? {
    let found = parties.filter { Self.has($0, role) }
    return found.count == 1 ? found[0]["name"]?.text : nil
  }

  private func place(named name: String, role: String) -> Int? {
    let places = names.placesOfName[Self.folded(name)] ?? []
    return places.first { Self.has(parties[$0], role) } ?? places.first
  }

  private func onlyID(named name: String) -> String? {
    let ids = names.idsOfName[Self.folded(name)] ?? []
    return ids.count == 1 ? ids.first : nil
  }

  private static func has(_ party: JSONTree, _ role: String) -> Bool {
    party["roles"]?.elements.contains { $0.text == role } ?? (party["roles"]?.text == role)
  }

  /// The scheme and the number of an organization in it; of 法人番号 the number alone.
  private func identifier(_ organization: JSONTree) -> String? {
    guard let id = organization["identifier"]?["id"]?.identifier,
      let scheme = organization["identifier"]?["scheme"]?.text?.uppercased()
    else { return nil }
    let prefix = "\(scheme)-"
    let number = id.uppercased().hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : id
    return scheme == "JP-JCN" ? LedgerTexts.number(number) : prefix + number
  }

  private static func text(of address: JSONTree) -> String {
    ["countryName", "region", "locality", "streetAddress", "postalCode"].compactMap { address[$0]?.text }
      .map { CompatibilityFolding.folded($0) }.joined(separator: " ")
  }

  private static func list(of tree: JSONTree) -> [JSONTree] {
    let elements = if case .array(let elements) = tree { elements } else { [tree] }
    return elements.filter { tree in
      // A text without letters says nothing, as null does.
      if case .string = tree { tree.text != nil } else { tree != .null }
    }
  }

  /// Whether a name says that the organization is not named.
  static func isUndisclosed(_ name: String) -> Bool {
    [
      "非公表", "非公開", "匿名", "undisclosed", "notdisclosed", "confidential", "anonymous", "withheld", "redacted", "n/a",
      "-",
    ].contains(WordFolding.word(name))
  }

  /// A name without what people write differently: width, spaces and the way of writing the corporate form.
  fileprivate static func folded(_ name: String) -> String { NameKey(name).whole }
}

/// The names of firms, each in the writing in which it was met first.
final class OCDSNames {
  private var writings: [String: String] = [:]
  /// The writings of names that were met lately, by the names as they stand: folding one takes longer than reading it.
  private var recent: [String: String] = [:]
  private static let recentLimit = 1 << 14

  /// The writing of a name that stands for all that differ only as people type.
  func writing(of name: String) -> String { recall(name) { writing(name, key: NameKey(name).whole) } }

  /// The writing of a name together with an address.
  func writing(of name: String, at residence: String) -> String {
    recall("\(name)\u{0}\(residence)") {
      writing("\(name) (\(residence))", key: "\(NameKey(name).whole)\u{0}\(NameKey(residence).whole)")
    }
  }

  private func recall(_ name: String, _ find: () -> String) -> String {
    if let known = recent[name] { return known }
    let found = find()
    if recent.count >= Self.recentLimit { recent.removeAll(keepingCapacity: true) }
    recent[name] = found
    return found
  }

  private func writing(_ text: String, key: String) -> String {
    if let known = writings[key] { return known }
    writings[key] = text
    return text
  }
}
