import Testing

@testable import HTTP

/// What a parser makes of pieces, part by part, as `name|file name|type=content`.
private func read(
  _ pieces: [ArraySlice<UInt8>],
  boundary: String = "b",
  limits: MultipartLimits = MultipartLimits()
) throws -> String {
  let media = try #require(MediaType(parsing: "multipart/form-data; boundary=\"\(boundary)\""))
  var parser = MultipartParser(boundary: try #require(MultipartBoundary(media)), limits: limits)
  var parts: [String] = []
  var content: [UInt8] = []
  for piece in pieces {
    for event in try parser.parse(piece) {
      switch event {
      case .began(let part):
        parts.append("\(part.name)|\(part.fileName ?? "-")|\(part.mediaType ?? "-")=")
      case .content(let bytes): content += bytes
      case .ended:
        parts[parts.count - 1] += String(decoding: content, as: UTF8.self)
        content = []
      }
    }
  }
  return parts.joined(separator: "\n") + (parser.isComplete ? "\nend" : "")
}

private func read(_ text: String) throws -> String { try read([Array(text.utf8)[...]]) }

@Suite struct MultipartParserTests {
  /// Content that is nearly a boundary, in every way, and parts without content.
  private static let form =
    "--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{}\r\n"
    + "--b \t\r\ncontent-disposition: FORM-DATA; name=empty\r\n\r\n\r\n"
    + "--b\r\nContent-Disposition: form-data; name=none\r\n\r\n--b\r\n"
    + "Content-Disposition: form-data; name=\"0\"; filename=\"a.txt\"\r\n"
    + "Content-Type: text/plain; charset=utf-8\r\nX-Other: 1\r\n\r\n"
    + "\r\n-\r\n--\r\n-\r\r\n--a\n--b--\r--b--\r\n --b--\r\n\r\n--b--\r\nepilogue\r\n--b\r\n"

  private static let parts = """
    operations|-|-={}
    empty|-|-=
    none|-|-=
    0|a.txt|text/plain; charset=utf-8=\r\n-\r\n--\r\n-\r\r\n--a\n--b--\r--b--\r\n --b--\r\n
    end
    """

  @Test func `reads the parts of a form`() throws {
    #expect(try read(Self.form) == Self.parts)
  }

  @Test func `reads the same in two pieces, cut anywhere`() throws {
    let bytes = Array(Self.form.utf8)
    for cut in bytes.indices {
      #expect(try read([bytes[..<cut], bytes[cut...]]) == Self.parts, "cut at \(cut)")
    }
  }

  @Test(arguments: [1, 2, 3, 5, 7])
  func `reads the same in pieces of one size`(size: Int) throws {
    let bytes = Array(Self.form.utf8)
    let pieces = stride(from: 0, to: bytes.count, by: size).map {
      bytes[$0..<min($0 + size, bytes.count)]
    }
    #expect(try read(pieces) == Self.parts)
  }

  @Test func `is not complete at any cut before the last boundary's end`() throws {
    let form = "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nabc\r\n--b--"
    let bytes = Array(form.utf8)
    for cut in bytes.indices {
      #expect(try !read([bytes[..<cut]]).hasSuffix("end"), "cut at \(cut)")
    }
    #expect(try read(form) == "x|-|-=abc\nend")
  }

  @Test func `finds no boundary in random content, whatever it is made of`() throws {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("\r\n-bx".utf8)
    let head = Array("--b\r\nContent-Disposition: form-data; name=x; filename=y\r\n\r\n".utf8)
    for _ in 0..<300 {
      var content = (0..<200).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      // What is a boundary is no content.
      while let place = content.place(of: Array("\r\n--b".utf8)) { content[place] = 0x78 }
      if content.starts(with: Array("--b".utf8)) { content[0] = 0x78 }
      let body = head + content + Array("\r\n--b--".utf8)
      let cut = Int.random(in: 0...body.count, using: &generator)
      let expected = "x|y|-=\(String(decoding: content, as: UTF8.self))\nend"
      #expect(try read([body[..<cut], body[cut...]]) == expected)
    }
  }

  @Test(arguments: [
    (#"name="a\"b""#, "a\"b|-|-="),
    (#"name="a%22b%0d%0A%41""#, "a\"b\r\n%41|-|-="),
    (#"name=x; filename="c%C3%B3pia%20%22a%22.pdf""#, "x|cópia \"a\".pdf|-="),
    (#"name=x; filename="100%.pdf""#, "x|100%.pdf|-="),
    (#"name=x; filename="%C3.pdf""#, "x|%C3.pdf|-="),
    (#"name=x; filename="a%2Fb.pdf""#, "x|a%2Fb.pdf|-="),
    (#"name=x; filename="a%20b c.pdf""#, "x|a%20b c.pdf|-="),
    (#"name=x; filename="é%20b.pdf""#, "x|é%20b.pdf|-="),
    (#"name=x; filename="C:\temp\new.txt""#, #"x|C:\temp\new.txt|-="#),
    (#"name=x; filename="""#, "x||-="),
    (#"name=x; filename="currículo.pdf""#, "x|currículo.pdf|-="),
    (
      #"name=x; filename="fallback.pdf"; filename*=UTF-8''curr%C3%ADculo.pdf"#, "x|currículo.pdf|-="
    ),
    (#"name=x; filename*=utf-8'pt'a%2Fb"#, "x|a/b|-="),
    (#"name="__proto__" ; filename = "constructor" ;"#, "__proto__|constructor|-="),
  ])
  func `reads names as clients write them`(parameters: String, part: String) throws {
    let form = "--b\r\nContent-Disposition: form-data; \(parameters)\r\n\r\n\r\n--b--\r\n"
    #expect(try read(form) == "\(part)\nend")
  }

  @Test(arguments: [
    ("--b\r\nContent-Type: text/plain\r\n\r\n", "a part has no Content-Disposition"),
    (
      "--b\r\nContent-Disposition: attachment; name=x\r\n\r\n",
      "a part is no form-data"
    ),
    ("--b\r\nContent-Disposition: form-data\r\n\r\n", "a part has no name, or two"),
    (
      "--b\r\nContent-Disposition: form-data; name=x; name=y\r\n\r\n",
      "a part has no name, or two"
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=x; filename=a; filename=b\r\n\r\n",
      "a part has two file names"
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=x\r\nContent-Disposition: form-data; name=y\r\n\r\n",
      "a part has two dispositions"
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=\"x\r\n\r\n",
      "a name without its last quotation mark"
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=x; filename*=latin1''a\r\n\r\n",
      "a file name that is not encoded as RFC 8187 says"
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=x\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      "a part has a transfer encoding"
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=x;\r\n filename=y\r\n\r\n",
      "in a part, a folded line, or a field without a name"
    ),
    (
      "--b\r\nContent-Disposition: form-data; name=x\n\r\n",
      "a bare CR or LF among the fields of a part"
    ),
    ("--b\r\nA\rB: c\r\n\r\n", "a bare CR or LF among the fields of a part"),
    (
      "--b\r\nContent-Disposition: form-data; name=\"a\u{0}b\"\r\n\r\n",
      "a control character among the fields of a part"
    ),
    ("--b\r\nA: \u{7F}\r\n\r\n", "a control character among the fields of a part"),
    ("--bx\r\n", "a boundary has no end of line behind it"),
    ("--b-\r\n", "a boundary has no end of line behind it"),
    ("--b \rx", "a boundary has no end of line behind it"),
    (String(repeating: "x", count: 1_025), "the body does not begin with its boundary"),
    (
      "--b\r\nA: \(String(repeating: "x", count: 8_200))\r\n\r\n",
      "the fields of a part are longer than the limit"
    ),
    (
      "--b\r\n\(String(repeating: "A: b\r\n", count: 17))\r\n",
      "a part has too many fields"
    ),
    (
      String(repeating: "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n", count: 101),
      "there are too many parts"
    ),
  ])
  func `refuses`(form: String, reason: String) {
    #expect(throws: MultipartError(reason)) { try read(form) }
  }

  @Test(arguments: ["", "ends with a space ", String(repeating: "x", count: 71), "a;b", "ü"])
  func `takes no boundary of another form`(boundary: String) throws {
    let media = try #require(MediaType(parsing: "multipart/form-data; boundary=\"\(boundary)\""))
    #expect(MultipartBoundary(media) == nil)
  }

  @Test func `a type without a boundary has none`() throws {
    #expect(MultipartBoundary(try #require(MediaType(parsing: "multipart/form-data"))) == nil)
  }
}

extension [UInt8] {
  fileprivate func place(of text: [UInt8]) -> Int? {
    guard count >= text.count else { return nil }
    return (0...(count - text.count)).first { self[$0...].starts(with: text) }
  }
}
