extension DemoType {
  /// An inquiry that the desk opens about a customer: blocked for every customer's profile.
  static let inquiry = DemoType(
    key: "apuracao",
    name: "Apuração reservada",
    summary: "Apuração interna que o cliente não deve saber que existe.",
    group: "comercial",
    opensFor: CustomerType.allCases,
    parameters: [
      DemoParameter(
        key: "origem",
        label: "Origem da apuração",
        kind: .text,
        samples: ["Relato da equipe", "Auditoria mensal"],
        lengthMax: 200
      )
    ],
    always: [DemoRule("subject", .required)],
    steps: [
      DemoStep(
        key: "abertura",
        name: "Abertura",
        isEntry: true,
        isDefaultEntry: true,
        ways: [DemoWay("apurar", "Apurar", to: "levantamento", .attendant, "pedido")]
      ),
      DemoStep(
        key: "levantamento",
        name: "Levantamento",
        ways: [
          DemoWay("concluir", "Concluir", to: "parecer", .attendant, "conclusao"),
          DemoWay("devolver", "Devolver", to: "abertura", .customer, "correcao"),
        ]
      ),
      DemoStep(
        key: "parecer",
        name: "Parecer final",
        ways: [DemoWay("rever", "Rever", to: "levantamento", .attendant, "correcao")],
        rules: [DemoRule("solution", .required)]
      ),
    ],
    journeys: [
      [], ["apurar"], ["apurar", "devolver"], ["apurar", "concluir"], ["apurar", "devolver"],
      ["apurar", "concluir"], ["apurar", "devolver"],
    ],
    words: DemoWords(
      requests: [
        ("Verificação de cadastro", "Conferir os documentos apresentados na abertura do cadastro."),
        (
          "Apuração de uso indevido", "Levantar os acessos fora do horário e o que foi feito neles."
        ),
      ],
      fromCustomer: ["Registro feito a pedido da direção."],
      fromAttendant: ["Levantamento em curso.", "Documentos conferidos."],
      amongAttendants: ["Não mencionar esta apuração em nenhum outro atendimento."],
      understandings: ["Entende-se que o caso é de cadastro e não de conduta."],
      solutions: ["Apuração encerrada sem providências."],
      products: ["Cadastro"],
      files: ["relatorio-interno.pdf"]
    )
  )
}
