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
    ("....", "arquivo"),
    ("/", "arquivo"),
    ("\u{0}", "arquivo"),
    ("\u{200B}\u{202E}\u{FEFF}", "arquivo"),
    ("a/..", "arquivo"),
    ("..\\..\\a.txt", "a.txt"),
    ("....//....//a.txt", "a.txt"),
    ("a.txt\u{0}.png", "a.txt.png"),
    ("a\u{2028}b\u{2029}c.txt", "abc.txt"),
    ("a\u{7F}\u{9F}.txt", "a.txt"),
    ("nota.pdf::$DATA", "nota.pdf__$DATA"),
    ("CON", "_CON"),
    ("nul.txt", "_nul.txt"),
    ("Com1.tar.gz", "_Com1.tar.gz"),
    ("lpt9", "_lpt9"),
    ("COM10.txt", "COM10.txt"),
    ("CONTA.pdf", "CONTA.pdf"),
    ("recibo 😀 👨‍👩‍👧.pdf", "recibo 😀 👨👩👧.pdf"),
    ("a%2Fb%00.txt", "a%2Fb%00.txt"),
    ("é.txt", "é.txt"),
    ("e\u{301}.txt", "e\u{301}.txt"),
    ("\u{E000}\u{10FFFF}x", "x"),
    ("' OR 1=1 --.txt", "' OR 1=1 --.txt"),
    ("$(reboot).txt", "$(reboot).txt"),
    ("-rf", "-rf"),
    ("\u{A0}\u{3000}x\u{A0}", "x"),
  ])
  func `keeps what is a name`(sent: String, kept: String) {
    let name = FileName(sent).text
    // By their scalars: two ways of writing one accent are equal as texts.
    #expect(name.unicodeScalars.elementsEqual(kept.unicodeScalars), "\(name)")
    // What was cleaned once is clean, but for the mark before a device's name.
    #expect(FileName(name).text == name)
  }

  @Test func `cuts a long name and keeps its ending`() {
    let name = FileName(String(repeating: "ã", count: 5_000) + ".pdf").text
    #expect(name.utf8.count <= Limits.fileNameBytes)
    #expect(name.hasPrefix("ãã"))
    // The first characters alone are looked at, so this ending is beyond them.
    let shorter = FileName(String(repeating: "ã", count: 300) + ".pdf").text
    #expect(shorter.utf8.count <= Limits.fileNameBytes)
    #expect(shorter.hasSuffix("ã.pdf"))
    // What is cut off must not leave a blank or a dot at the end.
    for end in [" ", "."] {
      let name = FileName(String(repeating: "a", count: 199) + end + "bcd efg hij klm nop").text
      #expect(name == String(repeating: "a", count: 199))
    }
    let many = FileName(String(repeating: "a", count: 300)).text
    #expect(many == String(repeating: "a", count: 200))
  }
}

@Suite struct FileKindTests {
  @Test(arguments: [
    ("%PDF-1.7", "application/pdf", "application/pdf"),
    ("%PDF-1.7", "image/png", "application/pdf"),
    ("<script>", "image/png", "text/plain"),
    ("<script>", "text/html; charset=utf-8", "text/plain"),
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
