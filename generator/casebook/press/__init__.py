"""PDF files for the printer: colours, boxes, marks, metadata, the check of a finished file. Knows PDF and no case."""
