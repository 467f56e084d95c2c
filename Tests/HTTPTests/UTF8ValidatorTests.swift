import Testing

@testable import HTTP

@Suite struct UTF8ValidatorTests {
  static let valid: [[UInt8]] = [
    [], Array("κόσμε".utf8), Array("日本語 🚲".utf8), [0x7F], [0xC2, 0x80], [0xDF, 0xBF],
    [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
    [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
  ]
  static let invalid: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2, 0x41], [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE1, 0x80, 0x41], [0xF0, 0x8F, 0xBF, 0xBF],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    [0x41, 0xF1, 0x80, 0x80, 0x7F],
  ]

  @Test(arguments: valid)
  func `takes what is UTF-8, wherever it is cut`(bytes: [UInt8]) {
    for cut in 0...bytes.count {
      var validator = UTF8Validator()
      let isTaken = validator.accept(bytes[..<cut]) && validator.accept(bytes[cut...])
      #expect(isTaken)
      #expect(validator.isComplete)
    }
  }

  @Test(arguments: invalid)
  func `refuses what is not, wherever it is cut`(bytes: [UInt8]) {
    for cut in 0...bytes.count {
      var validator = UTF8Validator()
      let isRefused = !validator.accept(bytes[..<cut]) || !validator.accept(bytes[cut...])
      #expect(isRefused)
    }
  }

  /// Every two bytes that can begin a text, against the standard library.
  @Test func `agrees with the standard library on every pair of bytes`() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        var validator = UTF8Validator()
        let isWhole = validator.accept([first, second][...]) && validator.isComplete
        #expect(isWhole == (String(validating: [first, second], as: UTF8.self) != nil))
      }
    }
  }

  @Test func `a character that is cut off is not complete`() {
    var validator = UTF8Validator()
    let isTaken = validator.accept([0xF0, 0x9F, 0x9A][...])
    #expect(isTaken)
    #expect(!validator.isComplete)
  }
}
