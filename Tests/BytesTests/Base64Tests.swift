import Testing

@testable import Bytes

@Suite struct Base64Tests {
  /// RFC 4648, 10, and what is only in one alphabet.
  @Test(arguments: [
    ("", "", ""), ("f", "Zg==", "Zg"), ("fo", "Zm8=", "Zm8"), ("foo", "Zm9v", "Zm9v"),
    ("foob", "Zm9vYg==", "Zm9vYg"), ("fooba", "Zm9vYmE=", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy", "Zm9vYmFy"), ("~~~???", "fn5+Pz8/", "fn5-Pz8_"),
  ])
  func `writes and reads both alphabets`(text: String, standard: String, url: String) {
    let bytes = Array(text.utf8)
    #expect(Base64.text(of: bytes) == standard)
    #expect(Base64.text(of: bytes, as: .url) == url)
    #expect(Base64.decode(standard) == bytes)
    #expect(Base64.decode(url, as: .url) == bytes)
  }

  @Test func `every byte at every place comes back`() {
    for length in 0...6 {
      for byte in UInt8.min...UInt8.max {
        let bytes = (0..<length).map { byte &+ UInt8($0) &* 37 }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(Base64.decode(Base64.encode(bytes, as: .url), as: .url) == bytes)
      }
    }
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Z", "Z===", "=", "====", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm9-",
    "Zg==Zg==",
    "Z=g=", "Zm9é",
  ])
  func `refuses a second way to write the standard alphabet`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: ["Zg==", "Zh", "Zm9", "Z", "Zm9+", "Zm9/", "Zm9v "])
  func `refuses a second way to write the alphabet of URLs`(text: String) {
    #expect(Base64.decode(text, as: .url) == nil)
  }
}
