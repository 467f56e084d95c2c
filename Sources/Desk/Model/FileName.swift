/// The name of a file as everybody can take it.
///
/// What a client sends may hold a path, characters that turn the direction of reading or end a
/// line, and more of it than any disk takes. The ending stays, for people go by it. How its accents
/// are written, as one character or as two, stays as it was sent.
public struct FileName: Hashable, Sendable {
  public let text: String

  /// - Parameter sent: As the client sent it.
  public init(_ sent: String) {
    let last = sent.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
    var scalars = String.UnicodeScalarView()
    // More than this many characters are never looked at: their number is the client's to choose.
    for scalar in (last ?? Substring().unicodeScalars).prefix(4 * Limits.fileNameBytes) {
      if Self.isLeftOut(scalar) { continue }
      scalars.append(Self.isReplaced(scalar) ? "_" : scalar)
    }
    let start = String(Substring(scalars.drop { $0.properties.isWhitespace }))
    let name = Self.ended(Self.shortened(Self.ended(start)))
    text = name.isEmpty ? Self.nameless : Self.isDevice(name) ? "_\(name)" : name
  }

  /// What a file is called that came without a name.
  static let nameless = "arquivo"

  private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }

  /// What some system gives a meaning of its own.
  private static func isReplaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "<", ">", ":", "\"", "|", "?", "*": true
    default: false
    }
  }

  /// The name without the dots and blanks at its end, which Windows takes away.
  private static func ended(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let end = scalars.lastIndex { $0 != "." && !$0.properties.isWhitespace }
    return end.map { String(Substring(scalars[...$0])) } ?? ""
  }

  /// Whether Windows takes a name for a device, whatever its ending.
  private static func isDevice(_ name: String) -> Bool {
    let stem = Array(name.utf8.prefix { $0 != UInt8(ascii: ".") })
    guard (3...4).contains(stem.count) else { return false }
    let upper = String(decoding: stem, as: UTF8.self).uppercased()
    if stem.count == 3 { return ["CON", "PRN", "AUX", "NUL"].contains(upper) }
    return ["COM", "LPT"].contains(upper.prefix(3)) && (0x30...0x39).contains(stem[3])
  }

  /// The name with as much of its beginning as fits before its ending.
  private static func shortened(_ name: String) -> String {
    guard name.utf8.count > Limits.fileNameBytes else { return name }
    var ending = ""
    if let dot = name.lastIndex(of: "."), name[dot...].utf8.count <= 16 {
      ending = String(name[dot...])
    }
    var kept = ""
    var bytes = ending.utf8.count
    for scalar in name.unicodeScalars {
      bytes += scalar.utf8.count
      if bytes > Limits.fileNameBytes { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + ending
  }
}
