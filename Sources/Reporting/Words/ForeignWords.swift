/// What readers, libraries and the system say is wrong, in Japanese: they speak English alone.
enum ForeignWords {
  /// A reason in a language.
  ///
  /// - Parameter reason: as the reader or library words it, perhaps behind the name of a part and a colon.
  static func text(_ reason: String, _ language: Language) -> String {
    ErrorText.printable(language(japanese(reason), reason), limit: 120)
  }

  private static func japanese(_ reason: String) -> String {
    if let known = known[reason] { return known }
    if let place = reason.firstMatch(of: /^(.*) \(byte (\d+) of the line\)$/) {
      return "\(japanese(String(place.1)))（行の \(place.2) バイト目）"
    }
    if let rest = reason.firstMatch(of: /^the file ends where (.*)$/) {
      return "途中で終わっている。\(japanese(String(rest.1)))"
    }
    if let key = reason.firstMatch(of: /^the key "(.*)" stands twice in one object$/) {
      return "同じオブジェクトに \"\(key.1)\" が2回ある"
    }
    if let depth = reason.firstMatch(of: /^values are nested more than (\d+) deep$/) {
      return "入れ子が \(depth.1) 段を超える"
    }
    // The name of a part has no blanks.
    if let part = reason.firstMatch(of: /^([^ ]+): (.+)$/) { return "\(part.1)：\(japanese(String(part.2)))" }
    return reason.contains(" ") ? "詳細（原文）：\(reason)" : reason
  }

  /// Texts of the JSON reader, of workbooks, of expat, of zlib and zstd, and of the system's errors.
  static let known: [String: String] = [
    "a value is expected": "値がない", "a value is expected behind a comma": "コンマの後に値がない",
    "a key in quotes is expected": "引用符で囲んだキーがない", "a colon is expected behind a key": "キーの後にコロンがない",
    "a comma or the end of an array is expected": "コンマか ] がない",
    "a comma or the end of an object is expected": "コンマか } がない",
    "a control character stands in a text": "文字列の中に制御文字がある", "the file ends within a text": "文字列の途中で終わっている",
    "an escape is not known": "使えない \\ の書き方", "four hexadecimal digits are expected": "16進数4桁がない",
    "a number begins with 0": "0 で始まる数", "a digit is expected": "数字がない",
    "merged cells overlap": "結合セルが重なっている", "two parts of one name": "同じ名前の部分が2つある",
    "too many sheets": "シートが多すぎる", "too many merged cells": "結合セルが多すぎる",
    "too many cell formats": "セルの書式が多すぎる", "too many relationships": "部分どうしの関係が多すぎる",
    "too many shared strings": "文字列が多すぎる", "no sheet": "シートがない", "compressed beyond measure": "圧縮の度が過ぎる",
    "no element found": "内容がない、または途中で終わっている", "not well-formed (invalid token)": "XML として正しくない",
    "unclosed token": "XML が途中で終わっている", "mismatched tag": "XML のタグが対応していない",
    "partial character": "文字の途中で終わっている", "duplicate attribute": "XML の属性が重複している",
    "junk after document element": "XML の終わりに余分な内容がある", "undefined entity": "XML に未定義の実体がある",
    "unbound prefix": "XML に未定義の接頭辞がある", "unclosed CDATA section": "XML が途中で終わっている",
    "XML or text declaration not at start of entity": "XML の宣言が先頭にない", "syntax error": "XML として正しくない",
    "unexpected end of file": "途中で終わっている", "unknown encoding": "文字コードが分からない",
    "incorrect data check": "検査値が合わない", "incorrect header check": "先頭が正しくない", "invalid block type": "内容が壊れている",
    "invalid distance too far back": "内容が壊れている", "invalid stored block lengths": "内容が壊れている",
    "unknown compression method": "圧縮の方法が分からない", "incorrect length check": "長さが合わない",
    "Data corruption detected": "内容が壊れている", "Unknown frame descriptor": "先頭が正しくない",
    "Restored data doesn't match checksum": "検査値が合わない", "Src size is incorrect": "途中で終わっている",
    "CRC error": "検査値が合わない", "Not a zip archive": "ZIP ではない", "Zip archive inconsistent": "ZIP の目次が合わない",
    "Possibly truncated or corrupted zip archive": "ZIP が途中で終わっているか壊れている",
    "Compression method not supported": "圧縮の方法が分からない", "Unexpected length of data": "長さが合わない",
    "Permission denied": "アクセス権がない", "No such file or directory": "ファイルがない", "Is a directory": "フォルダーである",
    "Not a directory": "フォルダーではない", "Input/output error": "装置の読み書きの誤り", "No space left on device": "空きがない",
    "Read-only file system": "書き込みのできない場所", "File too large": "ファイルが大きすぎる", "File exists": "同名のファイルがある",
    "Too many open files": "開いているファイルが多すぎる", "File name too long": "名前が長すぎる",
    "Too many levels of symbolic links": "リンクが循環している", "Disk quota exceeded": "割当ての上限を超える",
    "Broken pipe": "出力先が閉じている", "Operation not permitted": "許可されていない操作", "Text file busy": "使用中のファイル",
    "Device or resource busy": "使用中の装置", "Stale file handle": "共有フォルダーとの接続が切れている",
    "No such device or address": "装置がない", "Invalid argument": "使えない場所", "Interrupted system call": "中断された",
    "Connection timed out": "接続が時間切れになった", "Host is down": "接続先が動いていない", "Cannot allocate memory": "メモリーが足りない",
  ]
}
