import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Text in CP932 by the system's iconv, which knows the way back as a table of its own.
public func cp932(_ text: String) throws -> Data {
  let converter = iconv_open("CP932", "UTF-8")
  guard Int(bitPattern: converter) != -1 else { throw CocoaError(.fileWriteInapplicableStringEncoding) }
  defer { iconv_close(converter) }
  var input = text.utf8.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: input.count * 2 + 16)
  var (inputLeft, outputLeft) = (input.count, output.count)
  let converted = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      var (from, to) = (source.baseAddress, target.baseAddress)
      return iconv(converter, &from, &inputLeft, &to, &outputLeft)
    }
  }
  guard converted == 0, inputLeft == 0 else { throw CocoaError(.fileWriteInapplicableStringEncoding) }
  return Data(output.dropLast(outputLeft).map { UInt8(bitPattern: $0) })
}
