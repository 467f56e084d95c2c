extension DocumentFacts {
  /// The fragments that some spreads reach, each once: those spread at the roots, then those that
  /// the first of them spreads, and so on, as graphql-js finds them.
  ///
  /// What `isReached` before is not gone through again.
  private func reach(from roots: Range<Int>, _ isReached: inout [Bool]) -> [Int] {
    var found: [Int] = []
    var next = 0
    var open = roots
    while true {
      for spread in spreads[open] {
        guard let fragment = spread.fragment, !isReached[fragment] else { continue }
        isReached[fragment] = true
        found.append(fragment)
      }
      guard next < found.count else { return found }
      open = fragments[found[next]].spreads
      next += 1
    }
  }

  /// Whether an operation reaches a fragment, for each fragment.
  ///
  /// - Complexity: O(operations + spreads).
  var fragmentsUsed: [Bool] {
    var isReached = Array(repeating: false, count: fragments.count)
    for operation in operations { _ = reach(from: operation.spreads, &isReached) }
    return isReached
  }

  /// The selection sets from which every other is reached: the operations', and those of as many
  /// fragments as no operation reaches.
  ///
  /// - Complexity: O(operations + spreads).
  var rootSets: [NodeRange] {
    var isReached = fragmentsUsed
    var isSpread = isReached
    for spread in spreads {
      if let fragment = spread.fragment { isSpread[fragment] = true }
    }
    // First those that nothing spreads; what is left then is in cycles.
    let unspread = fragments.indices.filter { !isSpread[$0] }
    var roots: [Int] = []
    for fragment in unspread + Array(fragments.indices) where !isReached[fragment] {
      isReached[fragment] = true
      roots.append(fragment)
      _ = reach(from: fragments[fragment].spreads, &isReached)
    }
    return document.operations.map(\.selections)
      + roots.map { document.fragments[$0].selections }
  }

  /// The uses of variables in each operation and its fragments; `nil` when there are more than
  /// ``DocumentLimits/variableUses``, which only a document that is made for it has.
  ///
  /// Operations that spread the same fragments are told of them in the order of the first, as in
  /// graphql-js, and cost no second search.
  func usesByOperation() -> [[Int]]? {
    var result: [[Int]] = []
    var known: [[Int32]: [Int]] = [:]
    var work = 0
    for operation in operations {
      let roots = Set(spreads[operation.spreads].map(\.name.id.rawValue)).sorted()
      var uses = known[roots] ?? []
      if known[roots] == nil {
        var isReached = Array(repeating: false, count: fragments.count)
        for fragment in reach(from: operation.spreads, &isReached) {
          uses.append(contentsOf: fragments[fragment].uses)
          work += 1 + fragments[fragment].spreads.count
          guard work + uses.count <= limits.variableUses else { return nil }
        }
        known[roots] = uses
      }
      work += operation.uses.count + uses.count
      guard work <= limits.variableUses else { return nil }
      result.append(operation.uses + uses)
    }
    return result
  }

  /// The fragments, each after those that it spreads; of a cycle's, some before.
  ///
  /// - Complexity: O(fragments + spreads), on a stack of its own.
  var fragmentsBottomUp: [Int] {
    var order: [Int] = []
    var isVisited = Array(repeating: false, count: fragments.count)
    for first in fragments.indices where !isVisited[first] {
      isVisited[first] = true
      var stack = [(fragment: first, next: fragments[first].spreads.lowerBound)]
      while let top = stack.last {
        guard top.next < fragments[top.fragment].spreads.upperBound else {
          stack.removeLast()
          order.append(top.fragment)
          continue
        }
        stack[stack.count - 1].next += 1
        guard let fragment = spreads[top.next].fragment, !isVisited[fragment] else { continue }
        isVisited[fragment] = true
        stack.append((fragment, fragments[fragment].spreads.lowerBound))
      }
    }
    return order
  }
}
