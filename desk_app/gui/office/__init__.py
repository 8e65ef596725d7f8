"""Founding the office, signing in, the lock, and who is at their place."""
