import Glibc
import Testing

@testable import HTTP

/// Receivers that do not read: each is bounded, and all of them together.
@Suite(.timeLimit(.minutes(5))) struct SlowReceiverTests {
  /// So that few megabytes fill what the kernels of both sides hold.
  private func slowClient(_ server: EchoServer) throws -> Client {
    let client = try Client(port: server.port, receiveBuffer: 4_096)
    #expect(client.open())
    return client
  }

  @Test func `one slow receiver among a hundred delays nobody, and hears why it ends`() throws {
    let server = try EchoServer()
    let slow = try slowClient(server)
    let slowSocket = try #require(server.application.open.all.first)
    let fast = try (0..<100).map { _ in try Client(port: server.port) }
    for client in fast { #expect(client.open()) }
    let fastSockets = server.application.open.all.filter { $0 !== slowSocket }
    #expect(fastSockets.count == 100)

    var round = 0
    while server.application.open.all.contains(where: { $0 === slowSocket }) {
      round += 1
      slowSocket.send(text: bytes(60_000))
      for socket in fastSockets { socket.send(text: Array("\(round)".utf8)) }
      for client in fast { #expect(client.frame()?.text == "\(round)") }
    }
    #expect(server.application.open.all.count == 100)
    var last: ServerFrame?
    var whole = 0
    while let frame = slow.frame() {
      last = frame
      if frame.payload.count == 60_000 { whole += 1 }
    }
    #expect(last?.code == 1_013)
    #expect(last?.text.hasSuffix("The receiver is too slow") ?? false)
    #expect(whole < round)
  }

  @Test func `all of them together are bounded, and those that have most end first`() throws {
    let limit = 1 << 20
    let server = try EchoServer { $0.limits.streamsUnsent = limit }
    let clients = try (0..<12).map { _ in try slowClient(server) }
    let sockets = server.application.open.all
    // The first one is sent so little that the kernel takes it.
    while server.application.open.all.count == sockets.count {
      sockets[0].send(text: bytes(10))
      for socket in sockets[1...] { socket.send(text: bytes(20_000)) }
      #expect(server.server.unsentOfStreams < 2 * limit)
    }
    let left = server.application.open.all
    #expect(left.contains { $0 === sockets[0] })
    for (client, socket) in zip(clients, sockets) where !left.contains(where: { $0 === socket }) {
      #expect(client.framesToEnd().last == "close:1013")
    }
  }

  @Test func `bodies that come piece by piece are bounded together too`() throws {
    let limit = 1 << 20
    let server = try EchoServer { $0.limits.streamsUnsent = limit }
    let clients = try (0..<8).map { number in
      let client = try Client(port: server.port, receiveBuffer: 4_096)
      client.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n")
      while server.application.streams.all.count <= number { sched_yield() }
      return client
    }
    let streams = server.application.streams.all
    while streams.allSatisfy({ $0.ending == nil }) {
      streams[0].send(bytes(10))
      for stream in streams[1...] { stream.send(bytes(20_000)) }
      #expect(server.server.unsentOfStreams < 2 * limit)
    }
    #expect(streams[0].ending == nil)
    for (client, stream) in zip(clients, streams) where stream.ending != nil {
      #expect(stream.ending == .tooSlow)
      // The connection stays: the body ends as it should.
      client.endOutput()
      let text = client.readToEnd()
      #expect(text.hasSuffix("\r\nthe end: tooSlow\r\n0\r\n\r\n"), "\(text.suffix(60))")
    }
  }

  @Test func `what is unsent is counted down to nothing`() throws {
    let server = try EchoServer {
      $0.limits.unsent = .max / 2
      $0.webSocketLimits.unsent = .max / 2
      $0.limits.streamsUnsent = .max / 2
    }
    let slow = try slowClient(server)
    let socket = try #require(server.application.open.all.first)
    var sent = 0
    while server.server.unsentOfStreams == 0 {
      socket.send(text: bytes(50_000))
      sent += 1
      usleep(1_000)
    }
    for _ in 0..<sent { #expect(slow.frame()?.payload.count == 50_000) }
    while server.server.unsentOfStreams > 0 { sched_yield() }
    // One that is gone holds nothing either.
    while server.server.unsentOfStreams == 0 {
      socket.send(text: bytes(50_000))
      usleep(1_000)
    }
    slow.hangUp()
    while server.server.unsentOfStreams > 0 { sched_yield() }
  }
}

/// What is on the way to the loops.
@Suite struct StreamBudgetTests {
  @Test func `what is within the limit may go, whoever it is for`() {
    let budget = StreamBudget(limit: 1_000)
    budget.change(receivers: 10)
    #expect(budget.admit(900, own: 900))
    #expect(budget.admit(100, own: 1_000))
  }

  @Test func `beyond the limit each may have its share`() {
    let budget = StreamBudget(limit: 1_000)
    budget.change(receivers: 10)
    #expect(budget.admit(1_000, own: 1_000))
    #expect(!budget.admit(1, own: 101))
    #expect(budget.admit(100, own: 100))
    budget.noteArrived(1_100)
    #expect(budget.admit(1, own: 101))
  }

  @Test func `what waits is counted apart`() {
    let budget = StreamBudget(limit: 1_000)
    budget.change(unsent: 1_000)
    #expect(!budget.isExceeded)
    budget.change(unsent: 1)
    #expect(budget.isExceeded)
    #expect(budget.admit(10, own: 10))
    budget.change(unsent: -1_001)
    #expect(budget.unsent == 0)
  }
}

/// How a loop is woken.
@Suite struct MailboxTests {
  private func isSignalled(_ mailbox: Mailbox) throws -> Bool {
    let epoll = try Epoll()
    #expect(epoll.watchInput(mailbox.wake.descriptor, key: 1))
    var events: [Epoll.Event] = []
    epoll.wait(milliseconds: 0, into: &events)
    return !events.isEmpty
  }

  @Test func `wakes a loop that waits, once for all messages`() throws {
    let mailbox = try Mailbox(budget: StreamBudget(limit: 1))
    #expect(mailbox.beginWaiting())
    #expect(try !isSignalled(mailbox))
    mailbox.post(.stop)
    mailbox.post(.stop)
    #expect(try isSignalled(mailbox))
    mailbox.endWaiting()
    mailbox.wake.wait()
    var messages: [Mailbox.Message] = []
    mailbox.take(into: &messages)
    #expect(messages.count == 2)
    #expect(try !isSignalled(mailbox))
  }

  @Test func `does not wake a loop that works, which finds its messages before it waits`() throws {
    let mailbox = try Mailbox(budget: StreamBudget(limit: 1))
    for _ in 0..<3 { mailbox.post(.stop) }
    #expect(try !isSignalled(mailbox))
    #expect(!mailbox.beginWaiting())
    // It went on, so nobody has to wake it.
    mailbox.post(.stop)
    #expect(try !isSignalled(mailbox))
    var messages: [Mailbox.Message] = []
    mailbox.take(into: &messages)
    #expect(messages.count == 4)
    #expect(mailbox.beginWaiting())
  }

  /// Each message wakes or is found, whichever thread is first.
  @Test func `no message is left behind`() throws {
    let mailbox = try Mailbox(budget: StreamBudget(limit: 1))
    let epoll = try Epoll()
    #expect(epoll.watchInput(mailbox.wake.descriptor, key: 1))
    let all = 20_000
    for _ in 0..<2 {
      Background.run { for _ in 0..<(all / 2) { mailbox.post(.stop) } }
    }
    var events: [Epoll.Event] = []
    var messages: [Mailbox.Message] = []
    var taken = 0
    while taken < all {
      // Without the wake-up this waits for ever.
      epoll.wait(milliseconds: mailbox.beginWaiting() ? -1 : 0, into: &events)
      mailbox.endWaiting()
      if !events.isEmpty { mailbox.wake.wait() }
      mailbox.take(into: &messages)
      taken += messages.count
    }
    #expect(taken == all)
  }
}
