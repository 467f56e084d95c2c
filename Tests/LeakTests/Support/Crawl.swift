import Desk
import Foundation

/// Documents that together ask for everything that a customer's schema has of the demo story.
///
/// Each is small enough for a message of a WebSocket and for the limits of one operation.
enum Crawl {
  /// A document and its variables.
  struct Request: Sendable {
    let document: String
    var variables: [String: any Sendable] = [:]
  }

  /// - Parameter ids: Every object's id, as an administrator knows them.
  /// - Returns: Lists, searches, tickets by their numbers, objects by their ids, the catalogue.
  static func requests(ids: [String]) -> [Request] {
    var requests = lists + searches
    for start in stride(from: 1, through: CanaryTests.numbers.upperBound, by: 20) {
      let fields = (start..<start + 20).map { "t\($0): ticket(number: \($0)) { ...Everything }" }
      requests.append(
        Request(
          document: """
            { \(fields.joined(separator: " ")) }
            fragment Everything on Ticket { \(CanaryTests.ticket) }
            """
        )
      )
    }
    for start in stride(from: 0, to: ids.count, by: 50) {
      let batch = Array(ids[start..<min(start + 50, ids.count)])
      requests.append(Request(document: CanaryTests.nodes, variables: ["ids": batch]))
    }
    return requests + [Request(document: CanaryTests.catalogue)]
  }

  private static let lists: [Request] = [
    "ALL", "UNDER_MY_RESPONSIBILITY", "AWAITING_RETURN", "COMPLETED", "CANCELLED",
  ].flatMap { view in
    ["first: 20", "last: 20"].map { page in
      Request(
        document: """
          {
            tickets(view: \(view), \(page), orderBy: {field: PRIORITY}) {
              totalCount edges { cursor } nodes { \(CanaryTests.ticket) }
              pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }
          """
      )
    }
  }

  private static let searches: [Request] = ["canario", "matricula", "diploma", "visita", "a"].map {
    Request(
      document: """
        query ($text: String!) {
          searchTickets(text: $text, first: 50) {
            totalCount
            edges { cursor node { number } match { key label snippet { text isMatch } } }
          }
          articles(text: $text, first: 50) { totalCount nodes { title body } }
          similarTickets(subject: $text, requestText: $text, first: 10) {
            score ticket { number subject requestText }
          }
        }
        """,
      variables: ["text": $0]
    )
  }
}
