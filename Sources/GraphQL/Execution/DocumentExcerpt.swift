/// A part of an operation as a document of its own, its places in the text kept.
///
/// Names, strings, values, arguments and types stay where they are in the tables, for nothing reads
/// those tables but by way of what names them; what rules read whole is copied as far as it is
/// reached: selections, directives, variables, fragments.
///
/// - Complexity: O(what is reached), for each fragment once. The recursion is as deep as the parser
///   let selections and values lie within each other.
struct DocumentExcerpt {
  private let document: Document
  private var excerpt: Document
  /// By name.
  private var fragmentPlaces: [NameID: Int] = [:]
  private var openFragments: [Int] = []
  private var reachedFragments: Set<NameID> = []
  private var variables: Set<NameID> = []

  private init(of document: Document) {
    self.document = document
    excerpt = document
    excerpt.definitions = []
    excerpt.operations = []
    excerpt.fragments = []
    excerpt.variables = []
    excerpt.selections = []
    excerpt.directives = []
    for (place, fragment) in document.fragments.enumerated() {
      fragmentPlaces[fragment.name.id] = place
    }
  }

  /// A query of what some selection sets select together.
  ///
  /// - Parameters:
  ///   - definition: The operation that they stand in, for its variables: those that the sets use.
  ///   - sets: In the order in which they are merged.
  ///   - document: Theirs, which is valid.
  /// - Returns: A document of one anonymous operation and the fragments that it spreads.
  static func operation(
    _ definition: OperationDefinition,
    selecting sets: [NodeRange],
    of document: Document
  ) -> Document {
    var excerpt = DocumentExcerpt(of: document)
    excerpt.excerpt.definitions.append(.operation(0))
    let selections = excerpt.copied(sets)
    excerpt.copyFragments()
    let variables = excerpt.copiedVariables(of: definition)
    excerpt.excerpt.operations.append(
      OperationDefinition(
        type: .query,
        variables: variables,
        directives: .none,
        selections: selections,
        selectionSetRange: definition.selectionSetRange,
        range: definition.range
      )
    )
    return excerpt.excerpt
  }

  /// Copies selection sets into one, and then the sets below it: what belongs together stands
  /// together.
  private mutating func copied(_ sets: [NodeRange]) -> NodeRange {
    let places = sets.flatMap(\.indices)
    guard let first = places.first else { return .none }
    let start = excerpt.selections.count
    // Held open with what stands there already, until each is copied.
    excerpt.selections.append(
      contentsOf: repeatElement(document.selections[first], count: places.count)
    )
    for (offset, place) in places.enumerated() {
      let copy = copied(document.selections[place])
      excerpt.selections[start + offset] = copy
    }
    return NodeRange(start: Int32(clamping: start), count: Int32(clamping: places.count))
  }

  private mutating func copied(_ selection: Selection) -> Selection {
    switch selection {
    case .field(var field):
      noteVariables(in: field.arguments)
      field.directives = copiedDirectives(field.directives)
      field.selections = copied([field.selections])
      return .field(field)
    case .inlineFragment(var fragment):
      fragment.directives = copiedDirectives(fragment.directives)
      fragment.selections = copied([fragment.selections])
      return .inlineFragment(fragment)
    case .fragmentSpread(var spread):
      spread.directives = copiedDirectives(spread.directives)
      if let place = fragmentPlaces[spread.name.id],
        reachedFragments.insert(spread.name.id).inserted
      {
        openFragments.append(place)
      }
      return .fragmentSpread(spread)
    }
  }

  private mutating func copyFragments() {
    while let place = openFragments.popLast() {
      var fragment = document.fragments[place]
      fragment.directives = copiedDirectives(fragment.directives)
      fragment.selections = copied([fragment.selections])
      excerpt.definitions.append(.fragment(excerpt.fragments.count))
      excerpt.fragments.append(fragment)
    }
  }

  private mutating func copiedVariables(of definition: OperationDefinition) -> NodeRange {
    let start = excerpt.variables.count
    for place in definition.variables.indices
    where variables.contains(document.variables[place].name.id) {
      var variable = document.variables[place]
      variable.directives = copiedDirectives(variable.directives)
      excerpt.variables.append(variable)
    }
    let count = excerpt.variables.count - start
    return NodeRange(start: Int32(clamping: start), count: Int32(clamping: count))
  }

  private mutating func copiedDirectives(_ range: NodeRange) -> NodeRange {
    let start = excerpt.directives.count
    for place in range.indices {
      noteVariables(in: document.directives[place].arguments)
      excerpt.directives.append(document.directives[place])
    }
    return NodeRange(start: Int32(clamping: start), count: range.count)
  }

  private mutating func noteVariables(in arguments: NodeRange) {
    var open = arguments.indices.map { document.arguments[$0].value }
    while let place = open.popLast() {
      switch document.values[place].kind {
      case .variable(let name): variables.insert(name)
      case .list(let items): open.append(contentsOf: items.indices)
      case .object(let fields):
        open.append(contentsOf: fields.indices.map { document.objectFields[$0].value })
      case .int, .float, .string, .boolean, .null, .enumeration: break
      }
    }
  }
}
