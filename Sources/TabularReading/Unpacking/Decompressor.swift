import CZlib
import CZstd

/// Makes the bytes of a compressed file large again, block by block.
protocol Decompressor: AnyObject {
  /// Takes the next bytes of the file, none at its end, and hands on what they stand for.
  ///
  /// - Throws: `DecompressionFailure`, or what `handOn` throws.
  func take(_ bytes: [UInt8], _ handOn: (ArraySlice<UInt8>) throws(DataError.Problem) -> Void) throws(DataError.Problem)
}

/// GZIP, with any number of members.
final class GzipDecompressor: Decompressor {
  private var stream = z_stream()
  private var isOpen = false
  /// Whether a member has begun that has not ended.
  private var isInside = false
  private var output = [UInt8](repeating: 0, count: 1 << 20)

  init() {
    // 15 bits of window, 16 for the header of gzip.
    isOpen = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit {
    if isOpen { inflateEnd(&stream) }
  }

  func take(_ bytes: [UInt8], _ handOn: (ArraySlice<UInt8>) throws(DataError.Problem) -> Void) throws(DataError.Problem)
  {
    guard isOpen else { throw .damagedCompression(.gzip, reason: "zlib") }
    guard !bytes.isEmpty else {
      if isInside { throw .damagedCompression(.gzip, reason: "unexpected end of file") }
      return
    }
    var consumed = 0
    while consumed < bytes.count {
      // Zeros behind the last member fill a tape's block.
      if !isInside, bytes[consumed] == 0 {
        consumed += 1
        continue
      }
      isInside = true
      let room = output.count
      let (status, taken, made) = bytes.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + consumed })
          stream.avail_in = UInt32(bytes.count - consumed)
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(room)
          let status = inflate(&stream, Z_NO_FLUSH)
          return (status, bytes.count - consumed - Int(stream.avail_in), room - Int(stream.avail_out))
        }
      }
      consumed += taken
      if made > 0 { try handOn(output[..<made]) }
      switch status {
      case Z_STREAM_END:
        isInside = false
        inflateReset(&stream)
      case Z_OK: break
      case Z_BUF_ERROR where taken > 0 || made > 0 || consumed == bytes.count: break
      default:
        throw .damagedCompression(.gzip, reason: stream.msg.map { String(cString: $0) } ?? "zlib \(status)")
      }
    }
  }
}

/// Zstandard, with any number of frames.
final class ZstdDecompressor: Decompressor {
  private let stream = ZSTD_createDStream()
  private var output = [UInt8](repeating: 0, count: 1 << 20)
  private var isInside = false

  init() {
    // 128 MiB of memory at most, as the program itself has by default.
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
  }

  deinit {
    ZSTD_freeDStream(stream)
  }

  func take(_ bytes: [UInt8], _ handOn: (ArraySlice<UInt8>) throws(DataError.Problem) -> Void) throws(DataError.Problem)
  {
    guard !bytes.isEmpty else {
      if isInside { throw .damagedCompression(.zstd, reason: "unexpected end of file") }
      return
    }
    var consumed = 0
    var isFull = false
    while consumed < bytes.count || isFull {
      let room = output.count
      let (status, taken, made) = bytes.withUnsafeBytes { input in
        output.withUnsafeMutableBytes { output in
          var source = ZSTD_inBuffer(src: input.baseAddress, size: bytes.count, pos: consumed)
          var target = ZSTD_outBuffer(dst: output.baseAddress, size: room, pos: 0)
          let status = ZSTD_decompressStream(stream, &target, &source)
          return (status, source.pos - consumed, target.pos)
        }
      }
      guard ZSTD_isError(status) == 0 else {
        throw .damagedCompression(.zstd, reason: ZSTD_getErrorName(status).map { String(cString: $0) } ?? "zstd")
      }
      isInside = status != 0
      consumed += taken
      isFull = made == room
      if made > 0 { try handOn(output[..<made]) }
      if taken == 0, made == 0 { break }
    }
  }
}
