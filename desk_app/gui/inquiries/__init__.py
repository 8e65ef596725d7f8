"""The page 문의: letters and website questions, their two dates, their answers."""
