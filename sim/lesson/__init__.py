"""What a class works with: lessons, where their numbers come from, and the words of the page."""
