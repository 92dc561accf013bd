import TabularReading

/// Puts right what publishers write in another shape than the standard's, where no doubt is possible.
///
/// What cannot be put right stays as it is: it is a fault where it is needed.
struct OCDSRepair {
  /// What was put right, by how often.
  private(set) var findings: [OCDSFinding: Int] = [:]

  private static let lists: Set<String> = [
    "parties", "lots", "awards", "suppliers", "contracts", "details", "tenderers", "relatedLots", "relatedBids",
  ]
  private static let objects: Set<String> = ["identifier", "address", "details", "tenderPeriod"]

  private mutating func note(_ finding: OCDSFinding) { findings[finding, default: 0] += 1 }

  /// A release in the standard's shape.
  mutating func repaired(_ release: JSONTree) -> JSONTree {
    guard case .object(let members) = release else { return release }
    return .object(members.map { JSONTree.Member(key: $0.key, value: value($0.value, of: $0.key, in: "")) })
  }

  /// The value of a member whose object stands under another key.
  private mutating func value(_ tree: JSONTree, of key: String, in parent: String) -> JSONTree {
    // The details of bids are a list, those of a party an object.
    let isList = Self.lists.contains(key) && (key != "details" || parent == "bids")
    switch tree {
    case .null, .bool: return tree
    case .array(let elements): return list(elements, of: key, in: parent, isList: isList)
    case .object(let members):
      if key == "amount", members.count == 1, members[0].key.hasPrefix("$number"), let text = members[0].value.text {
        note(.textAmounts)
        return .number(text)
      }
      let object = JSONTree.object(
        members.map { JSONTree.Member(key: $0.key, value: value($0.value, of: $0.key, in: key)) })
      guard isList else { return object }
      note(.wrappedValues)
      return .array([identified(object)])
    case .string, .number: return scalar(tree, of: key, in: parent, isList: isList)
    }
  }

  private mutating func list(
    _ elements: [JSONTree], of key: String, in parent: String, isList: Bool
  ) -> JSONTree {
    var kept: [JSONTree] = []
    var identifiers: Set<String> = []
    for element in elements {
      if element == .null, isList {
        note(.nullElements)
        continue
      }
      guard element.isObject else {
        kept.append(element)
        continue
      }
      let object = identified(value(element, of: isList ? "" : key, in: parent))
      if let id = object["id"]?.text, !identifiers.insert(id).inserted { note(.repeatedIdentifiers) }
      kept.append(object)
    }
    return .array(kept)
  }

  /// An element of a list without an identifier that says nothing.
  private mutating func identified(_ object: JSONTree) -> JSONTree {
    guard case .string? = object["id"], object["id"]?.text == nil else { return object }
    note(.emptyIdentifiers)
    var result = object
    result["id"] = nil
    return result
  }

  private mutating func scalar(_ tree: JSONTree, of key: String, in parent: String, isList: Bool) -> JSONTree {
    if isList, case .string = tree, key == "relatedLots" || key == "relatedBids" {
      note(.wrappedValues)
      return .array([tree])
    }
    switch (key, tree) {
    case ("amount", .string):
      note(.textAmounts)
      return tree
    case ("value", .number):
      note(.oddShapes)
      return .object([JSONTree.Member(key: "amount", value: tree)])
    case ("bidOpening", .string):
      note(.oddShapes)
      return .object([JSONTree.Member(key: "date", value: tree)])
    case ("address", .string):
      note(.oddShapes)
      return .object([JSONTree.Member(key: "streetAddress", value: tree)])
    default:
      guard Self.objects.contains(key), parent != "bids" else { return tree }
      note(.oddShapes)
      return .null
    }
  }
}
