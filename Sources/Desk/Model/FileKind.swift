import Bytes

/// What kind of file some bytes are, by their beginning and by what the sender says.
///
/// The beginning wins: a page that says it is a picture is kept as what it is. Whatever it is, it is
/// never shown by a browser as a page of ours, for downloads say so.
///
/// - Source: [MIME Sniffing](https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern),
///   sections 6 and 7.
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
      return said.map { found.mayBe.contains($0) || $0.hasPrefix(found.family) } ?? false
        ? said ?? found.type : found.type
    }
    if let said, !said.hasPrefix("image/"), !said.hasPrefix("audio/"), !said.hasPrefix("video/"),
      said != "application/pdf", said != "application/zip"
    {
      return said
    }
    return head.contains(0) ? "application/octet-stream" : "text/plain"
  }

  /// A kind that is known by its first bytes.
  private struct Signature {
    let type: String
    let offset: Int
    let bytes: [UInt8]
    /// Other types whose files begin so.
    var mayBe: [String] = []
    /// The beginning of the names of further such types.
    var family = " "

    func matches(_ head: [UInt8]) -> Bool {
      head.count >= offset + bytes.count && head[offset...].starts(with: bytes)
    }
  }

  private static let signatures = [
    Signature(type: "application/pdf", offset: 0, bytes: Array("%PDF-".utf8)),
    Signature(type: "image/png", offset: 0, bytes: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]),
    Signature(type: "image/jpeg", offset: 0, bytes: [0xFF, 0xD8, 0xFF]),
    Signature(type: "image/gif", offset: 0, bytes: Array("GIF8".utf8)),
    Signature(type: "image/webp", offset: 8, bytes: Array("WEBP".utf8)),
    Signature(
      type: "application/zip",
      offset: 0,
      bytes: [0x50, 0x4B, 3, 4],
      mayBe: ["application/epub+zip"],
      family: "application/vnd."
    ),
    Signature(type: "application/gzip", offset: 0, bytes: [0x1F, 0x8B, 8]),
    Signature(
      type: "video/mp4",
      offset: 4,
      bytes: Array("ftyp".utf8),
      mayBe: ["audio/mp4", "video/quicktime", "image/heic", "image/avif"]
    ),
  ]

  /// The type and subtype of a media type, in lower case; `nil` for what is none.
  private static func essence(_ text: String) -> String? {
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
