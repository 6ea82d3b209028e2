// Rows of texts as a CSV file that spreadsheets open as it is meant: with a mark of its encoding, and no cell a formula.
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export function csvCell(text) {
  const plain = String(text ?? "").replace(/\r\n?|\n/g, " ");
  const safe = FORMULA.test(plain) ? `'${plain}` : plain;
  return /[",\s;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvText(rows) {
  return `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

export function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
