import Bytes
import Foundation
import TestKit
import Testing

/// Files that are larger than what the program may hold in memory.
@Suite(.serialized) struct LargeFileTests {
  private static let size = 64 << 20
  private static let ticket = "dGlja2V0LjI3Ng"
  private static let options = ["--upload-file-max", "64", "--ticket-files-max", "1000"]
  private static let folder = TemporaryFolder().keep()
  private static let program = Result {
    try GuicheProcess(data: folder, demo: true, arguments: options)
  }

  /// A mebibyte of the file; each begins with its number.
  private static func piece(_ number: Int) -> [UInt8] {
    var piece = [UInt8](repeating: 0x2E, count: 1 << 20)
    piece.replaceSubrange(0..<8, with: String(format: "%08d", number).utf8)
    return piece
  }

  /// Sends the file, a mebibyte at a time, and says what was answered.
  private static func upload(to house: GuicheProcess, as token: String) throws -> HTTPAnswer {
    let query =
      "mutation($f:[Upload!]!){addAttachments(input:{ticket:\\\"\(ticket)\\\",files:$f})"
      + "{attachments{url size}problems{code}}}"
    let fields = "Content-Disposition: form-data; name="
    let head = Array(
      """
      --b\r\n\(fields)"operations"\r\n\r\n{"query":"\(query)","variables":{"f":[null]}}\r\n\
      --b\r\n\(fields)"map"\r\n\r\n{"0":["variables.f.0"]}\r\n\
      --b\r\n\(fields)"0"; filename="grande.bin"\r\n\r\n
      """.utf8
    )
    let end = Array("\r\n--b--\r\n".utf8)
    let client = try HTTPClient(port: house.port)
    client.send(
      "POST /graphql HTTP/1.1\r\nHost: h\r\nGraphQL-Preflight: 1\r\nAuthorization: Bearer \(token)\r\n"
        + "Content-Type: multipart/form-data; boundary=b\r\n"
        + "Content-Length: \(head.count + size + end.count)\r\n\r\n"
    )
    client.send(head)
    for number in 0..<(size >> 20) { client.send(piece(number)) }
    client.send(end)
    return try client.receive()
  }

  /// The most memory that the program ever had, in KiB.
  private static func peak(of house: GuicheProcess) throws -> Int {
    let path = "/proc/\(house.process.processIdentifier)/status"
    let status = try String(contentsOfFile: path, encoding: .utf8)
    let line = try #require(status.firstMatch(of: /VmHWM:\s+(\d+) kB/))
    return try #require(Int(line.1))
  }

  /// Sent once.
  private static let sent = Result { () throws -> (url: String, memory: Int) in
    let house = try program.get()
    let token = try house.signIn("student")
    let before = try peak(of: house)
    let answer = try upload(to: house, as: token)
    let url = try #require(
      answer.text.firstMatch(of: /"url":"([^"]+)","size":67108864\}\],"problems":\[\]/),
      "\(answer.text)"
    )
    return (String(url.1), try peak(of: house) - before)
  }

  @Test func `a file of 64 MiB comes in through a few MiB of memory`() throws {
    let memory = try Self.sent.get().memory
    #expect(memory < 16 << 10, "\(memory) KiB")
  }

  @Test func `and goes out through as little, with its bytes`() throws {
    let (house, url) = (try Self.program.get(), try Self.sent.get().url)
    let token = try house.signIn("student")
    let before = try Self.peak(of: house)
    let client = try HTTPClient(port: house.port)
    client.send("GET \(url) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\n\r\n")
    let answer = try client.receive()
    #expect(answer.status == 200 && answer.body.count == Self.size)
    for number in 0..<(Self.size >> 20) {
      let start = number << 20
      #expect(answer.body[start..<start + (1 << 20)].elementsEqual(Self.piece(number)))
    }
    let memory = try Self.peak(of: house) - before
    #expect(memory < 16 << 10, "\(memory) KiB")
  }

  /// Those who do not take what they asked for, and those who go away, hold nothing and nobody.
  @Test func `slow readers and leavers hold neither memory nor others nor the file`() throws {
    let (house, url) = (try Self.program.get(), try Self.sent.get().url)
    let token = try house.signIn("student")
    let before = try Self.peak(of: house)
    let request = "GET \(url) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\n\r\n"
    let slow = try (0..<20).map { _ in try HTTPClient(port: house.port) }
    for client in slow {
      client.send(request)
      #expect(try client.receiveHead().status == 200)
    }
    // On whichever loop they are: everybody else is answered.
    for _ in 0..<20 {
      #expect(try house.post("{ __typename }", token: token).status == 200)
      let client = try HTTPClient(port: house.port)
      client.send(request.replacing("\r\n\r\n", with: "\r\nRange: bytes=-4\r\n\r\n"))
      #expect(try client.receive().body == Array("....".utf8))
    }
    let memory = try Self.peak(of: house) - before
    #expect(memory < 16 << 10, "\(memory) KiB")
    #expect(try Self.openContents(of: house) > 0)
    for client in slow { client.end() }
    for _ in 0..<500 where try Self.openContents(of: house) > 0 { usleep(10_000) }
    #expect(try Self.openContents(of: house) == 0, "a file stays open for who has left")
  }

  /// How many contents the program has open.
  private static func openContents(of house: GuicheProcess) throws -> Int {
    let folder = "/proc/\(house.process.processIdentifier)/fd"
    return try FileManager.default.contentsOfDirectory(atPath: folder).count { name in
      let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
      return path?.contains("/files/") ?? false
    }
  }

  @Test func `an upload that is cut off in the middle leaves no file`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("student")
    let uploads = Self.folder.appending(path: "uploads").path
    var waiting = 0
    let client = try HTTPClient(port: house.port)
    let fields = "Content-Disposition: form-data; name="
    client.send(
      """
      POST /graphql HTTP/1.1\r\nHost: h\r\nGraphQL-Preflight: 1\r\nAuthorization: Bearer \(token)\r\n\
      Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 10000000\r\n\r\n\
      --b\r\n\(fields)"operations"\r\n\r\n{"query":"{__typename}","variables":{"f":null}}\r\n\
      --b\r\n\(fields)"map"\r\n\r\n{"0":["variables.f"]}\r\n\
      --b\r\n\(fields)"0"; filename="a"\r\n\r\nhalf of it
      """
    )
    for _ in 0..<500 where waiting == 0 {
      waiting = try Folders.names(in: uploads).count
      usleep(10_000)
    }
    #expect(waiting == 1)
    client.end()
    for _ in 0..<500 where waiting > 0 {
      waiting = try Folders.names(in: uploads).count
      usleep(10_000)
    }
    #expect(waiting == 0)
  }
}
