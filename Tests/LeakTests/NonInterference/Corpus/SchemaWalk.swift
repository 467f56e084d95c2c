import GraphQL
import Resolvers

@testable import Desk

/// Writes selections out of the schema that a viewer has.
struct SchemaWalk {
  let schema: Schema
  private let arguments: KnownArguments

  init(_ focus: Focus) throws {
    let audience: SchemaAudience =
      switch focus.viewer {
      case "admin": .administrator
      case _ where focus.side == .desk: .attendant
      default: .customer
      }
    schema = try ProofHouse.house.get().schemas[audience.rawValue].schema
    arguments = KnownArguments(focus)
  }

  /// A way from the root of the queries to an object, field by field.
  struct Path {
    struct Step {
      var type: TypeID
      /// Whether the way came to an interface or a union, of which this is one type.
      var isNarrowed: Bool
      var field: FieldDefinition
    }

    var steps: [Step] = []
    var end: TypeID

    var name: String { steps.map(\.field.name).joined(separator: ".") }
  }

  /// Every way to an object of at most so many fields that meets governed data: it goes through a
  /// ticket or what belongs to one, or ends there.
  ///
  /// - Parameter depth: Fields, that of the leaf included.
  /// - Returns: The ways, the shortest first.
  func paths(depth: Int) -> [Path] {
    var found: [Path] = []
    var front = [Path(end: schema.queryType)]
    for _ in 1..<depth {
      front = front.flatMap(steps)
      found += front.filter(meetsGovernedData)
    }
    return found
  }

  private func steps(from path: Path) -> [Path] {
    concrete(path.end).flatMap { type in
      schema[type].fields.compactMap { field in
        let target = schema[field.type.namedType]
        guard !target.isLeaf, arguments.fill(field, in: schema) != nil else { return nil }
        let step = Path.Step(type: type, isNarrowed: schema[path.end].isAbstract, field: field)
        return Path(steps: path.steps + [step], end: target.id)
      }
    }
  }

  private func meetsGovernedData(_ path: Path) -> Bool {
    (path.steps.map(\.type) + concrete(path.end)).contains {
      Self.governed.contains(schema[$0].name)
    }
  }

  private static let governed: Set = [
    "Ticket", "Message", "Attachment", "Movement", "Understanding",
  ]

  private func concrete(_ type: TypeID) -> [TypeID] {
    schema[type].isAbstract ? schema[type].possibleTypes : [type]
  }

  /// The document of a way: some selection at its end, or everything that stands there.
  func document(of path: Path, end selection: String? = nil) -> String {
    let inner = path.steps.reversed().reduce(selection ?? leaves(of: path.end)) { inner, step in
      let arguments = arguments.fill(step.field, in: schema) ?? ""
      let field = "\(step.field.name)\(arguments) { \(inner) }"
      return step.isNarrowed ? "... on \(schema[step.type].name) { \(field) }" : field
    }
    return "{ \(inner) }"
  }

  /// All leaves of a type, of each of its kinds where it has some.
  ///
  /// Fields of one name and of several types cannot stand beside each other, so they get other names.
  func leaves(of type: TypeID) -> String {
    guard schema[type].isAbstract else {
      return "__typename " + ownLeaves(of: type).map(\.name).joined(separator: " ")
    }
    var types: [String: Set<String>] = [:]
    for possible in schema[type].possibleTypes {
      for leaf in ownLeaves(of: possible) {
        types[leaf.name, default: []].insert(schema.text(of: leaf.type))
      }
    }
    return "__typename "
      + schema[type].possibleTypes.map { possible in
        let name = schema[possible].name
        let leaves = ownLeaves(of: possible).map { leaf in
          (types[leaf.name]?.count ?? 0) > 1 ? "\(name)_\(leaf.name): \(leaf.name)" : leaf.name
        }
        return "... on \(name) { __typename \(leaves.joined(separator: " ")) }"
      }.joined(separator: " ")
  }

  private func ownLeaves(of type: TypeID) -> [FieldDefinition] {
    schema[type].fields.filter { schema[$0.type.namedType].isLeaf }
  }

  /// Everything of a type down to some depth: leaves, and the same of what it leads to.
  ///
  /// - Parameters:
  ///   - name: The type's.
  ///   - depth: Objects below it.
  ///   - skipped: Fields that are left out, for they lead to many.
  /// - Returns: A selection.
  func everything(of name: String, depth: Int, but skipped: Set<String> = []) -> String {
    schema.type(named: name).map { everything(of: $0.id, depth, skipped) } ?? "__typename"
  }

  private func everything(of type: TypeID, _ depth: Int, _ skipped: Set<String>) -> String {
    if schema[type].isAbstract {
      return "__typename "
        + schema[type].possibleTypes.map {
          "... on \(schema[$0].name) { \(everything(of: $0, depth, skipped)) }"
        }.joined(separator: " ")
    }
    let fields = schema[type].fields.compactMap { field -> String? in
      let target = schema[field.type.namedType]
      if target.isLeaf { return field.name }
      guard depth > 0, !skipped.contains(field.name),
        let filled = arguments.fill(field, in: schema)
      else { return nil }
      return "\(field.name)\(filled) { \(everything(of: target.id, depth - 1, skipped)) }"
    }
    return "__typename " + fields.joined(separator: " ")
  }
}

/// The arguments that documents of paths are filled with: the ids of a focus, and pages that reach it.
struct KnownArguments {
  private let focus: Focus

  init(_ focus: Focus) { self.focus = focus }

  /// The arguments of a field as a document has them; `nil` where one that is required is not known.
  func fill(_ field: FieldDefinition, in schema: Schema) -> String? {
    var written: [String] = []
    for argument in field.arguments {
      if let value = value(of: argument.name, of: field, in: schema) {
        written.append("\(argument.name): \(value)")
      } else if argument.isRequired {
        return nil
      }
    }
    return written.isEmpty ? "" : "(\(written.joined(separator: ", ")))"
  }

  private func value(of name: String, of field: FieldDefinition, in schema: Schema) -> String? {
    let id =
      switch (field.name, name) {
      case ("node", "id"), ("ticket", "id"): focus.ticket
      case ("customer", "id"): focus.customer
      case ("ticketType", "id"), ("similarTickets", "type"): focus.world.ids[focus.type.key]
      case ("article", "id"): focus.world.ids["article online"]
      case ("attachment", "id"):
        numbers(of: focus.ticket).first.map { globalID("attachment", $0, 1) }
      default: String?.none
      }
    if let id { return "\"\(id)\"" }
    switch (field.name, name) {
    case ("nodes", "ids"):
      let ticket = numbers(of: focus.ticket).first ?? 0
      let ids = [
        focus.ticket, globalID("message", ticket, 1 << 20), globalID("attachment", ticket, 1),
        globalID("movement", ticket, 1), globalID("understanding", ticket, 1), focus.customer,
      ]
      return "[\(ids.map { "\"\($0)\"" }.joined(separator: ", "))]"
    case ("searchTickets", "text"): return "\"recado\""
    case ("similarTickets", "subject"): return "\"quartzosubject norte\""
    case ("tickets", "filter") where focus.side == .desk:
      return "{customer: [\"\(focus.customer)\"]}"
    case (_, "first"): return field.name == "tickets" ? "30" : "10"
    default: return nil
    }
  }
}
