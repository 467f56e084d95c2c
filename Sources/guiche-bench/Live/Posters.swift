import Bytes

/// Some clients that post messages, each the next one as soon as it is answered.
final class Posters {
  /// When a change was posted, and when that was answered: nanoseconds, 0 for not yet.
  struct Posted {
    var sent: Int64 = 0
    var answered: Int64 = 0
  }

  private struct Poster {
    let wire: Wire
    var response: [UInt8] = []
    /// The change whose answer is waited for.
    var number: Int?
  }

  private let poller: Poller
  private let token: String
  private var posters: [Poster] = []
  private var requests: [[UInt8]] = []
  /// By number.
  private(set) var posted: [Posted] = []
  private var next = 0
  private var answered = 0
  private var beginning: Int64 = 0
  private var nanosecondsBetween: Int64 = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// Far from the names of an audience's connections.
  private static let firstName = 1 << 32

  /// - Parameters:
  ///   - count: How many.
  ///   - token: The session that they post in.
  ///   - audience: Whose server they post to, and whose turns tell of their answers.
  /// - Throws: A ``Complaint`` where nobody listens.
  init(_ count: Int, token: String, beside audience: Audience) throws(Complaint) {
    poller = audience.poller
    self.token = token
    for place in 0..<count {
      let wire = try Wire(port: audience.port)
      posters.append(Poster(wire: wire))
      poller.watch(wire, as: Self.firstName + place)
    }
  }

  /// Whether all is posted and answered.
  var areDone: Bool { answered == requests.count }

  /// Takes what is to be posted from now on.
  ///
  /// - Parameters:
  ///   - tickets: Where each message goes.
  ///   - marks: What each says.
  ///   - rate: So many a second at most; 0 is no bound.
  func begin(_ tickets: [String], _ marks: Marks, rate: Int = 0) {
    requests = tickets.enumerated().map { number, ticket in
      let variables: JSON = ["ticket": .string(ticket), "text": .string(marks.text(number))]
      return Exchange.request(Exchange.body(Self.document, variables), token: token)
    }
    posted = [Posted](repeating: Posted(), count: tickets.count)
    next = 0
    answered = 0
    nanosecondsBetween = rate > 0 ? 1_000_000_000 / Int64(rate) : 0
    beginning = Clock.monotonicNanoseconds()
  }

  private static let document = """
    mutation ($ticket: ID!, $text: String!) {
      postMessage(input: {ticket: $ticket, text: $text}) { message { id } problems { code } }
    }
    """

  /// Posts with all that wait for nothing, as far as the rate allows.
  ///
  /// - Parameter bound: How many changes may have been posted then.
  /// - Throws: A ``Complaint`` where the server is gone.
  func goOn(upTo bound: Int = .max) throws {
    for place in posters.indices where posters[place].number == nil {
      guard next < min(requests.count, bound), milliseconds == 0 else { return }
      posters[place].number = next
      posted[next].sent = Clock.monotonicNanoseconds()
      try posters[place].wire.send(requests[next])
      next += 1
    }
  }

  /// How long the rate lets nothing be posted.
  var milliseconds: Int {
    guard nanosecondsBetween > 0, next < requests.count else { return 0 }
    let due = beginning + Int64(next) * nanosecondsBetween
    return Int(max(0, due - Clock.monotonicNanoseconds() + 999_999) / 1_000_000)
  }

  /// Reads the answers that have come.
  ///
  /// - Parameter names: Connections from which something can be read.
  /// - Throws: A ``Complaint`` where a message is refused.
  func take(_ names: [Int]) throws {
    for place in names.map({ $0 - Self.firstName }) where posters.indices.contains(place) {
      switch posters[place].wire.look(into: &buffer) {
      case .nothing: continue
      case .end: throw Complaint("the server has closed a poster's connection", code: 69)
      case .bytes(let count): posters[place].response += buffer[..<count]
      }
      let response = posters[place].response
      guard let (start, length) = try Exchange.extent(of: response),
        response.count >= start + length
      else { continue }
      let body = Array(response[start..<(start + length)])
      posters[place].response.removeAll(keepingCapacity: true)
      guard try Self.isPosted(body), let number = posters[place].number else {
        throw Complaint("a message is answered \(String(decoding: body, as: UTF8.self))", code: 65)
      }
      posted[number].answered = Clock.monotonicNanoseconds()
      posters[place].number = nil
      answered += 1
    }
  }

  static func isPosted(_ body: [UInt8]) throws -> Bool {
    let answer = try JSONParser.parse(body)
    guard answer["errors"] == nil,
      case .string? = answer["data"]?["postMessage"]?["message"]?["id"]
    else { return false }
    return true
  }
}
