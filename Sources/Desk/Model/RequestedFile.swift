public import Bytes

/// A file that somebody is going to send, as they say it is.
public struct RequestedFile: Hashable, Sendable {
  /// Cleaned as every file's name is.
  public let name: String
  /// Type and subtype; `nil` where whoever sends the file has to say it.
  public let mediaType: String?
  /// In bytes, 1 at least.
  public let size: Int64
  /// The 32 bytes of the hash of its content; `nil` where it is not known before.
  public let sha256: [UInt8]?

  /// Whether a file is the one that was spoken of.
  func fits(_ file: SpooledFile) -> Bool {
    Int64(file.size) == size && (sha256 == nil || sha256 == file.sha256)
  }
}

/// A file that an address waits for.
public struct AwaitedUpload: Hashable, Sendable {
  public let file: RequestedFile
  /// When it was asked for: who has begun in time may end later.
  public let foundAt: Instant
}
