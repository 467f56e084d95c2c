/// What one server takes from a client, and for how long it waits.
///
/// - Units: bytes and milliseconds, unless a name says otherwise.
public struct HTTPLimits: Hashable, Sendable {
  /// The longest request line; RFC 9112 section 3 asks for 8,000 octets at least.
  ///
  /// Without it a line without an end fills the memory (414).
  public var requestLine = 8 * 1_024
  /// The longest head in all.
  ///
  /// Without it many small fields do what one long field may not (431).
  public var head = 32 * 1_024
  /// The most fields of a head.
  ///
  /// Without it a look-up by name costs what a client chooses (431).
  public var fieldCount = 100
  /// The longest field.
  ///
  /// Without it one field takes the room of all (431).
  public var field = 8 * 1_024
  /// The longest body, judged from `Content-Length` before a byte of it is read (413).
  public var body = 2 * 1_024 * 1_024
  /// The longest size line of a chunk, with its extensions.
  ///
  /// Without it extensions are a way to send for ever what no body limit counts (400).
  public var chunkLine = 256
  /// The most that may follow the last chunk: trailers are read and dropped (431).
  public var trailers = 4 * 1_024
  /// How many bytes of chunk framing a body may have beyond one for each of its own bytes.
  ///
  /// Without it a body of one-byte chunks costs us hundreds of times its size (400).
  public var chunkOverhead = 16 * 1_024

  /// The most requests of a connection that wait for their answers; reading stops there.
  ///
  /// Without it one client queues the work of thousands.
  public var pipelined = 64
  /// How many bytes of answers may be unsent before reading stops.
  ///
  /// Without it a client that sends and never reads fills the memory.
  public var unsent = 1_024 * 1_024
  /// How many bytes may be unsent of all streams together, those of WebSockets too.
  ///
  /// As many more may be on their way to the event loops. Those end first that have most.
  /// Without it ten thousand clients that listen and do not read have ten gigabytes.
  public var streamsUnsent = 64 * 1_024 * 1_024
  /// The most connections at once; lowered to four fifths of the process's open-file limit.
  ///
  /// More than the 10,000 that may listen to live events: with no room beside them, nobody could ask.
  public var connections = 12_000
  /// The most connections of one address (one /64 of IPv6).
  ///
  /// Without it one machine takes them all.
  public var connectionsPerAddress = 200
  /// How many connections the kernel holds for us until they are accepted.
  public var backlog: Int32 = 1_024

  /// From a head's first byte to its last.
  ///
  /// Without a total, one byte a minute holds a connection for ever.
  public var headMilliseconds: Int64 = 10_000
  /// From a body's first byte to its last.
  public var bodyMilliseconds: Int64 = 30_000
  /// How much longer a body may take that comes in pieces: a second for each of so many bytes.
  ///
  /// Without it a file of a gigabyte has the time of a small form, or none is ever too slow.
  public var uploadRate = 16 * 1_024
  /// The least bytes a second of a body, over windows of ``bodyWindowMilliseconds``.
  public var bodyRate = 500
  /// The length of the windows that the rate of a body is judged by.
  public var bodyWindowMilliseconds: Int64 = 5_000
  /// Between an answer and the next request.
  public var idleMilliseconds: Int64 = 75_000
  /// Without a byte of an answer taken by the client.
  public var writeMilliseconds: Int64 = 30_000
  /// How long the rest of a refused request is read and dropped, so that the client reads the
  /// refusal before a reset destroys it.
  public var lingerMilliseconds: Int64 = 5_000
  /// How long a shutdown waits for answers.
  public var drainMilliseconds: Int64 = 10_000
  /// How long accepting rests when the process or the machine has no descriptor left.
  ///
  /// Without a rest the loop spins on a socket that stays ready.
  public var acceptPauseMilliseconds: Int64 = 100

  /// The longest file that is compressed: an event loop does it, once a file.
  ///
  /// Without it the first request for a long file keeps all others of its loop waiting: a
  /// text of this length takes some 40 ms, and the worst there is ten times that.
  static let compressedFile = 1_024 * 1_024

  /// How much longer a body of so many bytes may take when it comes in pieces.
  func uploadMilliseconds(bytes: Int) -> Int64 {
    let (milliseconds, overflows) = Int64(bytes).multipliedReportingOverflow(by: 1_000)
    return overflows ? .max / 4 : min(milliseconds / Int64(max(1, uploadRate)), .max / 4)
  }

  /// The limits of a server that sets none.
  public init() {}
}
