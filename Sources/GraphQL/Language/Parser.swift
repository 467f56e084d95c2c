/// Reads a text into a ``Document``, by recursive descent with one token of look-ahead.
///
/// A `mutating` function consumes; one that is not only looks. Every production that can hold
/// itself counts its depth, so no text overflows the stack. What belongs together is gathered on a
/// scratch stack and moved to its table in one piece when it ends.
///
/// - Source: [Document syntax](https://spec.graphql.org/September2025/#sec-Document-Syntax); the
///   messages are graphql-js's.
public struct Parser {
  var document: Document
  var token: Token
  /// The end of the token before `token`.
  var previousEnd = 0
  private var lexer: Lexer
  private var names = NameTable()
  private let limits: Limits
  private var depth = 0
  /// Selections, values and object fields whose set, list or object has not ended.
  var openSelections: [Selection] = []
  var openValues: [Value] = []
  var openObjectFields: [ObjectField] = []

  /// The document that a text is: executable definitions, type system definitions or both.
  ///
  /// - Throws: ``SyntaxError``: the first place that breaks the grammar or a limit.
  /// - Complexity: O(length of the text).
  public static func parse(
    _ source: Source,
    limits: Limits = .standard
  ) throws(SyntaxError) -> Document {
    // 32 bits hold every offset, whatever the limits say.
    let longest = min(limits.documentBytes, Int(Int32.max) - 1)
    guard source.bytes.count <= longest else {
      throw .tooLong(source.bytes.count, limit: longest)
    }
    var parser = try Parser(source, limits: limits)
    try parser.parseDocument()
    parser.document.names = parser.names.names
    return parser.document
  }

  private init(_ source: Source, limits: Limits) throws(SyntaxError) {
    self.document = Document(source: source, echo: limits.echo)
    self.limits = limits
    self.lexer = Lexer(source.bytes, tokenLimit: limits.tokens)
    self.token = try lexer.next()
  }

  // Document : Definition+
  private mutating func parseDocument() throws(SyntaxError) {
    repeat { try parseDefinition() } while token.kind != .endOfFile
  }

  // Definition : ExecutableDefinition | TypeSystemDefinitionOrExtension
  private mutating func parseDefinition() throws(SyntaxError) {
    let start = token
    if token.kind == .openBrace { return try parseShorthandQuery() }
    let description = try parseDescription()
    if description != nil, token.kind == .openBrace {
      throw SyntaxError(
        "Unexpected description, descriptions are not supported on shorthand queries.",
        at: start.start
      )
    }
    guard token.kind == .name else { throw unexpected() }
    let head = DefinitionHead(start: start.start, description: description)
    switch text(of: token) {
    case "query", "mutation", "subscription": try parseOperation(head)
    case "fragment": try parseFragmentDefinition(head)
    case "extend" where description != nil:
      throw .unexpectedDescription(at: start.start)
    case "extend": try parseExtension(head)
    default: try parseTypeSystemDefinition(head)
    }
  }
}

/// What every definition begins with.
struct DefinitionHead {
  var start: Int
  var description: DescriptionNode?
  var isExtension = false
}

// MARK: - Moving

extension Parser {
  /// Moves behind the present token, which it returns.
  @discardableResult
  mutating func advance() throws(SyntaxError) -> Token {
    let passed = token
    previousEnd = passed.end
    token = try lexer.next()
    return passed
  }

  /// Moves behind the present token if it is of a kind.
  mutating func take(_ kind: Token.Kind) throws(SyntaxError) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  /// Moves behind the present token if it is a word.
  mutating func takeKeyword(_ word: String) throws(SyntaxError) -> Bool {
    guard isKeyword(word) else { return false }
    try advance()
    return true
  }

  @discardableResult
  mutating func expect(_ kind: Token.Kind) throws(SyntaxError) -> Token {
    guard token.kind == kind else { throw expected(kind) }
    return try advance()
  }

  mutating func expectKeyword(_ word: String) throws(SyntaxError) {
    guard isKeyword(word) else {
      throw SyntaxError("Expected \"\(word)\", found \(describe(token)).", at: token.start)
    }
    try advance()
  }

  // Name :: NameStart NameContinue*
  mutating func parseName() throws(SyntaxError) -> Name {
    let name = try expect(.name)
    return Name(id: intern(name), range: name.range)
  }

  // Description : StringValue
  mutating func parseDescription() throws(SyntaxError) -> DescriptionNode? {
    guard token.kind == .string || token.kind == .blockString else { return nil }
    let string = try parseString()
    return DescriptionNode(string: string.place, isBlock: string.isBlock)
  }

  /// The value of the present string token, kept in ``Document/strings``.
  mutating func parseString() throws(SyntaxError) -> (place: Int, isBlock: Bool) {
    let string = try advance()
    let isBlock = string.kind == .blockString
    document.strings.append(stringValue(of: string))
    return (document.strings.count - 1, isBlock)
  }

  mutating func intern(_ token: Token) -> NameID {
    names.intern(token.start..<token.end, in: lexer.bytes)
  }

  /// Goes one level down; the caller goes up again with ``leave()`` unless it throws.
  mutating func enter() throws(SyntaxError) {
    guard depth < limits.recursion else { throw .tooDeep(limits.recursion, at: token.start) }
    depth += 1
  }

  mutating func leave() { depth -= 1 }
}

// MARK: - Looking

extension Parser {
  func isKeyword(_ word: String) -> Bool {
    token.kind == .name && lexer.bytes[token.start..<token.end].elementsEqual(word.utf8)
  }

  func text(of token: Token) -> String {
    String(decoding: lexer.bytes[token.start..<token.end], as: UTF8.self)
  }

  func stringValue(of token: Token) -> String {
    let range = token.start..<token.end
    return token.kind == .blockString
      ? BlockString.value(in: lexer.bytes, range: range)
      : StringLiteral.value(in: lexer.bytes, range: range)
  }

  /// From the start of a node to the end of the last token that was consumed.
  func range(from start: Int) -> SourceRange {
    SourceRange(start: Int32(clamping: start), end: Int32(clamping: previousEnd))
  }

  func unexpected() -> SyntaxError { unexpected(token) }

  func unexpected(_ token: Token) -> SyntaxError {
    SyntaxError("Unexpected \(describe(token)).", at: token.start)
  }

  func expected(_ kind: Token.Kind) -> SyntaxError {
    SyntaxError("Expected \(kind.text), found \(describe(token)).", at: token.start)
  }

  /// A token in messages: `Name "type"`, `"}"`, `<EOF>`.
  func describe(_ token: Token) -> String {
    switch token.kind {
    case .name, .int, .float:
      "\(token.kind.text) \"\(text(of: token).shortened(to: document.echo))\""
    case .string, .blockString:
      "\(token.kind.text) \"\(stringValue(of: token).shortened(to: document.echo))\""
    default:
      token.kind.text
    }
  }
}

extension String {
  /// The first scalars of a text, with an ellipsis where some are missing.
  func shortened(to count: Int) -> String {
    guard unicodeScalars.count > count else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(count))) + "…"
  }
}

extension NodeRange {
  /// The nodes from a place to the end of a table.
  init(from start: Int, to end: Int) {
    self.init(start: Int32(clamping: start), count: Int32(clamping: end - start))
  }
}
