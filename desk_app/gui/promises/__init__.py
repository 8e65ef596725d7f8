"""The board of promises: what is owed, to whom, by when, and every verb that ends it or moves it on."""
