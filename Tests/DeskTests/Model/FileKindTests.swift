import Testing

@testable import Desk

/// Beginnings of real files, and what is claimed of them.
@Suite struct FileKindTableTests {
  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
  ]
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + bytes("JFIF\u{0}")
  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 6, 0] + bytes("[Content_Types].xml")
  private static let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]
  private static let elf: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]
  private static let exe: [UInt8] = bytes("MZ") + [0x90, 0, 3, 0]
  private static let utf16: [UInt8] = [0xFF, 0xFE, 0x6F, 0, 0x6C, 0, 0xE1, 0]
  private static let latin1: [UInt8] = [0x6F, 0x6C, 0xE1, 0x2C, 0x20, 0x61, 0xE7, 0xE3, 0x6F]
  private static let docx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  private static let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  private static let program = "application/vnd.microsoft.portable-executable"

  private static let table: [(head: [UInt8], declared: String?, kept: String)] = [
    (png, "image/png", "image/png"),
    (png, nil, "image/png"),
    (png, "text/html", "image/png"),
    (jpeg, "image/jpg", "image/jpeg"),
    (bytes("GIF87a\u{1}"), "image/gif", "image/gif"),
    (bytes("GIF8 is not a picture"), "image/gif", "text/plain"),
    (bytes("RIFF\u{24}\u{0}\u{0}\u{0}WEBPVP8 "), "image/webp", "image/webp"),
    (bytes("12345678WEBPVP8 "), "image/webp", "text/plain"),
    (bytes("%PDF-1.7\n"), "application/pdf", "application/pdf"),
    (bytes("\n%PDF-1.7\n"), "application/pdf", "text/plain"),
    (zip, "application/zip", "application/zip"),
    (zip, docx, docx),
    (zip, xlsx, xlsx),
    (
      zip, "application/vnd.ms-excel.sheet.macroEnabled.12",
      "application/vnd.ms-excel.sheet.macroenabled.12"
    ),
    (zip, "application/java-archive", "application/zip"),
    (zip, "application/x-xpinstall", "application/zip"),
    (ole, "application/msword", "application/msword"),
    (ole, "text/html", "application/x-ole-storage"),
    ([0, 0, 0, 32] + bytes("ftypisom"), "video/mp4", "video/mp4"),
    ([0, 0, 0, 32] + bytes("ftypqt  "), "video/quicktime", "video/quicktime"),
    ([0, 0, 0, 32] + bytes("ftypheic"), "image/heic", "image/heic"),
    ([0, 0, 0, 32] + bytes("ftypisom"), "text/html", "video/mp4"),
    (bytes("<!DOCTYPE html><script>alert(1)</script>"), "text/html", "text/plain"),
    (bytes("<html>"), "application/xhtml+xml", "text/plain"),
    (
      bytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>"), "image/svg+xml",
      "text/plain"
    ),
    (bytes("<?xml version=\"1.0\"?><a/>"), "application/xml", "text/plain"),
    (bytes("<?xml version=\"1.0\"?><a/>"), "text/xml", "text/plain"),
    (bytes("alert(1)"), "text/javascript", "text/plain"),
    (bytes("alert(1)"), "application/javascript", "text/plain"),
    (bytes("*{}"), "text/css", "text/plain"),
    (bytes("CACHE MANIFEST"), "text/cache-manifest", "text/plain"),
    (bytes("--x\r\n"), "multipart/x-mixed-replace; boundary=x", "text/plain"),
    (bytes("From: a\r\n"), "message/rfc822", "text/plain"),
    (bytes("olá"), "text/plain; charset=utf-8", "text/plain"),
    ([0xEF, 0xBB, 0xBF] + bytes("olá"), "text/plain", "text/plain"),
    (utf16, "text/plain", "text/plain"),
    (utf16.reversed() + [0xFE], "text/plain", "application/octet-stream"),
    (latin1, "text/plain", "text/plain"),
    (bytes("a;b\n"), "text/csv", "text/csv"),
    (bytes("{}"), "application/json", "application/json"),
    (exe, "image/png", program),
    (exe, "application/x-msdownload", program),
    (elf, "text/plain", "application/octet-stream"),
    (elf, "application/x-executable", "application/octet-stream"),
    (bytes("\u{0}asm\u{1}\u{0}\u{0}\u{0}"), "application/wasm", "application/octet-stream"),
    ([1, 2, 3], "audio/aac", "application/octet-stream"),
    ([], "image/png", "text/plain"),
    (bytes("x"), "text/html\u{0}", "text/plain"),
    (bytes("x"), "text/csv, text/html", "text/plain"),
    (bytes("x"), "text/csv\r\nX: y", "text/plain"),
    (bytes("x"), "/", "text/plain"),
    (bytes("x"), String(repeating: "a", count: 200) + "/b", "text/plain"),
  ]

  @Test(arguments: table.indices)
  func `keeps what a file is, whatever is said of it`(row: Int) {
    let (head, declared, kept) = Self.table[row]
    #expect(FileKind.mediaType(of: head, declared: declared) == kept, "\(declared ?? "nothing")")
  }

  /// Files that are two things at once: a picture in front, a page or a script behind.
  private static let polyglots: [[UInt8]] = [
    bytes("GIF89a/*<script>alert(1)</script>*/=1;alert(1)"),
    bytes("%PDF-1.4\n<html><script>alert(1)</script>"),
    jpeg + bytes("<svg onload=alert(1)>"),
    png + bytes("<?php system($_GET[0]); ?><script>alert(1)</script>"),
    bytes("<script>/*") + zip + bytes("*/alert(1)</script>"),
    exe + bytes("<script>alert(1)</script>"),
    [0xEF, 0xBB, 0xBF] + bytes("<!--\u{0}GIF89a--><script>alert(1)</script>"),
    bytes(" \t\n<HTML>"),
    bytes("+ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
  ]

  private static let runnable = [
    "text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml",
    "application/rss+xml", "application/mathml+xml", "application/vnd.mozilla.xul+xml",
    "text/xsl", "text/javascript", "application/javascript", "application/ecmascript",
    "text/ecmascript", "application/x-javascript", "text/vbscript", "text/css", "application/wasm",
    "application/x-shockwave-flash", "application/java-archive", "application/x-java-applet",
    "application/hta", "application/x-xpinstall", "application/x-chrome-extension",
    "multipart/related", "multipart/x-mixed-replace", "message/rfc822", "text/event-stream",
    "text/cache-manifest", "application/manifest+json", "application/importmap+json",
    "application/x-ms-application", "application/vnd.wap.xhtml+xml", "x/y", "TEXT/HTML",
    "text/html ; charset=utf-7", "image/svg+xml;x=y", "*/*", "application/unknown",
  ]

  @Test func `nothing that a browser runs is kept as what its sender claims`() {
    for head in Self.table.map(\.head) + Self.polyglots {
      for declared in Self.runnable {
        let kept = FileKind.mediaType(of: head, declared: declared)
        // Were it believed, it would be what nothing was claimed of, or the claim itself.
        #expect(kept == FileKind.mediaType(of: head, declared: nil), "\(declared)")
        #expect(!Self.runnable.contains(kept))
        #expect(FileKind.sent(kept) == kept)
      }
    }
  }

  @Test func `what an older program kept as runnable is sent as bytes`() {
    for kept in Self.runnable + ["", "nonsense"] {
      #expect(FileKind.sent(kept) == "application/octet-stream")
    }
    for kept in Set(Self.table.map(\.kept)) { #expect(FileKind.sent(kept) == kept) }
  }
}
