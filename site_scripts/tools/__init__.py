"""What contributors run beside the build: tests, checks, lock files, browsers, a new lesson."""
