/// A connection and its socket.
///
/// A class, so that a loop that serves many moves none of them about.
final class Client {
  let socket: Socket
  let network: UInt64
  var connection: Connection
  /// Whether a read may give something; told by the kernel once, when it begins.
  var isReadable = true
  /// Whether the peer sends no more, so that a short read is not the last one.
  var isEnding = false
  /// Whether the last write took all, or the kernel has told of room since.
  var isWritable = true
  /// Whether it is in the list of those that are served next.
  var isQueued = false
  /// Whether the peer was told that nothing more comes.
  private var endedOutput = false
  /// The moment of its earliest timer that counts.
  var timer: Int64?

  init(socket: Socket, network: UInt64, connection: Connection) {
    self.socket = socket
    self.network = network
    self.connection = connection
  }

  /// Whether there is something to do for it without waiting for the kernel.
  var canGoOn: Bool { connection.mayHaveRequest || (connection.wantsInput && isReadable) }

  /// Reads once, if there may be something and it is welcome.
  func read(through scratch: inout [UInt8], at now: Moment) {
    guard isReadable, connection.wantsInput else { return }
    switch socket.read(into: &scratch) {
    case .bytes(let count):
      // A short read took all there was, but for the end itself.
      if count < scratch.count, !isEnding { isReadable = false }
      connection.receive(scratch[..<count], at: now)
    case .wouldBlock: isReadable = false
    case .end:
      isReadable = false
      connection.endInput()
    case .broken: connection.abort()
    }
  }

  /// Sends what waits, as far as the peer takes it.
  func send(at now: Moment) {
    if isWritable, !connection.output.isEmpty {
      let before = connection.output.count
      let wasHeldBack = connection.isHeldBack
      switch socket.write(&connection.output) {
      case .all: break
      case .some: isWritable = false
      case .broken: connection.abort()
      }
      if connection.output.count != before {
        connection.noteSent(wasHeldBack: wasHeldBack, at: now)
      }
    }
    if connection.endsOutput, !endedOutput {
      endedOutput = true
      socket.endOutput()
    }
  }
}
