"""PDF files for the printer: colours, boxes, marks, metadata, and the check of a finished file. Knows PDF and no case."""
