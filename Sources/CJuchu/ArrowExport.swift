import CArrow

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Hands a table on by Arrow's C stream interface: a schema, one record batch, and the end.
enum ArrowExport {
  /// A table on its way.
  private final class Source {
    let table: ResultTable
    var isTaken = false
    private let token = LiveHandles.Token()

    init(_ table: ResultTable) { self.table = table }
  }

  /// Writes a stream of a table.
  static func write(_ table: ResultTable, to out: UnsafeMutablePointer<ArrowArrayStream>) {
    out.pointee = ArrowArrayStream(
      get_schema: { stream, out in
        guard let table = ArrowExport.source(stream)?.table, let out else { return EINVAL }
        ArrowExport.writeSchema(of: table, to: out)
        return 0
      },
      get_next: { stream, out in
        guard let source = ArrowExport.source(stream), let out else { return EINVAL }
        out.pointee = ArrowArray()
        if !source.isTaken { ArrowExport.writeBatch(of: source.table, to: out) }
        source.isTaken = true
        return 0
      },
      get_last_error: { _ in nil },
      release: { stream in
        guard let stream, let data = stream.pointee.private_data else { return }
        Unmanaged<Source>.fromOpaque(data).release()
        (stream.pointee.private_data, stream.pointee.release) = (nil, nil)
      },
      private_data: Unmanaged.passRetained(Source(table)).toOpaque())
  }

  private static func source(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> Source? {
    stream?.pointee.private_data.map { Unmanaged<Source>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: Schemas

  private static func writeSchema(of table: ResultTable, to out: UnsafeMutablePointer<ArrowSchema>) {
    let children = UnsafeMutablePointer<UnsafeMutablePointer<ArrowSchema>?>.allocate(
      capacity: max(1, table.names.count))
    for (place, name) in table.names.enumerated() {
      let child = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
      child.initialize(to: schema(format(table.columns[place]), name: name, flags: Int64(ARROW_FLAG_NULLABLE)))
      children[place] = child
    }
    out.pointee = schema("+s", name: "", flags: 0)
    (out.pointee.n_children, out.pointee.children) = (Int64(table.names.count), children)
  }

  private static func schema(_ format: String, name: String, flags: Int64) -> ArrowSchema {
    var schema = ArrowSchema()
    (schema.format, schema.name, schema.flags) = (UnsafePointer(strdup(format)), UnsafePointer(strdup(name)), flags)
    schema.release = { schema in
      guard let schema else { return }
      if let children = schema.pointee.children {
        for place in 0..<Int(schema.pointee.n_children) {
          guard let child = children[place] else { continue }
          child.pointee.release?(child)
          child.deallocate()
        }
        children.deallocate()
      }
      free(UnsafeMutablePointer(mutating: schema.pointee.format))
      free(UnsafeMutablePointer(mutating: schema.pointee.name))
      schema.pointee = ArrowSchema()
    }
    return schema
  }

  private static func format(_ values: ResultTable.Values) -> String {
    switch values {
    case .integers: "l"
    case .numbers: "g"
    case .texts: "U"
    }
  }

  // MARK: Arrays

  private static func writeBatch(of table: ResultTable, to out: UnsafeMutablePointer<ArrowArray>) {
    let children = UnsafeMutablePointer<UnsafeMutablePointer<ArrowArray>?>.allocate(
      capacity: max(1, table.columns.count))
    for (place, values) in table.columns.enumerated() {
      let child = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
      child.initialize(to: column(values, count: table.count))
      children[place] = child
    }
    out.pointee = array(count: table.count, nulls: 0, buffers: [nil])
    (out.pointee.n_children, out.pointee.children) = (Int64(table.columns.count), children)
  }

  private static func column(_ values: ResultTable.Values, count: Int) -> ArrowArray {
    switch values {
    case .integers(let values):
      return array(
        count: count, nulls: values.count { $0 == nil },
        buffers: [validity(values.map { $0 != nil }), copy(values.map { $0 ?? 0 })])
    case .numbers(let values):
      return array(
        count: count, nulls: values.count { $0 == nil },
        buffers: [validity(values.map { $0 != nil }), copy(values.map { $0 ?? 0 })])
    case .texts(let values):
      var (offsets, bytes): ([Int64], [UInt8]) = ([0], [])
      for value in values {
        if let value { bytes += Array(value.utf8) }
        offsets.append(Int64(bytes.count))
      }
      return array(
        count: count, nulls: values.count { $0 == nil },
        buffers: [validity(values.map { $0 != nil }), copy(offsets), copy(bytes)])
    }
  }

  /// An array over buffers that it frees.
  private static func array(count: Int, nulls: Int, buffers: [UnsafeMutableRawPointer?]) -> ArrowArray {
    let list = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: buffers.count)
    for (place, buffer) in buffers.enumerated() { (list + place).initialize(to: UnsafeRawPointer(buffer)) }
    var array = ArrowArray()
    (array.length, array.null_count) = (Int64(count), Int64(nulls))
    (array.n_buffers, array.buffers) = (Int64(buffers.count), list)
    array.release = { array in
      guard let array else { return }
      // A child that was moved away has no release any more.
      if let children = array.pointee.children {
        for place in 0..<Int(array.pointee.n_children) {
          guard let child = children[place] else { continue }
          child.pointee.release?(child)
          child.deallocate()
        }
        children.deallocate()
      }
      if let buffers = array.pointee.buffers {
        for place in 0..<Int(array.pointee.n_buffers) { free(UnsafeMutableRawPointer(mutating: buffers[place])) }
        buffers.deallocate()
      }
      array.pointee = ArrowArray()
    }
    return array
  }

  /// A copy of values; there is one even of nothing.
  private static func copy<Value>(_ values: [Value]) -> UnsafeMutableRawPointer? {
    let size = values.count * MemoryLayout<Value>.stride
    let buffer = malloc(size + 64)
    values.withUnsafeBytes { bytes in
      if let buffer, let start = bytes.baseAddress { buffer.copyMemory(from: start, byteCount: size) }
    }
    return buffer
  }

  private static func validity(_ isThere: [Bool]) -> UnsafeMutableRawPointer? {
    var bits = [UInt8](repeating: 0, count: (isThere.count + 7) / 8)
    for (place, isThere) in isThere.enumerated() where isThere { bits[place >> 3] |= 1 << UInt8(place & 7) }
    return copy(bits)
  }
}
