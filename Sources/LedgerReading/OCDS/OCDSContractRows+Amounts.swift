import TabularReading

// What awards are worth.
extension OCDSContractRows {
  /// What an award is worth, by the rule that was chosen; nil where nothing says.
  mutating func value(
    _ award: JSONTree, _ path: String, _ contracts: [(place: Int, contract: JSONTree)], _ offer: OCDSValue?
  ) throws(OCDSFault) -> OCDSValue? {
    let own = try process.value(of: award, at: path)
    let rule = process.options.value ?? .award
    if rule == .award, let own { return own }
    if let signed = try sum(contracts, isSigned: rule == .contract) {
      if rule == .award { account.note(.inferredAmount, line: process.line) }
      return signed
    }
    if own ?? offer != nil { account.note(.inferredAmount, line: process.line) }
    return own ?? offer
  }

  /// The sum of contracts that all have a value; nil where one has none.
  private func sum(
    _ contracts: [(place: Int, contract: JSONTree)], isSigned: Bool
  ) throws(OCDSFault) -> OCDSValue? {
    var sum: OCDSValue?
    for (place, contract) in contracts {
      let path = "contracts/\(place)"
      var state = contract
      if isSigned, let id = contract["id"]?.text, let signed = process.signedValues[id] { state["value"] = signed }
      guard let value = try process.value(of: state, at: path) else { return nil }
      guard let before = sum else {
        sum = value
        continue
      }
      guard before.currency == value.currency else {
        throw OCDSFault(
          path + "/value/currency", .currency(before.currency ?? CurrencyCode.none),
          .string(value.currency ?? CurrencyCode.none))
      }
      guard let first = OCDSNumber(before.amount), let second = OCDSNumber(value.amount), let both = first + second
      else { throw OCDSFault(path + "/value/amount", .amount, .string(value.amount)) }
      sum?.amount = both.text
    }
    return sum
  }

  /// The bids from which awards without a value take theirs, by the award's place.
  ///
  /// An award takes the one valid bid that it names, else the one of its suppliers, and no bid is taken twice: where two
  /// awards would take one, the amounts of both are unknown.
  func offers(of counted: [Int], _ awards: [JSONTree]) throws(OCDSFault) -> [Int: OCDSValue] {
    let poor = counted.filter { awards[$0]["value"]?["amount"] == nil }
    guard !bids.isEmpty, !poor.isEmpty else { return [:] }
    var bidsOf: [String: [Int]] = [:]
    var bidOf: [String: Int] = [:]
    for (number, bid) in bids.enumerated() {
      let path = "bids/details/\(number)"
      guard try process.verdict(ofBid: bid, at: path) == .valid else { continue }
      if let id = bid["id"]?.identifier { bidOf[id] = number }
      let tenderers = try process.objects("tenderers", of: bid, at: path + "/")
      for firm in process.parties.firms(tenderers, role: "tenderer", names) {
        bidsOf[firm.local, default: []].append(number)
      }
    }
    var taken: [Int: [Int]] = [:]
    for place in poor {
      let path = "awards/\(place)"
      let suppliers = try process.objects("suppliers", of: awards[place], at: path + "/")
      let lots = try process.lots(of: awards[place], at: path)
      let named = process.bids(of: awards[place])
      var found = Set(named.compactMap { bidOf[$0] })
      for firm in process.parties.firms(suppliers, role: "supplier", names) where named.isEmpty {
        for number in bidsOf[firm.local] ?? [] {
          let others = try process.lots(of: bids[number], at: "bids/details/\(number)")
          if lots.isEmpty || others.isEmpty || !Set(others).isDisjoint(with: lots) { found.insert(number) }
        }
      }
      if found.count == 1, let only = found.first { taken[only, default: []].append(place) }
    }
    var offers: [Int: OCDSValue] = [:]
    for (bid, places) in taken where places.count == 1 {
      offers[places[0]] = try process.value(of: bids[bid], at: "bids/details/\(bid)")
    }
    return offers
  }
}
