import Bytes

/// The viewers behind the sessions that were seen last.
///
/// A viewer stays true as long as nothing is changed that decides who anybody is, which the database
/// counts. So a session that was ended or a permission that was withdrawn, by whatever connection or
/// process, is seen by the next request.
struct ViewerCache {
  private var entries: [String: SessionViewer] = [:]
  /// ``DeskReader/accessRevision()`` of the viewers.
  private var revision: Int64?

  /// Forgets everything where it is not of this revision; of none it keeps nothing.
  mutating func follow(_ revision: Int64?) {
    if revision == nil || revision != self.revision { entries.removeAll(keepingCapacity: true) }
    self.revision = revision
  }

  /// The viewer of a token, unless the session is over by now.
  func viewer(_ token: String, at now: Int64) -> SessionViewer? {
    guard let entry = entries[token], entry.expiresAt.milliseconds > now else { return nil }
    return entry
  }

  mutating func keep(_ viewer: SessionViewer, for token: String) {
    if entries.count >= Limits.cachedViewers { entries.removeAll(keepingCapacity: true) }
    entries[token] = viewer
  }
}
