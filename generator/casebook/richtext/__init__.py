"""The one door for rich text: a field's Markdown becomes sanitised HTML, visible text and nodes for print."""
