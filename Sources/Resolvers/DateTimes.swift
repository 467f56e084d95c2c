import Bytes

extension TextColumn {
  /// The scalar `DateTime`: moments as RFC 3339 writes them, no `String` made for any.
  init(_ moments: [Instant?]) {
    self.init(reservingCells: moments.count, bytes: moments.count * 24)
    for moment in moments { append(instant: moment) }
  }
}
