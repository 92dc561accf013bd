/// A firm that bids (業者), as a register of qualified firms lists it.
public struct Firm: Hashable, Sendable {
  /// The name or number under which it bids.
  public var name: String
  /// How the name is read, in kana (フリガナ); it sets the order of names (五十音順).
  public var reading: String?
  /// Its number in the body's list of qualified firms (業者コード).
  public var code: String?
  /// The ward of its head office (区).
  public var ward: String?
  /// Its subjective points (主観評価点).
  public var points: Int?
  /// Its grade (ランク).
  public var grade: String?
  /// Its size class (規模).
  public var size: FirmSize?
  /// Where it is at home (所在区分).
  public var locality: Locality?
  /// The set of firms to which it belongs (系列), where the record names one.
  public var affiliation: String?
  /// The members, where it is a joint venture (JV).
  public var members: [String]
  /// How many engineers it can put in charge of works at the same time (配置技術者).
  public var engineers: Int?

  /// A firm of a name; everything else is unknown unless given.
  public init(
    name: String, reading: String? = nil, code: String? = nil, ward: String? = nil, points: Int? = nil,
    grade: String? = nil,
    size: FirmSize? = nil,
    locality: Locality? = nil, members: [String] = [], engineers: Int? = nil
  ) {
    self.name = name
    self.reading = reading
    self.code = code
    self.ward = ward
    self.points = points
    self.grade = grade
    self.size = size
    self.locality = locality
    self.members = members
    self.engineers = engineers
  }
}
