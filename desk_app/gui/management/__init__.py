"""The page 관리: how well the charter is kept, and what waits for a supervisor."""
