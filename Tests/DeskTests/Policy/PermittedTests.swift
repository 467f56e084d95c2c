import Desk
import Testing

@Suite struct PermittedTests {
  /// One cell of the table beside this file.
  struct Cell: Sendable, CustomTestStringConvertible {
    let action: TicketAction
    let actor: Actor
    let status: TicketStatus
    let responsibility: Responsibility
    let expected: String

    var testDescription: String {
      "\(action.rawValue) by \(actor.rawValue) when \(status.rawValue) \(responsibility.rawValue)"
    }
  }

  private static let states: [[(TicketStatus, Responsibility)]] = [
    [(.pending, .customer)], [(.pending, .attendant)],
    [(.inProgress, .customer)], [(.inProgress, .attendant)],
    [(.completed, .customer), (.completed, .attendant)],
    [(.cancelled, .customer), (.cancelled, .attendant)],
  ]

  static func cells() throws -> [Cell] {
    let actors: [String: Actor] = ["C": .customer, "A": .attendant, "M": .administrator]
    return try Fixture.lines(of: "Policy/ActionTable.txt").flatMap { number, words in
      try #require(words.count == 2 + states.count, "line \(number)")
      let action = try #require(TicketAction(rawValue: words[0]))
      let actor = try #require(actors[words[1]])
      return zip(states, words.dropFirst(2)).flatMap { states, expected in
        states.map {
          Cell(action: action, actor: actor, status: $0, responsibility: $1, expected: expected)
        }
      }
    }
  }

  @Test func `the table has a cell for every action, actor and state`() throws {
    #expect(try Self.cells().count == 11 * 3 * 4 * 2)
  }

  @Test(arguments: try PermittedTests.cells())
  func `permits and refuses as the table written by hand`(cell: Cell) {
    let refusal = Permitted.refusal(
      of: cell.action,
      by: cell.actor,
      status: cell.status,
      responsibility: cell.responsibility
    )
    #expect(refusal?.rawValue ?? "yes" == cell.expected)
  }
}
