import Bytes
import Testing

/// Whatever is written to a hidden parameter, the answer is the one to a parameter that never was.
///
/// - Source: L10; what follows from the access decision, 2.
@Suite("L10 hidden input") struct L10HiddenInput {
  /// Right, wrong, equal to what is there, too long, empty, and of every other kind.
  private static func values(for parameter: ProofParameter) -> [String] {
    let kind = parameter.kind
    return [
      kind.input(kind.literal(.first, key: parameter.key)),
      kind.input(kind.literal(.second, key: parameter.key)), "null",
      "{text: \"\(String(repeating: "x", count: 20_001))\"}", "{text: \"\"}",
      "{integer: 2147483647}",
      "{decimal: \"x\"}", "{boolean: true}", "{date: \"2026-13-40\"}", "{choice: \"nada\"}",
      "{choices: [\"ruby\", \"ruby\"]}",
    ]
  }

  /// The mutations that take parameters, with the rest of their input.
  private static func mutations(_ focus: Focus) -> [(name: String, input: String)] {
    let ticket = "ticket: \"\(focus.ticket)\""
    let type = focus.world.ids[focus.type.key] ?? ""
    let common = [
      ("updateTicket", ticket), ("submitTicket", "\(ticket), condition: \"send\", reason: \"ok\""),
      ("openTicket", "type: \"\(type)\", customer: \"\(focus.customer)\""),
    ]
    return focus.side == .desk ? common + [("completeTicket", ticket)] : common
  }

  @Test(arguments: [
    ("student", "own-flag", ProofState.withCustomer), ("student", "core-online-flag", .pending),
    ("client", "own-refinement", .withAttendant), ("teacher", "core-online-refinement", .completed),
    ("desk", "own-refinement", .withAttendant), ("desk", "core-desk-flag", .withAttendant),
  ])
  func `every value has one answer, that of an unknown key`(
    viewer: String,
    type: String,
    state: ProofState
  ) throws {
    let open = try OpenWorld()
    let customer = viewer == "desk" ? "student" : viewer
    let key = TicketKey(customer: customer, type: type, state: state)
    let focus = try open.focus(viewer, key)
    let witness =
      "{ ticket(id: \"\(focus.ticket)\") { version updatedAt parameters { key value { __typename } } } }"
    let before = try open.ask(witness, as: "admin").body
    for (name, input) in Self.mutations(focus) {
      func answer(_ key: String, _ value: String) throws -> String {
        try open.ask(
          """
          mutation {
            \(name)(input: {\(input), parameters: [{key: "\(key)", value: \(value)}]}) {
              ticket { id } problems { code message path parameterKey parameterLabel }
            }
          }
          """,
          as: viewer
        ).text.replacing("\"\(key)\"", with: "\"_\"")
      }
      for parameter in focus.hidden {
        let never = try answer("nada", "{text: \"x\"}")
        #expect(never.contains("problems\":[{"))
        for value in Self.values(for: parameter) {
          let given = try answer(parameter.key, value)
          #expect(given == never, "\(name) \(parameter.key) \(value.prefix(60))")
        }
      }
    }
    #expect(try open.ask(witness, as: "admin").body == before)
  }

  /// The answers to somebody who may know of it do differ.
  @Test func `who sees a parameter is told what is wrong with its value`() throws {
    let open = try OpenWorld()
    let ticket = try open.world.ticket(.dense)
    let answer = try open.ask(
      """
      mutation { updateTicket(input: {
        ticket: "\(ticket)", parameters: [{key: "integerOnline", value: {text: "x"}}]
      }) { problems { code } } }
      """,
      as: "desk"
    )
    #expect(answer["updateTicket.problems.0.code"] == "INVALID_VALUE")
  }

  @Test func `no refusal tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.mutations])
  }
}
