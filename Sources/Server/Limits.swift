/// The numbers of this floor, each with what goes wrong without it.
enum Limits {
  /// Bytes of a bearer token: ours have 43, and a long one would be hashed for nothing.
  static let tokenBytes = 256
  /// Bytes of `Accept-Language` that are read: the field chooses between two languages.
  static let languageBytes = 512
  /// Languages that are sorted.
  static let languages = 16
  /// Bytes of `X-GraphQL-Explain` that are read: it chooses among a few words.
  static let explainBytes = 256
  /// Estimated nodes from which a query runs on a worker: on the loop, it would delay the light
  /// ones that wait behind it.
  static let nodesOnLoop = 2_000
  /// Characters of a client's text that a message shows: it may be as long as the client likes.
  static let echo = 100
  /// Bytes of what a client may call a document: a longer one would be hashed for nothing.
  static let documentNameBytes = 256
  /// Fields that a preflight may ask for, and the bytes of each: they are said back.
  static let preflightHeaders = 32
  static let preflightHeaderBytes = 128
  /// Seconds that a browser keeps the answer to a preflight: after a change of the configuration,
  /// it acts by the old one for so long.
  static let preflightSeconds = 7_200
  /// Threads for such queries: more would take the cores from the loops.
  static let workers = 1
  /// Such queries that wait: each would be late by the sum of those before it.
  static let queuedQueries = 64

  /// From a WebSocket's handshake to its `connection_init`: who never says who they are would hold
  /// their place for ever.
  static let connectionInitMilliseconds: Int64 = 3_000
  /// Operations of one WebSocket, or of one shared stream, at once: each is asked at every event.
  static let operationsPerSocket = 100
  /// Bytes of an operation's id: it is sent with every answer.
  static let operationIDBytes = 256
  /// WebSockets of one user at once.
  static let socketsPerUser = 20
  /// Streams of events of one user at once.
  static let streamsPerUser = 100
  /// Without an event for so long, a stream says that it lives: what stands between client and
  /// server forgets connections that say nothing.
  static let heartbeatMilliseconds: Int64 = 15_000
  /// Milliseconds that a client waits before it comes back to a stream that was cut off: at once, a
  /// server that is down would be asked without rest.
  static let returnMilliseconds = 1_000...3_000
  /// Bytes of the token of a shared stream, so that nobody guesses one.
  static let streamTokenBytes = 32
  /// Bytes from which a response is not copied for each who gets it: a thousand slow receivers of a
  /// long one would have a thousand of it.
  static let sharedBytes = 4_096
  /// Seconds that a reserved stream is kept for who reserved it.
  static let reservationSeconds: Int64 = 30
  /// Bytes of events that wait for a reserved stream to be opened.
  static let waitingBytes = 1 << 20
  /// Bytes that a file in chunks may come beyond its announced end before the connection refuses it.
  static let uploadSlack = 1 << 20
  /// Bytes of a `Range` field that is looked at.
  ///
  /// A longer one asks for many parts, or for trouble.
  static let rangeBytes = 100
  /// Bytes of a field that says as whom an administrator looks; no user has a longer code.
  static let lensBytes = 300
  /// Bytes of an `X-Request-Id` that is taken over; a log keeps it.
  static let requestIDBytes = 64
  /// Characters of what a file's address says that a log keeps; no id is longer.
  static let recordedFileCharacters = 100
}
