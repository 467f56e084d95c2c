/// The viewers behind the sessions that a connection saw last.
///
/// A viewer stays true as long as nobody has committed anything since it was read, which SQLite
/// tells by a number. So a session that was ended or a permission that was withdrawn, by whatever
/// connection or process, is seen by the next request.
///
/// - Invariant: only for a connection that does not write, for SQLite does not count its own commits.
struct ViewerCache {
  private struct Entry {
    let viewer: Viewer
    let expiresAt: Int64
  }

  private var entries: [String: Entry] = [:]

  /// Forgets everything, for something was committed.
  mutating func forget() { entries.removeAll(keepingCapacity: true) }

  /// The viewer of a token, unless the session is over by now.
  func viewer(_ token: String, at now: Int64) -> Viewer? {
    guard let entry = entries[token], entry.expiresAt > now else { return nil }
    return entry.viewer
  }

  mutating func keep(_ viewer: Viewer, until expiresAt: Int64, for token: String) {
    if entries.count >= Limits.cachedViewers { forget() }
    entries[token] = Entry(viewer: viewer, expiresAt: expiresAt)
  }
}
