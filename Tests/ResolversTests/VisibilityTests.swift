import Bytes
import Desk
import Foundation
import Testing

/// What must not be seen is not there, on whatever path.
@Suite struct VisibilityTests {
  /// Everything of a page of tickets that any schema has.
  private static let whole = """
    query ($after: String) {
      tickets(first: 20, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          id number subject requestText priority product dueDate solution status responsibility
          type { key name description }
          group { key name description }
          step { name }
          customer { id type code name }
          openedBy { displayName isAttendant }
          attendant { displayName isAttendant }
          openedAt updatedAt version
          parameters { key label kind access required value {
            ... on TextValue { text } ... on IntegerValue { integer } ... on DecimalValue { decimal }
            ... on BooleanValue { boolean } ... on DateValue { date }
            ... on ChoiceValue { choice { key label } }
            ... on MultiChoiceValue { choices { key label } }
          } }
          actions { action allowed reasonCode }
          discussion(first: 12) { totalCount nodes { id text author { displayName } postedAt } }
          attachments(first: 12) { totalCount nodes { id name mediaType size addedAt } }
          stepHistory(first: 12) { totalCount nodes { id kind from { name } to { name } condition
            reason { code label } justification requestedBy { displayName }
            performedBy { displayName } movedAt } }
          understandings(first: 12) { totalCount nodes { id version text state rejectionReason
            proposedBy { displayName } decidedBy { displayName } decidedAt } }
        }
      }
      viewer { user { code } permissions identities { type via contactName customer { name } } }
      ticketGroups { name types { name } }
      ticketTypes { key name description steps { key name transitions { label reasons { label } } }
        parameters { key label help choices { key label } } }
    }
    """

  /// All that a user can read of tickets.
  private func everything(for user: String, in house: TestHouse) throws -> String {
    var answers: [UInt8] = []
    var after = JSON.null
    repeat {
      let answer = try house.run(Self.whole, as: user, variables: ["after": after])
      answers.append(contentsOf: answer.bytes)
      let next = try house.run(
        "query ($after: String) { tickets(first: 20, after: $after) { pageInfo { endCursor } } }",
        as: user,
        variables: ["after": after]
      )
      after = next["tickets.pageInfo.endCursor"] ?? .null
    } while after != .null
    // The search ends at a zero byte.
    #expect(!answers.contains(0))
    return String(decoding: answers, as: UTF8.self)
  }

  @Test(arguments: DemoStory.users.map(\.code))
  func `shows no canary to whom it is hidden from`(user: String) throws {
    let house = try TestHouse()
    let answers = try everything(for: user, in: house)
    #expect(strstr(answers, #"{"errors""#) == nil)
    #expect(answers.utf8.count > 20_000)
    for canary in DemoStory.canaries where canary.hiddenFrom.contains(user) {
      if strstr(answers, canary.word) != nil {
        Issue.record("\(user) sees \(canary.word) of \(canary.place)")
      }
    }
  }

  @Test func `shows an administrator the canaries of tickets`() throws {
    let answers = try everything(for: "admin", in: TestHouse())
    let planted = DemoStory.canaries.filter { $0.ticket != nil }
    let unseen = planted.filter { strstr(answers, $0.word) == nil }
    #expect(planted.count > 100)
    #expect(unseen.map(\.word) == [])
  }

  /// The numbers of the tickets that the administrator sees and somebody does not.
  private func absentTickets(for user: String, in house: TestHouse) throws -> [Int64] {
    let document =
      "query ($after: String) { tickets(first: 100, after: $after) { nodes { number } "
      + "pageInfo { endCursor hasNextPage } } }"
    func numbers(_ user: String) throws -> [Int64] {
      var numbers: [Int64] = []
      var after = JSON.null
      repeat {
        let answer = try house.run(document, as: user, variables: ["after": after])
        for place in 0..<100 {
          guard case .integer(let number)? = answer["tickets.nodes.\(place).number"] else { break }
          numbers.append(number)
        }
        after =
          answer["tickets.pageInfo.hasNextPage"] == .boolean(true)
          ? answer["tickets.pageInfo.endCursor"] ?? .null : .null
      } while after != .null
      return numbers
    }
    let seen = Set(try numbers(user))
    return try numbers("admin").filter { !seen.contains($0) }
  }

