extension DemoType {
  /// The second copy of a diploma: six steps, two loops back to the customer.
  static let diploma = DemoType(
    key: "segunda-via-diploma",
    name: "Segunda via de diploma",
    summary: "Emissão de uma nova via do diploma, com registro em livro próprio.",
    group: "secretaria",
    opensFor: [.person, .student, .teacher],
    parameters: [
      DemoParameter(
        key: "nomeCompleto",
        label: "Nome completo como no diploma",
        kind: .text,
        samples: ["Ana Beatriz Lopes", "João Pedro Siqueira", "Clara Monteiro", "Davi Peixoto"],
        lengthMax: 120
      ),
      DemoParameter(
        key: "curso",
        label: "Curso",
        kind: .choice,
        samples: ["administracao", "pedagogia", "sistemas", "direito"],
        choices: [
          DemoChoice("administracao", "Administração"),
          DemoChoice("pedagogia", "Pedagogia"),
          DemoChoice("sistemas", "Sistemas de Informação"),
          DemoChoice("direito", "Direito"),
        ]
      ),
      DemoParameter(
        key: "anoConclusao",
        label: "Ano de conclusão",
        kind: .integer,
        samples: ["2009", "2014", "2018", "2021"],
        minimum: "1950",
        maximum: "2026"
      ),
      DemoParameter(
        key: "formaEntrega",
        label: "Forma de entrega",
        kind: .choice,
        samples: ["retirada", "correio"],
        choices: [DemoChoice("retirada", "Retirada"), DemoChoice("correio", "Correio")]
      ),
      DemoParameter(
        key: "enderecoEntrega",
        label: "Endereço de entrega",
        kind: .longText,
        samples: ["Rua das Acácias, 210, Campinas", "Av. Brasil, 1500, ap. 62, Curitiba"],
        lengthMax: 500
      ),
      DemoParameter(
        key: "taxa",
        label: "Taxa de emissão",
        kind: .decimal,
        samples: ["180.00", "95.50", "180.00", "210.00"],
        minimum: "0",
        maximum: "1000",
        fractionDigits: 2,
        isDesks: true
      ),
      DemoParameter(
        key: "comprovante",
        label: "Número do comprovante de pagamento",
        kind: .text,
        samples: ["CMP-48120", "CMP-50377", "CMP-61904"],
        lengthMax: 40,
        isDesks: true
      ),
      DemoParameter(
        key: "livroRegistro",
        label: "Livro e folha de registro",
        kind: .text,
        samples: ["Livro 12, folha 88", "Livro 14, folha 3", "Livro 9, folha 141"],
        lengthMax: 60,
        isDesks: true
      ),
      DemoParameter(
        key: "parecerReservado",
        label: "Parecer reservado da secretaria",
        kind: .longText,
        samples: [
          "Pasta física com rasura na folha 2; conferir com o arquivo morto.",
          "Histórico migrado do sistema antigo; validar carga horária.",
        ],
        lengthMax: 4_000,
        isDesks: true
      ),
      DemoParameter(
        key: "notaPessoal",
        label: "Anotação pessoal do solicitante",
        kind: .longText,
        samples: [
          "Preciso da via até a posse no concurso; lembrar de levar o RG original.",
          "Perguntar ao advogado se a cópia autenticada basta.",
        ],
        lengthMax: 2_000
      ),
    ],
    always: [
      DemoRule("parecerReservado", .invisibleOnline),
      DemoRule("notaPessoal", .invisible),
      DemoRule("taxa", [], (.teacher, .invisibleOnline)),
    ],
    steps: diplomaSteps,
    journeys: [
      [],
      ["enviar"],
      ["enviar", "pendencia"],
      ["enviar", "pendencia", "reenviar", "deferir", "pagar", "retirada", "confirmar"],
      ["enviar", "pendencia"],
      ["enviar", "pendencia", "reenviar"],
      ["enviar", "deferir", "pagar", "retirada"],
    ],
    words: DemoWords(
      requests: [
        (
          "Segunda via do diploma de graduação",
          "Perdi o diploma em uma mudança e preciso de outro."
        ),
        (
          "Diploma danificado em enchente",
          "A água atingiu o arquivo da família; a via ficou ilegível."
        ),
        ("Nova via com nome de casada", "Solicito a via com o nome atualizado conforme certidão."),
        ("Diploma extraviado pelo correio", "O envio foi registrado, mas nunca chegou ao destino."),
        (
          "Via para validação no exterior",
          "A universidade de destino exige uma via original recente."
        ),
      ],
      fromCustomer: [
        "Bom dia! Há previsão para a análise?",
        "Anexei a certidão que faltava. Obrigado.",
        "Posso retirar no período da tarde?",
        "O boletim de ocorrência precisa ser recente?",
      ],
      fromAttendant: [
        "Olá! Recebemos o pedido e a análise leva até cinco dias úteis.",
        "Falta a cópia legível do documento de identidade.",
        "A taxa foi calculada; o pagamento libera a emissão.",
        "A via foi registrada e está pronta para a retirada.",
      ],
      amongAttendants: [
        "Conferir a assinatura com a ficha de 2009 antes de deferir.",
        "Secretária-geral pediu prioridade; não comentar com o solicitante.",
      ],
      understandings: [
        "Entendemos que o pedido é de uma via nova, com o mesmo nome do diploma original.",
        "Entendemos que a via deve sair com o nome atual, conforme a certidão anexada.",
      ],
      solutions: ["Via emitida, registrada e entregue ao solicitante."],
      products: ["Diploma de graduação", "Diploma de pós-graduação"],
      files: ["identidade.pdf", "boletim-de-ocorrencia.pdf", "certidao.pdf", "comprovante.png"]
    )
  )

