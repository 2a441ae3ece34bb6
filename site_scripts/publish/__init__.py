"""What comes after the pages are HTML: names with hashes, policies, bundles, compressed copies."""
