/// Names with numbers from 0 on, in the order in which they came.
///
/// Along a file the names of groups and tenders mostly ascend. As long as they do, a new one cannot be known and is only
/// put down; from the first that does not ascend on a table is asked.
struct NameList: Sendable {
  private(set) var names: [String] = []
  /// The number of each name, from the first one on that does not ascend.
  private var numbers: [String: Int]?
  /// The number that was given last: neighbours often have one name.
  private var last = 0

  var count: Int { names.count }

  /// The number of a name, which becomes the next one where the name is new.
  ///
  /// - Complexity: amortised O(1).
  mutating func number(of name: String) -> Int {
    if last < names.count, names[last] == name { return last }
    if numbers == nil {
      if names.last.map({ $0 < name }) ?? true { return append(name) }
      numbers = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    }
    if let known = numbers?[name] {
      last = known
      return known
    }
    numbers?[name] = names.count
    return append(name)
  }

  private mutating func append(_ name: String) -> Int {
    names.append(name)
    last = names.count - 1
    return last
  }
}
