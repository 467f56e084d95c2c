/// What a connection's statements did, section by section of some work.
///
/// It sees texts and counts and never a value that was bound.
public final class StatementTrace {
  /// What one statement did in one section.
  public struct Use {
    public let section: Int
    public let query: Query
    public fileprivate(set) var runs = 0
    /// Rows that it gave.
    public fileprivate(set) var rows = 0
  }

  /// What is worked on now: any number that whoever traces gives it.
  public var section = -1
  /// In the order in which they were run first.
  public private(set) var uses: [Use] = []
  private var places: [Key: Int] = [:]

  private struct Key: Hashable {
    let section: Int
    let query: Query
  }

  public init() {}

  /// A statement is about to be run.
  func ran(_ query: Query) { uses[place(of: query)].runs += 1 }

  /// A statement gave a row.
  func gave(rowOf query: Query) { uses[place(of: query)].rows += 1 }

  private func place(of query: Query) -> Int {
    let key = Key(section: section, query: query)
    if let known = places[key] { return known }
    places[key] = uses.count
    uses.append(Use(section: section, query: query))
    return uses.count - 1
  }
}
