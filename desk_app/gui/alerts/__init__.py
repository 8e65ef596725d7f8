"""Speaking up before a promise is broken: strip, badge and the notice outside the window."""
