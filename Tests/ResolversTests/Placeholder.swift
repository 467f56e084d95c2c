// ResolversTests
