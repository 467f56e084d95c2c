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
  private var isVisited: [Bool]
  /// Where in the path a fragment stands; -1 where it does not.
  private var step: [Int]
  /// The spreads from the fragment where the search began.
  private var path: [DocumentFacts.Spread] = []

  init(_ facts: DocumentFacts) {
    self.facts = facts
    isVisited = Array(repeating: false, count: facts.fragments.count)
    step = Array(repeating: -1, count: facts.fragments.count)
  }

  mutating func start(at first: Int, _ report: inout ErrorReport) {
    guard !isVisited[first] else { return }
    isVisited[first] = true
    step[first] = 0
    var stack = [(fragment: first, next: facts.fragments[first].spreads.lowerBound)]
    while let top = stack.last {
      guard top.next < facts.fragments[top.fragment].spreads.upperBound else {
        stack.removeLast()
        step[top.fragment] = -1
        if !path.isEmpty { path.removeLast() }
        continue
      }
      stack[stack.count - 1].next += 1
      let spread = facts.spreads[top.next]
      guard let fragment = spread.fragment else { continue }
      if step[fragment] >= 0 {
        tell(Array(path[step[fragment]...]) + [spread], from: first, &report)
      } else if !isVisited[fragment] {
        isVisited[fragment] = true
        path.append(spread)
        step[fragment] = path.count
        stack.append((fragment, facts.fragments[fragment].spreads.lowerBound))
      }
    }
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
