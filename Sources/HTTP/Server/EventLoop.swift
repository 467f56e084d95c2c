/// One thread that serves its clients: it waits for the kernel, moves bytes, and answers.
///
/// A turn takes what is ready. Each ready connection is served one request, then the next, and
/// again from the first while there is more and the turn is young, so that a client with many
/// requests, or with a heavy one, waits behind all others and not before them.
final class EventLoop {
  /// Reads at most so much of a client at once.
  private static let readSize = 64 * 1_024
  /// How many clients are accepted in one turn.
  private static let acceptedATurn = 64
  /// After so long no further pass over the ready connections begins in a turn.
  private static let turnMilliseconds: Int64 = 2
  private static let listenerKey = UInt64.max
  private static let wakeKey = UInt64.max - 1

  private let configuration: HTTPServer.Configuration
  private let settings: Connection.Settings
  private let counts: ConnectionCounts
  private let budget: StreamBudget
  let mailbox: Mailbox
  private let epoll: Epoll
  private var listener: Listener?
  private var isAccepting = true

  private var clients = ClientTable()
  private var ready: [Int] = []
  private var unflushed: [Int] = []
  private var timers = Timers()
  private var scratch = [UInt8](repeating: 0, count: EventLoop.readSize)
  private var messages: [Mailbox.Message] = []
  private var hasAnswered = false

  private var now = Moment(milliseconds: 0)
  private var dateSecond: Int64 = -1
  /// When a stopping loop ends whatever is left; `nil` while it does not stop.
  private var drainDeadline: Int64?

  init(
    listener: Listener,
    configuration: HTTPServer.Configuration,
    settings: Connection.Settings,
    counts: ConnectionCounts,
    budget: StreamBudget
  ) throws(HTTPServerError) {
    self.listener = listener
    self.configuration = configuration
    self.settings = settings
    self.counts = counts
    self.budget = budget
    mailbox = try Mailbox(budget: budget)
    epoll = try Epoll()
    guard
      epoll.watchInput(mailbox.wake.descriptor, key: Self.wakeKey),
      epoll.watchInput(listener.descriptor, key: Self.listenerKey)
    else { throw .system(call: "epoll_ctl", code: 0) }
  }

  /// Serves until it was told to stop and all clients are gone.
  func run(_ responder: Responder) {
    var events: [Epoll.Event] = []
    while drainDeadline == nil || clients.count > 0 {
      wait(into: &events)
      readClock()
      for event in events { note(event) }
      deliver()
      expireTimers()
      serveReady(responder)
    }
  }

  private func wait(into events: inout [Epoll.Event]) {
    let patience = patience
    guard patience != 0, mailbox.beginWaiting() else {
      return epoll.wait(milliseconds: 0, into: &events)
    }
    epoll.wait(milliseconds: patience, into: &events)
    mailbox.endWaiting()
  }

  /// How long the kernel may be waited for: not at all while clients are ready.
  private var patience: Int32 {
    guard ready.isEmpty, unflushed.isEmpty else { return 0 }
    var next = timers.next ?? .max
    if let drainDeadline { next = min(next, drainDeadline) }
    guard next < .max else { return -1 }
    return Int32(clamping: max(0, next - configuration.clock() + 1))
  }

  private func readClock() {
    let second = SystemClock.seconds()
    var dateLine = now.dateLine
    if second != dateSecond {
      dateSecond = second
      dateLine = Array("Date: \(HTTPDate.text(secondsSinceEpoch: second))\r\n".utf8)
    }
    now = Moment(milliseconds: configuration.clock(), dateLine: dateLine)
  }

  private func note(_ event: Epoll.Event) {
    switch event.key {
    case Self.wakeKey: mailbox.wake.wait()
    case Self.listenerKey: acceptClients(atMost: Self.acceptedATurn)
    default:
      guard let slot = clients.slot(of: event.key), let client = clients[slot] else { return }
      if event.isReadable || event.isEnding { client.isReadable = true }
      if event.isEnding { client.isEnding = true }
      if event.isWritable { client.isWritable = true }
      enqueue(slot)
    }
  }

