"""The guidance (안내): entries of the FAQ beside the call and on their own page."""
