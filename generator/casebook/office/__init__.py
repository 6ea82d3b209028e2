"""The office's year: the board, proofs for companies, approvals, translators' sheets. Uses the outputs, adds no way around the gate."""
