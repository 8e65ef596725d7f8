"""The satisfaction survey: the customer's window, and the section of the page 관리."""
