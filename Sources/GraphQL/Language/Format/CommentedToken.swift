/// A token with the comments that the lexer leaves out.
struct CommentedToken {
  var token: Token
  /// The comments on lines of their own before it.
  var leading: [Comment] = []
  /// Whether a blank line comes between it and what is before it, a comment or a token.
  var followsBlankLine = false
  /// The comment behind it on its line.
  var trailing: String?

  /// The kind of the token.
  var kind: Token.Kind { token.kind }
}

/// A comment on a line of its own.
struct Comment: Hashable {
  /// From its `#` on, without spaces at its end.
  var text: String
  /// Whether a blank line comes before it.
  var followsBlankLine: Bool
}

extension CommentedToken {
  /// The tokens of a text, the end of it included.
  ///
  /// - Throws: ``SyntaxError`` for what is no token, or is too much.
  /// - Complexity: O(length of the text).
  static func all(in bytes: [UInt8], tokenLimit: Int) throws(SyntaxError) -> [CommentedToken] {
    var lexer = Lexer(bytes, tokenLimit: tokenLimit)
    var tokens: [CommentedToken] = []
    var end = 0
    repeat {
      var next = CommentedToken(token: try lexer.next())
      let gap = Gap(of: bytes[end..<max(end, next.token.start)], isFirst: tokens.isEmpty)
      next.leading = gap.comments
      next.followsBlankLine = gap.endsWithBlankLine
      if let trailing = gap.trailing { tokens[tokens.count - 1].trailing = trailing }
      end = next.token.end
      tokens.append(next)
    } while tokens.last?.kind != .endOfFile
    return tokens
  }

  /// What is ignored between two tokens.
  private struct Gap {
    /// The comment on the line of the token before.
    var trailing: String?
    var comments: [Comment] = []
    var endsWithBlankLine = false

    init(of bytes: ArraySlice<UInt8>, isFirst: Bool) {
      var lines = 0
      var isBehindToken = !isFirst
      var index = bytes.startIndex
      while index < bytes.endIndex {
        let byte = bytes[index]
        if byte == UInt8(ascii: "#") {
          let comment = bytes[index...].prefix { $0 != 0x0A && $0 != 0x0D }
          index = comment.endIndex
          let text = Gap.text(of: comment)
          if isBehindToken && lines == 0 {
            trailing = text
          } else {
            comments.append(Comment(text: text, followsBlankLine: lines > 1))
          }
          isBehindToken = false
          lines = 0
          continue
        }
        index += 1
        guard byte == 0x0A || byte == 0x0D else { continue }
        lines += 1
        if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
      }
      endsWithBlankLine = lines > 1
    }

    private static func text(of comment: ArraySlice<UInt8>) -> String {
      let end = comment.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? comment.startIndex
      return String(decoding: comment[...end], as: UTF8.self)
    }
  }
}
