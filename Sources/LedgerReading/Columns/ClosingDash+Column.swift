import TabularReading

extension ClosingDash {
  /// What a dash behind the amounts of a column is: the mark that closes them where all of the first rows have it.
  ///
  /// One alone may as well be a negative amount; so may some among others.
  init(of columns: [Int], in header: Header) {
    var closed = 0
    for row in header.firstRows {
      for column in columns where column < row.count {
        let text = row.text(column)
        do throws(AmountProblem) {
          _ = try AmountText(text, rounds: true, closing: .required)
        } catch {
          if error == .closingDash {
            self = .unknown
            return
          }
          continue
        }
        if (try? AmountText(text, rounds: true)) == nil { closed += 1 }
      }
    }
    self = closed > 1 ? .required : .unknown
  }
}
