import LedgerReading
import LotteryStatistics
import Reporting
import SyntheticData
import TabularReading

// The Japanese names of values that options of several commands take.

extension Language: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .japanese: ["日本語"]
    case .english: ["英語"]
    }
  }
}

extension RepeatedContractPolicy: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .error: ["誤りとする", "エラー"]
    case .keep: ["全て数える"]
    case .first: ["最初の行", "最初"]
    case .last: ["最後の行", "最後"]
    }
  }
}

extension OCDSOptions.Value: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .award: ["落札"]
    case .contract: ["契約"]
    case .latestAmendment: ["最終変更"]
    }
  }
}

extension OCDSOptions.Day: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .award: ["落札日"]
    case .signed: ["契約日"]
    }
  }
}

extension Delimiter: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .comma: ["コンマ", "カンマ"]
    case .tab: ["タブ"]
    case .semicolon: ["セミコロン"]
    case .pipe: ["縦棒"]
    }
  }
}

extension TenderAssembly.RepeatedBid: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .reject: ["誤りとする"]
    case .keepFirst: ["最初の行"]
    }
  }
}

extension DisagreeingNotices: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .reject: ["誤りとする"]
    case .keepFirst: ["最初の行"]
    }
  }
}

extension DrawHistory: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .recorded: ["記録"]
    case .chained: ["計算結果"]
    }
  }
}

extension OutputOptions.Format: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .text: ["テキスト"]
    case .markdown: ["マークダウン"]
    case .csv: ["CSV"]
    case .json: ["JSON"]
    case .html: ["HTML", "ウェブページ"]
    case .xlsx: ["エクセル", "Excel"]
    case .docx: ["ワード", "Word"]
    }
  }
}

extension NegativeSign: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .triangle: ["▲", "黒三角"]
    case .hollow: ["△", "白三角"]
    // A minus sign arrives as a hyphen.
    case .minus: ["−", "-"]
    }
  }
}

extension TablesCommand.Unit: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .yen: ["円"]
    case .thousand: ["千円"]
    case .million: ["百万円"]
    }
  }
}

extension TablesCommand.Rounding: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .halfUp: ["四捨五入"]
    case .controlled: ["合計に合わせる", "調整"]
    }
  }
}

extension LedgerOptions.PopulationChoice: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .city: ["市"]
    case .subsidyRecipient: ["補助金交付先"]
    case .all: ["全て", "すべて", "全部"]
    }
  }
}

extension ComparisonDetails.SampledUnit: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .contracts: ["契約"]
    case .vendors: ["契約相手方", "業者"]
    }
  }
}

extension ComparisonDetails.SecondClass: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .office: ["所管課", "部署", "契約担当課"]
    case .method: ["契約方法", "契約方式"]
    case .account: ["会計"]
    }
  }
}

extension AuditCommand.Rule: NamedInJapanese {
  var japaneseNames: [String] {
    switch self {
    case .halfUp: ["四捨五入"]
    case .truncate: ["切捨て", "切り捨て"]
    case .up: ["切上げ", "切り上げ"]
    case .halfEven: ["偶数丸め", "最近接偶数への丸め"]
    case .controlled: ["合計に合わせる", "調整"]
    case .auto: ["自動"]
    }
  }
}
