import Testing

@testable import Desk

@Suite struct FileNameTests {
  @Test(arguments: [
    ("nota.pdf", "nota.pdf"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\ana\\nota.pdf", "nota.pdf"),
    ("  nota.pdf  ", "nota.pdf"),
    ("nota.pdf. . ", "nota.pdf"),
    ("..", "arquivo"),
    ("", "arquivo"),
    ("a/", "a"),
    ("relat\u{202E}fdp.exe", "relatfdp.exe"),
    ("a\u{0}b\r\nc\u{85}.txt", "abc.txt"),
    ("que?<sim>|\"não\".txt", "que__sim___não_.txt"),
    (".gitignore", ".gitignore"),
  ])
  func `keeps what is a name`(sent: String, kept: String) {
    #expect(FileName(sent).text == kept)
  }

  @Test func `cuts a long name and keeps its ending`() {
    let name = FileName(String(repeating: "ã", count: 5_000) + ".pdf").text
    #expect(name.utf8.count <= Limits.fileNameBytes)
    #expect(name.hasPrefix("ãã"))
    // The first characters alone are looked at, so this ending is beyond them.
    let shorter = FileName(String(repeating: "ã", count: 300) + ".pdf").text
    #expect(shorter.utf8.count <= Limits.fileNameBytes)
    #expect(shorter.hasSuffix("ã.pdf"))
  }
}

@Suite struct FileKindTests {
  @Test(arguments: [
    ("%PDF-1.7", "application/pdf", "application/pdf"),
    ("%PDF-1.7", "image/png", "application/pdf"),
    ("<script>", "image/png", "text/plain"),
    ("<script>", "text/html; charset=utf-8", "text/html"),
    (
      "PK\u{3}\u{4}", "application/vnd.oasis.opendocument.text",
      "application/vnd.oasis.opendocument.text"
    ),
    ("PK\u{3}\u{4}", "text/plain", "application/zip"),
    ("a,b\n1,2", "text/csv", "text/csv"),
    ("a\u{0}b", "no type", "application/octet-stream"),
    ("olá", "", "text/plain"),
    ("GIF89a", "IMAGE/GIF", "image/gif"),
  ])
  func `goes by the beginning first`(head: String, declared: String, kept: String) {
    #expect(FileKind.mediaType(of: Array(head.utf8), declared: declared) == kept)
  }
}
