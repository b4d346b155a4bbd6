"""Numerals, days and periods as notices print them.

In: words. Out: numbers, calendar days, spans of months. Every reader of this room counts and dates by these.
"""
