import Procurement
import ShareStatistics

/// The contracts behind a cell, ready to be shown in any format.
package struct CellContractsResult: Sendable {
  private let cell: CellContracts
  private let meta: ResultMeta

  /// The contracts of a cell with the facts about their ledgers.
  package init(_ cell: CellContracts, meta: ResultMeta) {
    self.cell = cell
    self.meta = meta
  }

  private var place: CellContracts.Place { cell.place }

  /// The contracts in words, with each one's part of the cell.
  package func document(_ language: Language) -> Document {
    let labels = Labels(language: language)
    let category = place.category.map {
      TableCategory(identifier: $0.identifier, label: $0.identifier)
    }
    let row = TableRow(identifier: place.row, label: place.row, role: .part, parent: nil)
    let title = [labels.year(place.year), labels.category(category ?? .total), labels.row(row)].joined(separator: " ")
    let unit = labels.unit(meta.oneUnit, currency: meta.reading?.currency)
    var table = TextTable([
      .init("#"), .init(language("契約", "Contract"), .left), .init(language("契約相手方", "Vendor"), .left),
      .init(language("件名", "Title"), .left), .init(language("金額（\(unit)）", "Amount, \(unit)")), .init("%"),
      .init(language("出典", "Source"), .left),
    ])
    let contracts = cell.contracts
    let total = contracts.reduce(0) { $0 + $1.contract.amount.value }
    for (index, item) in contracts.enumerated() {
      let contract = item.contract
      let share = RoundingRule.halfUp.share(of: contract.amount.value, in: total, decimals: 2)
      let texts = [ContractText.contract, .vendor, .title].map { ErrorText.printable(contract.texts[$0] ?? "") }
      table.rows.append(
        [String(index + 1)] + texts
          + [
            meta.amount(contract.amount.value), share?.description ?? "–",
            "\(item.file):\(contract.sourceLine)",
          ])
    }
    let sum = "\(meta.amount(total)) \(unit)"
    let count = NumberText.grouped(contracts.count)
    return Document([
      .heading(title, level: 1), .table(table),
      .list([language("\(count) 件、計 \(sum)", "\(count) contracts, \(sum) in all")] + meta.notes(language)),
    ])
  }

  /// The contracts as JSON.
  package func json() -> JSONValue {
    .object([
      "meta": meta.json(),
      "cell": .object([
        "year": .integer(place.year.startYear), "category": .string(place.category?.identifier ?? "total"),
        "row": .string(place.row),
      ]),
      "contracts": .array(
        cell.contracts.map { item in
          var members: [String: JSONValue] = [
            "amount": .integer(item.contract.amount.value), "file": .string(item.file),
            "line": .integer(item.contract.sourceLine),
          ]
          for (field, text) in item.contract.texts { members[field.rawValue] = .string(text) }
          return .object(members)
        }),
    ])
  }

  /// The contracts as CSV.
  package func csv() -> String {
    let fields: [ContractText] = [.contract, .vendor, .vendorID, .title]
    let lines = cell.contracts.map { item in
      fields.map { item.contract.texts[$0] ?? "" }
        + [item.contract.amount.description, item.file, String(item.contract.sourceLine)]
    }
    return CSVText.render([fields.map(\.rawValue) + ["amount", "file", "line"]] + lines)
  }
}
