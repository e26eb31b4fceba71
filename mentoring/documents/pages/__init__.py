"""What papers share: the page and its parts, built of blocks; the kinds say what stands on each."""
