"""Pictures: checked once and remembered, and made ready for the web and for print without any of their metadata."""
