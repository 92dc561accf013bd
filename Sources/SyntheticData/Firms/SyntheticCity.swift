/// The city of all synthetic data: seven wards in two halves, none of them a real city's list.
public enum SyntheticCity {
  /// The wards (区) in the order of their codes.
  public static let wards = ["中区", "港区", "南区", "浜区", "東区", "北区", "緑区"]
  /// The halves (市南部・北部) by name.
  public static let halves = ["南部", "北部"]
  /// How many wards, from the first, are in the southern half.
  static let southernWards = 4

  /// The half of a ward, 0 south or 1 north, by its code.
  static func half(ofWard ward: Int) -> Int { ward < southernWards ? 0 : 1 }

  /// The name of the half of each ward, as conditions of area need it.
  public static var halfOfWard: [String: String] {
    Dictionary(uniqueKeysWithValues: wards.enumerated().map { ($1, halves[half(ofWard: $0)]) })
  }
}
