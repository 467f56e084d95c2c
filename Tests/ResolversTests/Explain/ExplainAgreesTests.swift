import Bytes
import Desk
import Foundation
import Testing

/// What is explained to an administrator is what each user's own answers show, of every ticket of the
/// demo story and every parameter.
///
/// - Source: F8.
@Suite struct ExplainAgreesTests {
  private static let sections = ["discussion", "attachments", "stepHistory", "understandings"]
  private static let numbers: ClosedRange<Int64> = 1...400

  /// Those who cannot sign in: disabled, without a password, or with a profile that grants nothing.
  private static let strangers = ["former", "visitor", "desk", "attendant.secretary"]

  /// Users of the story, of every kind.
  private static let users =
    DemoStory.users.map(\.code) + [
      "prospect.contact", "guardian", "academic", "visitor", "former", "desk",
      "attendant.secretary",
    ]

  /// A ticket as somebody sees it.
  private static let own = """
    query ($number: Int!) {
      ticket(number: $number) {
        parameters { key access required }
        actions { action allowed }
        discussion(first: 0) { totalCount } attachments(first: 0) { totalCount }
        stepHistory(first: 0) { totalCount } understandings(first: 0) { totalCount }
      }
    }
    """

  private static func explanation(of keys: [String]) -> String {
    let fields = keys.enumerated().map { place, key in
      "p\(place): explainAccess(ticket: $ticket, user: $user, parameter: \"\(key)\") { ...It }"
    }
    return """
      query ($ticket: ID!, $user: ID!) { \(fields.joined(separator: "\n")) }
      fragment It on AccessExplanation {
        userSees gates { gate stops } forUser { access required }
      }
      """
  }

  @Test(arguments: users)
  func `explains to an administrator what the user's own answer shows`(user: String) throws {
    let house = try TestHouse()
    let id = try userID(of: user, in: house)
    let keys = try keysByType(in: house)
    let signsIn = (try? house.token(of: user)) != nil
    #expect(signsIn == !Self.strangers.contains(user))
    let story = try Self.story.get()
    #expect(story.count > 150)
    for ticket in story {
      let parameters = try #require(keys[ticket.type]) + Self.sections
      let mine =
        signsIn
        ? try house.run(Self.own, as: user, variables: ["number": .integer(ticket.number)]) : nil
      let told = try house.run(
        Self.explanation(of: parameters),
        as: "admin",
        variables: ["ticket": .string(ticket.id), "user": .string(id)]
      )
      for (place, key) in parameters.enumerated() {
        let it = try #require(told["p\(place)"])
        if let fault = Self.fault(of: it, key, mine?["ticket"], ticket.whole) {
          Issue.record(
            "\(user), ticket \(ticket.number), \(key): \(fault)\n\(told.text)\n\(mine?.text ?? "")"
          )
          return
        }
      }
    }
  }

  /// A ticket of the story, as the administrator sees it.
  private struct Told: Sendable {
    let number: Int64
    let id: String
    let type: String
    let whole: JSON
  }

  /// Every ticket that there is, read once for all users.
  private static let story = Result {
    let house = try TestHouse()
    var tickets: [Told] = []
    for number in numbers {
      let variables: JSON = ["number": .integer(number)]
      let head = try house.run(
        "query ($number: Int!) { ticket(number: $number) { id type { key } } }",
        as: "admin",
        variables: variables
      )
      guard case .string(let id)? = head["ticket.id"],
        case .string(let type)? = head["ticket.type.key"],
        let whole = try house.run(own, as: "admin", variables: variables)["ticket"]
      else { continue }
      tickets.append(Told(number: number, id: id, type: type, whole: whole))
    }
    return tickets
  }

  /// What an explanation says otherwise than an answer shows; `nil` where they agree.
  private static func fault(
    of told: JSON,
    _ key: String,
    _ mine: JSON?,
    _ whole: JSON?
  ) -> String? {
    let sees = told["userSees"] == true
    let gates = told["gates"]?.items ?? []
    guard gates.count == 8 else { return "not all gates are told" }
    let shut = gates.filter { $0["stops"] == "SEEING" }
    if sees != shut.isEmpty { return "userSees and the gates disagree" }
    let before = shut.filter { $0["gate"] != "STEP" && $0["gate"] != "FIELD" }
    let isThere = mine != nil && mine != .null
    if before.isEmpty != isThere { return "the ticket is there, or is not" }
    guard let mine, isThere else { return sees ? "sees what is not there" : nil }
    guard sections.contains(key) else {
      let found = mine["parameters"]?.items.first { $0["key"] == .string(key) }
      guard let found else { return sees ? "is told to see it" : nil }
      if !sees { return "is told not to see it" }
      let isSame =
        found["access"] == told["forUser"]?["access"]
        && found["required"] == told["forUser"]?["required"]
      return isSame ? nil : "the access is another"
    }
    return sectionFault(of: told, key, sees: sees, mine, whole)
  }

  private static func sectionFault(
    of told: JSON,
    _ key: String,
    sees: Bool,
    _ mine: JSON,
    _ whole: JSON?
  ) -> String? {
    guard case .integer(let count)? = mine[key]?["totalCount"],
      case .integer(let all)? = whole?[key]?["totalCount"]
    else { return "there is no section" }
    if !sees, count > 0 { return "is told not to see it" }
    // Internal messages are no customer's, whatever the rules say.
    if sees, key != "discussion", count != all { return "is told to see it" }
    let actions: [String: [String]] = [
      "discussion": ["POST_MESSAGE"], "attachments": ["ADD_ATTACHMENT"],
      "understandings": ["PROPOSE_UNDERSTANDING", "DECIDE_UNDERSTANDING"],
    ]
    let isWritable = told["forUser"]?["access"] == "WRITABLE"
    let allowed = (mine["actions"]?.items ?? []).filter { action in
      (actions[key] ?? []).contains { action["action"] == .string($0) }
        && action["allowed"] == true
    }
    if !allowed.isEmpty, !isWritable { return "an action is allowed there" }
    if key == "discussion" || key == "attachments", isWritable, allowed.isEmpty {
      return "no action is allowed there"
    }
    return nil
  }

  private func userID(of code: String, in house: TestHouse) throws -> String {
    let answer = try house.run("{ users(first: 100) { nodes { id code } } }", as: "admin")
    let found = answer["users.nodes"]?.items.first { $0["code"] == .string(code) }
    guard case .string(let id)? = found?["id"] else {
      throw TestFailure("no user \(code): \(answer.text)")
    }
    return id
  }

  private func keysByType(in house: TestHouse) throws -> [String: [String]] {
    let answer = try house.run("{ ticketTypes { key parameters { key } } }", as: "admin")
    var keys: [String: [String]] = [:]
    for type in answer.json["data"]?["ticketTypes"]?.items ?? [] {
      guard case .string(let name)? = type["key"] else { continue }
      keys[name] = (type["parameters"]?.items ?? []).compactMap { parameter in
        guard case .string(let key)? = parameter["key"] else { return nil }
        return key
      }
    }
    #expect(keys.count > 3)
    return keys
  }
}

extension JSON {
  /// The items of a list; none of anything else.
  var items: [JSON] {
    guard case .array(let items) = self else { return [] }
    return items
  }
}
