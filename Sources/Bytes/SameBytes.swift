extension String {
  /// Equal byte by byte, without Unicode's canonical equivalence.
  ///
  /// Whatever a client sends is compared so: `==` costs quadratic time on a text of combining marks,
  /// and two megabytes of them held a thread for many minutes.
  ///
  /// - Complexity: O(length), where the lengths are equal; else O(1).
  public func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
