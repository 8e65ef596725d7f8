"""The page of appointments (예약) and what is booked on it."""
