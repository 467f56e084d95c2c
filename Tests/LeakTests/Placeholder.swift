// LeakTests
