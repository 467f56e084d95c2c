import Bytes

extension Corpus {
  /// The id of everything that an administrator could name, and of things that never were.
  func nodeDocuments() -> [ProofDocument] {
    let ids = everyID
    return stride(from: 0, to: ids.count, by: 100).map { start in
      let chunk = ids[start..<min(start + 100, ids.count)]
      return ProofDocument(
        .nodes,
        "ids from \(start)",
        "query($ids: [ID!]!) { nodes(ids: $ids) { \(everyNode) } }",
        variables: ["ids": .array(chunk.map { .string($0) })]
      )
    }
      + ids.suffix(12).map { id in
        ProofDocument(.nodes, "node \(id)", "{ node(id: \"\(id)\") { \(everyNode) } }")
      }
  }

  private var everyNode: String {
    guard let node = walk.schema.type(named: "Node") else { return "__typename" }
    return walk.leaves(of: node.id)
  }

  private var everyID: [String] {
    let ticket = numbers(of: focus.ticket).first ?? 0
    let last = focus.world.tickets.values.compactMap { numbers(of: $0).first }.max() ?? 0
    let many: [(String, ClosedRange<Int64>)] = [
      ("ticket", 1...last + 4), ("customer", 1...12), ("user", 1...16), ("attendant", 1...5),
      ("group", 1...2), ("type", 1...9), ("step", 1...24), ("parameter", 1...130),
      ("transition", 1...6), ("reason", 1...2), ("profile", 1...9), ("ruleVersion", 1...4),
      ("article", 1...5), ("auditEntry", 1...4), ("clientContact", 1...3),
      ("prospectContact", 1...2), ("enrolment", 1...2),
    ]
    var ids = many.flatMap { tag, range in range.map { globalID(tag, $0) } }
    // The public messages and the internal ones right behind them.
    for number: Int64 in 1...3 {
      for next: Int64 in 0...2 { ids.append(globalID("message", ticket, number << 20 + next)) }
    }
    for tag in ["attachment", "movement", "understanding"] {
      for number: Int64 in 1...6 { ids.append(globalID(tag, ticket, number)) }
    }
    return ids
  }
}
