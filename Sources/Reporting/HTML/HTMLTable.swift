/// A table as the template of tables wants it.
struct HTMLTable {
  private let table: TextTable
  private let label: String

  /// A table with a name for those who cannot see it.
  init(_ table: TextTable, label: String) {
    self.table = table
    self.label = label
  }

  /// The values of the template.
  var context: [String: Any] {
    let groups = table.columns.contains { !$0.group.isEmpty }
    return [
      "label": VisibleText.of(label), "heads": heads(hasGroups: groups), "hasSubheads": groups, "subheads": subheads,
      "bodies": bodies,
    ]
  }

  /// The first line of the head: a heading over several columns, or one that reaches down to its column.
  private func heads(hasGroups: Bool) -> [[String: Any]] {
    table.groups.map { name, range -> [String: Any] in
      guard name.isEmpty else {
        return ["scope": "colgroup", "columns": "\(range.count)", "text": VisibleText.of(name), "side": "center"]
      }
      let column = table.columns[range.lowerBound]
      var head: [String: Any] = ["scope": "col", "text": VisibleText.of(column.heading), "side": side(column)]
      if hasGroups { head["rows"] = "2" }
      return head
    }
  }

  private var subheads: [[String: Any]] {
    table.columns.filter { !$0.group.isEmpty }.map { ["text": VisibleText.of($0.heading), "side": side($0)] }
  }

  /// Groups of lines; a word that stands for its whole group spans it.
  private var bodies: [[String: Any]] {
    let starts = [0] + table.separators.filter { $0 > 0 && $0 < table.rows.count }.sorted()
    return zip(starts, starts.dropFirst() + [table.rows.count]).map { start, end in
      let rows = Array(table.rows[start..<end])
      let headers = table.columns.prefix { $0.alignment == .left }.count
      let spans = headers > 1 && rows.count > 1 && rows.dropFirst().allSatisfy { $0[0].isEmpty }
      let lines = rows.enumerated().map { place, row -> [String: Any] in
        let cells = row.enumerated().compactMap { column, text -> [String: Any]? in
          if column == 0, spans {
            return place == 0
              ? ["isHeader": true, "scope": "rowgroup", "rows": "\(rows.count)", "text": VisibleText.of(text)] : nil
          }
          // The last of the leading words names the line.
          let isName = column == max(0, headers - 1) && headers > 0 && !text.isEmpty
          return [
            "isHeader": isName, "scope": "row", "text": VisibleText.of(text), "side": side(table.columns[column]),
          ]
        }
        var line: [String: Any] = ["cells": cells]
        if table.sums.contains(start + place) { line["mark"] = "sum" }
        if table.marked.contains(start + place) { line["mark"] = "asked" }
        return line
      }
      return ["lines": lines]
    }
  }

  private func side(_ column: TextTable.Column) -> String { column.alignment == .left ? "left" : "right" }
}
