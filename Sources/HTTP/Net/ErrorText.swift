import Glibc

/// The C library's sentence for an `errno`.
enum ErrorText {
  /// The sentence of a code; for operators, never for clients.
  static func of(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
