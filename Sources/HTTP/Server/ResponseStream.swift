import Synchronization

/// The application's end of a response whose body comes piece by piece, from any thread.
public final class ResponseStream: Sendable {
  /// How the response begins, and who sends the rest.
  final class Opening: Sendable {
    let head: Response
    let heartbeat: Heartbeat?
    let owner: any ResponseStreamOwner
    let stream: ResponseStream

    init(
      head: Response,
      heartbeat: Heartbeat?,
      owner: any ResponseStreamOwner,
      stream: ResponseStream
    ) {
      self.head = head
      self.heartbeat = heartbeat
      self.owner = owner
      self.stream = stream
    }

    /// The same with another head.
    func with(head: Response) -> Opening {
      Opening(head: head, heartbeat: heartbeat, owner: owner, stream: stream)
    }
  }

  /// Where the pieces go.
  private enum Destination: Sendable {
    case connection(Passage)
    /// For a reply without a connection: all pieces are one body in the end.
    case collection(Collection)
  }

  private let destination: Destination

  init(_ passage: Passage) { destination = .connection(passage) }

  /// A stream that becomes a whole response when it is finished.
  init(collecting deliver: @escaping @Sendable ([UInt8]) -> Void) {
    destination = .collection(Collection(deliver))
  }

  /// Sends a piece of the body.
  ///
  /// - Parameters:
  ///   - piece: Bytes; none are sent as nothing.
  ///   - cancellation: Takes the piece back until it reaches the connection.
  public func send(_ piece: [UInt8], unless cancellation: Cancellation? = nil) {
    switch destination {
    case .connection(let passage): passage.send(piece, unless: cancellation)
    case .collection(let collection): collection.append(piece)
    }
  }

  /// Ends the body; what is sent after it is dropped.
  public func finish() {
    switch destination {
    case .connection(let passage): passage.post(.finish)
    case .collection(let collection): collection.finish()
    }
  }

  /// Notes that bytes have reached the connection.
  func noteArrived(_ bytes: Int) {
    if case .connection(let passage) = destination { passage.noteArrived(bytes) }
  }

  /// The pieces of a body, until they are one.
  private final class Collection: Sendable {
    private let pieces = Mutex<[UInt8]?>([])
    private let deliver: @Sendable ([UInt8]) -> Void

    init(_ deliver: @escaping @Sendable ([UInt8]) -> Void) { self.deliver = deliver }

    func append(_ piece: [UInt8]) { pieces.withLock { $0?.append(contentsOf: piece) } }

    func finish() {
      let body = pieces.withLock { pieces in
        defer { pieces = nil }
        return pieces
      }
      if let body { deliver(body) }
    }
  }
}

/// What keeps a quiet response alive.
public struct Heartbeat: Hashable, Sendable {
  /// After so long without a piece.
  public let milliseconds: Int64
  /// This is sent.
  public let bytes: [UInt8]

  /// A heartbeat.
  public init(milliseconds: Int64, bytes: [UInt8]) {
    self.milliseconds = milliseconds
    self.bytes = bytes
  }
}

/// Who sends a ``ResponseStream``.
public protocol ResponseStreamOwner: AnyObject, Sendable {
  /// The response ended, and not by ``ResponseStream/finish()``: once, on the loop's thread.
  ///
  /// - Returns: The last piece of the body; it reaches nobody where the client left.
  func responseEnded(_ why: StreamEnding) -> [UInt8]
}

/// Why a response ends that its sender did not finish.
public enum StreamEnding: Hashable, Sendable {
  case clientLeft
  /// The client takes less than it is sent.
  case tooSlow
  case serverStops
}
