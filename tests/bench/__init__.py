"""Speed in ratios: our own work against the plainest way of doing the same. `make bench` prints them with their limits."""
