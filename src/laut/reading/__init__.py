"""From an article to its attributed statements."""
