import Bytes
import Desk
import GraphQL

/// Parameters of ticket types.
struct Parameters: ParentColumn {
  let parameters: [Parameter]
  var count: Int { parameters.count }
}

/// What can be chosen.
struct Choices: ParentColumn {
  let choices: [Choice]
  var count: Int { choices.count }
}

/// One thing that can be chosen.
struct Choice {
  let key: String
  let label: String

  init(_ choice: Parameter.Choice) {
    key = choice.key
    label = choice.label
  }

  /// One that a ticket holds and its type no longer offers.
  init(retired key: String) {
    self.key = key
    label = key
  }
}

/// The kinds of value that a form shows: all but the sections, which are lists of their own.
enum FormKind: String, Hashable, Sendable, CaseIterable {
  case text = "TEXT"
  case longText = "LONG_TEXT"
  case integer = "INTEGER"
  case decimal = "DECIMAL"
  case boolean = "BOOLEAN"
  case date = "DATE"
  case choice = "CHOICE"
  case multiChoice = "MULTI_CHOICE"

  init?(_ kind: ParameterKind) { self.init(rawValue: kind.rawValue) }
}

extension Bindings<RequestContext> {
  mutating func bindParameters() {
    enumeration("ParameterKind", of: FormKind.self)
    object("Parameter", parents: Parameters.self) { fields in
      fields.texts("id") { parameters, _ in
        GlobalID.column(.parameter, parameters.parameters.map(\.id.rawValue))
      }
      fields.booleans("isCore") { parameters, _ in
        parameters.parameters.map { $0.origin == .core }
      }
      fields.abstractObject("defaultValue") { parameters, _ in
        ValueColumns.defaults(of: parameters.parameters)
      }
      fields.strings("key") { parameters, _ in parameters.parameters.map(\.key) }
      fields.strings("label") { parameters, _ in parameters.parameters.map(\.label) }
      fields.enumerations("kind", of: FormKind.self) { parameters, _ in
        parameters.parameters.map { FormKind($0.kind) }
      }
      fields.strings("help") { parameters, _ in parameters.parameters.map(\.help) }
      fields.ints("lengthMax") { parameters, _ in
        parameters.parameters.map { $0.lengthMax.map(Int32.init(clamping:)) }
      }
      fields.strings("minimum") { parameters, _ in parameters.parameters.map(\.minimum) }
      fields.strings("maximum") { parameters, _ in parameters.parameters.map(\.maximum) }
      fields.ints("fractionDigits") { parameters, _ in
        parameters.parameters.map { $0.fractionDigits.map(Int32.init(clamping:)) }
      }
      fields.list("choices", of: Choices.self) { parameters, _ in
        var lists = ListBuilder<Choice>(reserving: parameters.count)
        for parameter in parameters.parameters { lists.append(parameter.choices.map(Choice.init)) }
        return ListCells(offsets: lists.offsets, children: Choices(choices: lists.items))
      }
    }
    object("Choice", parents: Choices.self) { fields in
      fields.strings("key") { choices, _ in choices.choices.map(\.key) }
      fields.strings("label") { choices, _ in choices.choices.map(\.label) }
    }
  }
}
