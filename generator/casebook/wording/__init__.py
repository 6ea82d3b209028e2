"""How numbers, dates, amounts, figures and colours look to readers of a language; every output asks here."""
