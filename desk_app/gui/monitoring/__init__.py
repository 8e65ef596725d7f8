"""The section 모니터링: the round, the sheets, and who could be rewarded."""