  @Test(arguments: ["student", "many", "client.contact"])
  func `answers foreign, blocked, unknown and malformed ids byte by byte the same`(
    user: String
  ) throws {
    let house = try TestHouse()
    let absent = try absentTickets(for: user, in: house)
    #expect(absent.count > 100)
    let document = """
      query ($id: ID!) {
        node(id: $id) { id __typename }
        nodes(ids: [$id, $id]) { id }
        ticket(id: $id) { number subject discussion { totalCount } }
        customer(id: $id) { name }
        attachment(id: $id) { name }
        ticketType(id: $id) { name }
      }
      """
    func answer(_ id: String) throws -> [UInt8] {
      try house.run(document, as: user, variables: ["id": .string(id)]).bytes
    }
    let unknown = try answer(try id(of: 999_999, in: house))
    #expect(try answer("nonsense") == unknown)
    #expect(try answer("") == unknown)
    for number in absent.prefix(60) {
      #expect(try answer(try id(of: number, in: house)) == unknown)
    }
  }

  /// The id of a ticket, or of what belongs to it, as the administrator gets it.
  private func id(of number: Int64, in house: TestHouse) throws -> String {
    Base64.text(of: Array("ticket.\(number)".utf8), as: .url)
  }

  @Test func `does not find by id what belongs to a foreign ticket`() throws {
    let house = try TestHouse()
    let absent = try absentTickets(for: "prospect", in: house)
    let found = try house.run(
      """
      query ($number: Int!) { ticket(number: $number) {
        customer { id } type { id }
        discussion { nodes { id } } stepHistory { nodes { id } } attachments { nodes { id } }
      } }
      """,
      as: "admin",
      variables: ["number": .integer(absent[3])]
    )
    for path in ["discussion.nodes.0.id", "stepHistory.nodes.0.id", "customer.id"] {
      guard case .string(let id)? = found["ticket.\(path)"] else { continue }
      let answer = try house.run(
        "query ($id: ID!) { node(id: $id) { id } }",
        as: "prospect",
        variables: ["id": .string(id)]
      )
      #expect(answer.text == #"{"data":{"node":null}}"#)
    }
  }

  @Test func `gives each object back by its id`() throws {
    let house = try TestHouse()
    let page = try house.run(
      """
      { tickets(first: 60) { nodes {
        id customer { id } type { id group { id } } step { id }
        discussion(first: 1) { nodes { id } } attachments(first: 1) { nodes { id } }
        stepHistory(first: 1) { nodes { id } } understandings(first: 1) { nodes { id } }
      } } viewer { user { id } } }
      """,
      as: "attendant"
    )
    var ids: [String] = []
    collectIDs(page.json, into: &ids)
    let kinds = Set(ids.compactMap { Base64.decode($0, as: .url)?.prefix { $0 != 0x2E } })
    #expect(kinds.count == 10)
    for start in stride(from: 0, to: ids.count, by: 100) {
      let part = ids[start..<min(start + 100, ids.count)]
      let answer = try house.run(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        as: "attendant",
        variables: ["ids": .array(part.map { .string($0) })]
      )
      for (place, id) in part.enumerated() {
        #expect(answer["nodes.\(place).id"] == .string(id))
      }
    }
  }

  private func collectIDs(_ json: JSON, into ids: inout [String]) {
    switch json {
    case .object(let members):
      for member in members {
        if member.name == "id", case .string(let id) = member.value { ids.append(id) }
        collectIDs(member.value, into: &ids)
      }
    case .array(let items): for item in items { collectIDs(item, into: &ids) }
    default: break
    }
  }
}
