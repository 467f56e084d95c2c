/// How many files the desk takes, and how large ones.
///
/// The operator decides: a desk of letters and one of films differ.
public struct FileLimits: Hashable, Sendable {
  /// Bytes of one file.
  public var bytesOfFile = Limits.bytesOfFile
  /// Files that one request adds.
  ///
  /// Each is put on the disk itself before the next: without an end one request holds the writer.
  public var filesOfRequest = Limits.filesOfRequest
  /// Files of a ticket.
  ///
  /// Without an end one customer fills the disk, a ticket at a time.
  public var filesOfTicket = Limits.filesOfTicket
  /// Bytes of all files of a ticket.
  public var bytesOfTicket = Limits.fileBytesOfTicket

  /// The limits of a desk whose operator decides nothing.
  public init() {}
}
