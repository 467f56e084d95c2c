import HTTP

/// Answers over the same sockets as the server what needs no GraphQL: so many bytes, or ``BareSQL``.
///
/// What is asked for stands in the path; the body of a request is read and passed over.
struct FloorApplication: Application {
  /// The database.
  let path: String

  func makeLoopState() throws -> BareSQL { try BareSQL(path: path) }

  func respond(to request: Request, on sql: inout BareSQL, reply: Reply) {
    let words = request.target.path.split(separator: "/")
    guard let what = words.first, let number = words.last.flatMap({ Int64($0) }) else {
      return reply.send(.text(404, "bytes, ticket, list, page or tickets, and a number\n"))
    }
    do {
      reply.send(Self.answer(try body(String(what), number, sql)))
    } catch {
      reply.send(.text(500, "\(error)\n"))
    }
  }

  func turnEnded(on sql: inout BareSQL) { sql.closeTurn() }

  private func body(_ what: String, _ number: Int64, _ sql: BareSQL) throws -> [UInt8] {
    guard what != "bytes" else {
      return [UInt8](repeating: UInt8(ascii: "x"), count: Int(clamping: number))
    }
    try sql.openTurn()
    return switch what {
    case "ticket": try sql.ticket(number)
    case "list": try sql.list(of: number)
    case "page": try sql.page(of: number)
    default: try sql.tickets()
    }
  }

  private static func answer(_ body: [UInt8]) -> Response {
    Response(
      status: 200,
      headers: Headers([
        ("Content-Type", "application/graphql-response+json; charset=utf-8"),
        ("Cache-Control", "no-store"),
      ]),
      body: body
    )
  }
}
