import Testing

@testable import HTTP

@Suite struct TimersTests {
  @Test func `gives what is due, the earliest first`() {
    var timers = Timers()
    var state: UInt64 = 1
    var moments: [Int64] = []
    for key in 0..<500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      moments.append(Int64(state >> 54))
      timers.add(UInt64(key), at: moments[key])
    }
    #expect(timers.next == moments.min())
    var taken: [Int64] = []
    while let entry = timers.takeDue(at: 600) {
      #expect(moments[Int(entry.key)] == entry.at)
      taken.append(entry.at)
    }
    #expect(taken == moments.filter { $0 <= 600 }.sorted())
    #expect(timers.next == moments.filter { $0 > 600 }.min())
  }
}

extension TimersTests {
  @Test func `drops what is of no use and keeps the order of the others`() {
    var timers = Timers()
    for key in 0..<100 { timers.add(UInt64(key), at: Int64((key &* 37) % 100)) }
    timers.keep { $0.key % 3 == 0 }
    #expect(timers.count == 34)
    timers.add(1, at: 50)
    var taken: [Timers.Entry] = []
    while let entry = timers.takeDue(at: .max) { taken.append(entry) }
    #expect(taken.count == 35)
    #expect(taken.map(\.at) == taken.map(\.at).sorted())
  }
}

@Suite struct OutputQueueTests {
  @Test(arguments: [1, 7, 4_095, 4_097, 100_000])
  func `gives its bytes in order in pieces of any size`(step: Int) {
    var queue = OutputQueue()
    var all: [UInt8] = []
    for size in [10, 5_000, 3, 4_096, 0, 4_097, 70_000, 1] {
      let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
      queue.append(piece)
      all += piece
    }
    #expect(queue.count == all.count && queue.bytes == all)
    var taken: [UInt8] = []
    while !queue.isEmpty {
      let (first, second) = queue.front
      let piece = Array((first + second).prefix(step))
      taken += piece
      queue.remove(piece.count)
    }
    #expect(taken == all)
    #expect(queue.front.0.isEmpty && queue.front.1.isEmpty)
  }
}

extension OutputQueueTests {
  /// Against plain arrays of messages: whatever is sent, and whenever the rest is dropped, no message
  /// is cut.
  @Test func `drops the messages of which nothing is sent, and cuts none`() {
    var generator = Seeded(state: 7)
    for _ in 0..<500 {
      var queue = OutputQueue()
      let head = (0..<Int.random(in: 0...20, using: &generator)).map { _ in UInt8(0) }
      queue.append(head)
      var places: [Int] = []
      var all = head
      for number in 0..<Int.random(in: 0...300, using: &generator) {
        let size = [1, 50, 500, 5_000].randomElement(using: &generator) ?? 1
        let message = [UInt8](repeating: UInt8(truncatingIfNeeded: number + 1), count: size)
        places.append(all.count)
        queue.mark()
        queue.append(message)
        all += message
      }
      let sent = Int.random(in: 0...all.count, using: &generator)
      var left = sent
      while left > 0 {
        let step = min(left, Int.random(in: 1...40_000, using: &generator))
        queue.remove(step)
        left -= step
      }
      queue.dropUnbegun()
      let end = places.first { $0 >= sent } ?? all.count
      #expect(queue.count == end - sent)
      #expect(queue.bytes == Array(all[sent..<end]))
      queue.mark()
      queue.append([1, 2, 3])
      #expect(queue.bytes == Array(all[sent..<end]) + [1, 2, 3])
    }
  }

  @Test func `holds next to nothing when all is sent`() {
    var queue = OutputQueue()
    for _ in 0..<10_000 {
      queue.mark()
      queue.append([UInt8](repeating: 1, count: 100))
    }
    #expect(queue.heldBytes < 1_300_000)
    while !queue.isEmpty { queue.remove(30_000) }
    #expect(queue.heldBytes <= 1_024)
  }

  @Test func `a long body is not copied`() {
    let body = [UInt8](repeating: 1, count: 100_000)
    var queues = [OutputQueue](repeating: OutputQueue(), count: 100)
    for place in queues.indices {
      queues[place].append([1, 2])
      queues[place].append(body)
    }
    for queue in queues {
      #expect(
        queue.front.1.withUnsafeBytes { $0.baseAddress } == body.withUnsafeBytes { $0.baseAddress }
      )
    }
  }
}

@Suite struct ClientTableTests {
  @Test func `never takes a key of the past for a client of now`() {
    var table = ClientTable()
    let first = table.add(Self.client())
    let slot = table.slot(of: first)
    #expect(slot == 0)
    #expect(table.remove(0) != nil)
    #expect(table.remove(0) == nil)
    let second = table.add(Self.client())
    #expect(table.slot(of: first) == nil)
    #expect(table.slot(of: second) == 0)
    #expect(table.slot(of: .max) == nil)
    #expect(table.count == 1)
  }

  private static func client() -> HTTP.Client {
    HTTP.Client(
      socket: Socket(descriptor: -1),
      network: 0,
      connection: Connection(
        settings: .init(limits: HTTPLimits()) { error, _ in .text(error.status, "") },
        remoteAddress: "",
        at: Moment(milliseconds: 0)
      )
    )
  }
}

@Suite struct ConnectionCountsTests {
  @Test func `admits up to the limits and again after one has left`() {
    let counts = ConnectionCounts(limit: 3, perAddress: 2)
    #expect(counts.admit(1) && counts.admit(1))
    #expect(!counts.admit(1))
    #expect(!counts.isFull)
    #expect(counts.admit(2))
    #expect(counts.isFull)
    counts.leave(1)
    #expect(!counts.isFull && counts.total == 2)
    #expect(counts.admit(1))
  }
}
