/// A walk along labelled edges, depth first, that finds each cycle once.
///
/// It does not recurse: a schema of 100,000 types can be one chain.
///
/// - Source: graphql-js walks input objects in this order (`createInputObjectCircularRefsValidator`).
struct CycleSearch<Node: Hashable, Label> {
  /// A step from a node to another.
  struct Edge {
    var label: Label
    var node: Node
  }

  private var visited: Set<Node> = []
  /// The labels on the way to the present node.
  private var path: [Label] = []
  /// How long `path` was where each node on the way was entered.
  private var begins: [Node: Int] = [:]
  private var open: [(node: Node, edges: [Edge], next: Int)] = []

  /// Visits what can be reached from a node and was not visited before.
  ///
  /// - Parameters:
  ///   - start: The node.
  ///   - edges: The steps from a node; asked once for each.
  ///   - found: Told of each cycle when it closes: the labels once around, and the node where it
  ///     began and ends.
  ///   - left: Told of each node when everything behind it has been visited.
  mutating func visit(
    _ start: Node,
    edges: (Node) -> [Edge],
    found: (ArraySlice<Label>, Node) -> Void,
    left: (Node) -> Void = { _ in }
  ) {
    enter(start, edges)
    while let last = open.indices.last {
      let (node, steps, next) = open[last]
      guard next < steps.count else {
        left(node)
        begins[node] = nil
        open.removeLast()
        _ = path.popLast()
        continue
      }
      open[last].next += 1
      let step = steps[next]
      path.append(step.label)
      if let begin = begins[step.node] { found(path[begin...], step.node) }
      if !enter(step.node, edges) { path.removeLast() }
    }
  }

  /// Whether a node is new.
  @discardableResult
  private mutating func enter(_ node: Node, _ edges: (Node) -> [Edge]) -> Bool {
    guard visited.insert(node).inserted else { return false }
    begins[node] = path.count
    open.append((node, edges(node), 0))
    return true
  }
}
