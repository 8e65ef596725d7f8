"""고객: find somebody by name, 초성 or number; their card, what is owed to them, their whole history."""
