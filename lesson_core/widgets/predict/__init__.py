"""A prediction: a question about a network of the page, judged on that network."""
