import Foundation

/// Filters of odd shapes: nested, empty, null, repeated, lists for scalars and scalars for lists.
///
/// A filter is made once as a tree and written in several ways, which have to mean the same.
struct OddFilters {
  private var random: SeededRandom
  /// The keys that conditions are about.
  private let keys: [String]
  private let words: [String]

  init(seed: UInt64, keys: [String], words: [String]) {
    random = SeededRandom(seed: seed)
    self.keys = keys
    self.words = words
  }

  /// A value of an input, as a literal and as JSON alike.
  indirect enum Value {
    case null
    case boolean(Bool)
    case integer(Int)
    case string(String)
    case word(String)
    case list([Value])
    case object([(String, Value)])
  }

  mutating func next() -> Value { filter(depth: 0) }

  private mutating func filter(depth: Int) -> Value {
    var fields: [(String, Value)] = []
    let choices = ["parameters", "and", "or", "not", "text", "priority", "dueDate", "status"]
    for name in choices where random.once(in: depth == 0 ? 2 : 3) {
      guard depth < 4 || !["and", "or", "not"].contains(name) else { continue }
      fields.append((name, value(of: name, depth)))
    }
    if fields.isEmpty { fields = [("parameters", value(of: "parameters", depth))] }
    return .object(fields.shuffled(using: &random))
  }

  private mutating func value(of name: String, _ depth: Int) -> Value {
    if random.once(in: 14) { return .null }
    switch name {
    case "and", "or":
      let count = Int.random(in: 0...2, using: &random)
      // A list of one may be written without its brackets.
      if count == 1, random.once(in: 3) { return filter(depth: depth + 1) }
      return .list((0..<count).map { _ in filter(depth: depth + 1) })
    case "not": return filter(depth: depth + 1)
    case "text": return .string(random.pick(words))
    case "priority":
      return random.once(in: 3)
        ? .word(random.pick(["LOW", "HIGH"])) : .list([.word("LOW"), .word("URGENT")])
    case "status": return .list([.word(random.pick(["PENDING", "IN_PROGRESS", "COMPLETED"]))])
    case "dueDate":
      return .object([(random.pick(["from", "before"]), .string("2026-01-01"))])
    default:
      let count = Int.random(in: 0...2, using: &random)
      if count == 1, random.once(in: 3) { return condition() }
      return .list((0..<count).map { _ in condition() })
    }
  }

  private mutating func condition() -> Value {
    var fields: [(String, Value)] = [("key", .string(random.pick(keys)))]
    for name in ["isSet", "equals", "in", "contains", "less", "greater"]
    where random.once(in: 3) {
      fields.append((name, test(name)))
    }
    return .object(fields.shuffled(using: &random))
  }

  private mutating func test(_ name: String) -> Value {
    if random.once(in: 12) { return .null }
    switch name {
    case "isSet": return .boolean(random.once(in: 2))
    case "contains": return .string(random.pick(words))
    case "in":
      let count = Int.random(in: 0...3, using: &random)
      if count == 1, random.once(in: 2) { return single() }
      return .list((0..<count).map { _ in single() })
    default: return single()
    }
  }

  private mutating func single() -> Value {
    switch Int.random(in: 0..<7, using: &random) {
    case 0: .object([("text", .string(random.pick(words)))])
    case 1: .object([("integer", .integer(random.pick([0, 1, 2_018, -5])))])
    case 2: .object([("decimal", .string(random.pick(["0.61", "180.00", "9130000000.77"])))])
    case 3: .object([("boolean", .boolean(true))])
    case 4: .object([("date", .string(random.pick(["2026-03-15", "2310-01-01"])))])
    case 5: .object([("choice", .string(random.pick(["trabalho", "correio", "HIGH"])))])
    // A scalar where a list is due.
    default: .object([("choices", .string("calculo"))])
    }
  }
}

extension OddFilters.Value {
  /// As the language writes it.
  var literal: String {
    switch self {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .integer(let number): String(number)
    case .string(let text): "\"\(text)\""
    case .word(let name): name
    case .list(let items): "[\(items.map(\.literal).joined(separator: ", "))]"
    case .object(let fields):
      "{\(fields.map { "\($0.0): \($0.1.literal)" }.joined(separator: ", "))}"
    }
  }

  /// As JSON has it.
  var json: Any {
    switch self {
    case .null: NSNull()
    case .boolean(let truth): truth
    case .integer(let number): number
    case .string(let text), .word(let text): text
    case .list(let items): items.map(\.json)
    case .object(let fields):
      Dictionary(fields.map { ($0.0, $0.1.json) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
