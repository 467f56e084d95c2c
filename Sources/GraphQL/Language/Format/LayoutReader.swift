/// Reads the layout of a document out of its tokens.
///
/// The text is one that ``Parser`` took, so the tokens are those of the grammar and their depth is
/// bounded. A comment at a place where it would break an item apart, as between a name and its
/// arguments, moves above the item.
struct LayoutReader {
  private let bytes: [UInt8]
  private let tokens: [CommentedToken]
  private var place = 0

  /// - Parameters:
  ///   - bytes: The text.
  ///   - tokens: All of its tokens, of which the last is the end.
  init(_ bytes: [UInt8], _ tokens: [CommentedToken]) {
    self.bytes = bytes
    self.tokens = tokens
  }

  /// The definitions, and the comments behind the last of them.
  mutating func document() -> (definitions: [LayoutItem], comments: [Comment]) {
    var definitions: [LayoutItem] = []
    while let kind, kind != .endOfFile { definitions.append(definition()) }
    return (definitions, tokens.last?.leading ?? [])
  }

  private var kind: Token.Kind? { place < tokens.count ? tokens[place].kind : nil }

  private func text(of token: Token) -> String {
    String(decoding: bytes[token.start..<token.end], as: UTF8.self)
  }
}

// MARK: - Items

extension LayoutReader {
  /// An item that is being read: comments within it move above it.
  private struct Open {
    var item = LayoutItem()
    var isEmpty = true
    /// Behind the last token, which may be the item's last.
    var pending: String?

    mutating func meet(_ token: CommentedToken) {
      if isEmpty {
        item.leading = token.leading
        item.followsBlankLine = token.followsBlankLine
        isEmpty = false
      } else {
        for text in [pending].compactMap({ $0 }) + token.leading.map(\.text) {
          item.leading.append(Comment(text: text, followsBlankLine: false))
        }
      }
      pending = token.trailing
    }

    mutating func append(_ text: String) {
      if case .text(let before)? = item.pieces.last {
        item.pieces[item.pieces.count - 1] = .text(before + text)
      } else {
        item.pieces.append(.text(text))
      }
    }

    func finished() -> LayoutItem {
      var item = item
      item.trailing = pending
      return item
    }
  }

  /// Takes the present token, as its text with something before and behind it.
  private mutating func take(_ open: inout Open, _ before: String = "", _ after: String = "") {
    guard let token = next() else { return }
    open.meet(token)
    open.append(before + text(of: token.token) + after)
  }

  private mutating func next() -> CommentedToken? {
    guard let kind, kind != .endOfFile else { return nil }
    defer { place += 1 }
    return tokens[place]
  }

  private mutating func item(_ read: (inout LayoutReader, inout Open) -> Void) -> LayoutItem {
    var open = Open()
    let start = place
    read(&self, &open)
    // No text that was parsed comes here; one that was not ends all the same.
    if place == start { take(&open) }
    return open.finished()
  }

  /// Takes what stands between the present bracket and the one that closes it.
  private mutating func group(
    _ kind: LayoutGroup.Kind,
    to end: Token.Kind,
    _ open: inout Open,
    _ read: (inout LayoutReader, inout Open) -> Void
  ) {
    guard let bracket = next() else { return }
    open.meet(bracket)
    open.pending = nil
    var group = LayoutGroup(kind)
    group.afterOpen = bracket.trailing
    while let kind = self.kind, kind != end, kind != .endOfFile { group.items.append(item(read)) }
    if let close = next() {
      group.dangling = close.leading
      open.pending = close.trailing
    }
    group.finish()
    open.item.pieces.append(.group(group))
  }
}

// MARK: - Grammar

extension LayoutReader {
  private mutating func definition() -> LayoutItem {
    item { reader, open in
      reader.description(&open)
      guard reader.kind == .name else { return reader.selectionSet(&open) }
      reader.take(&open)
      var isNamed = false
      while reader.kind == .name {
        reader.take(&open, " ")
        isNamed = true
      }
      if reader.kind == .openParen {
        if !isNamed { open.append(" ") }
        reader.group(.parentheses, to: .closeParen, &open) { $0.variable(&$1) }
      }
      reader.directives(&open)
      open.append(" ")
      reader.selectionSet(&open)
    }
  }

  private mutating func description(_ open: inout Open) {
    guard kind == .string || kind == .blockString else { return }
    value(&open)
    open.item.pieces.append(.lineBreak)
  }

  private mutating func variable(_ open: inout Open) {
    description(&open)
    take(&open)
    take(&open)
    take(&open, "", " ")
    while let kind, [.openBracket, .name, .closeBracket, .bang].contains(kind) { take(&open) }
    if kind == .equals {
      take(&open, " ", " ")
      value(&open)
    }
    directives(&open)
  }

  private mutating func selectionSet(_ open: inout Open) {
    guard kind == .openBrace else { return }
    group(.selections, to: .closeBrace, &open) { $0.selection(&$1) }
  }

  private mutating func selection(_ open: inout Open) {
    if kind == .spread {
      take(&open)
      if kind == .name {
        let isCondition = text(of: tokens[place].token) == "on"
        take(&open, isCondition ? " " : "")
        if isCondition { take(&open, " ") }
      }
    } else {
      take(&open)
      if kind == .colon {
        take(&open, "", " ")
        take(&open)
      }
      arguments(&open)
    }
    directives(&open)
    guard kind == .openBrace else { return }
    open.append(" ")
    selectionSet(&open)
  }

  private mutating func arguments(_ open: inout Open) {
    guard kind == .openParen else { return }
    group(.parentheses, to: .closeParen, &open) { $0.argument(&$1) }
  }

  private mutating func directives(_ open: inout Open) {
    while kind == .at {
      take(&open, " ")
      take(&open)
      arguments(&open)
    }
  }

  /// An argument, or a field of an object.
  private mutating func argument(_ open: inout Open) {
    take(&open)
    take(&open, "", " ")
    value(&open)
  }

  private mutating func value(_ open: inout Open) {
    switch kind {
    case .openBracket: group(.list, to: .closeBracket, &open) { $0.value(&$1) }
    case .openBrace: group(.object, to: .closeBrace, &open) { $0.argument(&$1) }
    case .dollar:
      take(&open)
      take(&open)
    case .blockString:
      guard let token = next() else { return }
      open.meet(token)
      let range = token.token.start..<token.token.end
      let value = BlockString.value(in: bytes, range: range)
      open.item.pieces.append(.block(value, written: text(of: token.token)))
    default: take(&open)
    }
  }
}
