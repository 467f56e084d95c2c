/// What stands on lines of its own, or between the brackets of a group: a definition, a selection, an
/// argument, a value.
struct LayoutItem {
  /// The comments above it.
  var leading: [Comment] = []
  /// Whether a blank line comes before it, or between it and its comments.
  var followsBlankLine = false
  var pieces: [Piece] = []
  /// The comment at the end of its last line.
  var trailing: String?

  /// A part of an item.
  enum Piece {
    case text(String)
    /// A block string: what it says, and how it was written.
    case block(String, written: String)
    case lineBreak
    case group(LayoutGroup)
  }
}

/// Items between brackets, on one line or each on its own.
struct LayoutGroup {
  let open: String
  let close: String
  var items: [LayoutItem] = []
  /// The comment behind the opening bracket.
  var afterOpen: String?
  /// The comments before the closing bracket.
  var dangling: [Comment] = []
  /// How many characters it takes on one line; `nil` where it cannot be on one.
  private(set) var flatWidth: Int?

  init(_ kind: Kind) {
    switch kind {
    case .parentheses: (open, close) = ("(", ")")
    case .list: (open, close) = ("[", "]")
    case .object, .selections: (open, close) = ("{", "}")
    }
    mayBeFlat = kind != .selections
  }

  private let mayBeFlat: Bool

  enum Kind {
    case parentheses
    case list
    case object
    /// Each on its own line, always.
    case selections
  }

  /// Measures it, when all of its items are there.
  mutating func finish() {
    guard mayBeFlat, afterOpen == nil, dangling.isEmpty else { return }
    var width = 2 + max(0, items.count - 1) * 2
    for item in items {
      guard let itemWidth = item.flatWidth else { return }
      width += itemWidth
    }
    flatWidth = width
  }

  /// Its one item, where that can stand between the brackets without a line of its own, as in
  /// `(input: {…})`.
  var onlyItem: LayoutItem? {
    guard mayBeFlat, items.count == 1, afterOpen == nil, dangling.isEmpty, let item = items.first,
      item.leading.isEmpty, item.trailing == nil, case .group? = item.pieces.last
    else { return nil }
    let isPlain = item.pieces.dropLast().allSatisfy { piece in
      if case .text = piece { true } else { false }
    }
    return isPlain ? item : nil
  }
}

extension LayoutItem {
  /// How many characters it takes on one line; `nil` where it cannot be on one.
  fileprivate var flatWidth: Int? {
    guard leading.isEmpty, trailing == nil else { return nil }
    var width = 0
    for piece in pieces {
      guard let pieceWidth = piece.flatWidth else { return nil }
      width += pieceWidth
    }
    return width
  }
}

extension LayoutItem.Piece {
  /// How many characters it takes on one line; `nil` where it cannot be on one.
  var flatWidth: Int? {
    switch self {
    case .text(let text): text.unicodeScalars.count
    case .block(let value, let written):
      Self.flatWidth(ofBlock: BlockString.literal(value, indentation: "") ?? written)
    case .lineBreak: nil
    case .group(let group): group.flatWidth
    }
  }

  private static func flatWidth(ofBlock literal: String) -> Int? {
    let isOneLine = literal.utf8.allSatisfy { $0 != 0x0A && $0 != 0x0D }
    return isOneLine ? literal.unicodeScalars.count : nil
  }

  /// How far the line goes on that this begins: to where it can be broken.
  var firstLineWidth: Int {
    switch self {
    case .lineBreak: 0
    case .text, .block: flatWidth ?? 3
    case .group: flatWidth ?? 1
    }
  }

  /// Whether the line ends within it.
  var endsLine: Bool { flatWidth == nil }
}
