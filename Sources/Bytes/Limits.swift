/// What a text from outside may ask for at most.
enum Limits {
  /// Arrays and objects inside each other.
  ///
  /// Without it a text of brackets overflows the stack, in the parser or when the value is freed.
  static let jsonDepth = 64
  /// The depth that no caller can go beyond: the parser recurses on small stacks too.
  static let jsonDepthCeiling = 256
  /// Bytes of one number.
  ///
  /// Without it a megabyte of digits is turned into a number of 17.
  static let jsonNumberLength = 1_000
  /// Members of an object that are compared with one another; more are looked up in a set.
  ///
  /// Without it an object of 100,000 names costs 5,000,000,000 comparisons.
  static let jsonMembersCompared = 8
  /// Bytes of one text in a line of the log.
  ///
  /// Without it a client's megabyte goes to the disk at each error.
  static let logTextLength = 2_000
}
