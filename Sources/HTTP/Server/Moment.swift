/// Now, as a connection sees it.
struct Moment: Sendable {
  /// Milliseconds of a clock that never goes back.
  let milliseconds: Int64
  /// The line `Date: …` with its CRLF, made once a second.
  let dateLine: [UInt8]

  init(milliseconds: Int64, dateLine: [UInt8] = []) {
    self.milliseconds = milliseconds
    self.dateLine = dateLine
  }
}
