import Bytes
import Desk
import Testing

/// How much SQL a document costs: N+1 or a column too many is a red test.
@Suite struct StatementTests {
  private static let deepPage = """
    {
      tickets(first: 20) {
        totalCount
        nodes {
          number subject status
          type { name }
          step { name }
          customer { name }
          discussion(last: 10) { nodes { text postedAt author { displayName } } }
          attachments { nodes { name size addedBy { displayName } } }
          stepHistory {
            nodes { kind movedAt from { name } to { name } requestedBy { displayName } }
          }
        }
      }
    }
    """

  /// The answer, and what the reader did for it.
  private func cost(
    _ document: String,
    as user: String,
    on reader: DeskReader,
    in house: TestHouse
  ) throws -> (answer: TestHouse.Answer, prepares: Int, runs: Int, rows: Int) {
    let before = reader.statistics
    let answer = try house.query(document, as: user, on: reader)
    let after = reader.statistics
    return (
      answer, after.prepares - before.prepares, after.runs - before.runs, after.rows - before.rows
    )
  }

  @Test(arguments: ["attendant", "client", "student"])
  func `reads a page of tickets with all that belongs to them by few statements`(
    user: String
  ) throws {
    let house = try TestHouse()
    let reader = try house.desk.makeReader()
    let first = try cost(Self.deepPage, as: user, on: reader, in: house)
    #expect(first.answer.errorCodes == [])
    // BEGIN and COMMIT are among them: one read transaction.
    #expect(first.prepares <= 10)
    #expect(first.prepares - 2 <= 8)

    let again = try cost(Self.deepPage, as: user, on: reader, in: house)
    #expect(again.prepares == 0)
    #expect(again.answer.bytes == first.answer.bytes)
    #expect(again.runs == first.runs)
  }

  @Test func `reads no row that the answer does not need`() throws {
    let house = try TestHouse()
    let reader = try house.desk.makeReader()
    let cost = try cost(
      """
      { tickets(first: 20) { nodes {
        discussion(last: 10) { nodes { text } }
        attachments { nodes { name } }
        stepHistory { nodes { kind } }
        understandings { nodes { text } }
      } } }
      """,
      as: "attendant",
      on: reader,
      in: house
    )
    #expect(cost.rows == rowCount(cost.answer["tickets"]))
    #expect(cost.rows > 60)
  }

  /// How many objects stand in the lists called `nodes` of an answer.
  private func rowCount(_ json: JSON?) -> Int {
    switch json {
    case .object(let members)?:
      members.reduce(0) { sum, member in
        guard member.name == "nodes", case .array(let items) = member.value else {
          return sum + rowCount(member.value)
        }
        return sum + items.count + rowCount(member.value)
      }
    case .array(let items)?: items.reduce(0) { $0 + rowCount($1) }
    default: 0
    }
  }

  @Test func `counts without reading rows when only the total is asked for`() throws {
    let house = try TestHouse()
    let reader = try house.desk.makeReader()
    _ = try cost("{ tickets { totalCount } }", as: "attendant", on: reader, in: house)
    let cost = try cost("{ tickets { totalCount } }", as: "attendant", on: reader, in: house)
    #expect(cost.runs == 3)
    #expect(cost.rows == 1)
  }

  @Test(arguments: [
    ("{ tickets(first: 5) { nodes { number } } }", 3),
    ("{ tickets(first: 5) { nodes { number subject dueDate solution } } }", 3),
    ("{ tickets(first: 5) { nodes { type { name group { name } steps { name } } } } }", 3),
    // Equal fields under two names are one read.
    ("{ a: ticket(number: 1) { number } b: ticket(number: 1) { subject } }", 3),
    ("{ __typename }", 2),
    ("{ ticketTypes { name parameters { key choices { key } } } }", 2),
  ])
  func `runs one statement for each read`(document: String, runs: Int) throws {
    let house = try TestHouse()
    let reader = try house.desk.makeReader()
    #expect(try cost(document, as: "attendant", on: reader, in: house).runs == runs)
  }

  @Test func `forms and actions of a page take a statement for each thing that is read`() throws {
    let house = try TestHouse()
    for user in ["attendant", "student"] {
      let reader = try house.desk.makeReader()
      let document = """
        { tickets(first: 20) { nodes {
          actions { action allowed reasonCode }
          form { fields { key value { __typename } } transitions { needs missing } }
        } } }
        """
      // BEGIN, COMMIT, the page, the types' own values, the sections, the latest understandings.
      let first = try cost(document, as: user, on: reader, in: house)
      #expect(first.answer.errorCodes == [])
      #expect(first.prepares <= 6)
      let again = try cost(document, as: user, on: reader, in: house)
      #expect(again.prepares == 0 && again.runs == first.runs)
    }
  }

  @Test func `finds nodes of one type by one statement`() throws {
    let house = try TestHouse()
    let page = try house.run("{ tickets(first: 10) { nodes { id subject } } }", as: "attendant")
    let ids = (0..<10).compactMap { page["tickets.nodes.\($0).id"] }
    let reader = try house.desk.makeReader()
    let texts = ids.map { id in if case .string(let text) = id { "\"\(text)\"" } else { "" } }
    let cost = try cost(
      "{ nodes(ids: [\(texts.joined(separator: " "))]) { id ... on Ticket { subject } } }",
      as: "attendant",
      on: reader,
      in: house
    )
    #expect(cost.prepares == 3)
    #expect(cost.rows == 10)
    for place in 0..<10 {
      #expect(cost.answer["nodes.\(place).subject"] == page["tickets.nodes.\(place).subject"])
    }
    #expect(cost.answer.text.contains("\"subject\":\""))
  }
}