  private static let diplomaSteps = [
    DemoStep(
      key: "pedido",
      name: "Pedido",
      isEntry: true,
      isDefaultEntry: true,
      ways: [
        DemoWay("enviar", "Enviar pedido", to: "analise", .attendant, "pedido", "urgencia")
      ],
      rules: [
        DemoRule("subject", .required), DemoRule("requestText", .required),
        DemoRule("nomeCompleto", .required), DemoRule("curso", .required),
        DemoRule("anoConclusao", [], (.student, .required), (.person, .required)),
        DemoRule("formaEntrega", .required), DemoRule("dueDate", .readOnly),
        DemoRule("taxa", .readOnly), DemoRule("comprovante", [.readOnly, .invisibleOnline]),
        DemoRule("livroRegistro", .invisibleOnline),
        DemoRule("solution", [.readOnly, .invisibleOnline]),
      ]
    ),
    DemoStep(
      key: "analise",
      name: "Análise documental",
      attendant: "attendant",
      ways: [
        DemoWay("pendencia", "Documentação pendente", to: "ajuste", .customer, "documento"),
        DemoWay("deferir", "Pedido deferido", to: "pagamento", .customer, "deferimento"),
      ],
      rules: [
        DemoRule("subject", .readOnly), DemoRule("priority", .required),
        DemoRule("taxa", .required), DemoRule("comprovante", .invisibleOnline),
        DemoRule("livroRegistro", .invisibleOnline),
        DemoRule("parecerReservado", .required), DemoRule("solution", .invisibleOnline),
      ]
    ),
    DemoStep(
      key: "ajuste",
      name: "Complemento do solicitante",
      ways: [
        DemoWay(
          "reenviar",
          "Documentação completa",
          to: "analise",
          .attendant,
          "pedido",
          "correcao"
        )
      ],
      rules: [
        DemoRule("requestText", .required), DemoRule("taxa", .readOnly),
        DemoRule("livroRegistro", .invisibleOnline), DemoRule("comprovante", .invisibleOnline),
        DemoRule("solution", [.readOnly, .invisibleOnline]),
      ]
    ),
    DemoStep(
      key: "pagamento",
      name: "Pagamento da taxa",
      ways: [
        DemoWay("pagar", "Comprovante enviado", to: "emissao", .attendant, "pagamento")
      ],
      rules: [
        DemoRule("subject", .readOnly), DemoRule("requestText", .readOnly),
        DemoRule("taxa", [.neededFromPrevious, .readOnly]), DemoRule("comprovante", .required),
        DemoRule("livroRegistro", .invisibleOnline),
        DemoRule("solution", [.readOnly, .invisibleOnline]),
      ]
    ),
    DemoStep(
      key: "emissao",
      name: "Emissão e registro",
      attendant: "attendant.secretary",
      ways: [
        DemoWay("retirada", "Via pronta", to: "entrega", .customer, "conclusao"),
        DemoWay("corrigir", "Dados a corrigir", to: "ajuste", .customer, "correcao"),
      ],
      rules: [
        DemoRule("comprovante", [.neededFromPrevious, .readOnly]),
        DemoRule("livroRegistro", [.required, .invisibleOnline]),
        DemoRule("subject", .readOnly), DemoRule("requestText", .readOnly),
      ]
    ),
    DemoStep(
      key: "entrega",
      name: "Entrega",
      ways: [
        DemoWay("confirmar", "Recebimento confirmado", to: "emissao", .attendant, "conclusao"),
        DemoWay("divergencia", "Há uma divergência", to: "emissao", .attendant, "correcao"),
      ],
      rules: [
        DemoRule("livroRegistro", .readOnly, (.person, .invisibleOnline)),
        DemoRule("subject", .readOnly), DemoRule("requestText", .readOnly),
        DemoRule("understandings", [], (.teacher, .invisibleOnline)),
        DemoRule("solution", .readOnly),
      ]
    ),
  ]
}
