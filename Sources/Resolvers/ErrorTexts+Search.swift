import Desk

extension ErrorTexts {
  /// The sentence for what is wrong with a filter or with the text of a search.
  func sentence(forSearch error: RequestError) -> String {
    switch error {
    case .count(let argument, let maximum):
      pick(
        "\"\(argument)\" must be from 0 to \(maximum).",
        "\"\(argument)\" deve ser de 0 a \(maximum)."
      )
    case .filterTooDeep:
      pick(
        "Put at most \(TicketFilter.depthMax) filters within each other.",
        "Coloque no máximo \(TicketFilter.depthMax) filtros um dentro do outro."
      )
    case .filterTooLarge:
      pick(
        """
        Give at most \(TicketFilter.conditionsMax) conditions, each with at most \
        \(TicketFilter.valuesMax) values.
        """,
        """
        Informe no máximo \(TicketFilter.conditionsMax) condições, cada uma com no máximo \
        \(TicketFilter.valuesMax) valores.
        """
      )
    case .moment(let argument):
      pick(
        "\"\(argument)\" must be a moment like 2026-03-02T09:30:00Z.",
        "\"\(argument)\" deve ser um momento como 2026-03-02T09:30:00Z."
      )
    case .day(let argument):
      pick(
        "\"\(argument)\" must be a day like 2026-03-02.",
        "\"\(argument)\" deve ser um dia como 2026-03-02."
      )
    case .searchTooLong:
      pick(
        "Search for at most \(SearchWords.charactersMax) characters.",
        "Busque no máximo \(SearchWords.charactersMax) caracteres."
      )
    case .searchTooManyWords:
      pick(
        "Search for at most \(SearchWords.wordsMax) words.",
        "Busque no máximo \(SearchWords.wordsMax) palavras."
      )
    default: pick("This cannot be asked for.", "Isto não pode ser pedido.")
    }
  }
}
