/// The body of one request while it comes: kept, or handed on piece by piece.
struct IncomingBody: Sendable {
  /// Where it ends.
  private enum Framing: Sendable {
    case length(left: Int)
    case chunks(ChunkedDecoder)
  }

  /// What was made of the bytes.
  enum Step: Sendable {
    /// The body is whole and ended that far into the bytes.
    case complete(end: Int)
    /// All bytes up to there are used; more are needed.
    case incomplete(end: Int)
    case refused(HTTPError)
    case answered(Response)
  }

  let head: RequestHead
  let receiver: (any BodyReceiver)?
  /// What is kept of it.
  private(set) var bytes: [UInt8] = []
  private var framing: Framing

  /// A body of which nothing has come.
  ///
  /// - Parameters:
  ///   - head: Of its request.
  ///   - receiver: What takes it; `nil` keeps it in ``bytes``.
  ///   - limit: The longest there may be.
  ///   - limits: Of chunks.
  init(
    _ head: RequestHead,
    to receiver: (any BodyReceiver)? = nil,
    limit: Int,
    limits: HTTPLimits
  ) {
    self.head = head
    self.receiver = receiver
    switch head.body {
    case .length(let length): framing = .length(left: length)
    case .chunked: framing = .chunks(ChunkedDecoder(limits: limits, longestBody: limit))
    }
  }

  /// Takes what has come of it.
  mutating func take(_ input: [UInt8], from start: Int) -> Step {
    switch framing {
    case .length(let left):
      let end = start + min(input.count - start, left)
      framing = .length(left: left - (end - start))
      if let answer = hand(input[start..<end]) { return .answered(answer) }
      guard end - start == left else { return .incomplete(end: end) }
      return finished(at: end)
    case .chunks(var decoder):
      framing = .length(left: 0)
      let step = decoder.decode(input, from: start)
      let piece = decoder.takeBody()
      framing = .chunks(decoder)
      if case .refused(let error) = step { return .refused(error) }
      if let answer = hand(piece[...]) { return .answered(answer) }
      guard case .complete(let end) = step else {
        guard case .incomplete(let end) = step else { return .incomplete(end: start) }
        return .incomplete(end: end)
      }
      return finished(at: end)
    }
  }

  private mutating func hand(_ piece: ArraySlice<UInt8>) -> Response? {
    guard !piece.isEmpty else { return nil }
    guard let receiver else {
      // No room is made for what was only announced.
      bytes.append(contentsOf: piece)
      return nil
    }
    return receiver.receive(piece)
  }

  private func finished(at end: Int) -> Step {
    if let answer = receiver?.finish() { return .answered(answer) }
    return .complete(end: end)
  }
}
