/// What a connection did since it was opened; tests count their SQL with it.
public struct Statistics: Hashable, Sendable {
  /// Texts that were compiled; a repeated query adds none.
  public internal(set) var prepares = 0
  /// Statements that were run.
  public internal(set) var runs = 0
  /// Rows that were read.
  public internal(set) var rows = 0
  /// Runs by the query's number.
  var runsByQuery: [Int] = []

  /// How often a query was run.
  public func runs(of query: Query) -> Int {
    query.number < runsByQuery.count ? runsByQuery[query.number] : 0
  }

  mutating func countRun(of query: Query) {
    runs += 1
    while runsByQuery.count <= query.number { runsByQuery.append(0) }
    runsByQuery[query.number] += 1
  }
}
