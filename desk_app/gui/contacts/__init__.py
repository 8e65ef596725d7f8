"""The desk (응대): a call or a visit in progress, guided, recorded and never lost."""
