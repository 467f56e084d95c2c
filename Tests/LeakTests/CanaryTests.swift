import Desk
import Foundation
import TestKit
import Testing

/// Every hidden value of the demo story carries a word of its own.
///
/// No answer to anybody from whom it is hidden holds that word, whatever is asked.
///
/// - Source: L1, L16, L18.
@Suite(.serialized) struct CanaryTests {
  static let customers = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many",
  ]
  /// More than the story has.
  static let numbers = 1...400

  let house: GuicheProcess

  init() throws { house = try GuicheProcess.demo.get() }

  @Test(arguments: customers + ["attendant"])
  func `nothing that is hidden is in any answer`(user: String) throws {
    let answers = try crawl(as: user)
    let hidden = DemoStory.canaries.filter { $0.hiddenFrom.contains(user) }
    #expect(!hidden.isEmpty)
    for canary in hidden {
      #expect(
        !answers.holds(canary.word),
        "\(user) reads \(canary.place) of \(canary.ticket ?? 0)"
      )
    }
  }

  /// The search itself must be able to find: what is in tickets, an administrator reads.
  @Test func `an administrator reads every value that a ticket has`() throws {
    let answers = try crawl(as: "admin")
    for canary in DemoStory.canaries where canary.ticket != nil {
      #expect(answers.holds(canary.word), "\(canary.place) of \(canary.ticket ?? 0)")
    }
  }

  @Test(arguments: customers)
  func `a foreign ticket and one that never was give the same bytes`(user: String) throws {
    let token = try house.signIn(user)
    let mine = Set(
      try pages(token).joined().matches(of: /"number":(\d+)/).compactMap { Int($0.1) }
    )
    #expect(!mine.isEmpty)
    let query = "query($number: Int!) { ticket(number: $number) { \(Self.ticket) } }"
    let never = try house.post(query, variables: ["number": 2_000_000_000], token: token).text
    // Every road to a ticket was walked above; the bytes are compared for every seventh.
    for number in Self.numbers where number % 7 == 0 && !mine.contains(number) {
      let answer = try house.post(query, variables: ["number": number], token: token).text
      #expect(answer == never, "ticket \(number)")
    }
  }

  /// Everything a user can be answered, by every road.
  private func crawl(as user: String) throws -> Haystack {
    let token = try house.signIn(user)
    var answers = try pages(token)
    for start in stride(from: 1, through: Self.numbers.upperBound, by: 20) {
      let fields = (start..<start + 20).map { "t\($0): ticket(number: \($0)) { ...Everything }" }
      let query =
        "{ \(fields.joined(separator: " ")) } fragment Everything on Ticket { \(Self.ticket) }"
      let answer = try house.post(query, token: token).text
      #expect(answer.hasPrefix("{\"data\""), "\(answer.prefix(300))")
      answers.append(answer)
    }
    let ids = try Self.everyID(house)
    for start in stride(from: 0, to: ids.count, by: 50) {
      let batch = Array(ids[start..<min(start + 50, ids.count)])
      let nodes = try house.post(Self.nodes, variables: ["ids": batch], token: token).text
      answers.append(nodes)
    }
    answers.append(try house.post(Self.catalogue, token: token).text)
    return Haystack(answers)
  }

  private func pages(_ token: String) throws -> [String] {
    var answers: [String] = []
    for view in ["ALL", "UNDER_MY_RESPONSIBILITY", "AWAITING_RETURN", "COMPLETED", "CANCELLED"] {
      var cursor: String?
      repeat {
        let query = """
          query($after: String) {
            tickets(view: \(view), first: 20, after: $after) {
              totalCount
              nodes { \(Self.ticket) }
              pageInfo { hasNextPage endCursor }
            }
          }
          """
        let page = try house.post(query, variables: ["after": cursor ?? NSNull()], token: token)
        #expect(page.text.hasPrefix(#"{"data":{"tickets":{"#), "\(page.text.prefix(300))")
        answers.append(page.text)
        cursor =
          page.text.contains(#""hasNextPage":true"#)
          ? page.text.matches(of: /"endCursor":"([^"]+)"/).last.map { String($0.1) } : nil
      } while cursor != nil
    }
    return answers
  }

  /// The id of every object that an administrator sees.
  static func everyID(_ house: GuicheProcess) throws -> [String] {
    let token = try house.signIn("admin")
    var ids: Set<String> = []
    for start in stride(from: 1, through: numbers.upperBound, by: 20) {
      let fields = (start..<start + 20).map { "t\($0): ticket(number: \($0)) { ...Ids }" }
      let query = """
        { \(fields.joined(separator: " ")) }
        fragment Ids on Ticket {
          id customer { id } type { id } step { id }
          discussion(first: 50) { nodes { id } }
          attachments(first: 50) { nodes { id } }
          stepHistory(first: 50) { nodes { id } }
          understandings(first: 50) { nodes { id } }
        }
        """
      let text = try house.post(query, token: token).text
      #expect(!text.contains("\"errors\""))
      ids.formUnion(text.matches(of: /"id":"([^"]+)"/).map { String($0.1) })
    }
    return ids.sorted()
  }

  static let value = """
    value {
      __typename
      ... on TextValue { text } ... on IntegerValue { integer } ... on DecimalValue { decimal }
      ... on BooleanValue { boolean } ... on DateValue { date }
      ... on ChoiceValue { choice { key label } } ... on MultiChoiceValue { choices { key label } }
    }
    """

  static let ticket = """
    id number subject requestText priority product dueDate solution status responsibility
    openedAt updatedAt version
    customer { id code name type } openedBy { displayName } attendant { displayName }
    type { id name } step { id name }
    actions { action allowed reasonCode }
    parameters { key label kind access required \(value) }
    form {
      fields { key label help required choices { key label } \(value) }
      transitions { condition label to { name } needs missing reasons { code label } }
    }
    discussion(first: 20) {
      totalCount edges { cursor } nodes { id text postedAt author { displayName isAttendant } }
    }
    attachments(first: 20) {
      totalCount edges { cursor } nodes { id name mediaType size addedBy { displayName } }
    }
    stepHistory(first: 20) {
      totalCount
      nodes {
        id from { name } to { name } condition conditionLabel justification reason { code label }
        requestedBy { displayName } performedBy { displayName }
      }
    }
    understandings(first: 20) {
      totalCount nodes { id version text state rejectionReason proposedBy { displayName } }
    }
    """

  static let nodes = """
    query($ids: [ID!]!) {
      nodes(ids: $ids) {
        __typename id
        ... on Ticket { number subject requestText solution parameters { key \(value) } }
        ... on Message { text author { displayName } }
        ... on Attachment { name size mediaType addedBy { displayName } }
        ... on Movement { condition conditionLabel justification }
        ... on Understanding { text rejectionReason }
        ... on Customer { name code }
        ... on Step { name }
        ... on TicketType { name description }
      }
    }
    """

  static let catalogue = """
    {
      viewer { user { code displayName } identities { type customer { name code } contactName } }
      ticketGroups { name types { name description } }
      ticketTypes {
        name description customerTypes
        steps { name transitions { condition to { name } reasons { code label } } }
        parameters { key label kind choices { key label } }
        openingForm {
          customers { name code } entrySteps { name } problems { code message }
          fields { key label help required choices { key label } \(value) }
        }
      }
    }
    """
}

/// Answers that words are searched in, byte by byte.
struct Haystack: CustomTestStringConvertible {
  /// Ends with a NUL, which no JSON text has.
  private let text: [CChar]

  init(_ answers: [String]) {
    text = answers.flatMap { $0.utf8.map { CChar(bitPattern: $0) } + [10] } + [0]
  }

  func holds(_ word: String) -> Bool { strstr(text, word) != nil }

  /// A failure shows how much was searched, and not all of it.
  var testDescription: String { "\(text.count) bytes" }
}
