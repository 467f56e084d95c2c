import Bytes

/// All connections of a measurement, and what was heard over them.
final class Audience {
  /// One subscription, and what it heard.
  struct Subscriber {
    /// The numbers of changes, as they came.
    var numbers: [Int32] = []
    /// When each came.
    var moments: [Int64] = []
    /// How much else came, and the first of it.
    var strays = 0
    var stray: String?
  }

  let port: UInt16
  let poller: Poller
  private(set) var feeds: [Feed] = []
  private(set) var subscribers: [Subscriber] = []
  /// The changes that came to those that read.
  private(set) var heard = 0
  /// When the last of them came.
  private(set) var lastHeard: Int64 = 0
  var marks: Marks
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private var ready: [Int] = []

  /// Below the server's bound of 200 connections of one address.
  private static let connectionsPerAddress = 150
  /// Handshakes that wait for their answers: the kernel holds no more of them for a server.
  private static let openingAtOnce = 256

  init(port: UInt16, _ marks: Marks) throws(Complaint) {
    self.port = port
    self.marks = marks
    poller = try Poller()
  }

  /// Connects, and waits until all listen.
  ///
  /// - Throws: A ``Complaint`` where one is refused.
  func open(_ seats: [Seat]) throws {
    let before = feeds.count
    for seat in seats {
      // The first address is for who posts.
      let source = 1 + feeds.count / Self.connectionsPerAddress
      let wire = try Wire(port: port, from: source)
      feeds.append(try Feed(seat, on: wire, first: subscribers.count))
      for _ in seat.requests { subscribers.append(Subscriber()) }
      poller.watch(wire, as: feeds.count - 1)
      if (feeds.count - before) % Self.openingAtOnce == 0 { try waitUntilAllListen(from: before) }
    }
    try waitUntilAllListen(from: before)
    for feed in feeds[before...] where feed.seat.isSlow { poller.forget(feed.wire) }
  }

  private func waitUntilAllListen(from first: Int) throws {
    let deadline = Clock.monotonicNanoseconds() + 60_000_000_000
    while feeds[first...].contains(where: { $0.stage != .listening }) {
      try turn(milliseconds: 100)
      if let feed = feeds[first...].first(where: { $0.hasEnded }) {
        throw Complaint("a subscriber is refused: \(feed.stage)", code: 65)
      }
      if let stray = strays.first { throw Complaint("a subscriber is refused: \(stray)", code: 65) }
      guard Clock.monotonicNanoseconds() < deadline else {
        throw Complaint("the server does not answer all handshakes within a minute", code: 69)
      }
    }
  }

  /// Reads once from each connection that has something, and waits so long for one.
  ///
  /// - Returns: The names of those that are not the audience's.
  @discardableResult
  func turn(milliseconds: Int) throws -> [Int] {
    poller.wait(milliseconds: milliseconds, into: &ready)
    var others: [Int] = []
    for name in ready {
      if feeds.indices.contains(name) { try read(feeds[name]) } else { others.append(name) }
    }
    return others
  }

  /// Reads whatever comes for so long, and answers who asks whether the client is there.
  func listen(milliseconds: Int) throws {
    let end = Clock.monotonicNanoseconds() + Int64(milliseconds) * 1_000_000
    while case let left = end - Clock.monotonicNanoseconds(), left > 0 {
      try turn(milliseconds: Int(left / 1_000_000) + 1)
    }
  }

  private func read(_ feed: Feed) throws(Complaint) {
    switch feed.wire.look(into: &buffer) {
    case .nothing: return
    case .end(let isReset):
      feed.end(isReset: isReset)
      poller.forget(feed.wire)
    case .bytes(let count):
      let now = Clock.monotonicNanoseconds()
      try feed.take(buffer, count: count, marks) { subscriber, news in
        switch news {
        case .change(let number):
          subscribers[subscriber].numbers.append(number)
          subscribers[subscriber].moments.append(now)
          guard !feed.seat.isSlow else { return }
          heard += 1
          lastHeard = now
        case .other(let text):
          subscribers[subscriber].strays += 1
          subscribers[subscriber].stray = subscribers[subscriber].stray ?? text
        }
      }
    }
  }

  /// Begins a new measurement with the same connections.
  func forget(_ marks: Marks) {
    self.marks = marks
    heard = 0
    lastHeard = 0
    for place in subscribers.indices { subscribers[place] = Subscriber() }
  }

  /// Reads from the slow ones again, until each has ended or nothing comes any more.
  func wakeSlow() throws {
    for (name, feed) in feeds.enumerated() where feed.seat.isSlow {
      poller.watch(feed.wire, as: name)
    }
    var silentSince = Clock.monotonicNanoseconds()
    while feeds.contains(where: { $0.seat.isSlow && !$0.hasEnded }) {
      poller.wait(milliseconds: 50, into: &ready)
      let now = Clock.monotonicNanoseconds()
      for name in ready where feeds.indices.contains(name) { try read(feeds[name]) }
      if ready.isEmpty {
        guard now - silentSince < 1_000_000_000 else { return }
      } else {
        silentSince = now
      }
    }
  }

  /// The first things that came and should not have.
  var strays: [String] { subscribers.lazy.compactMap(\.stray).prefix(3).map { $0 } }
}
