/// The numbers of this floor, each with what goes wrong without it.
enum Limits {
  /// Schemas that are kept; without it, a suite that writes a new one for each line fills the memory.
  static let cachedSchemas = 64
  /// The length of their texts, in bytes; without it, a few schemas of megabytes do the same.
  static let cachedSchemaBytes = 16 << 20
  /// The length of a line, in bytes; without it, a stream without line ends fills the memory.
  static let lineBytes = 64 << 20
}
