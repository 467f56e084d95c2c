import GraphQL
import HTTP

/// In which media type a GraphQL response goes out, and by which text its status code is chosen.
///
/// - Source: [Media types](https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types).
struct Negotiation: Hashable, Sendable {
  var format: Format
  var profile: HTTPProfile
  var events = Events.refused

  /// A media type of responses.
  enum Format: Hashable, Sendable {
    /// `application/graphql-response+json`: whatever the status code is, this is a response of
    /// GraphQL.
    case graphQLResponse
    /// `application/json`, for clients from before the newer type.
    case json
  }

  /// Whether the client reads a stream of events.
  enum Events: Hashable, Sendable {
    case refused
    /// For what comes as events only.
    case accepted
    /// For everything.
    case preferred
  }

  /// What the `Accept` fields ask for; `nil` where they accept nothing of ours.
  ///
  /// No `Accept`, and a bare `*/*`, mean a client from before the newer type: it gets
  /// `application/json` (audits 47DE and 80D8).
  static func of(_ headers: Headers, by profile: HTTPProfile) -> Negotiation? {
    let values = headers.values(of: "Accept")
    if values.count == 1, let known = frequent.first(where: { $0.accept == values[0] }) {
      var negotiation = known.negotiation
      negotiation.profile = profile
      return negotiation
    }
    return of(values, by: profile)
  }

  /// What most clients send, judged once.
  private static let frequent = [
    "application/graphql-response+json", "application/json", "*/*", "text/event-stream",
    "application/graphql-response+json, application/json;q=0.9",
    "application/graphql-response+json,application/json;q=0.9",
    "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
  ].compactMap { accept in
    of([accept], by: .may2025).map { (accept: accept, negotiation: $0) }
  }

  private static func of(_ values: [String], by profile: HTTPProfile) -> Negotiation? {
    guard let accept = Accept(parsing: values) else { return nil }
    let newer = accept.weight(of: MediaType("application", "graphql-response+json"))
    let older = accept.weight(of: MediaType("application", "json"))
    let events = events(accept, before: max(newer, older))
    guard newer > 0 || older > 0 || events == .preferred else { return nil }
    let isNamed = accept.ranges.contains {
      $0.media.essence == "application/graphql-response+json" && $0.weight > 0
    }
    let prefersNewer = newer > older || (isNamed && newer == older)
    return Negotiation(
      format: prefersNewer ? .graphQLResponse : .json,
      profile: profile,
      events: events
    )
  }

  /// Only a client that names the type knows how to read it.
  private static func events(_ accept: Accept, before others: Int) -> Events {
    let named = accept.ranges.filter { $0.media.essence == "text/event-stream" }
    let weight = named.map(\.weight).max() ?? 0
    return weight == 0 ? .refused : weight > others ? .preferred : .accepted
  }

  /// The response that carries a result.
  func response(to result: ExecutionResult) -> Response {
    let outcome: HTTPProfile.Outcome =
      result.isRequestError ? .invalid : result.hasErrors ? .partial : .complete
    var response = response(profile.status(of: outcome, as: format), result.body)
    if let stages = result.stages {
      response.headers.append("Server-Timing", ServerTiming.value(of: stages))
    }
    return response
  }

  /// A response of this media type, which nobody may keep: it is one viewer's own.
  func response(_ status: Int, _ body: [UInt8]) -> Response {
    // By the draft, a client of the older type still gets the newer one with what is refused.
    let isNewer =
      format == .graphQLResponse || (profile == .draft2026 && !(200...299).contains(status))
    return Response(
      status: status,
      headers: isNewer ? Self.newerHeaders : Self.olderHeaders,
      body: body
    )
  }

  private static let newerHeaders = headers("application/graphql-response+json; charset=utf-8")
  private static let olderHeaders = headers("application/json; charset=utf-8")

  private static func headers(_ contentType: String) -> Headers {
    Headers([
      ("Content-Type", contentType),
      ("Cache-Control", "no-store"),
      ("Vary", "Accept"),
      ("X-Content-Type-Options", "nosniff"),
    ])
  }
}
