/// Finds a name that an object has already.
///
/// Names are compared by their bytes: by Swift's rules an `é` of one scalar equals one of two, and
/// comparing texts of combining marks costs quadratic time.
struct JSONNames {
  /// The bytes of all names, once there are many.
  private var known: Set<[UInt8]> = []

  /// - Complexity: O(length of the name), expected: Swift seeds its hashes at random.
  mutating func isNew(_ name: String, among members: [JSON.Member]) -> Bool {
    guard members.count >= Limits.jsonMembersCompared else {
      return !members.contains { $0.name.hasSameBytes(as: name) }
    }
    if known.isEmpty { known = Set(members.map { Array($0.name.utf8) }) }
    return known.insert(Array(name.utf8)).inserted
  }
}
