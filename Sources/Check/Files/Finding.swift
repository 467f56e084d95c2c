/// What is wrong with one file of several, or what its author should know.
public struct Finding: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  public var severity: Severity
  public var message: String
  /// Where it is, beginning with the most relevant; at least one.
  public var places: [Place]

  /// A place in a file.
  public struct Place: Hashable, Sendable {
    public var file: String
    /// Counted from 1; `nil` for the file as a whole.
    public var line: Int?
    /// Counted from 1, in UTF-16 code units; `nil` for the file as a whole.
    public var column: Int?
  }
}
