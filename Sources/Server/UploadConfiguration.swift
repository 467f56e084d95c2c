public import HTTP

/// What a request may send beside its operation, and where that waits.
///
/// - Units: bytes.
public struct UploadConfiguration: Sendable {
  /// The folder of files that wait to be kept; it is on the disk on which they are kept.
  public var folder: String
  /// The longest body, files and all.
  ///
  /// Without it one request fills the disk.
  public var body = 20 << 20
  /// The longest file.
  public var file = 10 << 20
  /// The most files of one request.
  ///
  /// Without it a body of empty files makes as many as its size allows.
  public var files = 10
  /// The longest `operations`.
  ///
  /// Without it what is kept in memory is as long as what may go to disk.
  public var operations = 2 << 20
  /// The longest `map`.
  public var map = 64 << 10
  /// The most places that files are put in, all files together: each copies the list it lies in.
  public var places = 100
  /// What the parts themselves may be.
  public var parts = MultipartLimits()

  /// The limits of a server that sets none.
  public init(folder: String) {
    self.folder = folder
  }
}
