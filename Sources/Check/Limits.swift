/// The numbers of this floor, each with what goes wrong without it.
enum Limits {
  /// Schemas that are kept; without it, a suite that writes a new one for each line fills the memory.
  static let cachedSchemas = 64
  /// The length of their texts, in bytes; without it, a few schemas of megabytes do the same.
  static let cachedSchemaBytes = 16 << 20
  /// Members of an object that are compared one by one; without it, an object of 100,000 members that
  /// are all asked for costs 10,000,000,000 comparisons.
  static let membersSearched = 8
  /// Arrays and objects inside each other in a line; without it, a line of brackets overflows the
  /// stack.
  static let jsonDepth = 256
  /// The length of a line, in bytes; without it, a stream without line ends fills the memory.
  static let lineBytes = 64 << 20
}
