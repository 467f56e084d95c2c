import Foundation
import Testing

@testable import HTTP

/// What is compressed comes back: by a reader written from the RFCs alone, and by Debian's own.
@Suite struct GzipTests {
  struct Sample: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
      testDescription = name
      self.bytes = bytes
    }
  }

  private static func random(_ count: Int, of values: Int, seed: UInt64) -> [UInt8] {
    var seeded = Seeded(state: seed)
    return (0..<count).map { _ in UInt8(Int.random(in: 0..<values, using: &seeded)) }
  }

  /// Words of a small language, in lines.
  private static func text(_ count: Int) -> [UInt8] {
    var seeded = Seeded(state: 11)
    let words = (0..<2_000).map { _ in
      (0..<Int.random(in: 2...9, using: &seeded)).map { _ in
        UInt8(
          0x61 + Int.random(in: 0..<26, using: &seeded) * Int.random(in: 0..<26, using: &seeded)
            / 26
        )
      }
    }
    var text: [UInt8] = []
    while text.count < count {
      let place = Int.random(in: 0..<2_000, using: &seeded)
      text += words[place * place / 2_000]
      text.append(place % 12 == 0 ? 0x0A : 0x20)
    }
    return Array(text.prefix(count))
  }

  static let samples: [Sample] = {
    let block = random(300, of: 256, seed: 1)
    let far = random(32_768, of: 256, seed: 2)
    return [
      Sample("nothing", []),
      Sample("one byte", [0x41]),
      Sample("two bytes", [0, 0]),
      Sample("three alike", [7, 7, 7]),
      Sample("all bytes", Array(0...255)),
      Sample("all bytes, often", Array(repeating: Array(0...255), count: 40).flatMap { $0 }),
      Sample("random", random(100_000, of: 256, seed: 3)),
      Sample("a long run", Array(repeating: 0x20, count: 100_000)),
      Sample("a run of the longest match", Array(repeating: 1, count: 259)),
      Sample("a run of one more", Array(repeating: 1, count: 260)),
      Sample("overlapping matches", Array(repeating: [1, 2, 3], count: 5_000).flatMap { $0 }),
      Sample("two letters", random(60_000, of: 2, seed: 4)),
      Sample("the farthest match", far + far[..<258]),
      Sample("one byte farther", far + [1] + far[..<258]),
      Sample("a match at the very end", block + random(9, of: 9, seed: 5) + block[..<3]),
      Sample("a MiB of text", text(1_024 * 1_024)),
    ]
  }()

  @Test(arguments: samples)
  func `comes back byte for byte`(sample: Sample) throws {
    let member = Gzip.compress(sample.bytes)
    #expect(try Inflate.member(member).bytes == sample.bytes)
    #expect(member == Gzip.compress(sample.bytes))
    // The head and the tail are 18 bytes, and the fixed codes have nine bits at most for a byte.
    #expect(member.count <= sample.bytes.count + sample.bytes.count / 8 + 20)
  }

  @Test(.enabled(if: Gunzip.isExpected, "gzip is not installed"), arguments: samples)
  func `Debian's gzip reads it`(sample: Sample) throws {
    #expect(try Gunzip.bytes(of: Gzip.compress(sample.bytes)) == sample.bytes)
  }

  @Test func `takes the codes that are shorter, and another one for each block`() throws {
    func blocks(_ bytes: [UInt8]) throws -> [Int] {
      try Inflate.member(Gzip.compress(bytes)).blocks
    }
    #expect(try blocks(Array("p{}".utf8)) == [0, 1, 0])
    #expect(try blocks(Self.text(4_000)) == [0, 0, 1])
    #expect(try blocks(Self.random(16_384 * 3, of: 256, seed: 6)) == [0, 0, 3])
    #expect(try blocks(Self.random(16_384 * 3 + 100, of: 256, seed: 6)) == [0, 1, 3])
  }

  @Test func `looks back as far as the format lets it, and no farther`() {
    let far = Self.random(32_768, of: 256, seed: 2)
    let alone = Gzip.compress(far).count
    #expect(Gzip.compress(far + far[..<258]).count < alone + 10)
    #expect(Gzip.compress(far + [1] + far[..<258]).count > alone + 200)
  }

  /// The check value of the CRC catalogue.
  @Test func `sums as everybody does`() {
    #expect(Gzip.checksum(of: Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Gzip.checksum(of: []) == 0)
  }

  /// Pieces of a few kinds, put together at random.
  private static func mixture(seed: UInt64) -> [UInt8] {
    var seeded = Seeded(state: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &seeded) {
      let count = Int.random(in: 1...(1 << Int.random(in: 0...11, using: &seeded)), using: &seeded)
      switch Int.random(in: 0..<4, using: &seeded) {
      case 0: bytes += random(count, of: 256, seed: seeded.next())
      case 1: bytes += random(count, of: 5, seed: seeded.next())
      case 2: bytes += Array(repeating: UInt8(count % 256), count: count)
      default:
        guard !bytes.isEmpty else { continue }
        let from = Int.random(in: 0..<bytes.count, using: &seeded)
        for place in from..<(from + count) { bytes.append(bytes[place]) }
      }
    }
    return bytes
  }

  @Test func `comes back whatever it is`() throws {
    for seed in UInt64(0)..<150 {
      let bytes = Self.mixture(seed: seed)
      #expect(try Inflate.member(Gzip.compress(bytes)).bytes == bytes, "seed \(seed)")
    }
  }

  @Test(.enabled(if: Gunzip.isExpected, "gzip is not installed"))
  func `Debian's gzip reads whatever it is`() throws {
    let mixtures = (1_000..<1_300).map { Self.mixture(seed: $0) }
    let members = mixtures.flatMap { Gzip.compress($0) }
    #expect(try Gunzip.bytes(of: members) == mixtures.flatMap { $0 })
  }

  private static let playground = Result {
    try Folder.files(
      in: URL(filePath: #filePath).appending(path: "../../../playground").standardized.path
    )
  }

  @Test(.enabled(if: Gunzip.isExpected, "gzip is not installed"))
  func `Debian's gzip reads the playground`() throws {
    let files = try Self.playground.get()
    #expect(files.count > 80)
    let members = files.flatMap { Gzip.compress($0.bytes) }
    #expect(try Gunzip.bytes(of: members) == files.flatMap { $0.bytes })
  }

  @Test func `the playground's scripts and styles weigh at most 150 kB`() throws {
    let files = StaticFiles(try Self.playground.get().map { ("/\($0.path)", $0.bytes) })
    var sum = 0
    for path in files.paths where path.hasSuffix(".js") || path.hasSuffix(".css") {
      let request = Request(
        method: "GET",
        target: Target(path: path),
        headers: Headers([("Accept-Encoding", "gzip, deflate, br, zstd")]),
        remoteAddress: ""
      )
      let response = try #require(files.response(to: request))
      #expect(response.status == 200)
      sum += response.body.count
    }
    #expect((50_000...150_000).contains(sum), "\(sum) bytes")
  }
}
