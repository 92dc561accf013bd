import Foundation

/// The part of JSON Schema that `docs/results.schema.json` uses; a word it does not know is a fault of the schema.
public struct JSONSchema {
  private let root: [String: Any]

  /// The schema in a file.
  public init(contentsOfFile path: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    root = value as? [String: Any] ?? [:]
  }

  /// What is wrong with a JSON text, as paths with the rule that is broken.
  public func faults(in text: String) throws -> [String] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
    return faults(value, root, at: "$")
  }

  private func faults(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    schema.sorted { $0.key < $1.key }.flatMap { key, rule in faults(value, key, rule, at: path) }
  }

  private func faults(_ value: Any, _ key: String, _ rule: Any, at path: String) -> [String] {
    switch (key, rule) {
    case ("$schema", _), ("$id", _), ("$defs", _), ("title", _), ("description", _): return []
    case ("$ref", let name as String):
      guard let known = (root["$defs"] as? [String: Any])?[String(name.dropFirst(8))] as? [String: Any] else {
        return ["\(path): no \(name)"]
      }
      return faults(value, known, at: path)
    case ("type", let rule):
      let types = rule as? [String] ?? [rule as? String ?? ""]
      return types.contains { Self.isOf(value, $0) } ? [] : ["\(path): not \(types.joined(separator: " or "))"]
    case ("required", let names as [String]):
      let members = value as? [String: Any] ?? [:]
      return names.filter { members[$0] == nil }.map { "\(path): no \($0)" }
    case ("properties", let rules as [String: Any]):
      let members = value as? [String: Any] ?? [:]
      return rules.flatMap { name, rule in
        members[name].map { faults($0, rule as? [String: Any] ?? [:], at: "\(path).\(name)") } ?? []
      }
    case ("items", let rule as [String: Any]):
      return (value as? [Any] ?? []).enumerated().flatMap { faults($1, rule, at: "\(path)[\($0)]") }
    case ("enum", let words as [String]):
      return words.contains(value as? String ?? "") ? [] : ["\(path): none of \(words)"]
    case ("minimum", let least as NSNumber):
      guard let number = value as? NSNumber else { return [] }
      return number.doubleValue >= least.doubleValue ? [] : ["\(path): below \(least)"]
    case ("pattern", let pattern as String):
      guard let text = value as? String else { return [] }
      return text.range(of: pattern, options: .regularExpression) != nil ? [] : ["\(path): '\(text)' is not \(pattern)"]
    case ("anyOf", let rules as [[String: Any]]):
      let found = rules.map { faults(value, $0, at: path) }
      return found.contains { $0.isEmpty } ? [] : ["\(path): none of the kinds: \(found.map { $0.first ?? "" })"]
    default: return ["\(path): the schema has the unknown rule \(key)"]
    }
  }

  private static func isOf(_ value: Any, _ type: String) -> Bool {
    // A truth value is a number to Foundation, too.
    let isBoolean = (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    switch type {
    case "null": return value is NSNull
    case "boolean": return isBoolean
    case "string": return value is String
    case "integer":
      return !isBoolean && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": return !isBoolean && value is NSNumber
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    default: return false
    }
  }
}
