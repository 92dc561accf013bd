import Procurement

/// The firms that bid, and who may bid where.
public struct BidderRoster: Sendable {
  /// A firm by codes.
  struct Bidder: Sendable {
    var trade: Int
    var grade: Int
    /// The ward, or the number of wards for a firm outside the city.
    var ward: Int
    var points: Int
    var engineers: Int
  }

  static let grades = ["A", "B", "C", "D"]
  /// The subjective points that tenders ask for (主観評価点): none, 20 or 60.
  static let pointSteps = [0, 20, 60]

  /// The code of a ward outside the city.
  static let outside = SyntheticCity.wards.count

  let bidders: [Bidder]
  /// The firms for their own file, in the order of the roster.
  public let firms: [Firm]
  /// The positions of the firms that may bid, by trade, grade, area and points.
  private let admitted: [[Int32]]

  init(_ recipe: BidRecipe) {
    var (bidders, firms): ([Bidder], [Firm]) = ([], [])
    for (trade, profile) in recipe.place.trades.enumerated() {
      for index in 0..<recipe.firmsPerTrade {
        var words = SyntheticStreams.bidFirms.words(seed: recipe.seed, trade, index)
        // Better grades have more points and more engineers.
        let grade = words.next(weights: [30, 30, 24, 16])
        let bidder = Bidder(
          trade: trade, grade: grade, ward: words.next(below: SyntheticCity.wards.count),
          points: words.next(below: 81) + 10 * (3 - grade), engineers: 1 + words.next(below: 3 + 3 * (3 - grade)))
        var outsider = bidder
        var locality = Locality.local
        if recipe.outsidePerMille > 0 {
          // Words of their own: the firms of the city are those of a set without others.
          var own = SyntheticStreams.bidOutsiders.words(seed: recipe.seed, trade, index)
          if own.happens(perMille: recipe.outsidePerMille) {
            (outsider.ward, locality) = (Self.outside, own.next(below: 2) == 0 ? .semiLocal : .nonLocal)
          }
        }
        bidders.append(outsider)
        let number = String(index + 1)
        let name = "\(profile.code)\(String(repeating: "0", count: max(0, 5 - number.count)))\(number)"
        firms.append(
          Firm(
            name: name, ward: locality == .local ? SyntheticCity.wards[bidder.ward] : nil, points: bidder.points,
            grade: Self.grades[grade],
            size: grade == 0 && index % 8 == 0 ? .large : .sme, locality: locality, engineers: bidder.engineers))
      }
    }
    var admitted = [[Int32]](
      repeating: [], count: recipe.place.trades.count * Self.grades.count * BiddingArea.codes * Self.pointSteps.count)
    for (position, bidder) in bidders.enumerated() {
      let inside: [BiddingArea] =
        bidder.ward == Self.outside
        ? [] : [.city, .half(SyntheticCity.half(ofWard: bidder.ward)), .ward(bidder.ward)]
      for area in inside + [.anywhere] {
        for (step, points) in Self.pointSteps.enumerated() where bidder.points >= points {
          admitted[Self.slot(bidder.trade, bidder.grade, area, step)].append(Int32(position))
        }
      }
    }
    (self.bidders, self.firms, self.admitted) = (bidders, firms, admitted)
  }

  /// The positions of the firms that may bid.
  func admitted(trade: Int, grade: Int, area: BiddingArea, pointStep: Int) -> [Int32] {
    admitted[Self.slot(trade, grade, area, pointStep)]
  }

  private static func slot(_ trade: Int, _ grade: Int, _ area: BiddingArea, _ pointStep: Int) -> Int {
    ((trade * grades.count + grade) * BiddingArea.codes + area.code) * pointSteps.count + pointStep
  }
}

/// Where bidders must be at home.
enum BiddingArea: Hashable, Sendable {
  case city
  case half(Int)
  case ward(Int)
  /// Firms outside the city may bid as well.
  case anywhere

  static let codes = 2 + SyntheticCity.halves.count + SyntheticCity.wards.count

  var code: Int {
    switch self {
    case .city: 0
    case .half(let half): 1 + half
    case .ward(let ward): 1 + SyntheticCity.halves.count + ward
    case .anywhere: 1 + SyntheticCity.halves.count + SyntheticCity.wards.count
    }
  }

  var condition: AreaCondition {
    switch self {
    case .city, .anywhere: .none
    case .half: .half
    case .ward: .ward
    }
  }

  var name: String {
    switch self {
    case .city: "市内"
    case .half(let half): SyntheticCity.halves[half]
    case .ward(let ward): SyntheticCity.wards[ward]
    case .anywhere: "制限なし"
    }
  }
}
