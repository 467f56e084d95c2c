public import SQLite

extension DeskReader {
  /// How many tickets wait at the desk, as the viewer may know of them.
  ///
  /// - Parameters:
  ///   - attendant: Whose; `nil` for everybody's.
  ///   - viewer: Who asks; it is 0 for all who do not work at the desk.
  /// - Returns: Those under the attendants' responsibility.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(attendants x types), however many tickets there are.
  public func waitingAtDesk(
    of attendant: AttendantID? = nil,
    for viewer: Viewer
  ) throws(SQLiteError) -> Int {
    let scope = TicketScope(of: viewer)
    guard scope.reach == .desk else { return 0 }
    let count = try connection.first(
      Self.waitingAtDesk,
      Responsibility.attendant.code,
      attendant?.rawValue,
      JSONArray(scope.blockedTypes.map(\.rawValue))
    ) { (row) throws(SQLiteError) in row.int(0) }
    return Int(clamping: count ?? 0)
  }

  private static let waitingAtDesk = Query(
    """
    SELECT ifnull(sum(count), 0) FROM ticket_count
    WHERE bucket = ?1 AND (?2 IS NULL OR attendant_id = ?2)
      AND type_id NOT IN (SELECT value FROM json_each(?3))
    """
  )
}
