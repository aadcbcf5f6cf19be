"""The sheet itself: which way up it stands, how it slopes and bends, what shines through it"""
