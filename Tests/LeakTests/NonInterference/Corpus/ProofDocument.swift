import Bytes

/// What a document of the corpus is about.
enum DocumentClass: String, CaseIterable, Sendable {
  case paths
  case filters
  case orders
  case pages
  case searches
  case nodes
  case mutations
  case wrong
  case downloads
  case introspection
  case events
}

/// A document of the corpus: one request, or several of which each follows from the answer before.
struct ProofDocument: Sendable {
  let kind: DocumentClass
  let name: String
  /// Whether it opens a ticket, whose number tells how many were opened by anybody: such a document
  /// cannot be asked where the difference is that one was.
  var opensTicket = false
  let ask: @Sendable (Caller) throws -> Void

  init(
    _ kind: DocumentClass,
    _ name: String,
    opensTicket: Bool = false,
    ask: @escaping @Sendable (Caller) throws -> Void
  ) {
    self.kind = kind
    self.name = name
    self.opensTicket = opensTicket
    self.ask = ask
  }

  /// One GraphQL request.
  init(
    _ kind: DocumentClass,
    _ name: String,
    _ query: String,
    variables: JSON? = nil,
    opensTicket: Bool = false
  ) {
    self.init(kind, name, opensTicket: opensTicket) { try $0.ask(query, variables: variables) }
  }
}

/// Somebody who asks a running desk, and keeps every answer.
final class Caller {
  let house: ProofHouse
  let token: String?
  /// Does the one thing in which the databases of a pair differ, for who listens while it happens.
  let meanwhile: () throws -> Void
  private(set) var answers: [Answer] = []

  init(_ house: ProofHouse, token: String?, meanwhile: @escaping () throws -> Void = {}) {
    self.house = house
    self.token = token
    self.meanwhile = meanwhile
  }

  @discardableResult
  func ask(
    _ query: String,
    variables: JSON? = nil,
    headers: [(String, String)] = []
  ) throws -> Answer {
    try send(.graphQL(query, variables: variables, token: token, headers: headers))
  }

  /// Sends a request as it is, but with the caller's token.
  @discardableResult
  func send(_ request: ProofRequest) throws -> Answer {
    var request = request
    request.token = token
    let answer = try house.send(request)
    answers.append(answer)
    return answer
  }

  /// Keeps an answer that came by another road.
  func keep(_ answer: Answer) { answers.append(answer) }

  /// The answers since the last call.
  func take() -> [Answer] {
    defer { answers = [] }
    return answers
  }
}