  private func enqueue(_ slot: Int) {
    guard let client = clients[slot], !client.isQueued else { return }
    client.isQueued = true
    ready.append(slot)
  }

  // MARK: - Accepting

  private func acceptClients(atMost count: Int) {
    for _ in 0..<count {
      guard let listener else { return }
      guard !counts.isFull else { return restAccepting() }
      switch listener.accept() {
      case .none: return
      case .dropped: continue
      case .exhausted: return restAccepting()
      case .client(let socket, let peer): take(socket, of: peer)
      }
    }
  }

  private func take(_ socket: Socket, of peer: PeerAddress) {
    guard counts.admit(peer.network) else {
      var refusal = OutputQueue()
      refusal.append(Self.tooMany)
      _ = socket.write(&refusal)
      return socket.close()
    }
    let connection = Connection(settings: settings, remoteAddress: peer.text, at: now)
    let client = Client(socket: socket, network: peer.network, connection: connection)
    let key = clients.add(client)
    guard epoll.watch(socket.descriptor, key: key) else {
      return close(Int(key & 0xFFFF_FFFF))
    }
    // Its first request has often come already.
    enqueue(Int(key & 0xFFFF_FFFF))
  }

  private static let tooMany = Array(
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8
  )

  private func restAccepting() {
    guard isAccepting, let listener else { return }
    isAccepting = false
    epoll.forget(listener.descriptor)
    let rest = configuration.limits.acceptPauseMilliseconds
    timers.add(Self.listenerKey, at: now.milliseconds + rest)
  }

  // MARK: - Serving

  private func serveReady(_ responder: Responder) {
    let start = now.milliseconds
    var pass: [Int] = []
    repeat {
      pass.removeAll(keepingCapacity: true)
      swap(&pass, &ready)
      for slot in pass { serve(slot, responder) }
      if !ready.isEmpty { readClock() }
    } while !ready.isEmpty && now.milliseconds - start < Self.turnMilliseconds

    if hasAnswered {
      hasAnswered = false
      responder.turnEnded()
      deliver()
    }
    flushAll()
  }

  /// Reads what has come and serves one request or message.
  private func serve(_ slot: Int, _ responder: Responder) {
    guard let client = clients[slot], client.isQueued else { return }
    client.isQueued = false
    client.read(through: &scratch, at: now)
    let isServed = client.serve(responder, at: now) { number in
      let receiver = PostedAnswer(
        mailbox: mailbox,
        client: clients.key(of: slot),
        number: number,
        limit: settings.limits.unsent
      )
      return Reply(receiver: receiver)
    }
    if isServed {
      hasAnswered = true
      deliver()
    }
    // What is still in the input is answered in the same write.
    if client.hasMore {
      flushLater(slot)
      enqueue(slot)
    } else {
      flush(slot)
    }
  }

  /// Gives the answers that came to their connections.
  private func deliver() {
    mailbox.take(into: &messages)
    var arrived = 0
    for message in messages {
      switch message {
      case .stop: stop()
      case .answer(let client, let number, let answer):
        guard let slot = clients.slot(of: client) else { continue }
        take(answer, to: number, of: slot)
      case .further(let client, let number, let message):
        arrived += message.count
        guard let slot = clients.slot(of: client) else { continue }
        clients[slot]?.take(message, for: number, at: now)
        flushLater(slot)
      }
    }
    if messages.capacity > Mailbox.kept {
      messages = []
    } else {
      messages.removeAll(keepingCapacity: true)
    }
    if arrived > 0 { budget.noteArrived(arrived) }
  }

