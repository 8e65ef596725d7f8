"""Small widgets every page is built from; each module is one of them."""
