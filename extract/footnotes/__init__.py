"""Raised markers, the notes they point at, and both brought together over all pages"""
