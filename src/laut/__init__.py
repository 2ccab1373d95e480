"""laut reads news reports and keeps who said what, according to whom, how firmly and when."""

__version__ = "0.1.0"
