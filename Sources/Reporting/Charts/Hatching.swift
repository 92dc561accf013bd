/// The marks on a bar that tell it from others where colours cannot be seen: in print, in grey, by the colour-blind.
enum Hatching: Int, CaseIterable {
  case rising = 1
  case dots, level, falling, upright, crossed, grid

  /// The marks of a style; the first series and the rises are plain.
  init?(_ style: Chart.Bars.Style) {
    switch style {
    case .series(let index):
      guard let hatching = Hatching(rawValue: index % (Self.allCases.count + 1)) else { return nil }
      self = hatching
    case .fall: self = .rising
    case .rise, .total: return nil
    }
  }

  /// The path that is repeated, on a square of six.
  var path: String {
    switch self {
    case .rising: "M-1 1 1 -1M0 6 6 0M5 7 7 5"
    case .dots: "M2 3H4"
    case .level: "M0 3H6"
    case .falling: "M-1 5 1 7M0 0 6 6M5 -1 7 1"
    case .upright: "M3 0V6"
    case .crossed: "M0 6 6 0M0 0 6 6"
    case .grid: "M0 3H6M3 0V6"
    }
  }
}
