/// The language of text meant for people; JSON and CSV keys are English always.
package enum Language: String, CaseIterable, Sendable {
  /// 日本語.
  case japanese = "ja"
  /// English.
  case english = "en"

  /// The language of a POSIX locale such as `ja_JP.UTF-8`; English where it is not Japanese.
  package init(locale: String?) {
    self = locale?.hasPrefix("ja") == true ? .japanese : .english
  }

  /// One of two wordings.
  package func callAsFunction(_ japanese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
    self == .japanese ? japanese() : english()
  }
}
