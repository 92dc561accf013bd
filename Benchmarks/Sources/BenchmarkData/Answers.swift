/// Ends the run where a benchmark does not give the answer that it must give.
public func expect(
  _ isRight: @autoclosure () -> Bool, _ what: String, file: StaticString = #fileID, line: UInt = #line
) {
  if !isRight() { fatalError("wrong answer: \(what)", file: file, line: line) }
}
