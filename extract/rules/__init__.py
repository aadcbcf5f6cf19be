"""Drawn lines found in pixels: whole, in rags, worn away"""
