// The constants of a schema against their types.
//
// Source: https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type; messages and places
// are those of graphql-js 17 (`validateInputLiteral`), the first that checks default values.

/// A step into a constant, from its whole.
enum ConstantStep {
  case field(String)
  case item(Int)
}

extension [ConstantStep] {
  /// The way in a message: ` at .field[0]`, or nothing.
  var text: String {
    guard !isEmpty else { return "" }
    return " at "
      + map { step in
        switch step {
        case .field(let name): ".\(name)"
        case .item(let index): "[\(index)]"
        }
      }.joined()
  }
}

extension SchemaAssembly {
  /// What a rule does with a mistake in a constant.
  typealias ConstantReport = (
    _ assembly: inout SchemaAssembly, _ message: String, _ range: SourceRange,
    _ path: [ConstantStep]
  ) -> Void

  /// A default value is one of the type of its input, whose coordinate is `owner`.
  mutating func checkDefault(
    _ node: InputValueNode,
    _ definition: InputValueDefinition,
    of owner: @autoclosure () -> String
  ) {
    guard let place = node.defaultValue, type(of: definition.type).isInput else { return }
    let coordinate = owner()
    checkConstant(place, as: definition.type) { assembly, message, range, path in
      assembly.report("\(coordinate) has invalid default value\(path.text): \(message)", range)
    }
  }

  /// Reports everything about a constant that its type does not take.
  ///
  /// - Complexity: O(nodes of the constant), times the fields of each input object.
  mutating func checkConstant(
    _ place: Int,
    as type: TypeReference,
    path: [ConstantStep] = [],
    _ report: ConstantReport
  ) {
    let value = document.values[place]
    if case .nonNull(let inner) = type {
      guard value.kind == .null else {
        return checkConstant(place, as: inner, path: path, report)
      }
      let expected = text(of: type)
      return report(
        &self,
        "Expected value of non-null type \"\(expected)\" not to be null.",
        value.range,
        path
      )
    }
    if value.kind == .null { return }
    if case .list(let item) = type {
      guard case .list(let items) = value.kind else {
        return checkConstant(place, as: item, path: path, report)
      }
      for (position, index) in items.indices.enumerated() {
        checkConstant(index, as: item, path: path + [.item(position)], report)
      }
    } else if self.type(of: type).kind == .inputObject {
      checkObject(place, self.type(of: type), path, report)
    } else {
      checkLeaf(place, self.type(of: type), path, report)
    }
  }

  private mutating func checkLeaf(
    _ place: Int,
    _ type: TypeDefinition,
    _ path: [ConstantStep],
    _ report: ConstantReport
  ) {
    guard type.isLeaf else { return }
    do throws(LeafError) {
      _ = try type.leaf(literal: place, in: document)
    } catch {
      var message = error.message
      if type.kind == .enumeration {
        let names = Suggestions.near(echo(place), among: type.enumValues.map(\.name))
        message += Suggestions.sentence(names, about: "the enum value ")
      }
      report(&self, message, document.values[place].range, path)
    }
  }

  private mutating func checkObject(
    _ place: Int,
    _ type: TypeDefinition,
    _ path: [ConstantStep],
    _ report: ConstantReport
  ) {
    let range = document.values[place].range
    let expected = "Expected value of type \"\(type.name)\""
    guard case .object(let fields) = document.values[place].kind else {
      return report(&self, "\(expected) to be an object, found: \(echo(place)).", range, path)
    }
    var given: [String: ObjectField] = [:]
    for field in fields.indices.map({ document.objectFields[$0] }) {
      given[document[field.name]] = field
    }
    for definition in type.inputFields {
      if let field = given[definition.name] {
        let inner = path + [.field(definition.name)]
        checkConstant(field.value, as: definition.type, path: inner, report)
      } else if definition.isRequired {
        let message = "\(expected) to include required field \"\(definition.name)\""
        report(&self, "\(message), found: \(echo(place)).", range, path)
      }
    }
    let known = Set(type.inputFields.map(\.name))
    for field in fields.indices.map({ document.objectFields[$0] })
    where !known.contains(document[field.name]) {
      let name = document[field.name]
      let near = Suggestions.near(name, among: type.inputFields.map(\.name))
      let found = near.isEmpty ? ", found" : ".\(Suggestions.sentence(near)) Found"
      let message = "\(expected) not to include unknown field \"\(name)\"\(found): \(echo(place))."
      report(&self, message, field.range, path)
    }
    guard type.isOneOf else { return }
    guard fields.count == 1 else {
      let message = "OneOf Input Object \"\(type.name)\" must specify exactly one key."
      return report(&self, message, range, path)
    }
    for (name, field) in given where document.values[field.value].kind == .null {
      let message = "Field \"\(type.name).\(name)\" used for OneOf Input Object must be non-null."
      report(&self, message, range, path + [.field(name)])
    }
  }

  private func echo(_ place: Int) -> String {
    document.text(ofValue: place).shortened(to: document.echo)
  }
}
