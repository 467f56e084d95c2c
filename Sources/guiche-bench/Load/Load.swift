import Bytes

/// Some clients that each ask again as soon as they are answered.
struct Load {
  /// What came of it.
  struct Result {
    var latencies: [Int64] = []
    var bytes = 0
    var nanoseconds: Int64 = 0

    var requestsPerSecond: Double {
      Double(latencies.count) * 1_000_000_000 / Double(max(1, nanoseconds))
    }

    /// The time below which so many of a hundred were answered, in milliseconds.
    func milliseconds(ofPercent percent: Int) -> Double {
      guard !latencies.isEmpty else { return 0 }
      let place = min(latencies.count - 1, latencies.count * percent / 100)
      return Double(latencies.sorted()[place]) / 1_000_000
    }
  }

  /// One client: what it waits for.
  private struct Client {
    let wire: Wire
    var response: [UInt8] = []
    /// The response's whole length, once its head is there.
    var length: Int?
    var askedAt: Int64 = 0
  }

  let port: UInt16
  let clients: Int

  /// Asks for one thing and gives the body of the response.
  func ask(_ request: [UInt8]) throws -> [UInt8] {
    let wire = try Wire(port: port)
    try wire.send(request)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var response: [UInt8] = []
    while true {
      response += buffer[..<(try wire.receive(into: &buffer))]
      guard let (start, count) = try Exchange.extent(of: response) else { continue }
      if response.count >= start + count { return Array(response[start..<(start + count)]) }
    }
  }

  /// Sends the requests in turn for some time.
  ///
  /// - Throws: A ``Complaint`` where a response is not 200.
  func run(_ requests: [[UInt8]], milliseconds: Int) throws -> Result {
    var clients: [Client] = []
    for _ in 0..<self.clients { clients.append(Client(wire: try Wire(port: port))) }
    let wires = clients.map(\.wire)
    var result = Result()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var next = 0
    let start = Clock.monotonicNanoseconds()
    let end = start + Int64(milliseconds) * 1_000_000
    for place in clients.indices { try ask(requests, &next, &clients[place]) }
    var waiting = clients.count
    while waiting > 0 {
      let ready = Wire.ready(wires)
      guard !ready.isEmpty else { throw Complaint("the server has been silent for 5 s", code: 69) }
      for place in ready {
        let count = try wires[place].receive(into: &buffer)
        clients[place].response += buffer[..<count]
        guard try isWhole(&clients[place]) else { continue }
        let now = Clock.monotonicNanoseconds()
        result.latencies.append(now - clients[place].askedAt)
        result.bytes += clients[place].response.count
        if now < end { try ask(requests, &next, &clients[place]) } else { waiting -= 1 }
      }
    }
    result.nanoseconds = Clock.monotonicNanoseconds() - start
    return result
  }

  private func ask(_ requests: [[UInt8]], _ next: inout Int, _ client: inout Client) throws {
    client.response.removeAll(keepingCapacity: true)
    client.length = nil
    client.askedAt = Clock.monotonicNanoseconds()
    try client.wire.send(requests[next % requests.count])
    next += 1
  }

  private func isWhole(_ client: inout Client) throws(Complaint) -> Bool {
    if client.length == nil, let (start, count) = try Exchange.extent(of: client.response) {
      client.length = start + count
    }
    return client.length.map { client.response.count >= $0 } ?? false
  }
}
