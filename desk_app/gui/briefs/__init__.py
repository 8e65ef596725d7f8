"""What a day opens with, the sheet for whoever takes over a desk, and the brief for a deputy."""
