import CArrow

/// A table in memory as somebody else holds it: the record batches of an Arrow stream, none of whose values is copied.
///
/// Of a stream whose producer keeps its batches in memory, as Polars and pyarrow do, nothing is held twice; a stream that
/// makes its batches as they are asked for, as a database does, is held whole, because rows may have to be looked at again.
public final class ArrowFrame: @unchecked Sendable, Hashable {
  // Sendable: nothing changes after init, and Arrow's buffers may be read by any thread.

  /// The names of the columns.
  let names: [String]
  private let formats: [String]
  package let types: [ArrowType]
  /// The type of a column's dictionary; nil for a column without one.
  package let dictionaryTypes: [ArrowType?]
  package let batches: [ArrowBatch]
  /// How many rows there are in all batches.
  public let count: Int

  /// Takes a stream over and reads it to its end; it is released whatever happens.
  ///
  /// - Throws: `DataError` where the stream was released before, fails, or is not one of tables.
  /// - Complexity: O(batches × columns): values stay where they are.
  public init(taking stream: UnsafeMutablePointer<ArrowArrayStream>, name: String) throws(DataError) {
    func broken(_ reason: String) -> DataError { DataError(.brokenStream(reason: reason), file: name) }
    guard let release = stream.pointee.release else { throw broken("it was released, or read before") }
    defer {
      release(stream)
      stream.pointee.release = nil
    }
    func failure(_ code: Int32) -> DataError {
      let text = stream.pointee.get_last_error?(stream).map { String(cString: $0) }
      return broken(text ?? "error \(code)")
    }
    guard let getSchema = stream.pointee.get_schema, let getNext = stream.pointee.get_next else {
      throw broken("it has no functions")
    }
    var schema = ArrowSchema()
    let code = getSchema(stream, &schema)
    guard code == 0 else { throw failure(code) }
    defer { schema.release?(&schema) }
    guard schema.format.map({ String(cString: $0) }) == "+s" else { throw broken("it is not one of tables") }
    let fields = (0..<Int(schema.n_children)).compactMap { schema.children?[$0] }
    guard fields.count == Int(schema.n_children) else { throw broken("its schema lacks columns") }
    names = fields.map { $0.pointee.name.map { String(cString: $0) } ?? "" }
    func format(_ field: UnsafeMutablePointer<ArrowSchema>) -> String {
      field.pointee.format.map { String(cString: $0) } ?? ""
    }
    formats = fields.map { field in field.pointee.dictionary.map(format) ?? format(field) }
    types = fields.map { ArrowType(format: format($0)) }
    // Values of a dictionary that are codes of another one are not looked up a second time.
    dictionaryTypes = fields.map {
      $0.pointee.dictionary.map { $0.pointee.dictionary == nil ? ArrowType(format: format($0)) : .other }
    }
    var found: [ArrowBatch] = []
    var total = 0
    while true {
      var array = ArrowArray()
      let code = getNext(stream, &array)
      guard code == 0 else { throw failure(code) }
      if array.release == nil { break }
      let batch = ArrowBatch(taking: array, first: total)
      if let fault = batch.fault(types: types, dictionaryTypes: dictionaryTypes) { throw broken(fault) }
      total += batch.count
      if batch.count > 0 { found.append(batch) }
    }
    (batches, count) = (found, total)
  }

  /// The format of a column that holds neither words nor numbers nor days; nil where it can be read.
  func unreadableFormat(of column: Int) -> String? {
    let type = dictionaryTypes[column] ?? types[column]
    return type == .other ? formats[column] : nil
  }

  /// A frame is equal to itself alone.
  public static func == (a: ArrowFrame, b: ArrowFrame) -> Bool { a === b }

  /// Hashes the frame's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// One record batch, released when nobody needs it any longer.
package final class ArrowBatch {
  private var array: ArrowArray
  /// How many rows stand in batches before this one.
  package let first: Int

  init(taking array: ArrowArray, first: Int) { (self.array, self.first) = (array, first) }

  deinit { array.release?(&array) }

  package var count: Int { Int(array.length) }

  /// A column of the batch.
  package func column(_ index: Int, _ type: ArrowType, dictionary: ArrowType?) -> ArrowColumn? {
    guard let child = array.children?[index] else { return nil }
    return ArrowColumn(child, type, skipped: Int(array.offset), dictionary: dictionary)
  }

  /// What is wrong with the batch, nil where its shape is that of its schema.
  func fault(types: [ArrowType], dictionaryTypes: [ArrowType?]) -> String? {
    guard array.length >= 0, array.offset >= 0 else { return "a batch has a negative length" }
    guard Int(array.n_children) == types.count else { return "a batch has another number of columns than the schema" }
    if array.null_count > 0 { return "a batch has rows that are null as a whole" }
    for column in types.indices {
      guard let child = array.children?[column] else { return "a batch lacks column \(column + 1)" }
      let array = child.pointee
      guard array.length >= self.array.offset + self.array.length, array.offset >= 0 else {
        return "column \(column + 1) is shorter than its batch"
      }
      if let fault = Self.fault(array, types[column]) { return "column \(column + 1) \(fault)" }
      guard let dictionary = dictionaryTypes[column] else { continue }
      guard let values = array.dictionary else { return "column \(column + 1) lacks its dictionary" }
      if let fault = Self.fault(values.pointee, dictionary) { return "the dictionary of column \(column + 1) \(fault)" }
    }
    return nil
  }

  private static func fault(_ array: ArrowArray, _ type: ArrowType) -> String? {
    guard Int(array.n_buffers) >= type.buffers else { return "lacks buffers" }
    // A null pointer may stand for a buffer of nothing.
    let isEmpty = array.length + array.offset == 0
    guard type.buffers < 2 || isEmpty || array.buffers?[1] != nil else { return "lacks its values" }
    return nil
  }
}
