/// A response whose body comes piece by piece, at its connection.
struct OpenStream {
  /// Of the answer on its connection.
  let number: Int
  let stream: ResponseStream
  let owner: any ResponseStreamOwner
  private let heartbeat: Heartbeat?
  private var lastSent: Int64

  init(_ opening: ResponseStream.Opening, number: Int, at now: Int64) {
    self.number = number
    stream = opening.stream
    owner = opening.owner
    heartbeat = opening.heartbeat
    lastSent = now
  }

  /// When the next heartbeat is due.
  var nextBeat: Int64? { heartbeat.map { lastSent + $0.milliseconds } }

  /// The heartbeat, where it is due.
  func takeBeat(at now: Int64) -> [UInt8]? {
    guard let heartbeat, now >= lastSent + heartbeat.milliseconds else { return nil }
    return heartbeat.bytes
  }

  mutating func noteSent(at now: Int64) { lastSent = now }
}
