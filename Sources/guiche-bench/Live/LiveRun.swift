import Bytes

/// Posts changes to a server while an audience listens, and says what came of it.
struct LiveRun {
  /// What came of a run.
  struct Result {
    let check: DeliveryCheck
    /// The changes in commit order.
    let committed: [Int]
    /// To those that read.
    let deliveries: Int
    /// From the first change to the last delivery.
    let nanoseconds: Int64
    /// From each mutation's answer to the arrival of its event, sorted.
    let latencies: [Int64]
    /// What the server spent meanwhile.
    let processorNanoseconds: Int64
    let peakKilobytes: Int

    var deliveriesPerSecond: Double {
      Double(deliveries) * 1_000_000_000 / Double(max(1, nanoseconds))
    }

    var microsecondsPerDelivery: Double {
      Double(processorNanoseconds) / 1_000 / Double(max(1, deliveries))
    }

    /// The time below which so many of a hundred events came; before the answer is below nothing.
    func milliseconds(ofPercent percent: Int) -> Double {
      guard !latencies.isEmpty else { return 0 }
      let place = min(latencies.count - 1, latencies.count * percent / 100)
      return Double(latencies[place]) / 1_000_000
    }
  }

  let desk: LiveDesk
  let audience: Audience
  let posters: Posters

  /// Nanoseconds without an event after which what has not come is lost.
  private static let patience: Int64 = 10_000_000_000
  /// Milliseconds after the last event in which is listened for what should not come.
  private static let suspicion = 500

  /// Posts a message to each of some tickets, and listens until all have come that should.
  ///
  /// - Parameters:
  ///   - tickets: By the change's number.
  ///   - rate: Changes a second at most; 0 is no bound.
  ///   - ahead: Changes under way at most: a connection for which too much waits is closed.
  ///   - isDue: Whether a subscriber hears of a change.
  /// - Returns: What came.
  /// - Throws: A ``Complaint`` where a message is refused, or not there in the end.
  func post(
    to tickets: [String],
    rate: Int = 0,
    ahead: Int = 1_000_000,
    isDue: (Int, Int) -> Bool = { _, _ in true }
  ) throws -> Result {
    let marks = Marks(run: Int(Clock.monotonicNanoseconds() & 0x7FFF_FFFF))
    audience.forget(marks)
    let expected = reading.reduce(0) { sum, subscriber in
      sum + tickets.indices.reduce(0) { $0 + (isDue(subscriber, $1) ? 1 : 0) }
    }
    desk.server.forgetPeak()
    let spent = desk.server.processorNanoseconds
    let start = Clock.monotonicNanoseconds()
    posters.begin(tickets, marks, rate: rate)
    try posters.goOn(upTo: ahead)
    var latest = start
    while !posters.areDone || audience.heard < expected {
      let pause = posters.milliseconds
      let others = try audience.turn(milliseconds: pause > 0 ? min(100, pause) : 100)
      if !others.isEmpty { try posters.take(others) }
      // Each change that all have heard lets a further one be made.
      let done = audience.heard * tickets.count / max(1, expected)
      try posters.goOn(upTo: done + ahead)
      let now = Clock.monotonicNanoseconds()
      latest = pause > 0 ? now : max(latest, audience.lastHeard)
      guard now - latest < Self.patience else { break }
    }
    let processor = desk.server.processorNanoseconds - spent
    let end = max(audience.lastHeard, start)
    try audience.listen(milliseconds: Self.suspicion)
    let committed = try committed(tickets, marks)
    return Result(
      check: check(committed, isDue),
      committed: committed,
      deliveries: audience.heard,
      nanoseconds: end - start,
      latencies: latencies(),
      processorNanoseconds: processor,
      peakKilobytes: desk.server.peakKilobytes
    )
  }

  /// The subscribers whose connections are read.
  private var reading: [Int] {
    audience.feeds.filter { !$0.seat.isSlow }.flatMap { feed in
      feed.seat.requests.indices.map { feed.first + $0 }
    }
  }

  /// The changes in the order in which the desk has the messages.
  private func committed(_ tickets: [String], _ marks: Marks) throws -> [Int] {
    // Of several tickets each has one message, and these were posted one after another.
    guard Set(tickets).count == 1 else { return Array(tickets.indices) }
    let committed = try desk.committed(in: tickets[0], marks)
    guard committed.count == tickets.count else {
      throw Complaint("\(committed.count) of \(tickets.count) messages are there", code: 65)
    }
    return committed
  }

  private func check(_ committed: [Int], _ isDue: (Int, Int) -> Bool) -> DeliveryCheck {
    var check = DeliveryCheck(committed: committed)
    for place in reading {
      let subscriber = audience.subscribers[place]
      check.judge(subscriber.numbers, strays: subscriber.strays) { isDue(place, $0) }
    }
    return check
  }

  private func latencies() -> [Int64] {
    var latencies: [Int64] = []
    latencies.reserveCapacity(audience.heard)
    for place in reading {
      let subscriber = audience.subscribers[place]
      for (number, moment) in zip(subscriber.numbers, subscriber.moments)
      where posters.posted.indices.contains(Int(number)) {
        latencies.append(moment - posters.posted[Int(number)].answered)
      }
    }
    return latencies.sorted()
  }
}
