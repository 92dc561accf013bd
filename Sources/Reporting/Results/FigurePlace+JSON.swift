import Procurement

extension FigurePlace {
  /// The place as members of JSON: year, category, row and measure.
  var json: [String: JSONValue] {
    [
      "year": .integer(year.startYear), "category": .string(category), "row": .string(row),
      "measure": .string(measure.rawValue),
    ]
  }

  /// The place with the part of the year, which the other leaves out because most tables have none.
  var jsonWithPeriod: [String: JSONValue] { json.merging(["period": .string(period.identifier)]) { $1 } }
}
