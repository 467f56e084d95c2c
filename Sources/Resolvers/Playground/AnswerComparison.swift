/// Two answers, byte by byte.
struct AnswerComparison {
  /// How many bytes the first answer has.
  let bytes: Int
  /// How many bytes there are from the first that is another to the last, in the longer answer.
  let differing: Int
  /// The first byte that is another; `nil` where none is.
  let first: Int?
  /// Where that is in the first answer: names and places, from the root.
  let path: [String]?

  /// - Complexity: O(bytes).
  init(_ one: [UInt8], _ other: [UInt8]) {
    bytes = one.count
    let shorter = min(one.count, other.count)
    let longer = max(one.count, other.count)
    let start = zip(one, other).prefix { $0 == $1 }.count
    guard start < longer else {
      (differing, first, path) = (0, nil, nil)
      return
    }
    let end = zip(one.reversed(), other.reversed()).prefix(shorter - start).prefix { $0 == $1 }
      .count
    differing = longer - start - end
    first = start
    path = Self.path(to: start, in: one)
  }

  /// A level of JSON: an object at a name, or a list at a place.
  private enum Level {
    case name(String?)
    case place(Int)
  }

  /// The names and places that lead to a byte of a JSON text.
  private static func path(to offset: Int, in json: [UInt8]) -> [String] {
    var levels: [Level] = []
    var index = 0
    // A name that the byte itself is in leads there.
    while index < json.count, index <= offset {
      switch json[index] {
      case UInt8(ascii: "{"): levels.append(.name(nil))
      case UInt8(ascii: "["): levels.append(.place(0))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if index < offset { levels.removeLast(levels.isEmpty ? 0 : 1) }
      case UInt8(ascii: ","):
        switch levels.popLast() {
        case .name?: levels.append(.name(nil))
        case .place(let place)?: levels.append(.place(place + 1))
        case nil: break
        }
      case UInt8(ascii: "\""):
        let end = self.end(ofString: index, in: json)
        if case .name(nil)? = levels.last {
          let name = json[min(index + 1, end)..<max(index + 1, end - 1)]
          levels[levels.count - 1] = .name(String(decoding: name, as: UTF8.self))
        }
        index = end - 1
      default: break
      }
      index += 1
    }
    return levels.compactMap { level in
      switch level {
      case .name(let name): name
      case .place(let place): String(place)
      }
    }
  }

  /// The byte behind a string that begins at a place.
  private static func end(ofString start: Int, in json: [UInt8]) -> Int {
    var index = start + 1
    while index < json.count, json[index] != UInt8(ascii: "\"") {
      index += json[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, json.count)
  }
}
