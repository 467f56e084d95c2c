// GuicheTests
