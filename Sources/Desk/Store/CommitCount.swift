import Synchronization

/// How often this process has committed, so that a reader knows whether what it sees is the newest.
///
/// It is raised after the commit and before anybody is told of it.
final class CommitCount: Sendable {
  private let stored = Atomic(0)

  var count: Int { stored.load(ordering: .acquiring) }

  func raise() { stored.add(1, ordering: .releasing) }
}
