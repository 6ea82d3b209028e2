"""Open data: what the gate lets through for the data channel, as JSON, CSV, Excel and a Data Package."""
