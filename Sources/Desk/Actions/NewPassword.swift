import SQLite

/// A password that somebody is to have, hashed before the write: that takes about 35 ms.
///
/// A password is 8 to 128 characters and is not the user's own code.
struct NewPassword: Sendable {
  private enum Judged: Sendable {
    case none
    case bad
    case hashed(String)
  }

  private let judged: Judged
  /// Kept until the user's code is known, and no longer than the request.
  private let text: String

  /// Hashes a password, where it can be one and somebody may set it.
  ///
  /// - Parameters:
  ///   - text: As it was typed; `nil` for a user who cannot sign in.
  ///   - isPermitted: Whether the caller may set it; else nothing is hashed, so that nobody makes
  ///     the server work for nothing.
  init(_ text: String?, isPermitted: Bool) {
    self.text = text ?? ""
    guard let text else {
      judged = .none
      return
    }
    guard isPermitted, let hash = try? PasswordHash.make(of: text) else {
      judged = .bad
      return
    }
    judged = .hashed(hash)
  }

  /// The hash for a user of this code, or `nil` where there is none; what is wrong with the password
  /// stands in the input under this name.
  func hash(forCode code: String, _ input: inout PeopleInput, _ name: String) -> String? {
    switch judged {
    case .none: return nil
    case .bad:
      input.refuse(.invalidValue, name)
      return nil
    case .hashed(let hash):
      guard !Self.isSame(text, code) else {
        input.refuse(.invalidValue, name)
        return nil
      }
      return hash
    }
  }

  /// Whether two texts are the same but for the case of ASCII letters.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8) { Self.folded($0) == Self.folded($1) }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
