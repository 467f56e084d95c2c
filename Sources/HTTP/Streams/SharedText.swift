/// A text message whose middle many receivers have in common.
///
/// However many wait for it, a long middle is in memory once.
public struct SharedText: Sendable {
  let head: [UInt8]
  let body: [UInt8]
  let tail: [UInt8]

  /// A message out of three parts, which are UTF-8 together.
  public init(_ head: [UInt8], _ body: [UInt8], _ tail: [UInt8]) {
    self.head = head
    self.body = body
    self.tail = tail
  }

  /// Bytes of the message.
  var count: Int { head.count + body.count + tail.count }
}
