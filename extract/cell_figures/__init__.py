"""Cells of a scanned table read by two readers, with votes where they differ"""
