/// What the desk takes at most.
public enum Limits {
  /// Characters of a password.
  ///
  /// With fewer it is guessed; without the upper end a client chooses how much is hashed.
  public static let passwordCharacters = 8...128
  /// Bytes of a password.
  ///
  /// libcrypt refuses 512 and more, and its refusal must never be stored or compared.
  public static let passwordBytes = 511
  /// yescrypt's cost.
  ///
  /// 5 is about 35 ms and 16 MiB a hash; with less a stolen database is tried faster.
  public static let passwordCost: UInt = 5
  /// Milliseconds that a session lasts.
  ///
  /// Without an end a token that was copied once opens the house for ever.
  public static let sessionMilliseconds: Int64 = 12 * 60 * 60 * 1_000
  /// Bytes of randomness in a session's token.
  ///
  /// With fewer than 16 a token could be guessed.
  public static let tokenBytes = 32
}
