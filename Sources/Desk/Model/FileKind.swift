import Bytes

/// What kind of file some bytes are, by their beginning and by what the sender says.
///
/// The beginning wins: a page that says it is a picture is kept as text. What a browser would run (a
/// page, a drawing with scripts in it, a script, a style) is never kept as such, whoever says so:
/// what is neither known by its beginning nor on a list of harmless kinds is plain text, or bytes.
///
/// - Source: [MIME Sniffing](https://mimesniff.spec.whatwg.org), sections 3, 6 and 7.
enum FileKind {
  /// The media type to keep.
  ///
  /// - Parameters:
  ///   - head: The first bytes of the file.
  ///   - declared: What the sender says.
  /// - Returns: Its type and subtype, in lower case.
  static func mediaType(of head: [UInt8], declared: String?) -> String {
    let said = declared.flatMap(essence)
    if let found = signatures.first(where: { $0.matches(head) }) {
      return said.map(found.mayBe) ?? false ? said ?? found.type : found.type
    }
    if let said, isHarmless(said) { return said }
    return isText(head) ? "text/plain" : "application/octet-stream"
  }

  /// The media type by which a file may be sent that was kept as some type, perhaps by an older
  /// program.
  static func sent(_ kept: String) -> String {
    let isKnown = signatures.contains { $0.type == kept || $0.mayBe(kept) }
    return isKnown || isHarmless(kept) || kept == "text/plain" ? kept : "application/octet-stream"
  }

  /// Whether a type may be believed that no beginning tells: nothing runs a file of it.
  private static func isHarmless(_ type: String) -> Bool {
    harmless.contains(type) || officeFamilies.contains { type.hasPrefix($0) }
  }

  private static let harmless: Set<String> = [
    "application/json", "application/msword", "application/octet-stream",
    "application/pgp-signature", "application/pkcs7-signature", "application/rtf",
    "application/x-pkcs7-signature", "text/calendar", "text/csv", "text/markdown", "text/rtf",
    "text/tab-separated-values", "text/vcard", "text/x-log",
  ]

  private static let officeFamilies = [
    "application/vnd.ms-excel", "application/vnd.ms-outlook", "application/vnd.ms-powerpoint",
    "application/vnd.ms-project", "application/vnd.ms-word", "application/vnd.oasis.opendocument.",
    "application/vnd.openxmlformats-officedocument.", "application/vnd.visio",
  ]

  /// A kind that is known by its first bytes.
  private struct Signature {
    let type: String
    /// What stands where.
    let bytes: [(offset: Int, bytes: [UInt8])]
    /// Other types whose files begin so.
    let others: [String]

    init(_ type: String, _ bytes: (Int, [UInt8])..., others: [String] = []) {
      self.type = type
      self.bytes = bytes.map { (offset: $0.0, bytes: $0.1) }
      self.others = others
    }

    func matches(_ head: [UInt8]) -> Bool {
      bytes.allSatisfy { offset, bytes in
        head.count >= offset + bytes.count && head[offset...].starts(with: bytes)
      }
    }

    func mayBe(_ type: String) -> Bool {
      others.contains { $0.hasSuffix(".") || $0.hasSuffix("-") ? type.hasPrefix($0) : type == $0 }
    }
  }

  private static func ascii(_ text: String, at offset: Int = 0) -> (Int, [UInt8]) {
    (offset, Array(text.utf8))
  }

  private static let signatures = [
    Signature("application/pdf", ascii("%PDF-")),
    Signature("image/png", (0, [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10])),
    Signature("image/jpeg", (0, [0xFF, 0xD8, 0xFF])),
    Signature("image/gif", ascii("GIF87a")),
    Signature("image/gif", ascii("GIF89a")),
    Signature("image/webp", ascii("RIFF"), ascii("WEBPVP", at: 8)),
    Signature("image/tiff", (0, [0x49, 0x49, 0x2A, 0])),
    Signature("image/tiff", (0, [0x4D, 0x4D, 0, 0x2A])),
    Signature(
      "application/zip",
      (0, [0x50, 0x4B, 3, 4]),
      others: [
        "application/epub+zip", "application/vnd.ms-", "application/vnd.oasis.opendocument.",
        "application/vnd.openxmlformats-officedocument.",
      ]
    ),
    Signature("application/gzip", (0, [0x1F, 0x8B, 8])),
    Signature("application/x-7z-compressed", (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])),
    Signature("application/vnd.rar", ascii("Rar!\u{1A}\u{7}")),
    // What office programs wrote before they wrote zip.
    Signature(
      "application/x-ole-storage",
      (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
      others: ["application/msword", "application/vnd.ms-", "application/vnd.visio"]
    ),
    Signature("application/rtf", ascii("{\\rtf"), others: ["text/rtf"]),
    Signature(
      "video/mp4",
      ascii("ftyp", at: 4),
      others: [
        "audio/mp4", "image/avif", "image/heic", "image/heif", "video/3gpp", "video/quicktime",
      ]
    ),
    Signature("video/webm", (0, [0x1A, 0x45, 0xDF, 0xA3]), others: ["audio/webm"]),
    Signature("video/x-msvideo", ascii("RIFF"), ascii("AVI ", at: 8)),
    Signature("audio/wav", ascii("RIFF"), ascii("WAVE", at: 8)),
    Signature("audio/mpeg", ascii("ID3")),
    Signature("audio/flac", ascii("fLaC")),
    Signature("audio/ogg", ascii("OggS\u{0}"), others: ["application/ogg", "video/ogg"]),
    Signature("audio/amr", ascii("#!AMR")),
    // Programs, which are never taken for anything else.
    Signature("application/vnd.microsoft.portable-executable", ascii("MZ")),
    Signature("application/octet-stream", (0, [0x7F, 0x45, 0x4C, 0x46])),
    Signature("application/octet-stream", (0, [0xCA, 0xFE, 0xBA, 0xBE])),
    Signature("application/octet-stream", (0, [0xCF, 0xFA, 0xED, 0xFE])),
    Signature("application/octet-stream", ascii("\u{0}asm")),
  ]

  /// Whether a file is read by people: it has the mark of a Unicode text, or none of the bytes that
  /// stand in no text.
  ///
  /// - Source: MIME Sniffing, section 7.2.
  private static func isText(_ head: [UInt8]) -> Bool {
    if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) { return true }
    return head.allSatisfy { byte in
      switch byte {
      case 0...8, 0x0B, 0x0E...0x1A, 0x1C...0x1F: false
      default: true
      }
    }
  }

  /// The type and subtype of a media type, in lower case; `nil` for what is none.
  static func essence(_ text: String) -> String? {
    let first = text.utf8.prefix { $0 != UInt8(ascii: ";") }
    guard first.count <= 127 else { return nil }
    let trimmed =
      Array(first.map { $0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0) })
      .split(separator: 0x20).first ?? []
    let parts = trimmed.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isToken = { (byte: UInt8) in
      switch byte {
      case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isToken) }) else {
      return nil
    }
    return String(decoding: trimmed, as: UTF8.self)
  }
}
