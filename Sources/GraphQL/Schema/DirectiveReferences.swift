/// What the definitions of directives use: the directives on their arguments, those on the types of
/// their arguments, and so on.
///
/// - Source: [Directives, type validation](https://spec.graphql.org/September2025/#sec-Type-System.Directives.Type-Validation).
struct DirectiveReferences {
  private let assembly: SchemaAssembly

  /// What is defined, by its place in the draft.
  private enum Definition: Hashable {
    case directive(Int)
    case type(Int)

    /// The place of a directive; nothing for a type.
    var directives: [Int] {
      if case .directive(let place) = self { return [place] }
      return []
    }
  }

  init(_ assembly: SchemaAssembly) { self.assembly = assembly }

  /// The places of the directives that are used, directly or not, in their own definitions.
  ///
  /// - Complexity: O(size of the schema): the strongly connected components, after Tarjan, without
  ///   recursion.
  func selfReferences() -> Set<Int> {
    var found: Set<Int> = []
    var order: [Definition: Int] = [:]
    var lowest: [Definition: Int] = [:]
    var component: [Definition] = []
    var isInComponent: Set<Definition> = []
    var open: [(definition: Definition, uses: [Definition], next: Int)] = []
    func enter(_ definition: Definition) {
      order[definition] = order.count
      lowest[definition] = order[definition]
      component.append(definition)
      isInComponent.insert(definition)
      open.append((definition, uses(of: definition), 0))
    }
    for place in assembly.draft.directives.indices where order[.directive(place)] == nil {
      enter(.directive(place))
      while let last = open.indices.last {
        let (definition, uses, next) = open[last]
        if next < uses.count {
          open[last].next += 1
          if uses[next] == definition { found.formUnion(definition.directives) }
          if order[uses[next]] == nil {
            enter(uses[next])
          } else if isInComponent.contains(uses[next]) {
            lowest[definition] = min(lowest[definition] ?? 0, order[uses[next]] ?? 0)
          }
          continue
        }
        open.removeLast()
        if let user = open.last?.definition {
          lowest[user] = min(lowest[user] ?? 0, lowest[definition] ?? 0)
        }
        guard lowest[definition] == order[definition],
          let start = component.lastIndex(of: definition)
        else { continue }
        let members = component[start...]
        if members.count > 1 { found.formUnion(members.flatMap(\.directives)) }
        isInComponent.subtract(members)
        component.removeSubrange(start...)
      }
    }
    return found
  }

  private func uses(of definition: Definition) -> [Definition] {
    switch definition {
    case .directive(let place):
      return assembly.draft.directives[place].arguments.flatMap { uses(of: $0) }
    case .type(let place):
      let type = assembly.draft.types[place]
      return type.directives.flatMap { uses(of: $0) }
        + type.values.flatMap { uses(of: $0.directives) }
        + type.inputFields.flatMap { uses(of: $0) }
    }
  }

  private func uses(of input: InputValueNode) -> [Definition] {
    let type = assembly.reference(input.type).namedType
    return uses(of: input.directives) + [.type(Int(type.rawValue))]
  }

  private func uses(of directives: NodeRange) -> [Definition] {
    directives.indices.compactMap { place in
      assembly.draft.directiveIndex[assembly.document.directives[place].name.id]
        .map { .directive($0) }
    }
  }
}
