"""The office's year: the board, proofs for companies, approvals, translators' sheets. No way around the gate."""
