"""The commands of `desk-app`: one module each, imported only when it is asked for."""
