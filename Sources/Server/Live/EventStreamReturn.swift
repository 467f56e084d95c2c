import GraphQL
import HTTP

/// How a client of a stream of events comes back to it: when, and behind which event.
///
/// - Source: [Last-Event-ID](https://html.spec.whatwg.org/multipage/server-sent-events.html#the-last-event-id-header)
///   and [retry](https://html.spec.whatwg.org/multipage/server-sent-events.html#concept-event-stream-reconnection-time).
enum EventStreamReturn {
  /// The request's field by which a client says the last id that it was told, and the field by which
  /// the answer to an operation of a shared stream says behind which event it begins.
  static var field: String { "Last-Event-ID" }

  /// Behind which event a client begins that comes back; `nil` for one that never was there.
  ///
  /// Two such fields are one that no client was ever told, as RFC 9110 section 5.3 joins them: they
  /// must not be taken for one of the two.
  static func position(of request: Request) -> String? {
    let position = request.headers.values(of: field).joined(separator: ", ")
    return position.isEmpty ? nil : position
  }

  /// Says how long a client waits before it comes back.
  ///
  /// Each client is told another time, so that not all come at once after a restart.
  static func delay() -> [UInt8] {
    EventStream.retry(milliseconds: Int.random(in: Limits.returnMilliseconds))
  }

  /// The id of the event that tells errors: an empty one lets a client forget an id that leads
  /// nowhere, and `nil` leaves it as it is.
  ///
  /// A browser comes back by itself, with the same id, whatever it was told: it would be refused for
  /// ever, instead of once.
  static func id(after errors: [GraphQLError]) -> String? {
    errors.contains { $0.code == "EVENTS_LOST" } ? "" : nil
  }
}
