"""What stands in a text between two braces: numbers and words that follow the network of the page."""
