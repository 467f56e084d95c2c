/// Writes a layout as text.
///
/// What it writes depends on the layout alone, which is read again out of the text as it was.
struct LayoutPrinter {
  private(set) var text = ""
  /// How many levels the present line is indented by.
  private var level = 0
  /// How many characters the present line has.
  private var column = 0
  private let width: Int

  /// - Parameter width: How many characters a line has at most, where it can be broken.
  init(width: Int) {
    self.width = width
  }

  /// - Complexity: O(tokens × depth): every line is indented.
  mutating func write(definitions: [LayoutItem], comments: [Comment]) {
    for (position, definition) in definitions.enumerated() {
      write(definition, isFirst: position == 0, isApart: position > 0)
    }
    for comment in comments {
      if comment.followsBlankLine { text += "\n" }
      append(comment.text)
      newLine()
    }
  }

  /// A definition, and the end of its last line.
  private mutating func write(_ item: LayoutItem, isFirst: Bool, isApart: Bool) {
    if isApart { text += "\n" }
    for (position, comment) in item.leading.enumerated() {
      if position > 0, comment.followsBlankLine { text += "\n" }
      append(comment.text)
      newLine()
    }
    if !item.leading.isEmpty, item.followsBlankLine { text += "\n" }
    write(item.pieces[...], before: 0)
    end(item)
    newLine()
  }
}

extension LayoutPrinter {
  private var indentation: String { String(repeating: "  ", count: level) }

  private mutating func append(_ piece: String) {
    text += piece
    column += piece.unicodeScalars.count
  }

  private mutating func newLine() {
    text += "\n" + indentation
    column = level * 2
  }

  private mutating func end(_ item: LayoutItem) {
    if let trailing = item.trailing { append(" " + trailing) }
  }

  /// Prints the pieces of an item, of which `rest` says how far the line goes on behind them.
  private mutating func write(_ pieces: ArraySlice<LayoutItem.Piece>, before rest: Int) {
    var rests = [rest]
    for piece in pieces.dropFirst().reversed() {
      let behind = rests[rests.count - 1]
      rests.append(piece.firstLineWidth + (piece.endsLine ? 0 : behind))
    }
    for (piece, rest) in zip(pieces, rests.reversed()) {
      switch piece {
      case .text(let text): append(text)
      case .block(let value, let written):
        append(BlockString.literal(value, indentation: indentation) ?? written)
      case .lineBreak: newLine()
      case .group(let group):
        if let flat = group.flatWidth, column + flat + rest <= width {
          writeFlat(group)
        } else {
          writeBroken(group, before: rest)
        }
      }
    }
  }

  private mutating func writeFlat(_ group: LayoutGroup) {
    append(group.open)
    for (position, item) in group.items.enumerated() {
      if position > 0 { append(", ") }
      for piece in item.pieces {
        switch piece {
        case .text(let text): append(text)
        case .block(let value, let written):
          append(BlockString.literal(value, indentation: indentation) ?? written)
        case .lineBreak: newLine()
        case .group(let inner): writeFlat(inner)
        }
      }
    }
    append(group.close)
  }

  private mutating func writeBroken(_ group: LayoutGroup, before rest: Int) {
    append(group.open)
    if let item = group.onlyItem {
      write(item.pieces[...], before: 1 + rest)
      return append(group.close)
    }
    if let comment = group.afterOpen { append(" " + comment) }
    level += 1
    for (position, item) in group.items.enumerated() {
      var isFirst = position == 0
      for comment in item.leading {
        line(isApart: comment.followsBlankLine && !isFirst)
        append(comment.text)
        isFirst = false
      }
      line(isApart: item.followsBlankLine && !isFirst)
      write(item.pieces[...], before: 0)
      end(item)
    }
    for (position, comment) in group.dangling.enumerated() {
      let isFirst = position == 0 && group.items.isEmpty
      line(isApart: comment.followsBlankLine && !isFirst)
      append(comment.text)
    }
    level -= 1
    newLine()
    append(group.close)
  }

  /// Begins a line, after a blank one where it stands apart.
  private mutating func line(isApart: Bool) {
    if isApart { text += "\n" }
    newLine()
  }
}
