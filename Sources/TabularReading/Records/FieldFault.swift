/// A problem of one field, before it has a place in a file.
package struct FieldFault: Error {
  package var problem: DataError.Problem
  package var column: Int?
  package var value: String

  package init(problem: DataError.Problem, column: Int?, value: String) {
    (self.problem, self.column, self.value) = (problem, column, value)
  }
}
