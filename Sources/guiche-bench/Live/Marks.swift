/// The numbers that the changes of one measurement carry in their texts.
///
/// Other measurements have left theirs on the same data, so each has a number of its own too.
struct Marks: Sendable {
  private let prefix: [UInt8]
  private static let sign = UInt8(ascii: "~")

  /// - Parameter run: The number of the measurement.
  init(run: Int) { prefix = Array("~\(run).".utf8) }

  /// What is posted as a change of this number.
  func text(_ number: Int) -> String {
    "\(String(decoding: prefix, as: UTF8.self))\(number)~ \(Self.words)"
  }

  /// As long as people's messages are.
  private static let words = """
    Enviei o documento que faltava, em duas vias, e aguardo o retorno da secretaria: o prazo termina \
    na sexta-feira e ainda falta a assinatura do responsável.
    """

  /// The number in a text that came.
  ///
  /// - Parameters:
  ///   - bytes: Hold the text.
  ///   - range: Where it is.
  /// - Returns: `nil` where there is none of this measurement.
  func number(in bytes: [UInt8], _ range: Range<Int>) -> Int32? {
    var place = range.lowerBound
    while place + prefix.count < range.upperBound {
      guard bytes[place] == Self.sign, isPrefix(of: bytes, at: place) else {
        place += 1
        continue
      }
      place += prefix.count
      var number: Int32 = 0
      while place < range.upperBound, case let digit = bytes[place] &- 0x30, digit < 10 {
        guard number < 100_000_000 else { return nil }
        number = number * 10 + Int32(digit)
        place += 1
      }
      return place < range.upperBound && bytes[place] == Self.sign ? number : nil
    }
    return nil
  }

  private func isPrefix(of bytes: [UInt8], at place: Int) -> Bool {
    for offset in prefix.indices where bytes[place + offset] != prefix[offset] { return false }
    return true
  }
}
