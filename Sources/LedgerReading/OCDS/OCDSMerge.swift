import TabularReading

/// Compiles the releases of a process into one, by the merging routine of the standard.
///
/// Source: Open Contracting Data Standard 1.1 and 1.2, *Merging*. Objects are merged member by member; null removes;
/// lists of objects are merged by `id`; all other lists and values are replaced, lists of texts by empty ones too. `id`,
/// `date` and `tag` say something of a release and nothing of the process.
struct OCDSMerge {
  /// The state of the process.
  private(set) var compiled = JSONTree.object([])
  /// The values of contracts before releases that are tagged as amendments changed them, by the contract's `id`.
  private(set) var signedValues: [String: JSONTree] = [:]

  private static let omitted: Set<String> = ["id", "date", "tag", "ocid", "url"]

  /// Lists whose elements are texts, by the schemas of the standard and of its extensions.
  private static let textLists: Set<String> = ["relatedLots", "relatedBids", "roles"]

  /// Merges the next release.
  ///
  /// - Complexity: O(size of the release), for lists whose elements keep their order.
  mutating func add(_ release: JSONTree) {
    guard case .object(let members) = release else { return }
    if release["tag"]?.elements.contains(.string("contractAmendment")) == true { keepSignedValues(release) }
    for member in members where !Self.omitted.contains(member.key) {
      Self.merge(member.value, into: &compiled, key: member.key)
    }
  }

  private mutating func keepSignedValues(_ release: JSONTree) {
    let known = compiled["contracts"]?.elements ?? []
    for contract in release["contracts"]?.elements ?? [] where contract["value"] != nil {
      guard let id = contract["id"]?.text, signedValues[id] == nil else { continue }
      signedValues[id] = known.first { $0["id"]?.text == id }?["value"]
    }
  }

  private static func merge(_ input: JSONTree, into output: inout JSONTree, key: String) {
    guard case .object(var members) = output else { return }
    output = .null
    defer { output = .object(members) }
    let place = members.firstIndex { $0.key == key }
    if input == .null {
      if let place { members.remove(at: place) }
      return
    }
    if let place {
      let isEmptied = input == .array([]) && textLists.contains(key)
      if isEmptied { members[place].value = input } else { merge(input, into: &members[place].value) }
    } else {
      // What is new is merged into nothing: nulls within it say nothing, and identifiers may stand twice.
      var value = emptyValue(like: input)
      merge(input, into: &value)
      members.append(JSONTree.Member(key: key, value: value))
    }
  }

  private static func emptyValue(like tree: JSONTree) -> JSONTree {
    switch tree {
    case .object: .object([])
    case .array: .array([])
    default: .null
    }
  }

  private static func merge(_ input: JSONTree, into output: inout JSONTree) {
    switch input {
    case .object(let members):
      if !output.isObject { output = .object([]) }
      for member in members { merge(member.value, into: &output, key: member.key) }
    case .array(let elements) where elements.allSatisfy(\.isObject):
      guard !elements.isEmpty else {
        if case .array = output { return }
        output = input
        return
      }
      mergeElements(elements, into: &output)
    default: output = input
    }
  }

  private static func mergeElements(_ elements: [JSONTree], into output: inout JSONTree) {
    guard case .array(var merged) = output else {
      output = .array([])
      mergeElements(elements, into: &output)
      return
    }
    output = .null
    var places: [String: Int] = [:]
    for (place, element) in merged.enumerated() {
      if let id = element["id"]?.identifier, places[id] == nil { places[id] = place }
    }
    for element in elements {
      if let id = element["id"]?.identifier, let place = places[id] {
        merge(element, into: &merged[place])
      } else {
        if let id = element["id"]?.identifier { places[id] = merged.count }
        var whole = JSONTree.object([])
        merge(element, into: &whole)
        merged.append(whole)
      }
    }
    output = .array(merged)
  }
}
