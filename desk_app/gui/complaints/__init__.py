"""Complaints, opinions and redress on the screen (불만·의견)."""
