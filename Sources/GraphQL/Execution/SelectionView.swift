/// What is selected below a field: names of fields, whatever their aliases.
///
/// Fragments are merged into it, and conditions are decided.
public struct SelectionView: Sendable {
  /// One for each concrete type, and for each alias that shares the column.
  let selections: [PlannedSelection]

  /// Whether nothing is selected.
  public var isEmpty: Bool { selections.allSatisfy(\.fields.isEmpty) }

  /// The distinct names of the selected fields, in order of first appearance, `__typename` included.
  public var fieldNames: [String] {
    var names: [String] = []
    for selection in selections {
      for field in selection.fields where !names.contains(field.name) { names.append(field.name) }
    }
    return names
  }

  /// Whether a field is selected, for example `selects("nodes", "subject")`.
  ///
  /// - Complexity: O(selected fields on the way): ask it in a field's `demand`, which runs once a
  ///   plan, rather than in its resolver.
  public func selects(_ path: String...) -> Bool { selects(path[...]) }

  /// What is selected below a field; empty where the field is not selected.
  public func at(_ path: String...) -> SelectionView { at(path[...]) }

  /// The part that holds for one concrete type.
  public func on(_ typeName: String) -> SelectionView {
    SelectionView(selections: selections.filter { $0.typeName == typeName })
  }

  private func selects(_ path: ArraySlice<String>) -> Bool {
    guard let name = path.last else { return true }
    return at(path.dropLast()).selections.contains { selection in
      selection.fields.contains { $0.name == name }
    }
  }

  private func at(_ path: ArraySlice<String>) -> SelectionView {
    var view = self
    for name in path {
      view = SelectionView(
        selections: view.selections.flatMap { selection in
          selection.fields.filter { $0.name == name }.flatMap(\.children)
        }
      )
    }
    return view
  }
}
