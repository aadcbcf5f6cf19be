"""What is black on a page: pieces and runs of ink, the print that they stand in, print under paler ink"""
