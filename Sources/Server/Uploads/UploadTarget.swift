public import Bytes

/// What an address for one file takes, as the host knows it.
public enum UploadTarget: Sendable {
  /// Nothing: there is no such address, or its time is over, or it is nobody's any more.
  case unknown
  case awaited(AwaitedFile)
  case refused(UploadRefusal)
}

/// A file that is to come.
public struct AwaitedFile: Hashable, Sendable {
  public var name: String
  /// `nil` where whoever sends it has to say it.
  public var mediaType: String?
  /// In bytes.
  public var size: Int
  /// The 32 bytes of the hash of its content; `nil` where it is not known before.
  public var sha256: [UInt8]?
  /// When it was asked for.
  public var foundAt: Instant

  /// A file that is to come; the name may be any text.
  public init(name: String, mediaType: String?, size: Int, sha256: [UInt8]?, foundAt: Instant) {
    self.name = name
    self.mediaType = mediaType
    self.size = size
    self.sha256 = sha256
    self.foundAt = foundAt
  }
}

/// Why a file is not taken, for people.
public struct UploadRefusal: Hashable, Sendable {
  /// What stands against it.
  public enum Ground: Hashable, Sendable {
    /// Who sends it may not.
    case permission
    /// What it is for does not take it as it is now.
    case state
    /// Nobody's would be taken for the moment.
    case moment
  }

  public var ground: Ground
  /// For programs; it never changes its meaning.
  public var code: String
  /// For people.
  public var sentence: String

  /// A refusal with a sentence in the language of whoever reads it.
  public init(_ ground: Ground, code: String, sentence: String) {
    self.ground = ground
    self.code = code
    self.sentence = sentence
  }
}

/// What became of a file that came whole.
public enum UploadEnd: Sendable {
  /// It is on the disk itself, now or since it came before.
  case kept(KeptFile)
  case unknown
  /// It is not the file that was to come.
  case differs
  /// Another file came there before.
  case used
  case refused(UploadRefusal)
  /// Too much waits already, or is open.
  case overloaded
  /// There is no room on the disk.
  case full
  case failed

  /// What a file ends in that could not be written: what is wrong is the operator's to know.
  public init(_ error: FileError) {
    self = error.isFull ? .full : error.isPassing ? .overloaded : .failed
  }
}

/// A file that has an address of its own now.
public struct KeptFile: Hashable, Sendable {
  public var id: String
  public var name: String
  public var mediaType: String
  /// In bytes.
  public var size: Int64

  /// A file by the id that its address ends in.
  public init(id: String, name: String, mediaType: String, size: Int64) {
    self.id = id
    self.name = name
    self.mediaType = mediaType
    self.size = size
  }
}
