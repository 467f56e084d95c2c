/// Reads a ``SchemaCoordinate``, whose grammar and tokens are its own: nothing is ignored between
/// them, and `.` is one.
struct SchemaCoordinateParser {
  private let bytes: [UInt8]
  private var index = 0
  private var token: Token

  // SchemaCoordinateToken :: SchemaCoordinatePunctuator | Name
  private enum Token: Equatable {
    case punctuator(UInt8)
    case name(String)
    case end
  }

  init(_ bytes: [UInt8]) throws(SyntaxError) {
    self.bytes = bytes
    token = .end
    try advance(from: 0)
  }

  // SchemaCoordinate :: TypeCoordinate | MemberCoordinate | ArgumentCoordinate |
  // DirectiveCoordinate | DirectiveArgumentCoordinate
  mutating func coordinate() throws(SyntaxError) -> SchemaCoordinate {
    let isDirective = try take(UInt8(ascii: "@"))
    let name = try self.name()
    var member: String?
    if !isDirective, try take(UInt8(ascii: ".")) { member = try self.name() }
    var argument: String?
    if isDirective || member != nil, try take(UInt8(ascii: "(")) {
      argument = try self.name()
      try expect(UInt8(ascii: ":"))
      try expect(UInt8(ascii: ")"))
    }
    guard token == .end else { throw unexpected(text(of: .end)) }
    switch (isDirective, member, argument) {
    case (true, _, let argument?): return .directiveArgument(directive: name, name: argument)
    case (true, _, nil): return .directive(name)
    case (false, let field?, let argument?):
      return .argument(type: name, field: field, name: argument)
    case (false, let member?, nil): return .member(type: name, name: member)
    case (false, nil, _): return .type(name)
    }
  }

  private mutating func name() throws(SyntaxError) -> String {
    guard case .name(let name) = token else { throw unexpected("Name") }
    try advance(from: index + name.utf8.count)
    return name
  }

  private mutating func take(_ punctuator: UInt8) throws(SyntaxError) -> Bool {
    guard token == .punctuator(punctuator) else { return false }
    try advance(from: index + 1)
    return true
  }

  private mutating func expect(_ punctuator: UInt8) throws(SyntaxError) {
    guard try take(punctuator) else { throw unexpected(text(of: .punctuator(punctuator))) }
  }

  /// Reads the token that begins at a place.
  private mutating func advance(from start: Int) throws(SyntaxError) {
    index = start
    guard start < bytes.count else { return token = .end }
    switch bytes[start] {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "@"):
      token = .punctuator(bytes[start])
    case let byte where byte.isNameStart:
      let name = bytes[start...].prefix { $0.isNameContinue }
      token = .name(String(decoding: name, as: UTF8.self))
    default:
      let shown = Lexer(bytes, tokenLimit: 0).characterText(at: start)
      throw SyntaxError("Invalid character: \(shown).", at: start)
    }
  }

  private func unexpected(_ expected: String) -> SyntaxError {
    SyntaxError("Expected \(expected), found \(text(of: token)).", at: index)
  }

  private func text(of token: Token) -> String {
    switch token {
    case .punctuator(let byte): "\"\(Unicode.Scalar(byte))\""
    case .name(let name): "Name \"\(name.shortened(to: Limits.echo))\""
    case .end: "<EOF>"
    }
  }
}
