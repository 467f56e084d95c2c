import CCrypt
import Glibc

/// Hashes passwords with yescrypt, and checks them.
///
/// One hash takes about 35 ms and 16 MiB, so it is never made on a loop or on the writer's thread.
///
/// - Source: [crypt(5)](https://manpages.debian.org/crypt.5), limits of sign-in.
public enum PasswordHash {
  /// Why a password cannot be one.
  public enum Fault: Error, Hashable, Sendable {
    /// Fewer than 8 characters.
    case tooShort
    /// More than 128 characters, or than libcrypt's 511 bytes.
    case tooLong
    /// A NUL would cut it short unseen.
    case hasNUL
    /// libcrypt refused, for example for want of memory.
    case failed
  }

  /// Says what is wrong with a new password.
  ///
  /// - Returns: `nil` where it can be one.
  public static func fault(of password: String) -> Fault? {
    if password.utf8.count > Limits.passwordBytes { return .tooLong }
    if password.utf8.contains(0) { return .hasNUL }
    let characters = password.unicodeScalars.count
    if characters < Limits.passwordCharacters.lowerBound { return .tooShort }
    return characters > Limits.passwordCharacters.upperBound ? .tooLong : nil
  }

  /// The hash of a new password, with a salt of its own.
  ///
  /// - Throws: ``Fault``.
  public static func make(of password: String) throws(Fault) -> String {
    if let fault = fault(of: password) { throw fault }
    let size = 192
    let setting = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) {
      (buffer) -> String? in
      guard let start = buffer.baseAddress else { return nil }
      // Without bytes of ours libcrypt takes the salt from the system's source of randomness.
      let made = unsafe crypt_gensalt_rn("$y$", Limits.passwordCost, nil, 0, start, Int32(size))
      return unsafe made.map { unsafe String(cString: $0) }
    }
    guard let setting, let hash = hash(password, setting) else { throw .failed }
    return hash
  }

  /// Whether a password is the one of a hash.
  ///
  /// - Parameters:
  ///   - password: What was typed; one that cannot be a password is never right, at the same cost.
  ///   - stored: The user's hash; `nil`, where there is no such user or no password, costs the same.
  /// - Returns: Whether it is right.
  public static func matches(_ password: String, _ stored: String?) -> Bool {
    let isUsable = fault(of: password) == nil
    let expected = stored ?? dummy
    guard let found = hash(isUsable ? password : "not a password", expected) else { return false }
    return areEqual(found, expected) && isUsable && stored != nil
  }

  /// Compared with where there is nobody, so that time does not tell who exists.
  ///
  /// It is the hash of a text that was thrown away.
  private static let dummy =
    "$y$j9T$zl2HmXLrhHIZQ9MbVrq1Y.$X7F2CdrHWg64DIe59uFnGyRApaoZdEJcPc2xYc9MAB1"

  /// Whether libcrypt takes the dummy, so that comparing with nobody costs what it should.
  static var isDummyUsable: Bool { hash("12345678", dummy) != nil }

  /// The hash of a text under a setting, which may be a hash; `nil` where libcrypt refuses.
  private static func hash(_ password: String, _ setting: String) -> String? {
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    unsafe memset(data, 0, MemoryLayout<crypt_data>.size)
    defer {
      // The password is in it.
      unsafe explicit_bzero(data, MemoryLayout<crypt_data>.size)
      unsafe data.deallocate()
    }
    guard let result = unsafe crypt_r(password, setting, data) else { return nil }
    let hash = unsafe String(cString: result)
    return hash.utf8.first == UInt8(ascii: "*") ? nil : hash
  }

  /// Compares in a time that does not depend on where they differ.
  private static func areEqual(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
  }
}
