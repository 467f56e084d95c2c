import Bytes
import Testing

/// A filter on what is hidden is a filter on what is empty.
///
/// - Source: L2.
@Suite("L02 filters as oracles") struct L02Filters {
  /// What every operator makes of a parameter, with the values that tickets have and others.
  private static func tests(of parameter: ProofParameter) -> [String] {
    let kind = parameter.kind
    let values = [
      kind.literal(.first, key: parameter.key), kind.literal(.second, key: parameter.key),
      kind.near(key: parameter.key),
    ].map(kind.input)
    return ["isSet: true", "isSet: false", "in: [\(values.joined(separator: ", "))]"]
      + values.flatMap { ["equals: \($0)", "less: \($0)", "greater: \($0)"] }
      + ["contains: \"quartzo\"", "contains: \"\(ProofValue.first.word(of: parameter.key))\""]
  }

  /// The tickets that pass, of one type: with a key in the parameter's place that no type has, nothing
  /// is ever set.
  private static func list(_ type: String, _ key: String, _ test: String, _ form: String) -> String
  {
    let filter = form.replacing("_", with: "{parameters: [{key: \"\(key)\", \(test)}]}")
    return
      "tickets(first: 100, filter: {type: [\"\(type)\"], and: [\(filter)]}) { totalCount nodes { id } }"
  }

  @Test(arguments: [
    ("student", TicketKey.closed), ("student", .dense), ("teacher", .closed), ("desk", .dense),
    ("desk", .closedToDesk),
  ])
  func `each operator finds of a hidden parameter what it finds of an empty one`(
    viewer: String,
    key: TicketKey
  ) throws {
    let open = try OpenWorld()
    let focus = try open.focus(viewer, key)
    let type = try open.world.id(key.type)
    #expect(!focus.hidden.isEmpty)
    for parameter in focus.hidden {
      for form in ["_", "{not: _}", "{or: [_, {and: [_, _]}]}", "{not: {not: _}}"] {
        let tests = Self.tests(of: parameter)
        func document(_ key: String) -> String {
          let lists = tests.enumerated().map { "f\($0): \(Self.list(type, key, $1, form))" }
          return "{ \(lists.joined(separator: "\n")) }"
        }
        let hidden = try open.ask(document(parameter.key), as: viewer)
        let never = try open.ask(document("nada"), as: viewer)
        #expect(hidden.json["errors"] == nil)
        #expect(hidden.body == never.body, "\(parameter.key) \(form)")
      }
    }
  }

  /// The filters themselves can find.
  @Test func `who sees a parameter finds its tickets by every operator`() throws {
    let open = try OpenWorld()
    let type = try open.world.id(TicketKey.dense.type)
    for parameter in try open.focus("student", .dense).hidden {
      let value = parameter.kind.input(parameter.kind.literal(.first, key: parameter.key))
      for test in ["isSet: true", "equals: \(value)", "in: [\(value)]"] {
        let answer = try open.ask("{ \(Self.list(type, parameter.key, test, "_")) }", as: "desk")
        #expect(
          answer["tickets.totalCount"] == 27,
          "\(parameter.key) \(test): \(answer.text.prefix(300))"
        )
      }
    }
  }

  @Test func `no filter tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.filters])
  }
}
