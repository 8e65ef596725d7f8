"""The settings page (설정), one section a file."""
