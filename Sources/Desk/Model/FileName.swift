/// The name of a file as everybody can take it.
///
/// What a client sends may hold a path, characters that turn the direction of reading or end a
/// line, and more of it than any disk takes. The ending stays, for people go by it.
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
    let isEdge = { (scalar: Unicode.Scalar) in scalar == "." || scalar.properties.isWhitespace }
    let start = scalars.drop { $0.properties.isWhitespace }
    let end = start.lastIndex { !isEdge($0) }
    let name = end.map { String(Substring(start[...$0])) } ?? ""
    text = name.isEmpty || name == "." || name == ".." ? Self.nameless : Self.shortened(name)
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
