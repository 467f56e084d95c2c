/// An article of the demo story.
struct DemoArticle: Sendable {
  let kind: String
  let audience: Audience
  /// Key of the type that it belongs to.
  var type: String?
  let title: String
  let body: String
}

extension DemoArticle {
  static let all = [
    DemoArticle(
      kind: "FAQ",
      audience: .online,
      type: "segunda-via-diploma",
      title: "Quais documentos preciso para pedir a segunda via do diploma?",
      body: """
        Documento de identidade, boletim de ocorrência em caso de perda ou roubo e, se o nome \
        mudou, a certidão que comprova a mudança. Envie cópias legíveis em PDF ou imagem.
        """
    ),
    DemoArticle(
      kind: "FAQ",
      audience: .online,
      type: "segunda-via-diploma",
      title: "Quanto tempo leva a emissão?",
      body: """
        A análise leva até cinco dias úteis. Depois do pagamento da taxa, a emissão e o registro \
        levam até trinta dias.
        """
    ),
    DemoArticle(
      kind: "FAQ",
      audience: .online,
      type: "trancamento",
      title: "Perco a bolsa se trancar a matrícula?",
      body: """
        A bolsa fica suspensa durante o trancamento e volta com a matrícula, desde que o retorno \
        ocorra dentro do prazo. Converse com a coordenação antes de decidir.
        """
    ),
    DemoArticle(
      kind: "FAQ",
      audience: .online,
      type: "visita-garantia",
      title: "O que a garantia cobre?",
      body: """
        Defeitos de fabricação por três anos no mobiliário e por dois anos nos equipamentos. \
        Danos por mau uso ou instalação de terceiros não são cobertos.
        """
    ),
    DemoArticle(
      kind: "FAQ",
      audience: .online,
      type: "proposta",
      title: "Por quanto tempo vale uma proposta?",
      body: """
        A validade está indicada na própria proposta. Depois dela, basta pedir uma revisão para \
        receber os valores atualizados.
        """
    ),
    DemoArticle(
      kind: "FAQ",
      audience: .online,
      title: "Como acompanho meu atendimento?",
      body: """
        Em “Sob minha responsabilidade” ficam os atendimentos que esperam por você; em “Aguardando \
        retorno”, os que estão com a nossa equipe. A discussão aceita mensagens nos dois casos.
        """
    ),
    DemoArticle(
      kind: "TIP",
      audience: .online,
      title: "Anexe fotos nítidas",
      body: """
        Fotos com boa luz e a etiqueta de série visível evitam idas e vindas e adiantam a visita \
        do técnico.
        """
    ),
    DemoArticle(
      kind: "TIP",
      audience: .online,
      title: "Escreva um assunto curto e claro",
      body: "Um bom assunto diz o quê e onde: “Lousa da sala 12 não liga”."
    ),
    DemoArticle(
      kind: "TIP",
      audience: .online,
      type: "trancamento",
      title: "Fale com a coordenação antes de trancar",
      body: "Às vezes reduzir o número de disciplinas resolve, sem interromper o curso."
    ),
    DemoArticle(
      kind: "FAQ",
      audience: .desk,
      type: "visita-garantia",
      title: "Como tratar defeitos de lote",
      body: """
        Consulte a lista da fábrica antes da triagem. Havendo recolhimento, troque a peça sem \
        pedir laudo. \(DemoCanary.deskArticle)
        """
    ),
    DemoArticle(
      kind: "TIP",
      audience: .desk,
      title: "Mensagens internas",
      body: """
        Marque como interna toda observação que o cliente não deve ler. \(DemoCanary.deskTip)
        """
    ),
  ]
}
