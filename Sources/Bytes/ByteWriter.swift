/// A growing buffer that a response is written into.
///
/// It owns raw memory, for this is the hottest code of the house: an append is a bounds check and a
/// copy. Everything unsafe about it is in this file.
///
/// - Complexity: every append is amortised O(bytes appended).
@safe public struct ByteWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes were written.
  public private(set) var count = 0

  public init(capacity: Int = 4_096) {
    self.capacity = max(capacity, 64)
    unsafe base = .allocate(capacity: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  /// Makes room for that many more bytes.
  public mutating func reserve(_ additional: Int) {
    let needed = count + additional
    guard needed > capacity else { return }
    let larger = max(needed, capacity * 2)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe moved.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = moved
    capacity = larger
  }

  public mutating func append(_ byte: UInt8) {
    if count == capacity { reserve(1) }
    unsafe base[count] = byte
    count += 1
  }

  public mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe append(copying: $0) }
  }

  public mutating func append(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe append(copying: $0) }
  }

  public mutating func append(_ text: StaticString) {
    unsafe append(
      copying: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }

  public mutating func append(utf8 text: String) {
    var text = text
    text.withUTF8 { unsafe append(copying: UnsafeRawBufferPointer($0)) }
  }

  @unsafe public mutating func append(copying bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    unsafe UnsafeMutableRawPointer(base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  /// An integer in decimal digits.
  public mutating func append(decimal value: Int64) {
    reserve(20)
    if value < 0 { append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    var place = count
    repeat {
      unsafe base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      place += 1
    } while rest > 0
    var low = count
    var high = place - 1
    while low < high {
      unsafe (base[low], base[high]) = unsafe (base[high], base[low])
      low += 1
      high -= 1
    }
    count = place
  }

  /// The bytes of a text as the inside of a JSON string, escaped where RFC 8259 section 7 asks.
  public mutating func append(escaping bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe append(escaping: $0) }
  }

  /// A text as a JSON string, quotation marks included.
  public mutating func append(quoting text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { unsafe append(escaping: UnsafeRawBufferPointer($0)) }
    append(UInt8(ascii: "\""))
  }

  @unsafe mutating func append(escaping bytes: UnsafeRawBufferPointer) {
    let length = bytes.count
    var clean = 0
    var index = 0
    while index < length {
      if index &+ 8 <= length {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if !ByteWriter.needsEscape(word) {
          index &+= 8
          continue
        }
      } else if length >= 8, index > length &- 8 {
        // The last bytes, read once more together with those before them that are clean.
        let word = unsafe bytes.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
        if clean <= length &- 8, !ByteWriter.needsEscape(word) { break }
      }
      let stop = min(index &+ 8, length)
      while index < stop {
        let byte = unsafe bytes[index]
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          unsafe append(copying: UnsafeRawBufferPointer(rebasing: bytes[clean..<index]))
          append(escape: byte)
          clean = index &+ 1
        }
        index &+= 1
      }
    }
    unsafe append(copying: UnsafeRawBufferPointer(rebasing: bytes[clean..<length]))
  }

  /// Whether one of eight bytes is a control character, a quotation mark or a backslash.
  ///
  /// Each difference borrows into the top bit of a byte that is below the bound; bytes that have the
  /// top bit themselves are parts of longer characters and are left out.
  private static func needsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let control = word &- ones &* 0x20
    let quotation = (word ^ ones &* 0x22) &- ones
    let backslash = (word ^ ones &* 0x5C) &- ones
    return (control | quotation | backslash) & ~word & (ones &* 0x80) != 0
  }

  /// A part of what another writer holds.
  ///
  /// - Precondition: `start...end` lies in it.
  public mutating func append(_ other: borrowing ByteWriter, from start: Int, to end: Int) {
    precondition(0 <= start && start <= end && end <= other.count)
    reserve(end &- start)
    unsafe UnsafeMutableRawPointer(base + count).copyMemory(
      from: other.base + start,
      byteCount: end &- start
    )
    count &+= end &- start
  }

  /// What another writer holds, as ``Base64`` writes it for URLs.
  public mutating func append(base64URL other: borrowing ByteWriter) {
    reserve(other.count / 3 * 4 + 4)
    let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    let digits = unsafe alphabet.utf8Start
    var place = 0
    while place < other.count {
      let left = other.count - place
      var group = unsafe Int(other.base[place]) << 16
      if left > 1 { group |= unsafe Int(other.base[place + 1]) << 8 }
      if left > 2 { group |= unsafe Int(other.base[place + 2]) }
      unsafe base[count] = digits[group >> 18]
      unsafe base[count + 1] = digits[group >> 12 & 0x3F]
      if left > 1 { unsafe base[count + 2] = digits[group >> 6 & 0x3F] }
      if left > 2 { unsafe base[count + 3] = digits[group & 0x3F] }
      count += min(left, 3) + 1
      place += 3
    }
  }

  private mutating func append(escape byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append(#"\""# as StaticString)
    case UInt8(ascii: "\\"): append(#"\\"# as StaticString)
    case 0x08: append(#"\b"# as StaticString)
    case 0x09: append(#"\t"# as StaticString)
    case 0x0A: append(#"\n"# as StaticString)
    case 0x0C: append(#"\f"# as StaticString)
    case 0x0D: append(#"\r"# as StaticString)
    default:
      append(#"\u00"# as StaticString)
      append(hexadecimal: byte >> 4)
      append(hexadecimal: byte & 0x0F)
    }
  }

  private mutating func append(hexadecimal digit: UInt8) {
    append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
  }

  /// What was written ends with `.0`.
  var hasSuffixPointZero: Bool {
    guard count >= 2 else { return false }
    return unsafe base[count - 2] == UInt8(ascii: ".") && base[count - 1] == UInt8(ascii: "0")
  }

  /// Takes back what was written after a place; more than was written is left as it is.
  public mutating func truncate(to length: Int) {
    count = min(count, max(length, 0))
  }

  /// What was written, as an array of its own.
  public func bytes() -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// What was written as text, for messages and tests.
  public func text() -> String {
    unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }
}
