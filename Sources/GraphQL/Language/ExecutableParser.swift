// Operations, fragments and selections.
//
// Source: https://spec.graphql.org/September2025/#sec-Language.Operations

extension Parser {
  // OperationDefinition : SelectionSet
  mutating func parseShorthandQuery() throws(SyntaxError) {
    let start = token.start
    let set = try parseSelectionSet()
    document.definitions.append(.operation(document.operations.count))
    document.operations.append(
      OperationDefinition(
        description: nil,
        type: .query,
        name: nil,
        variables: .none,
        directives: .none,
        selections: set.selections,
        selectionSetRange: set.range,
        range: range(from: start)
      )
    )
  }

  // OperationDefinition : Description? OperationType Name? VariablesDefinition? Directives?
  // SelectionSet
  mutating func parseOperation(_ head: DefinitionHead) throws(SyntaxError) {
    let type = try parseOperationType()
    var name: Name?
    if token.kind == .name { name = try parseName() }
    let variables = try parseVariableDefinitions()
    let directives = try parseDirectives(isConst: false)
    let set = try parseSelectionSet()
    document.definitions.append(.operation(document.operations.count))
    document.operations.append(
      OperationDefinition(
        description: head.description,
        type: type,
        name: name,
        variables: variables,
        directives: directives,
        selections: set.selections,
        selectionSetRange: set.range,
        range: range(from: head.start)
      )
    )
  }

  // OperationType : one of `query` `mutation` `subscription`
  mutating func parseOperationType() throws(SyntaxError) -> OperationType {
    let word = try expect(.name)
    guard let type = OperationType(rawValue: text(of: word)) else { throw unexpected(word) }
    return type
  }

  // VariablesDefinition : ( VariableDefinition+ )
  private mutating func parseVariableDefinitions() throws(SyntaxError) -> NodeRange {
    guard try take(.openParen) else { return .none }
    let start = document.variables.count
    repeat {
      let variable = try parseVariableDefinition()
      document.variables.append(variable)
    } while try !take(.closeParen)
    return NodeRange(from: start, to: document.variables.count)
  }

  // VariableDefinition : Description? Variable : Type DefaultValue? Directives[Const]?
  private mutating func parseVariableDefinition() throws(SyntaxError) -> VariableDefinition {
    let start = token.start
    let description = try parseDescription()
    let dollar = try expect(.dollar)
    var name = try parseName()
    name.range.start = dollar.range.start
    try expect(.colon)
    let type = try parseType()
    let defaultValue = try parseDefaultValue()
    let directives = try parseDirectives(isConst: true)
    return VariableDefinition(
      description: description,
      name: name,
      type: type,
      defaultValue: defaultValue,
      directives: directives,
      range: range(from: start)
    )
  }

  // FragmentDefinition : Description? fragment FragmentName TypeCondition Directives? SelectionSet
  mutating func parseFragmentDefinition(_ head: DefinitionHead) throws(SyntaxError) {
    try expectKeyword("fragment")
    let name = try parseFragmentName()
    // TypeCondition : on NamedType
    try expectKeyword("on")
    let typeCondition = try parseName()
    let directives = try parseDirectives(isConst: false)
    let set = try parseSelectionSet()
    document.definitions.append(.fragment(document.fragments.count))
    document.fragments.append(
      FragmentDefinition(
        description: head.description,
        name: name,
        typeCondition: typeCondition,
        directives: directives,
        selections: set.selections,
        selectionSetRange: set.range,
        range: range(from: head.start)
      )
    )
  }

  // FragmentName : Name but not `on`
  private mutating func parseFragmentName() throws(SyntaxError) -> Name {
    if isKeyword("on") { throw unexpected() }
    return try parseName()
  }

  // SelectionSet : { Selection+ }
  mutating func parseSelectionSet() throws(SyntaxError) -> (
    selections: NodeRange, range: SourceRange
  ) {
    let start = token.start
    try expect(.openBrace)
    try enter()
    let first = openSelections.count
    repeat {
      let selection = try parseSelection()
      openSelections.append(selection)
    } while try !take(.closeBrace)
    leave()
    let place = document.selections.count
    document.selections.append(contentsOf: openSelections[first...])
    openSelections.removeLast(openSelections.count - first)
    return (NodeRange(from: place, to: document.selections.count), range(from: start))
  }

  // Selection : Field | FragmentSpread | InlineFragment
  private mutating func parseSelection() throws(SyntaxError) -> Selection {
    token.kind == .spread ? try parseFragment() : .field(try parseField())
  }

  // Field : Alias? Name Arguments? Directives? SelectionSet?
  private mutating func parseField() throws(SyntaxError) -> Selection.Field {
    let start = token.start
    var name = try parseName()
    var alias: Name?
    // Alias : Name :
    if try take(.colon) {
      alias = name
      name = try parseName()
    }
    let arguments = try parseArguments(isConst: false)
    let directives = try parseDirectives(isConst: false)
    let selections = token.kind == .openBrace ? try parseSelectionSet().selections : .none
    return Selection.Field(
      alias: alias,
      name: name,
      arguments: arguments,
      directives: directives,
      selections: selections,
      range: range(from: start)
    )
  }

  // FragmentSpread : ... FragmentName Directives?
  // InlineFragment : ... TypeCondition? Directives? SelectionSet
  private mutating func parseFragment() throws(SyntaxError) -> Selection {
    let start = token.start
    try expect(.spread)
    var typeCondition: Name?
    if try takeKeyword("on") {
      typeCondition = try parseName()
    } else if token.kind == .name {
      let name = try parseName()
      let directives = try parseDirectives(isConst: false)
      return .fragmentSpread(
        Selection.FragmentSpread(
          name: name,
          directives: directives,
          range: range(from: start)
        )
      )
    }
    let directives = try parseDirectives(isConst: false)
    let set = try parseSelectionSet()
    return .inlineFragment(
      Selection.InlineFragment(
        typeCondition: typeCondition,
        directives: directives,
        selections: set.selections,
        range: range(from: start)
      )
    )
  }
}
