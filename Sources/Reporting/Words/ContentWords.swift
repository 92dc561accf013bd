import LedgerReading

/// The words for what a file is.
struct ContentWords {
  let language: Language

  func name(_ content: FileContent) -> String {
    switch content {
    case .ledger: language("契約台帳", "a ledger of contracts")
    case .bids: language("入札の一覧", "a list of bids")
    case .bidResults: language("入札結果の一覧", "a list of tender results")
    case .draws: language("くじ引きの記録", "a record of draws")
    case .roster: language("業者の名簿", "a roster of firms")
    case .publishedTable: language("公表された表", "a published table")
    }
  }
}
