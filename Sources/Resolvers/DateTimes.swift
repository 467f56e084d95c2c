import Bytes

extension TextColumn {
  /// The scalar `DateTime`: moments as RFC 3339 writes them, no `String` made for any.
  init(_ moments: [Instant?]) {
    var writer = TextColumnWriter(reservingCells: moments.count, bytes: moments.count * 24)
    for moment in moments { writer.append(instant: moment) }
    self = writer.column
  }

  /// Moments of which none is null.
  init(_ moments: [Instant]) {
    var writer = TextColumnWriter(reservingCells: moments.count, bytes: moments.count * 24)
    for moment in moments { writer.append(instant: moment) }
    self = writer.column
  }
}
