import Procurement
import TabularReading

/// Puts right what publishers write in another shape than the standard's, where no doubt is possible.
///
/// What cannot be put right stays as it is: it is a fault where it is needed.
struct OCDSRepair {
  /// What was put right, by how often.
  private(set) var findings: [OCDSFinding: Int] = [:]

  /// What the standard has under a key.
  private enum Place {
    case objects, texts, object, other

    init(_ key: String, in parent: String) {
      // The details of bids are a list, those of a party an object.
      self = key == "details" && parent == "bids" ? .objects : Self.places[key] ?? .other
    }

    private static let places: [String: Place] = [
      "parties": .objects, "lots": .objects, "awards": .objects, "suppliers": .objects, "contracts": .objects,
      "tenderers": .objects, "relatedLots": .texts, "relatedBids": .texts,
      "tag": .texts, "identifier": .object, "address": .object, "details": .object,
      "tenderPeriod": .object, "bidOpening": .object, "value": .object, "buyer": .object, "procuringEntity": .object,
      "tender": .object, "bids": .object,
    ]
  }

  private mutating func note(_ finding: OCDSFinding) { findings[finding, default: 0] += 1 }

  /// A release in the standard's shape.
  mutating func repaired(_ release: JSONTree) -> JSONTree {
    guard case .object(let members) = release else { return release }
    // What is related to a process was looked at when it was read.
    let own = members.filter { $0.key != "relatedProcesses" }
    return .object(own.map { JSONTree.Member(key: $0.key, value: value($0.value, of: $0.key, in: "")) })
  }

  /// The value of a member whose object stands under another key.
  private mutating func value(_ tree: JSONTree, of key: String, in parent: String) -> JSONTree {
    let place = Place(key, in: parent)
    switch tree {
    case .null: return tree
    case .array(let elements): return list(elements, of: key, place)
    case .object(let members):
      if let scalar = extended(members, isAmount: key == "amount") { return scalar }
      let object = JSONTree.object(
        members.map { JSONTree.Member(key: $0.key, value: value($0.value, of: $0.key, in: key)) })
      guard place == .objects else { return object }
      note(.wrappedValues)
      return .array([identified(object)])
    case .string, .number, .bool: return scalar(tree, of: key, place)
    }
  }

  /// A number, day or identifier as MongoDB exports it; nil for other objects.
  private mutating func extended(_ members: [JSONTree.Member], isAmount: Bool) -> JSONTree? {
    guard members.count == 1, let only = members.first, only.key.hasPrefix("$") else { return nil }
    let result: JSONTree
    switch (only.key, only.value.text) {
    case ("$oid", let text?): result = .string(text)
    case ("$date", let text?):
      guard case .number = only.value else {
        result = .string(text)
        break
      }
      guard let time = Self.instant(ofMilliseconds: text) else { return nil }
      result = .string(time)
    case ("$date", nil):
      guard let text = only.value["$numberLong"]?.text, let time = Self.instant(ofMilliseconds: text) else {
        return nil
      }
      result = .string(time)
    case (let key, let text?) where key.hasPrefix("$number"): result = .number(text)
    default: return nil
    }
    note(isAmount ? .textAmounts : .oddShapes)
    return result
  }

  /// An instant in UTC from the milliseconds since 1970.
  private static func instant(ofMilliseconds text: String) -> String? {
    guard let milliseconds = Int(text) else { return nil }
    let seconds = milliseconds / 1_000 - (milliseconds % 1_000 < 0 ? 1 : 0)
    let day = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
    guard abs(day) < 1_000_000, let date = CivilDate(daysSince1970: day) else { return nil }
    let second = seconds - day * 86_400
    let clock = [second / 3_600, second / 60 % 60, second % 60].map { ($0 < 10 ? "0" : "") + String($0) }
    return "\(date)T\(clock.joined(separator: ":"))Z"
  }

  private mutating func list(_ elements: [JSONTree], of key: String, _ place: Place) -> JSONTree {
    if place == .object { return only(of: elements, key) }
    var kept: [JSONTree] = []
    var identifiers: Set<String> = []
    for element in elements {
      switch element {
      case .null where place != .other: note(.nullElements)
      case .object:
        let object = identified(value(element, of: place == .other ? key : "", in: ""))
        if let id = object["id"]?.text, !identifiers.insert(id).inserted { note(.repeatedIdentifiers) }
        kept.append(object)
      case .string where place == .objects && Self.organizations.contains(key):
        note(.oddShapes)
        kept.append(Self.named(element))
      default:
        // Of a party that is no object nothing is known; elsewhere it is a fault.
        if key == "parties" { note(.oddShapes) } else { kept.append(element) }
      }
    }
    return .array(kept)
  }

  /// The one object of a list where no list should be; what is needed of several cannot be known.
  private mutating func only(of elements: [JSONTree], _ key: String) -> JSONTree {
    let isBidList = key == "bids" && elements.first?["details"] == nil
    if elements.count == 1, elements[0].isObject, !isBidList {
      note(.oddShapes)
      return value(elements[0], of: key, in: "")
    }
    guard Self.dispensable.contains(key) else { return .array(elements) }
    note(.oddShapes)
    return .null
  }

  /// An element of a list without an identifier that says nothing.
  private mutating func identified(_ object: JSONTree) -> JSONTree {
    switch object["id"] {
    case .string? where object["id"]?.text == nil: note(.emptyIdentifiers)
    case .object?, .array?, .bool?: note(.oddShapes)
    default: return object
    }
    var result = object
    result["id"] = nil
    return result
  }

  /// Members without which a process can be read.
  private static let dispensable: Set<String> = ["identifier", "address", "details", "tenderPeriod", "bidOpening"]
  /// Lists and members that hold organizations; of one that is a text it is the name.
  private static let organizations: Set<String> = ["parties", "suppliers", "tenderers", "buyer", "procuringEntity"]

  private static func named(_ text: JSONTree) -> JSONTree { .object([JSONTree.Member(key: "name", value: text)]) }

  private mutating func scalar(_ tree: JSONTree, of key: String, _ place: Place) -> JSONTree {
    let isText = if case .string = tree { true } else { false }
    switch (key, place) {
    case (_, .texts) where isText:
      note(.wrappedValues)
      return .array([tree])
    case ("amount", _) where isText:
      note(.textAmounts)
      return tree
    case ("value", _) where tree.text != nil:
      note(isText ? .textAmounts : .oddShapes)
      return .object([JSONTree.Member(key: "amount", value: tree)])
    case ("bidOpening", _) where isText:
      note(.oddShapes)
      return .object([JSONTree.Member(key: "date", value: tree)])
    case ("address", _) where isText:
      note(.oddShapes)
      return .object([JSONTree.Member(key: "streetAddress", value: tree)])
    case _ where isText && Self.organizations.contains(key) && key != "parties":
      note(.oddShapes)
      return place == .objects ? .array([Self.named(tree)]) : Self.named(tree)
    case _ where key == "parties" || place == .object && Self.dispensable.contains(key):
      note(.oddShapes)
      return .null
    default: return tree
    }
  }
}
