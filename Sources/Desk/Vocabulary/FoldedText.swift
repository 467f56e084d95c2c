/// Folds a text for comparing: small letters, without accents.
///
/// "Emissão" and "EMISSAO" fold to the same, as they do in the index of words.
enum FoldedText {
  /// The folded text as UTF-8.
  ///
  /// - Complexity: O(length).
  static func fold(_ text: String) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        folded.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      } else {
        append(scalar, to: &folded)
      }
    }
    return folded
  }

  /// Whether a folded text stands in another; nothing stands in every text.
  ///
  /// - Complexity: O(length of both) for what people write: it begins to compare at the first byte.
  static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
    // Accents that stand alone.
    if scalar.properties.generalCategory == .nonspacingMark { return }
    for small in scalar.properties.lowercaseMapping.unicodeScalars {
      if let base = base(of: small) {
        folded.append(base)
      } else if small.properties.generalCategory != .nonspacingMark {
        folded.append(contentsOf: Array(String(small).utf8))
      }
    }
  }

  /// The letter below the accents of a small Latin letter, which its name in Unicode tells:
  /// `LATIN SMALL LETTER A WITH TILDE`.
  private static func base(of scalar: Unicode.Scalar) -> UInt8? {
    guard (0xC0...0x24F).contains(scalar.value) || (0x1E00...0x1EFF).contains(scalar.value),
      let name = scalar.properties.name
    else { return nil }
    let bytes = Array(name.utf8)
    let prefix = Array("LATIN SMALL LETTER ".utf8)
    guard bytes.count > prefix.count + 5, bytes.starts(with: prefix),
      bytes[(prefix.count + 1)...].starts(with: " WITH".utf8)
    else { return nil }
    let letter = bytes[prefix.count]
    return (0x41...0x5A).contains(letter) ? letter | 0x20 : nil
  }
}
