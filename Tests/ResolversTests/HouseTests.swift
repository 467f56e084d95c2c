import Desk
import GraphQL
import Testing

@testable import Resolvers

@Suite struct HouseTests {
  @Test func `finds a resolver for every field of the schema and nothing else`() throws {
    _ = try House(schema: TestHouse.schemaText())
  }

  static let disagreements: [(change: (from: String, to: String), problem: String)] = [
    (
      ("  isDefaultEntry: Boolean!", "  isFirst: Boolean!"),
      "Step.isDefaultEntry has a resolver and is not in the schema"
    ),
    (
      ("  number: Int!", "  number: Int!\n  mood: String"),
      "Ticket.mood is in the schema and has no resolver"
    ),
    (
      ("  subject: String @governed(parameter: \"subject\")", "  subject: String"),
      "Ticket.subject is bound as governed by \"subject\" and is not @governed"
    ),
    (
      ("@governed(parameter: \"solution\")", "@governed(parameter: \"product\")"),
      "Ticket.solution is @governed(parameter: \"product\") and bound as by \"solution\""
    ),
    (
      ("  dueDate: Date @governed", "  dueDate: Date! @governed"),
      "Ticket.dueDate is governed, so it must be nullable: a rule can hide it"
    ),
    (
      ("  status: TicketStatus!", "  status: TicketStatus! @governed(parameter: \"status\")"),
      "Ticket.status is @governed(parameter: \"status\") and its resolver is not governed"
    ),
    (
      ("  version: Int!", "  version: String!"),
      "Ticket.version is of type String and its resolver answers ints"
    ),
    (
      ("  UNKNOWN_REASON\n", "  UNKNOWN_REASON\n  BAD_MOOD\n"),
      "ProblemCode.BAD_MOOD is in the schema and no case of the Swift enum"
    ),
  ]

  @Test(arguments: disagreements)
  func `refuses a schema that says another thing than the resolvers`(
    change: (from: String, to: String),
    problem: String
  ) throws {
    let text = String(decoding: try TestHouse.schemaText().bytes, as: UTF8.self)
    let changed = text.replacing(change.from, with: change.to, maxReplacements: 1)
    #expect(changed != text)
    let error = #expect(throws: BindingErrors.self) { try House(schema: Source(changed)) }
    #expect(error?.problems.contains(problem) == true, "\(error?.problems ?? [])")
  }

  @Test func `lists all disagreements at once`() throws {
    var text = String(decoding: try TestHouse.schemaText().bytes, as: UTF8.self)
    for (change, _) in Self.disagreements {
      text.replace(change.from, with: change.to, maxReplacements: 1)
    }
    let error = #expect(throws: BindingErrors.self) { try House(schema: Source(text)) }
    for (_, problem) in Self.disagreements {
      #expect(error?.problems.contains(problem) == true, "\(problem)")
    }
  }
}
