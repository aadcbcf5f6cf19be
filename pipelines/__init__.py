"""The order of the steps, the runs over many files, the CSV writers and the command line."""
