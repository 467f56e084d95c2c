/// That the rules hide a parameter of a ticket from somebody.
///
/// - Source: F8; L27: only administrators are told of one.
public struct Hiding: Hashable, Sendable {
  /// What was asked; its audience is the side from which it is hidden.
  public let situation: Situation
  /// What hides it.
  public let because: Because
  /// Whether whoever looks reads it all the same, as administrators do.
  public let isRead: Bool
}

extension Policy {
  /// From whom the rules hide what a reader looks at.
  ///
  /// - Parameters:
  ///   - situation: The reader's own.
  ///   - reader: Who looks.
  /// - Returns: For a reader whom the rules bind, one where it is hidden from them and else none; for
  ///   one who reads everything, one for each side that it is hidden from.
  public func hidings(in situation: Situation, for reader: Reader) -> [Hiding] {
    let sides = reader.readsEverything ? Audience.allCases : [situation.audience]
    return sides.compactMap { side in
      var situation = situation
      situation.audience = side
      let access = access(in: situation)
      guard access.isHidden else { return nil }
      return Hiding(
        situation: situation,
        because: access.because,
        isRead: reader.readsEverything
      )
    }
  }
}
