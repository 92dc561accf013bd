/// A section of a result as one line a figure: what names it in columns, the measure and its value.
struct LongForm {
  /// The columns beyond those of a comparison's cells.
  static let columns = ["from", "to", "category", "row", "unit", "section", "year", "item", "measure", "value"]
  /// The members that name a figure instead of being one.
  private static let names: Set<String> = ["from", "to", "category", "row", "year"]

  let section: String
  /// The unit of amounts.
  let unit: String

  /// The figures of a section, by column; of every member of its JSON there is a line.
  func lines(_ value: JSONValue) -> [[String: String]] {
    lines(value, named: ["section": section], path: [], measure: "")
  }

  private func lines(
    _ value: JSONValue, named: [String: String], path: [String], measure: String
  ) -> [[String: String]] {
    switch value {
    case .object(let members):
      var named = named
      for (name, member) in members where Self.names.contains(name) { named[name] = Self.text(member) }
      return members.sorted { $0.key < $1.key }.flatMap { name, member in
        if Self.names.contains(name), Self.text(member) != nil { return [[String: String]]() }
        let isFigure = Self.text(member) != nil
        return lines(member, named: named, path: isFigure ? path : path + [name], measure: isFigure ? name : measure)
      }
    case .array(let elements):
      return elements.enumerated().flatMap { lines($1, named: named, path: path + ["\($0 + 1)"], measure: measure) }
    case .series(let count, let element):
      return (0..<count).flatMap {
        lines(element($0), named: named, path: path + ["\($0 + 1)"], measure: measure)
      }
    default:
      var line = named
      line["item"] = path.joined(separator: ".")
      line["measure"] = measure
      line["value"] = Self.text(value) ?? ""
      if Self.isAmount(measure.isEmpty ? path.last ?? "" : measure) { line["unit"] = unit }
      return [line]
    }
  }

  /// Whether a measure is an amount of money: not a share or a ratio of amounts.
  private static func isAmount(_ measure: String) -> Bool {
    let name = measure.lowercased()
    let isRatio = ["share", "percent", "points", "ratio", "value"].contains { name.contains($0) }
    return !isRatio && ["amount", "yen", "limit"].contains { name.contains($0) }
  }

  /// A figure as CSV has it, nil for what holds others.
  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    case .boolean(let truth): truth ? "true" : "false"
    case .null: ""
    case .object, .array, .series: nil
    }
  }
}
