extension Double {
  /// The nearest number to a wide sum; `Double(_:)` of an `Int128` is generic and takes seventy times as long.
  init(nearest sum: Int128) {
    let low = Int64(truncatingIfNeeded: sum)
    self = Int128(low) == sum ? Double(low) : Double(sum)
  }
}
