extension ValidationRule {
  /// No fragment spreads itself, directly or by other fragments.
  ///
  /// - Source: [Fragment Spreads Must Not Form Cycles](https://spec.graphql.org/September2025/#sec-Fragment-Spreads-Must-Not-Form-Cycles).
  static let noFragmentCycles = ValidationRule("NoFragmentCycles") { facts, report in
    var search = FragmentCycleSearch(facts)
    for definition in facts.document.definitions {
      guard case .fragment(let fragment) = definition else { continue }
      search.start(at: fragment, &report)
    }
  }
}

/// A depth-first search that keeps its own stack, since a document may chain all its fragments.
private struct FragmentCycleSearch {
  private let facts: DocumentFacts
  /// By ``NameID``: two fragments of one name are one here, as in graphql-js.
  private var isVisited: [Bool]
  /// Where in the path the fragment of a name stands; -1 where it does not.
  private var step: [Int]
  /// The spreads from the fragment where the search began.
  private var path: [DocumentFacts.Spread] = []

  init(_ facts: DocumentFacts) {
    self.facts = facts
    isVisited = Array(repeating: false, count: facts.document.names.count)
    step = Array(repeating: -1, count: facts.document.names.count)
  }

  mutating func start(at first: Int, _ report: inout ErrorReport) {
    let name = name(of: first)
    guard !isVisited[name] else { return }
    isVisited[name] = true
    step[name] = 0
    var stack = [(fragment: first, next: facts.fragments[first].spreads.lowerBound)]
    while let top = stack.last {
      guard top.next < facts.fragments[top.fragment].spreads.upperBound else {
        stack.removeLast()
        step[self.name(of: top.fragment)] = -1
        if !path.isEmpty { path.removeLast() }
        continue
      }
      stack[stack.count - 1].next += 1
      let spread = facts.spreads[top.next]
      let name = Int(spread.name.id.rawValue)
      if step[name] >= 0 {
        tell(Array(path[step[name]...]) + [spread], from: first, &report)
      } else if let fragment = spread.fragment, !isVisited[name] {
        isVisited[name] = true
        path.append(spread)
        step[name] = path.count
        stack.append((fragment, facts.fragments[fragment].spreads.lowerBound))
      }
    }
  }

  private func name(of fragment: Int) -> Int {
    Int(facts.document.fragments[fragment].name.id.rawValue)
  }

  private func tell(
    _ cycle: @autoclosure () -> [DocumentFacts.Spread],
    from first: Int,
    _ report: inout ErrorReport
  ) {
    report(
      facts.fragments[first].enter,
      message(cycle()),
      at: cycle().map { facts.start(of: $0) }
    )
  }

  private func message(_ cycle: [DocumentFacts.Spread]) -> String {
    // The message is cut anyway, so a cycle of thousands is not written out.
    let shown = cycle.dropLast().prefix(facts.limits.messageLength)
    let via = shown.map { "\"\(facts.text($0.name))\"" }
    let name = cycle.last.map { facts.text($0.name) } ?? ""
    return "Cannot spread fragment \"\(name)\" within itself"
      + (via.isEmpty ? "." : " via \(via.joined(separator: ", ")).")
  }
}
