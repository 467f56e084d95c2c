import Bytes

/// Turns numbers into texts that tell nobody anything, and back.
///
/// A number is masked by a hash of a secret and of random bytes that stand beside it, and a tag over
/// both tells ours from made-up ones. The secret lives as long as the program runs.
///
/// - Shape: 8 random bytes, 8 masked ones, 8 of the tag, in base64url: 32 characters.
struct PositionSeal: Sendable {
  private static let part = 8
  private let secret = Random.bytes(32)

  func text(of number: Int64) -> String {
    let nonce = Random.bytes(Self.part)
    let masked = mask(Self.bytes(of: number), nonce)
    return Base64.text(of: nonce + masked + tag(nonce, masked), as: .url)
  }

  /// The number in a text of ours; `nil` for any other.
  func number(in text: String) -> Int64? {
    guard text.utf8.count == Self.part * 4, let bytes = Base64.decode(text, as: .url),
      bytes.count == Self.part * 3
    else { return nil }
    let nonce = Array(bytes[0..<Self.part])
    let masked = Array(bytes[Self.part..<2 * Self.part])
    guard tag(nonce, masked).elementsEqual(bytes[(2 * Self.part)...]) else {
      return nil
    }
    return mask(masked, nonce).reduce(Int64(0)) { $0 << 8 | Int64($1) }
  }

  private func mask(_ bytes: [UInt8], _ nonce: [UInt8]) -> [UInt8] {
    zip(bytes, SHA256.hash(secret + [0] + nonce)).map { $0 ^ $1 }
  }

  private func tag(_ nonce: [UInt8], _ masked: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(secret + [1] + nonce + masked).prefix(Self.part))
  }

  private static func bytes(of number: Int64) -> [UInt8] {
    (0..<part).map { UInt8(truncatingIfNeeded: number >> (8 * Int64(part - 1 - $0))) }
  }
}