  private func take(_ answer: Answer, to number: Int, of slot: Int) {
    guard let client = clients[slot] else { return }
    let wasReceiver = client.isReceiver
    client.take(answer, to: number, at: now)
    if client.isReceiver, !wasReceiver { budget.change(receivers: 1) }
    flushLater(slot)
  }

  private func flushLater(_ slot: Int) {
    guard let client = clients[slot], !client.isUnflushed else { return }
    client.isUnflushed = true
    unflushed.append(slot)
  }

  private func flushAll() {
    while !unflushed.isEmpty {
      var slots: [Int] = []
      swap(&slots, &unflushed)
      for slot in slots { flush(slot) }
    }
    if budget.isExceeded { endGreediest() }
  }

  /// Ends the receivers for which most waits, when too much waits for all together.
  private func endGreediest() {
    let share = budget.share
    let greedy = clients.occupied.filter { clients[$0]?.countedUnsent ?? 0 > share }
      .sorted { clients[$0]?.countedUnsent ?? 0 > clients[$1]?.countedUnsent ?? 0 }
    for slot in greedy {
      guard budget.isExceeded else { return }
      clients[slot]?.giveUp(at: now)
      flush(slot)
    }
  }

  /// Sends what waits, and settles what becomes of the connection.
  private func flush(_ slot: Int) {
    guard let client = clients[slot] else { return }
    client.isUnflushed = false
    client.send(at: now)
    client.settle()
    count(client.unsentOfStreams, of: client)
    guard !client.isOver || client.canGoOn else { return close(slot) }
    if client.canGoOn { enqueue(slot) }
    if let deadline = client.deadline, deadline < client.timer ?? .max {
      client.timer = deadline
      timers.add(clients.key(of: slot), at: deadline)
    }
  }

  /// Counts what waits for a receiver among what waits for all.
  private func count(_ unsent: Int, of client: Client) {
    guard unsent != client.countedUnsent else { return }
    budget.change(unsent: unsent - client.countedUnsent)
    client.countedUnsent = unsent
  }

  private func close(_ slot: Int) {
    guard let client = clients.remove(slot) else { return }
    count(0, of: client)
    if client.isReceiver { budget.change(receivers: -1) }
    client.close()
    counts.leave(client.network)
    dropStaleTimers()
  }

  /// Forgets the timers of clients that are gone when they outnumber the others.
  ///
  /// Without it, clients that come and go fill the memory with moments of the next minute.
  private func dropStaleTimers() {
    guard timers.count > 1_024 + 2 * clients.count else { return }
    timers.keep { entry in
      guard entry.key != Self.listenerKey else { return true }
      return clients.slot(of: entry.key).flatMap { clients[$0]?.timer } == entry.at
    }
  }

  // MARK: - Time

  private func expireTimers() {
    if let drainDeadline, drainDeadline <= now.milliseconds {
      for slot in clients.occupied { close(slot) }
    }
    while let due = timers.takeDue(at: now.milliseconds) {
      if due.key == Self.listenerKey {
        resumeAccepting()
      } else if let slot = clients.slot(of: due.key),
        let client = clients[slot],
        client.timer == due.at
      {
        client.timer = nil
        client.expire(at: now)
        flushLater(slot)
      }
    }
  }

  private func resumeAccepting() {
    guard !isAccepting, let listener else { return }
    isAccepting = epoll.watchInput(listener.descriptor, key: Self.listenerKey)
  }

  // MARK: - The end

  private func stop() {
    guard drainDeadline == nil else { return }
    // Who connected before the end is a client: the kernel would reset those it holds for us.
    acceptClients(atMost: Int(configuration.limits.backlog))
    drainDeadline = now.milliseconds + configuration.limits.drainMilliseconds
    if let listener { epoll.forget(listener.descriptor) }
    listener = nil
    for slot in clients.occupied {
      clients[slot]?.drain(at: now)
      // What the kernel holds of them was received too, and is read before any of them is closed.
      clients[slot]?.isReadable = true
      enqueue(slot)
    }
  }
}
