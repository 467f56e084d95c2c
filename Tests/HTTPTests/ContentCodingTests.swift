import Testing

@testable import HTTP

/// RFC 9110 section 12.5.3, case by case.
@Suite struct ContentCodingTests {
  @Test(
    arguments: [
      ([], .identity),
      ([""], .identity),
      (["gzip"], .gzip),
      (["GZip"], .gzip),
      (["x-gzip"], .gzip),
      (["gzip, deflate, br, zstd"], .gzip),
      (["deflate, br"], .identity),
      (["br", "gzip"], .gzip),
      (["br ; q=1.0 , gzip\t;\tq=0.001"], .gzip),
      ([", ,gzip,"], .gzip),
      (["gzip;q=0"], .identity),
      (["gzip;q=0.000, *"], .identity),
      (["gzip;q=0, *;q=0"], nil),
      (["*"], .gzip),
      (["*;q=0.5"], .gzip),
      (["*;q=0"], nil),
      (["*;q=0, gzip"], .gzip),
      (["*;q=0, identity"], .identity),
      (["*;q=0, identity;q=0.1, gzip;q=0.1"], .gzip),
      (["identity"], .identity),
      (["identity;q=0"], nil),
      (["identity;q=0, gzip"], .gzip),
      (["identity;q=0, br"], nil),
      (["identity;q=0, *"], .gzip),
      (["identity, gzip"], .gzip),
      (["identity;q=1, gzip;q=0.9"], .identity),
      (["identity;q=0.4, gzip;q=0.5"], .gzip),
      (["gzip;q=0.5, *;q=0.6"], .identity),
      (["gzip;q=1.5"], .identity),
      (["gzip;q=-1"], .identity),
      (["gzip;q="], .identity),
      (["gzip;level=9"], .identity),
      (["gzip deflate"], .identity),
      (["gzip;q=0.5;q=1"], .identity),
    ] as [([String], ContentCoding?)]
  )
  func `takes what a client would rather have`(values: [String], coding: ContentCoding?) {
    #expect(ContentCoding.preferred(by: values) == coding)
  }
}
