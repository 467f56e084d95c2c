import Bytes
import Desk

extension LiveMeasurement {
  /// Who listens to one ticket, and how.
  struct Scene {
    let name: String
    let transport: Transport
    /// Users, or `nil` for one for each subscriber.
    let users: Int?
    /// Changes a second at most; 0 is no bound.
    var rate = 0
    /// Every so manieth subscriber hears much more at each event; 0 is none.
    var heavyEach = 0
    /// Whether these read nothing.
    var isHeavySlow = false
  }

  /// How often a heavy subscriber asks for the text: more than the kernel and the server hold for it
  /// comes together in a thousand changes.
  private static let heavyTimes = 96

  /// Many changes of one ticket, which many hear of.
  func fanOutTable() throws -> (Table, Bool) {
    var table = Table(
      "fan-out",
      "subscribers",
      "changes",
      "deliveries/s",
      "p50 ms",
      "p99 ms",
      "CPU us each",
      "peak kB",
      "lost",
      "doubled",
      "out of order",
      "strays"
    )
    var isClean = true
    let scenes = [
      Scene(name: "20 users, many operations a WebSocket", transport: .webSocket, users: 20),
      Scene(name: "users with a WebSocket each", transport: .webSocket, users: nil),
      Scene(name: "users with an event stream each", transport: .eventStream, users: nil),
      Scene(
        name: "users with a WebSocket each, \(rate) changes/s",
        transport: .webSocket,
        users: nil,
        rate: rate
      ),
    ]
    for scene in scenes {
      let (run, result) = try play(scene)
      defer { run.desk.server.stop() }
      let check = result.check
      isClean = isClean && check.isClean
      table.append(
        .text(scene.name),
        .count(run.audience.subscribers.count),
        .count(run.posters.posted.count),
        .number(result.deliveriesPerSecond, digits: 0),
        .number(result.milliseconds(ofPercent: 50), digits: 2),
        .number(result.milliseconds(ofPercent: 99), digits: 2),
        .number(result.microsecondsPerDelivery, digits: 2),
        .count(result.peakKilobytes),
        .count(check.lost),
        .count(check.doubled),
        .count(check.disordered),
        .count(check.strays)
      )
    }
    return (table, isClean)
  }

  /// The same, where one subscriber in a hundred is slow, and where none is.
  func slowTable() throws -> (Table, Bool) {
    var table = Table(
      "slow",
      "fast ones",
      "deliveries/s",
      "p50 ms",
      "p99 ms",
      "CPU us each",
      "peak kB",
      "lost",
      "doubled",
      "out of order",
      "strays",
      "the slow ones",
      "heard of changes",
      "with gaps"
    )
    var isClean = true
    for isSlow in [false, true] {
      let scene = Scene(
        name: isSlow ? "one in 100 reads nothing" : "all read",
        transport: .webSocket,
        users: nil,
        heavyEach: 100,
        isHeavySlow: isSlow
      )
      let (run, result) = try play(scene)
      defer { run.desk.server.stop() }
      let check = result.check
      let slow = run.audience.feeds.filter(\.seat.isSlow)
      var gaps = DeliveryCheck(committed: result.committed)
      if isSlow {
        try run.audience.wakeSlow()
        for feed in slow {
          gaps.judge(run.audience.subscribers[feed.first].numbers, isWhole: false)
        }
      }
      isClean = isClean && check.isClean && gaps.isClean
      table.append(
        .text(scene.name),
        .count(run.audience.feeds.count - slow.count),
        .number(result.deliveriesPerSecond, digits: 0),
        .number(result.milliseconds(ofPercent: 50), digits: 2),
        .number(result.milliseconds(ofPercent: 99), digits: 2),
        .number(result.microsecondsPerDelivery, digits: 2),
        .count(result.peakKilobytes),
        .count(check.lost),
        .count(check.doubled),
        .count(check.disordered),
        .count(check.strays),
        isSlow ? .text(endings(of: slow)) : .text(""),
        isSlow ? .count(gaps.deliveries) : .nothing,
        isSlow ? .count(gaps.lost + gaps.doubled + gaps.disordered + gaps.strays) : .nothing
      )
    }
    return (table, isClean)
  }

  /// How connections ended, each way with how many.
  private func endings(of feeds: [Feed]) -> String {
    var counts: [String: Int] = [:]
    for feed in feeds {
      guard case .ended(let how) = feed.stage else {
        counts["open", default: 0] += 1
        continue
      }
      counts[how, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) x \($0.key)" }
      .joined(separator: ", ")
  }

  /// Starts a server, lets all listen, and posts the changes.
  private func play(_ scene: Scene) throws -> (LiveRun, LiveRun.Result) {
    let users = min(scene.users ?? subscribers, subscribers)
    let desk = try LiveDesk(
      directory,
      program: program,
      LiveDesk.Size(staff: (users + 1) / 2, contacts: max(1, users / 2))
    )
    let audience = try Audience(port: desk.load.port, Marks(run: 0))
    try audience.open(seats(scene, users, desk))
    let run = LiveRun(
      desk: desk,
      audience: audience,
      posters: try Posters(posters, token: desk.crowd.staff[0], beside: audience)
    )
    let count = scene.rate > 0 ? min(changes, scene.rate * 10) : changes
    let result = try run.post(
      to: [String](repeating: desk.shared[0], count: count),
      rate: scene.rate,
      ahead: ahead
    )
    complain(of: run)
    return (run, result)
  }

  /// Attendants and contacts in turn; each user's subscriptions share connections, as many as the
  /// server lets them.
  private func seats(_ scene: Scene, _ users: Int, _ desk: LiveDesk) -> [Seat] {
    let most = scene.transport == .webSocket ? Self.operationsPerSocket : 1
    var seats: [Seat] = []
    for user in 0..<users {
      let token = user % 2 == 0 ? desk.crowd.staff[user / 2] : desk.crowd.contacts[user / 2]
      var left = subscribers / users + (user < subscribers % users ? 1 : 0)
      let isHeavy = scene.heavyEach > 0 && user % scene.heavyEach == scene.heavyEach / 2
      let request = LiveRequest.messages(
        of: desk.shared[0],
        times: isHeavy ? Self.heavyTimes : 1
      )
      while left > 0 {
        seats.append(
          Seat(
            token: token,
            transport: scene.transport,
            requests: [LiveRequest](repeating: request, count: min(left, most)),
            isSlow: isHeavy && scene.isHeavySlow
          )
        )
        left -= most
      }
    }
    return seats
  }

  /// Of one WebSocket, as the server bounds them.
  private static let operationsPerSocket = 100
}
