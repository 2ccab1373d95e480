"""Training, export and evaluation of the reading model: everything that needs torch."""
