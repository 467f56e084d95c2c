/// How a download says its name: to be kept, never shown as a page of ours.
///
/// - Source: RFC 6266, and RFC 8187 for names beyond ASCII.
enum Disposition {
  /// The value of `Content-Disposition`.
  static func attachment(named name: String) -> String {
    "attachment; filename=\"\(plain(name))\"; filename*=UTF-8''\(encoded(name))"
  }

  /// For clients that know no other: what is not plain ASCII, or would end the name, is `_`.
  private static func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          switch scalar {
          case "\"", "\\", "%", "/": "_"
          case " "..."~": scalar
          default: "_"
          }
        }
      )
    )
  }

  private static func encoded(_ name: String) -> String {
    var text = ""
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        text += byte < 16 ? "%0" : "%"
        text += String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
